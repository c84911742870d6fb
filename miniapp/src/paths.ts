/** The phone's pages as paths. Needs no Taro. */
type Query = Readonly<Record<string, string | number | undefined>>;

/** What is not asked for stays out. */
const withQuery = (page: string, query: Query): string => {
  const words = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return `/pages/${page}/index${words.length === 0 ? '' : `?${words.join('&')}`}`;
};

export const MY = '/pages/my/index';
/** The name under which 我的任务 is kept on the device. It counts with the shape: what an earlier version kept is not read as this one's. */
export const MY_SEEN = 'my.8';
export const LEDGER = '/pages/ledger/index';
export const PEOPLE = '/pages/people/index';
export const IMPORT = '/pages/import/index';
export const CONNECTIONS = '/pages/connections/index';
export const ROBOTS = '/pages/robots/index';
export const CHAT = '/pages/chat/index';
export const RECURRING = '/pages/recurring/index';
export const MESSAGES = '/pages/messages/index';

export const ratePath = (query: Readonly<Record<string, string>>): string => withQuery('rate', query);
/** The ratings narrowed like this. */
export const ratingsWith = (query: Query): string => withQuery('ratings', query);

export const taskPath = (id: string): string => withQuery('task', { id });
export const directoryPath = (platform: string): string => withQuery('directory', { platform });
/** `need`: the item of the evidence list for which something is brought. */
export const reportPath = (id: string, need = ''): string => withQuery('report', need === '' ? { id } : { id, need });
export const reviewPath = (id: string): string => withQuery('review', { id });
/** Those who have no account yet. */
export const PEOPLE_WITHOUT_ACCOUNT = withQuery('people', { only: 'no-account' });

/** The ledger narrowed like this. */
export const ledgerWith = (query: Query): string => withQuery('ledger', query);

export const LATE_LEDGER = ledgerWith({ light: 'red' });
/** Those whose owners were reminded and did not answer 未确认. */
export const SILENT_LEDGER = ledgerWith({ unconfirmed: '1' });
export const startOf = (roundId: string): string => withQuery('import', { start: roundId });
export const signInPath = (to: string): string => withQuery('sign-in', to === '' || to === MY ? {} : { to });
export const joinPath = (to: string): string => withQuery('join', to === MY ? {} : { to });
/** After signing out: nothing signs in again by itself. */
export const SIGNED_OUT = withQuery('sign-in', { out: '1' });

/** The phone's path in an address (`http://…/#/pages/task/index?id=1`) or null when it leads elsewhere. */
export function pathIn(address: string): string | null {
  const found = /#?(\/pages\/[a-z-]+\/index(?:\?[^#]*)?)$/.exec(address);
  return found?.[1] ?? null;
}

export const WEEK_FILE = '督办周报.docx';

/** Where a file of ours lies that a message leads to or shows (`/api/weeks/…`); null where the address is no such one. */
export const fileIn = (address: string): string | null => /\/api\/weeks\/[\d-]+\/(?:report|picture)\?[^#]*$/.exec(address)?.[0] ?? null;

/** Where to go after sign-in: only ever one of our own pages. */
export const safePath = (to: string | undefined): string => {
  const path = to === undefined || to === '' ? null : pathIn(to);
  return path === null || path.startsWith('/pages/sign-in/') || path.startsWith('/pages/join/') ? MY : path;
};

/** An address's own words: H5 hands them over decoded, the mini-program as they were written. */
export function decoded(param: string): string {
  try {
    return decodeURIComponent(param);
  } catch {
    return param;
  }
}

/** What an address asks a page for. */
export type Params = Readonly<Record<string, string | undefined>>;

/** Of these names those that the address gives. */
export const queryIn = <Name extends string>(params: Params, names: readonly Name[]): Readonly<Partial<Record<Name, string>>> =>
  Object.fromEntries(names.flatMap((name) => (params[name] === undefined ? [] : [[name, decoded(params[name])]]))) as Partial<Record<Name, string>>;

/** What WeCom takes as a notice of a mini-program, with every limit that the vendor names. */

type Json = Readonly<Record<string, unknown>>;

const lengthOf = (value: unknown): number => (typeof value === 'string' ? [...value].length : -1);
const itemsOf = ({ content_item: items }: Json): readonly Json[] => (Array.isArray(items) ? (items as Json[]) : []);

/** The code and words of what is wrong with it; null: nothing. `appId`: of the mini-program that is linked. */
export function miniFault(notice: Json, appId: string | null): readonly [number, string] | null {
  const { appid, page, title, description } = notice;
  const items = itemsOf(notice);
  if (typeof appid !== 'string' || appid === '') return [90200, 'missing appid'];
  if (appId === null) return [90206, 'miniprogram not linked'];
  if (appid !== appId) return [90207, 'invalid appid'];
  if (lengthOf(title) < 4 || lengthOf(title) > 12) return [40058, 'title: 4 to 12 characters'];
  if (description !== undefined && (lengthOf(description) < 4 || lengthOf(description) > 12)) return [40058, 'description: 4 to 12 characters'];
  if (items.length > 10) return [90201, 'content_item: more than 10'];
  if (!items.every(({ key }) => lengthOf(key) >= 1 && lengthOf(key) <= 10)) return [90202, 'content_item.key'];
  if (!items.every(({ value }) => lengthOf(value) >= 1 && lengthOf(value) <= 30)) return [90203, 'content_item.value'];
  if (page !== undefined && (typeof page !== 'string' || page.startsWith('/') || /^https?:/.test(page) || Buffer.byteLength(page) > 1_024)) {
    return [90204, 'page'];
  }
  return null;
}

/** The notice as a reader sees it, and where a tap leads. */
export const miniText = (notice: Json): string =>
  [String(notice['title']), ...itemsOf(notice).map(({ key, value }) => `${String(key)} ${String(value)}`), `[${String(notice['page'] ?? '')}]`].join(
    '\n',
  );

/** A platform's directory held against our people, as the office sees it; the reading itself goes on after the answer. */
import { randomUUID } from 'node:crypto';
import type { Directory, DirectorySuggestion } from '../../core/contract/directory.js';
import { cleanName } from '../../core/people/contact.js';
import { type KnownMember, knownMembers, matchDirectory, type Matched, type Place, type Suggestion } from '../../core/people/directory.js';
import { demand, mayEditPeople } from '../../core/people/may-do.js';
import type { Person, Viewer } from '../../core/people/model.js';
import type { Roster } from '../../core/people/roster.js';
import { Refusal } from '../../core/refusal.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { AppKind, PlatformApp, Services, StoredDirectory } from '../services.js';
import { eventOf } from './event-of.js';
import { userIdOf } from './lanes.js';
import { rosterNow } from './person-detail.js';
import { stopApp } from './send-message.js';

/** Longer than any reading lasts; whoever died reading is waited for no longer. */
const READ_MS = 10 * 60_000;

/** Two accounts with one key are one: WeCom does not tell capital letters from small ones. */
const keyOf =
  (kind: AppKind) =>
  (userId: string): string =>
    kind === 'wecomApp' ? userId.toLowerCase() : userId;

export const matchedNow = (kind: AppKind, roster: Roster, members: readonly KnownMember[]): Matched =>
  matchDirectory(roster, members, (person) => userIdOf(kind, person), keyOf(kind));

const placeWords = (places: readonly Place[]): string => (places.length === 0 ? '没有部门' : places.map(({ path }) => path.join(' / ')).join('；'));

const WHY: Readonly<Record<Suggestion['how'], string>> = {
  sure: '姓名和单位都相同，没有重名。',
  likely: '姓名相同，没有重名，但单位对不上，请核对后再用。',
  several: '有人重名，请核对是哪一位。',
};

function suggestionLine({ person, how, candidates }: Suggestion, roster: Roster): DirectorySuggestion {
  return {
    ...whoOf(person, roster),
    how,
    words: WHY[how],
    candidates: candidates.map(({ member, isSameUnit }) => ({
      userId: member.userId,
      name: member.name,
      placeWords: placeWords(member.places),
      isSameUnit,
    })),
  };
}

const whoOf = (person: Person, roster: Roster) => ({ personId: person.id, name: person.name, unitName: roster.unit(person.unitId)?.name ?? null });

const ORDER: readonly Suggestion['how'][] = ['sure', 'likely', 'several'];

type State = Pick<Directory, 'state' | 'words'>;

const readWords = ({ clock }: Services, { readAt, members, departments }: StoredDirectory): string =>
  `${instantWords(new Date(readAt), dayOf(clock.now()))} 读取：部门 ${departments} 个，成员 ${members} 人。之后新增的人请重新读取。`;

async function stateOf(services: Services, kind: AppKind, app: PlatformApp | null): Promise<State & { readonly read: StoredDirectory | null }> {
  const { name } = services.channels[kind];
  const { read, wrong, reading } = await services.store.directories.find(kind);
  if (app === null) return { state: 'none', read: null, words: `还没有接入${name}，读不到通讯录。请先在“接入”里填写${name}应用的参数并检查连接。` };
  if (app.stopped !== null) return { state: 'stopped', read, words: `${name}接入已停用，现在不能读取通讯录：${app.stopped}` };
  if (reading === 'yes') return { state: 'reading', read, words: '正在读取通讯录，部门多的要几分钟。可以离开，读完后再来看。' };
  if (wrong !== null) return { state: 'failed', read, words: `通讯录没有读完。${wrong}` };
  if (reading === 'broken') return { state: 'failed', read, words: '上次读取通讯录中断了。请重新读取。' };
  if (read === null) return { state: 'unread', read, words: `还没有读取。读取后按姓名把${name}账号和这里的人对上，由您逐个确认，不会自动改动。` };
  return { state: 'ready', read, words: readWords(services, read) };
}

async function viewOf(services: Services, kind: AppKind): Promise<Directory> {
  const [app, roster] = await Promise.all([services.store.apps.find(kind), rosterNow(services.store)]);
  const { read, ...state } = await stateOf(services, kind, app);
  const base = { platform: kind, name: services.channels[kind].name, ...state };
  if (read === null) return { ...base, notes: [], suggestions: [], unmatched: [], astray: [] };
  const { suggestions, unmatched, astray } = matchedNow(kind, roster, read.known);
  return {
    ...base,
    notes: [...read.notes],
    suggestions: ORDER.flatMap((how) => suggestions.filter((one) => one.how === how)).map((one) => suggestionLine(one, roster)),
    unmatched: unmatched.map((person) => whoOf(person, roster)),
    astray: astray.map((person) => ({ ...whoOf(person, roster), userId: userIdOf(kind, person) ?? '' })),
  };
}

/** Refusal `not-allowed`. */
export async function readDirectory(services: Services, viewer: Viewer, kind: AppKind): Promise<Directory> {
  demand(mayEditPeople(viewer), '查看通讯录');
  return viewOf(services, kind);
}

export interface BegunReading {
  readonly directory: Directory;
  /** The reading itself, for after the answer; never rejects. */
  readonly work: () => Promise<void>;
}

const nothing = async (): Promise<void> => undefined;

/** Whoever has our names, or an account of ours; the rest of the directory is nobody's business. */
function wantedOf(kind: AppKind, roster: Roster): (name: string, userId: string) => boolean {
  const key = keyOf(kind);
  const names = new Set(roster.people.map(({ name }) => cleanName(name)));
  const accounts = new Set(roster.people.flatMap((person) => userIdOf(kind, person) ?? []).map(key));
  return (name, userId) => names.has(name) || accounts.has(key(userId));
}

async function read(services: Services, app: PlatformApp, holder: string): Promise<void> {
  const { kind } = app;
  const { directories } = services.store;
  try {
    const found = await services.channels[kind].readDirectory(app);
    if (found.kind === 'failed') {
      services.log.warn('directory was not read', { app: kind, why: found.words });
      await directories.fail(kind, holder, found.words);
      if (found.stops === 'connection') await stopApp(services, app, found.words);
      return;
    }
    const known = knownMembers(found.members, found.departments, wantedOf(kind, await services.roster()));
    const counts = { departments: found.departments.length, members: found.members.length };
    const readAt = services.clock.now().toISOString();
    await directories.keep(kind, holder, { readAt, ...counts, known: [...known], notes: [...found.notes] });
    services.log.info('directory read', { app: kind, ...counts, known: known.length });
  } catch (error) {
    services.log.error('directory was not read', { app: kind, error });
    await directories.fail(kind, holder, '系统出了问题。请重新读取；仍不行时请让维护人员查看日志。').catch(() => undefined);
  }
}

/** Where it is being read already, that reading goes on alone. Refusals: `not-allowed`, `connection-missing`, `connection-stopped`. */
export async function beginReading(services: Services, viewer: Viewer, kind: AppKind): Promise<BegunReading> {
  demand(mayEditPeople(viewer), '读取通讯录');
  const app = await services.store.apps.find(kind);
  const { name } = services.channels[kind];
  if (app === null)
    throw new Refusal('connection-missing', `还没有接入${name}。`, { kind: 'conflict', remedy: '请先在“接入”里填写参数并检查连接。' });
  if (app.stopped !== null) {
    throw new Refusal('connection-stopped', `${name}接入已停用，不能读取通讯录。`, { kind: 'conflict', remedy: '请先在“接入”里检查连接。' });
  }
  const holder = randomUUID();
  const isMine = await services.store.directories.claim(kind, holder, READ_MS);
  if (isMine) await services.store.events.insert([eventOf(services, viewer.person.id, 'directoryRead', { kind: 'connection', id: kind }, {})]);
  return { directory: await viewOf(services, kind), work: isMine ? () => read(services, app, holder) : nothing };
}

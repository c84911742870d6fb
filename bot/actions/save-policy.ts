/** The office changes the reminder policies, or takes an old version up again: a new version and its event, or nothing. */
import type { PolicyRestore, PolicyRoom, PolicySave } from '../../core/contract/policy.js';
import { demandBook, type PolicyBook, policyMoved } from '../../core/notice/policy-book.js';
import { changesWords } from '../../core/notice/policy-words.js';
import { demand, mayEditPolicies } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import { rosterOf } from '../../core/people/roster.js';
import { Refusal } from '../../core/refusal.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { PolicyVersion, Services, Store } from '../services.js';
import { eventOf } from './event-of.js';
import { once } from './once.js';
import { scopeNames } from './policy-scopes.js';
import { bookOfVersion, GONE, initialRules, readPolicy } from './read-policy.js';
import { type OneRequest, requestOf } from './request.js';

interface Wanted {
  readonly book: PolicyBook;
  readonly expectedVersion: number;
  /** Stands before what changed: `恢复版本 2`. */
  readonly first: readonly string[];
  /** What to do where somebody else was first. */
  readonly remedy: string;
}

const CHANGE_AGAIN = '请记下要改的地方，点“放弃修改”，看过最新规则后再改。';
const RESTORE_AGAIN = '请返回后重新打开“督办规则”，看过最新规则后再恢复。';

/** What held before, for the words of the change; a broken one of version 0 counts as that of a new base, and is mended by any save. */
async function bookBefore(store: Store, last: PolicyVersion | null): Promise<{ readonly before: PolicyBook; readonly mended: readonly string[] }> {
  if (last !== null) return { before: last.book, mended: [] };
  const { book, isBroken } = await initialRules(store);
  return { before: book, mended: isBroken ? ['改正原来不能执行的规则'] : [] };
}

async function lostRace(services: Services, last: PolicyVersion, remedy: string): Promise<Refusal> {
  const roster = await services.roster();
  return policyMoved(roster.person(last.by)?.name ?? '别人', instantWords(last.at, dayOf(services.clock.now())), remedy);
}

async function write(services: Services, store: Store, viewer: Viewer, { book, expectedVersion, first, remedy }: Wanted): Promise<string> {
  // What an exception names is there until this is written.
  await store.people.hold();
  const last = await store.policies.latest();
  if (last !== null && last.version !== expectedVersion) throw await lostRace(services, last, remedy);
  const { before, mended } = await bookBefore(store, last);
  const roster = rosterOf(await store.people.people(), await store.people.units(), await store.people.posts());
  const names = await scopeNames(store, [before, book], roster);
  demandBook(book, (scope) => names.of(scope));
  const changes = changesWords(before, book, (scope) => names.of(scope) ?? GONE);
  const words = [...first, ...mended, ...changes];
  if (words.length === 0) throw new Refusal('policy-same', '规则没有变化，没有保存。', { remedy: '请先修改，再保存。' });
  const version = expectedVersion + 1;
  const at = services.clock.now();
  await store.policies.add({ version, book, by: viewer.person.id, at, words });
  const event = eventOf(services, viewer.person.id, 'policyChanged', { kind: 'setting', id: 'policy' }, { version, words });
  await store.events.insert([event]);
  return String(version);
}

/** Two tabs that save at once meet in the version's key: the second reads who was first. */
async function save(services: Services, viewer: Viewer, request: OneRequest, wanted: Wanted): Promise<PolicyRoom> {
  try {
    const version = await once(services, request, '已保存。', (store) => write(services, store, viewer, wanted));
    services.kickSweep();
    services.log.info('policy changed', { version: Number(version) });
    return await readPolicy(services, viewer, `已保存为版本 ${version}，从现在起按它督办。`);
  } catch (error) {
    if (!(error instanceof Refusal) || error.id !== 'policy-version-taken') throw error;
    const last = await services.store.policies.latest();
    throw last === null ? error : await lostRace(services, last, wanted.remedy);
  }
}

/** Refusals: `not-allowed`, `policy-faults` (all at once), `policy-changed` (409, with who and when), `policy-same`. */
export async function savePolicy(services: Services, viewer: Viewer, { requestId, expectedVersion, book }: PolicySave): Promise<PolicyRoom> {
  demand(mayEditPolicies(viewer), '修改督办规则');
  const wanted = { book: book as PolicyBook, expectedVersion, first: [], remedy: CHANGE_AGAIN };
  return save(services, viewer, requestOf(viewer, requestId, { savePolicy: book, expectedVersion }), wanted);
}

/** The same as saving that version's book once more; 0 is what the base began with. */
export async function restorePolicy(services: Services, viewer: Viewer, version: number, asked: PolicyRestore): Promise<PolicyRoom> {
  demand(mayEditPolicies(viewer), '恢复督办规则');
  const book = await bookOfVersion(services, version);
  const { requestId, expectedVersion } = asked;
  const request = requestOf(viewer, requestId, { restorePolicy: version, expectedVersion });
  const first = [version === 0 ? '恢复初始规则' : `恢复版本 ${version}`];
  return save(services, viewer, request, { book, expectedVersion, first, remedy: RESTORE_AGAIN });
}

/** The reminder policies as the office sees them: the book now, what it may be narrowed to, and every version. */
import type { PolicyRoom, PolicyVersion as VersionShown } from '../../core/contract/policy.js';
import { completePolicy } from '../../core/notice/complete-policy.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import type { Policy } from '../../core/notice/model.js';
import { bookOf, type PolicyBook } from '../../core/notice/policy-book.js';
import { policyFaults } from '../../core/notice/policy-faults.js';
import { bookLines } from '../../core/notice/policy-words.js';
import { demand, mayEditPolicies } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import type { Roster } from '../../core/people/roster.js';
import { Refusal } from '../../core/refusal.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { PolicyVersion, Services, Store } from '../services.js';
import { scopeNames, taskWords } from './policy-scopes.js';

export const GONE = '已不存在的范围';

type Line = Omit<PolicyVersion, 'book'>;

const versionLine = ({ version, by, at, words }: Line, roster: Roster, now: Date) => ({
  version,
  byName: roster.person(by)?.name ?? '系统',
  atWords: instantWords(at, dayOf(now)),
  words: [...words],
});

/** What the base began with, version 0; `isBroken`: it cannot be followed, and that of a new base stands in its place. */
export async function initialRules(store: Store): Promise<{ readonly book: PolicyBook; readonly isBroken: boolean }> {
  const stored = completePolicy(await store.settings.get<unknown>('policy'));
  const isBroken = stored !== null && policyFaults(stored).length > 0;
  return { book: bookOf(stored === null || isBroken ? DEFAULT_POLICY : (stored as Policy)), isBroken };
}

const INITIAL_LINE = { version: 0, byName: '系统', atWords: '', words: ['初始规则'] };

/** A policy that cannot be followed must not keep the office out of the room where it is mended. */
async function bookNow(services: Services): Promise<{ readonly book: PolicyBook; readonly broken: string | null }> {
  try {
    return { book: await services.policyBook(), broken: null };
  } catch (error) {
    if (!(error instanceof Refusal) || error.id !== 'policy-broken') throw error;
    return { book: bookOf(DEFAULT_POLICY), broken: `${error.message}下面显示的是出厂规则，保存后即按它执行。` };
  }
}

/** The contract's arrays are not readonly; the data is the same. */
const asSent = (book: PolicyBook): PolicyRoom['book'] => structuredClone(book) as PolicyRoom['book'];

/** Only the office. `words`: what an answer to a save says. */
export async function readPolicy(services: Services, viewer: Viewer, words: string | null = null): Promise<PolicyRoom> {
  demand(mayEditPolicies(viewer), '查看督办规则');
  const { book, broken } = await bookNow(services);
  const [roster, versions] = [await services.roster(), await services.store.policies.list()];
  const names = await scopeNames(services.store, [book], roster);
  return {
    version: versions[0]?.version ?? 0,
    book: asSent(book),
    broken,
    rounds: names.rounds.map(({ id, name }) => ({ id, words: name })).reverse(),
    units: roster.units.map(({ id, name }) => ({ id, words: name })),
    tasks: names.tasks.map((row) => ({ id: row.task.id, words: taskWords(row) })),
    versions: [...versions.map((line) => versionLine(line, roster, services.clock.now())), ...(versions.length === 0 ? [] : [INITIAL_LINE])],
    words,
  };
}

/** 0: what the base began with. Throws Refusal `policy-version-not-found`. */
export const bookOfVersion = async (services: Services, version: number): Promise<PolicyBook> =>
  version === 0 ? (await initialRules(services.store)).book : (await findVersion(services, version)).book;

async function findVersion(services: Services, version: number): Promise<PolicyVersion> {
  const found = Number.isInteger(version) ? await services.store.policies.find(version) : null;
  if (found === null) throw new Refusal('policy-version-not-found', '没有找到这个版本。', { kind: 'not-found', remedy: '请重新打开督办规则。' });
  return found;
}

/** One version as a whole, in plain words. */
export async function readPolicyVersion(services: Services, viewer: Viewer, version: number): Promise<VersionShown> {
  demand(mayEditPolicies(viewer), '查看督办规则');
  const book = await bookOfVersion(services, version);
  const roster = await services.roster();
  const names = await scopeNames(services.store, [book], roster);
  const line = version === 0 ? INITIAL_LINE : versionLine(await findVersion(services, version), roster, services.clock.now());
  return { ...line, lines: [...bookLines(book, (scope) => names.of(scope) ?? GONE)] };
}

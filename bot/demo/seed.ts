/** Fills the demo's base: the people, the sample ledger through the real import, supervision started. Once a base. */
import { readFile } from 'node:fs/promises';
import type { Task } from '../../core/ledger/model.js';
import type { Person, Post, Unit } from '../../core/people/model.js';
import { POST_WORDS } from '../../core/people/post-words.js';
import { ownersOf } from '../../core/people/roster.js';
import { WHOLE_BASE } from '../../core/people/scope.js';
import { type Day, dayOf, daysBetween } from '../../core/time/day.js';
import { commitImport } from '../actions/commit-import.js';
import { previewImport } from '../actions/preview-import.js';
import { startSupervision } from '../actions/start-supervision.js';
import { viewerFor } from '../actions/viewer.js';
import type { Services } from '../services.js';
import { DEMO_PASSWORD, DEMO_POSTS, type DemoPost, INSPECTED_UNIT, LEDGER_ACCOUNTS } from './people.js';
import { seedWindows } from './windows.js';
import { LEDGER_TODAY, shiftedLedger } from './shift-ledger.js';

/** What the demo remembers of its base. */
export interface DemoCast {
  /** In the order in which they are offered. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly words: string }[];
  /** The late task the strip leads through. */
  readonly guideTaskId: string;
}

const LEDGER = new URL('./政务服务中心整改台账.xlsx', import.meta.url);

/** Everything happens at the clock's present moment; nothing is sent before the clock says so. */
export async function seedDemo(services: Services): Promise<DemoCast> {
  const units = await addUnits(services);
  const posted = await addPeople(services, units);
  const officeId = posted.find(({ post }) => post.kind === 'office')?.person.id ?? '';
  const roundId = await importLedger(services, officeId);
  await givePosts(services, posted);
  await giveAccounts(services);
  const tasks = (await services.store.tasks.ofRound(roundId)).map(({ task }) => task);
  await startSupervision(services, await viewerFor(services, officeId), roundId, services.newId());
  await seedWindows(services, officeId);
  const today = dayOf(services.clock.now());
  const guide = lateTask(tasks, today);
  return { people: await castOf(services, tasks, guide.ownerId), guideTaskId: guide.id };
}

async function addUnits(services: Services): Promise<ReadonlyMap<string, Unit>> {
  const names = [...new Set(DEMO_POSTS.map((post) => post.unitName))];
  const units = names.map((name): Unit => ({ id: services.newId(), name, parentId: null }));
  await services.store.people.saveUnits(units);
  return new Map(units.map((unit) => [unit.name, unit]));
}

interface Posted {
  readonly post: DemoPost;
  readonly person: Person;
}

/** The office must exist before the import, since only the office may import. */
async function addPeople(services: Services, units: ReadonlyMap<string, Unit>): Promise<readonly Posted[]> {
  const posted = DEMO_POSTS.map((post): Posted => {
    const unitId = units.get(post.unitName)?.id ?? null;
    return {
      post,
      person: { id: services.newId(), name: post.name, unitId, phone: null, wecomUserId: null, dingtalkUserId: null, account: null, active: true },
    };
  });
  await services.store.people.savePeople(posted.map(({ person }) => person));
  for (const { post, person } of posted) {
    if (post.kind === 'office') await services.store.people.setPosts(person.id, [{ kind: 'office', personId: person.id, unitId: null }]);
  }
  return posted;
}

async function importLedger(services: Services, officeId: string): Promise<string> {
  const office = await viewerFor(services, officeId);
  const bytes = shiftedLedger(await readFile(LEDGER), daysBetween(LEDGER_TODAY, dayOf(services.clock.now())));
  const preview = await previewImport(services, office, { fileName: '政务服务中心整改台账.xlsx', bytes });
  const people = Object.fromEntries(preview.people.filter((name) => name.ask).map((name) => [name.name, name.candidates[0]?.id ?? 'new']));
  const { roundId } = await commitImport(services, office, preview.id, { requestId: services.newId(), people, acceptChanges: true });
  return roundId;
}

async function givePosts(services: Services, posted: readonly Posted[]): Promise<void> {
  const inspected = (await services.store.people.units()).find((unit) => unit.name === INSPECTED_UNIT)?.id ?? null;
  for (const { post, person } of posted) {
    const held: Post = { kind: post.kind, personId: person.id, unitId: post.holds === 'inspected' ? inspected : null };
    await services.store.people.setPosts(person.id, [held]);
  }
}

/** One hash for all: the password is known anyway, and hashing is slow on purpose. */
async function giveAccounts(services: Services): Promise<void> {
  const passwordHash = await services.passwords.hash(DEMO_PASSWORD);
  const known = new Map([...DEMO_POSTS.map((post) => [post.name, post.account] as const), ...Object.entries(LEDGER_ACCOUNTS)]);
  const people = await services.store.people.people();
  const withAccounts = people.map((person, index) => ({ ...person, account: known.get(person.name) ?? `user${index + 1}` }));
  for (const { account, id } of withAccounts) await services.store.accounts.save({ account, personId: id, passwordHash });
  await services.store.people.savePeople(withAccounts);
}

/** The one whose story it is, other owners, then whoever decides, then whoever is told: the order in which the play needs them. */
async function castOf(services: Services, tasks: readonly Task[], hero: string | null): Promise<DemoCast['people']> {
  const roster = await services.roster();
  const held = new Map(DEMO_POSTS.map((post) => [post.name, POST_WORDS[post.kind]]));
  const owners = new Set(tasks.flatMap(ownersOf));
  const leaders = new Set(tasks.map((task) => task.leaderId));
  const wordsOf = (person: Person): readonly [number, string] => {
    const post = held.get(person.name);
    if (owners.has(person.id)) return [person.id === hero ? -1 : 0, POST_WORDS.owner];
    if (post === POST_WORDS.functionalDepartment) return [1, '职能部门，审核'];
    if (leaders.has(person.id)) return [2, POST_WORDS.leader];
    return [post === undefined ? 4 : 3, post ?? ''];
  };
  return roster.people
    .map((person) => ({ person, rank: wordsOf(person) }))
    .sort((a, b) => a.rank[0] - b.rank[0])
    .map(({ person, rank }) => ({
      id: person.id,
      name: person.name,
      words: standsFor(rank[1], roster.unit(person.unitId)?.name ?? ''),
    }));
}

/** `责任人 · 人事科`; a unit that is everybody's here, or says the post again, is left out. */
const standsFor = (post: string, unit: string): string =>
  [post, unit === INSPECTED_UNIT || (post !== '' && unit.includes(post)) ? '' : unit].filter((words) => words !== '').join(' · ');

/** The latest of all with somebody to report on it: the first button of that person's first message opens exactly this one. */
function lateTask(tasks: readonly Task[], today: Day): Task {
  const dayOfTask = ({ due }: Task): Day => (due.kind === 'standing' ? today : due.day);
  const isLate = (task: Task): boolean => dayOfTask(task) < today && task.ownerId !== null && task.status !== 'toVerify';
  const [late] = tasks.filter(isLate).sort((a, b) => dayOfTask(a).localeCompare(dayOfTask(b)));
  if (late === undefined) throw new Error('the sample ledger has no late task');
  return late;
}

/** The same for a base that was filled at an earlier start. */
export const rememberCast = (services: Services, cast: DemoCast): Promise<void> => services.store.settings.set('demo.cast', cast);
export const recallCast = (services: Services): Promise<DemoCast | null> => services.store.settings.get<DemoCast>('demo.cast');
export const demoTask = async (services: Services, id: string): Promise<Task | null> =>
  (await services.store.tasks.find(id, WHOLE_BASE))?.task ?? null;

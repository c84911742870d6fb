/** Whether an imported round may still be taken back, and what would go with it. Reads only. */
import { leavingsOf, type Leavings } from '../../core/ledger/leavings.js';
import type { Finding, Round, Task } from '../../core/ledger/model.js';
import type { ServiceWindow } from '../../core/rating/model.js';
import { Refusal } from '../../core/refusal.js';
import type { Store } from '../services.js';

export interface Withdrawal {
  readonly round: Round;
  readonly findings: readonly Finding[];
  readonly tasks: readonly Task[];
  readonly leavings: Leavings;
}

/** What an import itself leaves on a task. */
const BY_IMPORT = ['imported', 'changed'];

const plural = (words: string, count: number): string[] => (count === 0 ? [] : [`${count} ${words}`]);

export function withdrawnWords({ findings, tasks, leavings: { people, units } }: Withdrawal): string {
  const ledger = [...plural('个问题', findings.length), ...plural('项任务', tasks.length)].join('、');
  const brought = [...plural('位人员', people.length), ...plural('个单位', units.length)].join('、');
  return brought === '' ? ledger : `${ledger}，以及由它新增、别处没有用到的 ${brought}`;
}

/** Refusals: `round-not-found`, `round-supervised`, `round-acted-upon`, `round-marked`. */
export async function withdrawalOf(store: Store, roundId: string): Promise<Withdrawal> {
  const round = await store.ledger.round(roundId);
  if (round === null) throw new Refusal('round-not-found', '没有找到这个轮次。', { kind: 'not-found', remedy: '请刷新后查看。' });
  const tasks = (await store.tasks.ofRound(roundId)).map(({ task }) => task);
  if (round.supervisedFrom !== null || tasks.some(({ supervisedFrom }) => supervisedFrom !== null)) throw supervised();
  const touched = await store.events.touched(
    'task',
    tasks.map(({ id }) => id),
    BY_IMPORT,
  );
  if (touched.size > 0) throw actedUpon(tasks.filter(({ id }) => touched.has(id)));
  const findings = await store.ledger.findingsOf(roundId);
  const marked = await store.events.touched(
    'finding',
    findings.map(({ id }) => id),
    [],
  );
  if (marked.size > 0) throw marksLost(findings.filter(({ id }) => marked.has(id)));
  return { round, tasks, findings, leavings: await leavings(store, roundId) };
}

async function leavings(store: Store, roundId: string): Promise<Leavings> {
  const brought = await broughtIn(store, roundId);
  if (brought.people.length + brought.units.length === 0) return { people: [], units: [] };
  const [robots, policy] = [await store.robots.list(), await store.policies.latest()];
  const named = [
    ...(await store.tasks.namedOutside(roundId, [...brought.people, ...brought.units])),
    ...(await store.events.touched('person', brought.people, [])),
    ...(await store.events.touched('unit', brought.units, [])),
    ...robots.map(({ group }) => group.replace(/^unit:/, '')),
    ...(await store.windows.list()).flatMap(namedByWindow),
    ...(policy?.book.exceptions ?? []).map(({ scope }) => scope.id),
  ];
  return leavingsOf(brought, {
    people: await store.people.people(),
    units: await store.people.units(),
    posts: await store.people.posts(),
    rounds: (await store.ledger.rounds()).filter(({ id }) => id !== roundId),
    named: new Set(named),
  });
}

/** A service window keeps its unit and everybody it names. */
const namedByWindow = ({ unitId, handlerId, leaderId, staff }: ServiceWindow): readonly string[] =>
  [unitId, handlerId, leaderId, ...staff.map(({ personId }) => personId)].filter((id) => id !== null);

/** By every import of this round; one withdrawn before and imported again names its own once more. */
async function broughtIn(store: Store, roundId: string) {
  const imports = (await store.events.of('round', roundId)).filter(({ action }) => action === 'imported');
  const ids = (field: 'people' | 'units') => imports.flatMap(({ data }) => (Array.isArray(data[field]) ? (data[field] as readonly string[]) : []));
  return { people: ids('people'), units: ids('units') };
}

const supervised = (): Refusal =>
  new Refusal('round-supervised', '这个轮次已经开始督办，不能撤销。', {
    kind: 'conflict',
    remedy: '如台账写错了，请改好后再导入一次，系统会列出差异请您确认。',
  });

/** The ledger does not know what the office marked by hand: imported again, a sensitive finding would be told like any other. */
function marksLost(findings: readonly Finding[]): Refusal {
  const named = findings.slice(0, 5).map(({ number }) => `问题 ${number}`);
  return new Refusal(
    'round-marked',
    `巡察办设置过敏感标记（${named.join('、')}${findings.length > 5 ? ' 等' : ''}），撤销会丢失这些标记，不能撤销。`,
    {
      kind: 'conflict',
      remedy: '如台账写错了，请改好后再导入一次，系统会列出差异请您确认。',
    },
  );
}

function actedUpon(tasks: readonly Task[]): Refusal {
  const named = tasks.slice(0, 5).map(({ number }) => `T${number}`);
  return new Refusal('round-acted-upon', `有 ${tasks.length} 项任务已经有人处理（${named.join('、')}${tasks.length > 5 ? ' 等' : ''}），不能撤销。`, {
    kind: 'conflict',
    remedy: '如台账写错了，请改好后再导入一次，系统会列出差异请您确认。',
  });
}

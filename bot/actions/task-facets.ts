/** What a list of tasks can be narrowed by, each with the count a tap on it would show. */
import type { TaskList } from '../../core/contract/task.js';
import type { Round, Task } from '../../core/ledger/model.js';
import type { Roster } from '../../core/people/roster.js';
import type { TaskFilter, TaskRow } from '../services.js';

type Light = TaskList['tasks'][number]['light'];
type Chosen = { readonly [Name in 'light' | 'unitId' | 'roundId']: TaskFilter[Name] | undefined } & { readonly unconfirmed: boolean };

export interface Lit {
  readonly task: Task;
  readonly light: Light;
  readonly isUnconfirmed: boolean;
}

export interface Counted {
  /** Everything the person may see. */
  readonly all: readonly TaskRow[];
  /** What the search found, before light, unit and round narrow it. */
  readonly matching: readonly Lit[];
  readonly chosen: Chosen;
  readonly rounds: readonly Round[];
  readonly roster: Roster;
}

const LIGHTS = [
  { light: 'red', words: '逾期' },
  { light: 'yellow', words: '临近' },
  { light: 'green', words: '正常' },
  { light: 'none', words: '已办结' },
] as const;

const unitsOf = ({ unitId, coUnitIds }: Task): readonly string[] => [...new Set([unitId, ...coUnitIds])];

function tally(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Those that pass every chosen filter but this one: only then is a count what choosing it instead would show. */
function beside(own: keyof Chosen, { matching, chosen: { light, unitId, roundId, unconfirmed } }: Counted): readonly Lit[] {
  return matching.filter(
    (one) =>
      (own === 'unconfirmed' || !unconfirmed || one.isUnconfirmed) &&
      (own === 'light' || light === undefined || one.light === light) &&
      (own === 'unitId' || unitId === undefined || unitsOf(one.task).includes(unitId)) &&
      (own === 'roundId' || roundId === undefined || one.task.roundId === roundId),
  );
}

/** Units and rounds of everything seen stay on offer, those with most first, so that a search never hides what is chosen. */
const offered = (keys: readonly string[]): readonly string[] =>
  [...tally(keys)].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([id]) => id);

export function facetsOf(counted: Counted): TaskList['facets'] {
  const { all, rounds, roster } = counted;
  const lights = tally(beside('light', counted).map(({ light }) => light));
  const units = tally(beside('unitId', counted).flatMap(({ task }) => unitsOf(task)));
  const ofRound = tally(beside('roundId', counted).map(({ task }) => task.roundId));
  const waiting = tally(all.filter(({ task }) => task.supervisedFrom === null).map(({ task }) => task.roundId));
  return {
    all: all.length,
    unconfirmed: beside('unconfirmed', counted).filter(({ isUnconfirmed }) => isUnconfirmed).length,
    lights: LIGHTS.map(({ light, words }) => ({ light, words, count: lights.get(light) ?? 0 })),
    units: offered(all.flatMap(({ task }) => unitsOf(task))).map((id) => ({ id, name: roster.unit(id)?.name ?? '', count: units.get(id) ?? 0 })),
    rounds: offered(all.map(({ task }) => task.roundId)).flatMap((id) => {
      const round = rounds.find((one) => one.id === id);
      if (round === undefined) return [];
      return [{ id, name: round.name, supervised: round.supervisedFrom !== null, waiting: waiting.get(id) ?? 0, count: ofRound.get(id) ?? 0 }];
    }),
  };
}

/** What a list of tasks can be narrowed by, each with the count a tap on it would show. */
import type { TaskList, TaskQuery } from '../../core/contract/task.js';
import type { Round } from '../../core/ledger/model.js';
import type { Roster } from '../../core/people/roster.js';
import { type AskedTasks, beside, unitsOf } from './asked-tasks.js';

export interface Counted extends AskedTasks {
  readonly query: TaskQuery;
  readonly rounds: readonly Round[];
  readonly roster: Roster;
}

const LIGHTS = [
  { light: 'red', words: '逾期' },
  { light: 'yellow', words: '临近' },
  { light: 'green', words: '正常' },
  { light: 'none', words: '已办结' },
] as const;

function tally(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Units and rounds of everything seen stay on offer, those with most first, so that a search never hides what is chosen. */
const offered = (keys: readonly string[]): readonly string[] =>
  [...tally(keys)].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([id]) => id);

export function facetsOf({ all, matching, query, rounds, roster }: Counted): TaskList['facets'] {
  const lights = tally(beside('light', matching, query).map(({ light }) => light.light));
  const units = tally(beside('unitId', matching, query).flatMap(({ task }) => unitsOf(task)));
  const ofRound = tally(beside('roundId', matching, query).map(({ task }) => task.roundId));
  const waiting = tally(all.filter(({ task }) => task.supervisedFrom === null).map(({ task }) => task.roundId));
  return {
    all: all.length,
    unconfirmed: beside('unconfirmed', matching, query).filter(({ isUnconfirmed }) => isUnconfirmed).length,
    lights: LIGHTS.map(({ light, words }) => ({ light, words, count: lights.get(light) ?? 0 })),
    units: offered(all.flatMap(({ task }) => unitsOf(task))).map((id) => ({ id, name: roster.unit(id)?.name ?? '', count: units.get(id) ?? 0 })),
    rounds: offered(all.map(({ task }) => task.roundId)).flatMap((id) => {
      const round = rounds.find((one) => one.id === id);
      if (round === undefined) return [];
      return [{ id, name: round.name, supervised: round.supervisedFrom !== null, waiting: waiting.get(id) ?? 0, count: ofRound.get(id) ?? 0 }];
    }),
  };
}

/** What a list of tasks can be narrowed by, each with the count a tap on it would show. */
import type { TaskList, TaskQuery } from '../../core/contract/task.js';
import { LIGHTS } from '../../core/insight/light.js';
import type { Round } from '../../core/ledger/model.js';
import type { Roster } from '../../core/people/roster.js';
import type { TaskCell } from '../services.js';
import { beside, type CountedTasks, countIn } from './asked-tasks.js';

export interface Counted extends CountedTasks {
  readonly query: TaskQuery;
  readonly rounds: readonly Round[];
  readonly roster: Roster;
}

type KeysOf = (cell: TaskCell) => readonly string[];

function tally(cells: readonly TaskCell[], keysOf: KeysOf): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) for (const key of keysOf(cell)) counts.set(key, (counts.get(key) ?? 0) + cell.count);
  return counts;
}

/** Units and rounds of everything seen stay on offer, those with most first, so that a search never hides what is chosen. */
const offered = (all: readonly TaskCell[], keysOf: KeysOf): readonly string[] =>
  [...tally(all, keysOf)].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([id]) => id);

const unitsOf: KeysOf = ({ unitIds }) => unitIds;
const roundOf: KeysOf = ({ roundId }) => [roundId];

export function facetsOf({ all, matching, query, rounds, roster }: Counted): TaskList['facets'] {
  const lights = tally(beside('light', matching, query), ({ light }) => [light]);
  const units = tally(beside('unitId', matching, query), unitsOf);
  const ofRound = tally(beside('roundId', matching, query), roundOf);
  const waiting = tally(
    all.filter(({ supervised }) => !supervised),
    roundOf,
  );
  return {
    all: countIn(all),
    unconfirmed: countIn(beside('unconfirmed', matching, query).filter(({ unconfirmed }) => unconfirmed)),
    lights: LIGHTS.map(({ light, words }) => ({ light, words, count: lights.get(light) ?? 0 })),
    units: offered(all, unitsOf).map((id) => ({ id, name: roster.unit(id)?.name ?? '', count: units.get(id) ?? 0 })),
    rounds: offered(all, roundOf).flatMap((id) => {
      const round = rounds.find((one) => one.id === id);
      if (round === undefined) return [];
      return [{ id, name: round.name, supervised: round.supervisedFrom !== null, waiting: waiting.get(id) ?? 0, count: ofRound.get(id) ?? 0 }];
    }),
  };
}

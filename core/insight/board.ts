/**
 * The board 看板: how tasks stand as a whole and unit by unit, one level of the tree at a time. It only counts: who may see
 * what was decided before. Pure.
 */
import { groupBy } from '../group-by.js';
import type { Roster } from '../people/roster.js';
import type { Calendar } from '../time/calendar.js';
import type { Day } from '../time/day.js';
import type { TaskLight } from './light.js';
import { isPicked, type PickName, PICKS, type Seen } from './picks.js';

/** How many tasks are red, yellow, green and done (`none`). */
export interface Tally {
  readonly red: number;
  readonly yellow: number;
  readonly green: number;
  readonly none: number;
}

/** What one task bears by which the board counts it. */
export interface BoardTraits {
  readonly light: keyof Tally;
  readonly picks: readonly PickName[];
}

/** So many tasks led by one unit that count alike. */
export interface BoardCell extends BoardTraits {
  readonly unitId: string;
  readonly count: number;
}

export function traitsOf(task: Seen['task'], light: TaskLight, today: Day, calendar: Calendar): BoardTraits {
  return {
    light: light.light,
    picks: PICKS.filter((pick) => isPicked(pick, { task, light }, today, calendar)),
  };
}

export interface UnitTally extends Tally {
  readonly unitId: string;
  /** Tasks the unit leads itself, beside others of the list that are below it: 本级. */
  readonly isAlone: boolean;
  /** Some of these are led by units below it: there is one level more. */
  readonly hasBelow: boolean;
}

export interface Board {
  readonly all: Tally;
  /** Done with a day to be measured by; of them those whose accepted submission came in time, and by the day first given. */
  readonly done: { readonly measured: number; readonly inTime: number; readonly inTimeAtFirst: number };
  /** In the order of `PICKS`. */
  readonly picks: Readonly<Record<PickName, number>>;
  /** The unit whose parts are listed; null: the roots. */
  readonly at: string | null;
  /** The most urgent first. */
  readonly units: readonly UnitTally[];
}

export function tallyIn(cells: readonly Pick<BoardCell, 'light' | 'count'>[]): Tally {
  const count = (light: keyof Tally) => cells.reduce((sum, cell) => sum + (cell.light === light ? cell.count : 0), 0);
  return { red: count('red'), yellow: count('yellow'), green: count('green'), none: count('none') };
}

/** The part of `at` a unit lies in; null for `at` itself. `at` null: its root. */
function partOf(unitId: string, at: string | null, roster: Roster): string | null {
  const path = roster.above(unitId);
  if (at === null) return path.at(-1) ?? unitId;
  const place = path.indexOf(at);
  return place <= 0 ? null : (path[place - 1] ?? null);
}

/** From `under` on downwards as long as everything lies in one part that has parts itself: a level of one line tells nothing. */
function levelOf(cells: readonly BoardCell[], under: string | null, roster: Roster): string | null {
  for (let at = under; ; ) {
    const parts = new Set(cells.map(({ unitId }) => partOf(unitId, at, roster)));
    const [only] = parts;
    if (parts.size !== 1 || only === undefined || only === null) return at;
    if (cells.every(({ unitId }) => unitId === only)) return at;
    at = only;
  }
}

const byUrgency = (a: UnitTally, b: UnitTally): number =>
  b.red - a.red || b.yellow - a.yellow || b.green - a.green || b.none - a.none || a.unitId.localeCompare(b.unitId);

function unitsOf(cells: readonly BoardCell[], at: string | null, roster: Roster): readonly UnitTally[] {
  const heaps = groupBy(cells, (one) => partOf(one.unitId, at, roster));
  const units = [...heaps].flatMap(([part, heap]): UnitTally[] => {
    const unitId = part ?? at;
    if (unitId === null) return [];
    const isAlone = part === null;
    return [{ unitId, isAlone, hasBelow: !isAlone && heap.some((cell) => cell.unitId !== unitId), ...tallyIn(heap) }];
  });
  return units.sort(byUrgency);
}

/** How many come under each pick. */
export function picksIn(cells: readonly BoardCell[]): Board['picks'] {
  const counts = Object.fromEntries(PICKS.map((pick) => [pick, 0])) as Record<PickName, number>;
  for (const { picks, count } of cells) for (const pick of picks) counts[pick] += count;
  return counts;
}

/** `cells`: every task the board is about, all of them below `under` where that is given. */
export function boardOf(cells: readonly BoardCell[], under: string | null, roster: Roster): Board {
  const at = levelOf(cells, under, roster);
  const picks = picksIn(cells);
  return {
    all: tallyIn(cells),
    done: { measured: picks.doneInTime + picks.doneLate, inTime: picks.doneInTime, inTimeAtFirst: picks.doneInTimeAtFirst },
    picks,
    at,
    units: unitsOf(cells, at, roster),
  };
}

/**
 * The board 看板: how tasks stand as a whole and unit by unit, one level of the tree at a time. It only counts: who may see
 * what was decided before. Pure.
 */
import { lacksEvidence, needsEvidence } from '../ledger/evidence.js';
import { isDone } from '../ledger/status.js';
import type { Roster } from '../people/roster.js';
import type { Calendar } from '../time/calendar.js';
import type { Day } from '../time/day.js';
import { daysLateSubmitted } from './light.js';
import { isPicked, type PickName, PICKS, type Seen } from './picks.js';

/** How many tasks are red, yellow, green and done (`none`). */
export interface Tally {
  readonly red: number;
  readonly yellow: number;
  readonly green: number;
  readonly none: number;
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
  /** Tasks whose evidence is asked for now; of them those that lack some 凭证不全. */
  readonly evidence: { readonly needing: number; readonly lacking: number };
  readonly picks: readonly { readonly pick: PickName; readonly count: number }[];
  /** The unit whose parts are listed; null: the roots. */
  readonly at: string | null;
  /** The most urgent first. */
  readonly units: readonly UnitTally[];
}

export function tallyOf(seen: readonly Seen[]): Tally {
  const count = (light: keyof Tally) => seen.filter((one) => one.light.light === light).length;
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
function levelOf(seen: readonly Seen[], under: string | null, roster: Roster): string | null {
  for (let at = under; ; ) {
    const parts = new Set(seen.map(({ task }) => partOf(task.unitId, at, roster)));
    const [only] = parts;
    if (parts.size !== 1 || only === undefined || only === null) return at;
    if (seen.every(({ task }) => task.unitId === only)) return at;
    at = only;
  }
}

const byUrgency = (a: UnitTally, b: UnitTally): number =>
  b.red - a.red || b.yellow - a.yellow || b.green - a.green || b.none - a.none || a.unitId.localeCompare(b.unitId);

function unitsOf(seen: readonly Seen[], at: string | null, roster: Roster): readonly UnitTally[] {
  const heaps = new Map<string | null, Seen[]>();
  for (const one of seen) {
    const part = partOf(one.task.unitId, at, roster);
    const heap = heaps.get(part);
    if (heap === undefined) heaps.set(part, [one]);
    else heap.push(one);
  }
  const units = [...heaps].flatMap(([part, heap]): UnitTally[] => {
    const unitId = part ?? at;
    if (unitId === null) return [];
    const isAlone = part === null;
    return [{ unitId, isAlone, hasBelow: !isAlone && heap.some(({ task }) => task.unitId !== unitId), ...tallyOf(heap) }];
  });
  return units.sort(byUrgency);
}

/** `seen`: every task the board is about, all of them below `under` where that is given. */
export function boardOf(seen: readonly Seen[], under: string | null, today: Day, calendar: Calendar, roster: Roster): Board {
  const measured = seen.filter(({ task }) => isDone(task) && task.submittedAt !== null && task.due.kind !== 'standing');
  const at = levelOf(seen, under, roster);
  return {
    all: tallyOf(seen),
    done: {
      measured: measured.length,
      inTime: measured.filter(({ task }) => daysLateSubmitted(task, calendar) === 0).length,
      inTimeAtFirst: measured.filter(({ task }) => daysLateSubmitted({ ...task, due: task.originalDue ?? task.due }, calendar) === 0).length,
    },
    evidence: {
      needing: seen.filter(({ task }) => needsEvidence(task)).length,
      lacking: seen.filter(({ task }) => lacksEvidence(task)).length,
    },
    picks: PICKS.map((pick) => ({ pick, count: seen.filter((one) => isPicked(pick, one, today)).length })),
    at,
    units: unitsOf(seen, at, roster),
  };
}

/**
 * What a list sorts, narrows and counts tasks by, reckoned for one moment with the instant until which it holds, so that a base may
 * keep it: until then nothing changes by time alone. Pure.
 */
import { runningClock, stageOf } from '../ledger/clock.js';
import { lateFrom, openMilestones } from '../ledger/milestones.js';
import type { Task } from '../ledger/model.js';
import { isDone, isOpen } from '../ledger/status.js';
import { urgencyOf } from '../ledger/urgency.js';
import { comingRungs } from '../notice/ladder.js';
import type { Policy } from '../notice/model.js';
import { isUnconfirmed, remindersOf, REPEATED } from '../notice/silence.js';
import { monthTurns } from '../notice/watches.js';
import { ownersOf } from '../people/roster.js';
import { addWorkdays, type Calendar, workdayFrom } from '../time/calendar.js';
import { addDays, type Day, dayOf, instantAt } from '../time/day.js';
import { type BoardTraits, traitsOf } from './board.js';
import { heardFrom, lightAt, SOON_DAYS } from './light.js';
import { LATE_TURNS, LATELY } from './picks.js';

export interface Reckoning extends BoardTraits {
  /** 未确认. */
  readonly unconfirmed: boolean;
  /** The task's place among all: red, yellow, green, done, within a light by urgency. Unique, sorted as text. */
  readonly place: string;
  /** The first instant at which any of it may be another, if nothing is done meanwhile; null: never. */
  readonly until: Date | null;
}

const LIGHT_RANK = { red: 0, yellow: 1, green: 2, none: 3 } as const;

/** A place: the rank of the light, then the urgency. */
const placeOf = (light: Reckoning['light'], urgency: string): string => `${LIGHT_RANK[light]}${urgency}`;
export const urgencyIn = (place: string): string => place.slice(1);

/** Between which places the tasks of a light stand: from the first on, before the second. */
export const placesOfLight = (light: Reckoning['light']): readonly [from: string, before: string] => [placeOf(light, ''), `${LIGHT_RANK[light] + 1}`];

/** Days on which a due day changes what is seen: near, late, and each age of lateness. */
function dueTurns({ due }: Task, calendar: Calendar): readonly Day[] {
  if (due.kind === 'standing') return [];
  const late = workdayFrom(calendar, due.day);
  return [addDays(due.day, -SOON_DAYS), ...LATE_TURNS.map((days) => addDays(late, days))];
}

/** Days on which owners are reminded, or their silence counts. */
function silenceTurns(task: Task, policy: Policy, calendar: Calendar, today: Day): readonly Day[] {
  if (ownersOf(task).length === 0) return [];
  const { snoozedUntil } = task.heard;
  return [
    ...comingRungs(task, policy, calendar, today)
      // Those above the owners too: a higher rung puts an end to the one before it.
      .filter(({ watch }) => REPEATED.includes(watch))
      .map(({ day }) => day),
    ...remindersOf(task, policy, calendar, today).map(({ toldAt }) => addWorkdays(calendar, dayOf(toldAt), 1)),
    ...(snoozedUntil === null ? [] : [snoozedUntil]),
  ];
}

/** Every day on which something may turn; more than needed does no harm, one less would. */
function turnsOf(task: Task, policy: Policy, calendar: Calendar, today: Day): readonly Day[] {
  if (isDone(task)) return task.closedAt === null ? [] : [addDays(dayOf(task.closedAt), LATELY)];
  const heard = heardFrom(task);
  const open = [
    ...openMilestones(task).map((one) => lateFrom(one, calendar)),
    ...(task.supervisedFrom === null ? [] : [task.supervisedFrom]),
    ...(heard === null ? [] : [addDays(heard, policy.staleAfterDays + 1)]),
    ...(task.due.kind === 'standing' ? monthTurns(policy, calendar, today) : []),
    ...silenceTurns(task, policy, calendar, today),
  ];
  return [...dueTurns(task, calendar), ...(isOpen(task) ? open : [])];
}

function holdsUntil(task: Task, policy: Policy, calendar: Calendar, now: Date): Date | null {
  const clock = runningClock(task);
  const instants = turnsOf(task, policy, calendar, dayOf(now)).map((day) => instantAt(day, '00:00').getTime());
  const coming = [...instants, ...(clock === null ? [] : [stageOf(clock).until.getTime()])].filter((at) => at > now.getTime());
  return coming.length === 0 ? null : new Date(Math.min(...coming));
}

export function reckon(task: Task, policy: Policy, calendar: Calendar, now: Date): Reckoning {
  const light = lightAt(task, now, policy, calendar);
  return {
    ...traitsOf(task, light, dayOf(now), calendar),
    unconfirmed: isUnconfirmed(task, policy, calendar, now),
    place: placeOf(light.light, urgencyOf(task)),
    until: holdsUntil(task, policy, calendar, now),
  };
}

/** What a group's digest counts, by leading unit, the most urgent unit first. Pure. */
import { carriedTo } from '../insight/light.js';
import type { Task } from '../ledger/model.js';
import { isInReview } from '../ledger/status.js';
import type { Moment } from './due-notices.js';
import { dayOf } from '../time/day.js';
import { policyFor } from './policy-book.js';
import { isUnconfirmed } from './silence.js';
import { inDigest } from './group-morning.js';

export interface UnitCount {
  readonly unitId: string;
  readonly late: number;
  /** Days of the longest delay, 0 without one. */
  readonly longest: number;
  readonly today: number;
  /** Due on a day off and carried to today: its people were told on the workday before. */
  readonly carried: number;
  /** Due within seven days, today not among them. */
  readonly near: number;
}

export interface GroupCounts {
  readonly late: number;
  readonly today: number;
  readonly carried: number;
  readonly near: number;
  /** Late by seven days or more. */
  readonly overWeek: number;
  readonly inReview: number;
  /** Requests for more time that wait for a decision. */
  readonly asking: number;
  /** 未确认: reminded a workday ago or longer, and nobody answered. */
  readonly unconfirmed: number;
  readonly units: readonly UnitCount[];
}

const WEEK = 7;

const NOTHING: Omit<UnitCount, 'unitId'> = { late: 0, longest: 0, today: 0, carried: 0, near: 0 };

const plus = (count: UnitCount, days: number, isCarried: boolean): UnitCount => ({
  ...count,
  late: count.late + (days < 0 ? 1 : 0),
  longest: Math.max(count.longest, -days),
  today: count.today + (days === 0 && !isCarried ? 1 : 0),
  carried: count.carried + (days === 0 && isCarried ? 1 : 0),
  near: count.near + (days > 0 ? 1 : 0),
});

const byUrgency = (a: UnitCount, b: UnitCount): number =>
  b.late - a.late || b.longest - a.longest || b.carried - a.carried || b.today - a.today || b.near - a.near;

export function groupCounts(tasks: Iterable<Task>, moment: Moment): GroupCounts {
  const units = new Map<string, UnitCount>();
  const today = dayOf(moment.now);
  let [overWeek, inReview, asking, unconfirmed] = [0, 0, 0, 0];
  for (const task of tasks) {
    if (isInReview(task) && task.supervisedFrom !== null) inReview += 1;
    if (task.extension !== null) asking += 1;
    if (isUnconfirmed(task, policyFor(moment.book, task, moment.roster), moment.calendar, moment.now)) unconfirmed += 1;
    const told = inDigest(task, moment);
    if (told === null) continue;
    const { day, days } = told;
    if (days <= -WEEK) overWeek += 1;
    const isCarried = carriedTo(day, today, moment.calendar) !== null;
    units.set(task.unitId, plus(units.get(task.unitId) ?? { unitId: task.unitId, ...NOTHING }, days, isCarried));
  }
  const sum = (field: 'late' | 'today' | 'carried' | 'near') => [...units.values()].reduce((total, count) => total + count[field], 0);
  return {
    late: sum('late'),
    today: sum('today'),
    carried: sum('carried'),
    near: sum('near'),
    overWeek,
    inReview,
    asking,
    unconfirmed,
    units: [...units.values()].sort(byUrgency),
  };
}

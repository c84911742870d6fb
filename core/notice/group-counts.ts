/** What a group's digest counts, by leading unit, the most urgent unit first. Pure. */
import { daysUntil } from '../insight/light.js';
import type { Task } from '../ledger/model.js';
import type { Moment } from './due-notices.js';
import { dayOf } from '../time/day.js';
import { countedDay, isInDigest } from './group-morning.js';
import { isInReview } from './watches.js';

export interface UnitCount {
  readonly unitId: string;
  readonly late: number;
  /** Days of the longest delay, 0 without one. */
  readonly longest: number;
  readonly today: number;
  /** Due within seven days, today not among them. */
  readonly near: number;
}

export interface GroupCounts {
  readonly late: number;
  readonly today: number;
  readonly near: number;
  /** Late by seven days or more. */
  readonly overWeek: number;
  readonly inReview: number;
  readonly units: readonly UnitCount[];
}

const WEEK = 7;

const plus = (count: UnitCount, days: number): UnitCount => ({
  ...count,
  late: count.late + (days < 0 ? 1 : 0),
  longest: Math.max(count.longest, -days),
  today: count.today + (days === 0 ? 1 : 0),
  near: count.near + (days > 0 ? 1 : 0),
});

const byUrgency = (a: UnitCount, b: UnitCount): number => b.late - a.late || b.longest - a.longest || b.today - a.today || b.near - a.near;

export function groupCounts(tasks: Iterable<Task>, moment: Pick<Moment, 'now' | 'calendar'>): GroupCounts {
  const units = new Map<string, UnitCount>();
  let [overWeek, inReview] = [0, 0];
  for (const task of tasks) {
    if (isInReview(task) && task.supervisedFrom !== null) inReview += 1;
    if (!isInDigest(task, moment) || task.due.kind === 'standing') continue;
    const days = daysUntil(countedDay(task, task.due.day), dayOf(moment.now), moment.calendar);
    if (days <= -WEEK) overWeek += 1;
    units.set(task.unitId, plus(units.get(task.unitId) ?? { unitId: task.unitId, late: 0, longest: 0, today: 0, near: 0 }, days));
  }
  const sum = (field: 'late' | 'today' | 'near') => [...units.values()].reduce((total, count) => total + count[field], 0);
  return { late: sum('late'), today: sum('today'), near: sum('near'), overWeek, inReview, units: [...units.values()].sort(byUrgency) };
}

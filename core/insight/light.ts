/** Red, yellow, green: always with words. Overdue is reckoned from the day, never stored. Pure. */
import { isStageLate, runningClock, shortClockWords } from '../ledger/clock.js';
import { daysInWords } from '../ledger/due-words.js';
import type { Due, Task } from '../ledger/model.js';
import { isAmending, isInReview } from '../ledger/status.js';
import type { Policy } from '../notice/model.js';
import { missingMonth } from '../notice/watches.js';
import { type Calendar, workdayFrom } from '../time/calendar.js';
import { addDays, type Day, dayOf, daysBetween, dayWords, monthWords } from '../time/day.js';

export interface TaskLight {
  readonly light: 'red' | 'yellow' | 'green' | 'none';
  readonly words: string;
  /** Days left to the due day, negative when late (from the next workday where the due day is off); null without a day. */
  readonly days: number | null;
}

/** The lights in their order, each with the one word it has wherever tasks are counted by light. */
export const LIGHTS = [
  { light: 'red', words: '逾期' },
  { light: 'yellow', words: '临近' },
  { light: 'green', words: '正常' },
  { light: 'none', words: '办结' },
] as const;

/** So many days before its due day an open task turns yellow. */
export const SOON_DAYS = 7;

/** Days left to a day; one on a day off is late only after the next workday. */
export function daysUntil(day: Day, today: Day, calendar: Calendar): number {
  const left = daysBetween(today, day);
  return left >= 0 ? left : Math.min(0, daysBetween(today, workdayFrom(calendar, day)));
}

/** A day off that is past as written and not late yet: the workday it is carried to. Null for every other day. */
export function carriedTo(day: Day, today: Day, calendar: Calendar): Day | null {
  const until = workdayFrom(calendar, day);
  return day < today && today <= until ? until : null;
}

/** The earliest due day that is not late yet: before today where days off lie in between. */
export function notLateFrom(today: Day, calendar: Calendar): Day {
  let day = today;
  while (daysUntil(addDays(day, -1), today, calendar) >= 0) day = addDays(day, -1);
  return day;
}

/** How a due day stands, as people read it: `还剩 3 天`, `今天到期`, `顺延到今天`, `逾期 2 天`. */
export function standsWords(due: Day, today: Day, calendar: Calendar): string {
  const until = carriedTo(due, today, calendar);
  if (until === null) return daysInWords(daysUntil(due, today, calendar));
  return until === today ? '顺延到今天' : `顺延至 ${dayWords(until, today)}`;
}

export const daysLeft = (due: Due, today: Day, calendar: Calendar): number | null =>
  due.kind === 'standing' ? null : daysUntil(due.day, today, calendar);

/** The day from which a task has been still; null before supervision where nothing was reported. */
export const heardFrom = ({ lastProgressAt, supervisedFrom }: Task): Day | null => (lastProgressAt === null ? supervisedFrom : dayOf(lastProgressAt));

function staleDays(task: Task, today: Day): number {
  const from = heardFrom(task);
  return from === null ? 0 : daysBetween(from, today);
}

/** What a return asks to be put right stands above the days of a due day that is not past. */
function amendWords(amendBy: Day, today: Day, calendar: Calendar): string {
  const left = daysUntil(amendBy, today, calendar);
  if (left < 0) return `补正逾期 ${-left} 天`;
  return left === 0 ? '今天补正到期' : `补正还剩 ${left} 天`;
}

function openLight(task: Task, due: Day, today: Day, policy: Policy, calendar: Calendar): TaskLight {
  const days = daysUntil(due, today, calendar);
  if (days < 0) return { light: 'red', words: daysInWords(days), days };
  if (isAmending(task)) return { light: 'yellow', words: amendWords(task.amendBy, today, calendar), days };
  if (days <= SOON_DAYS) return { light: 'yellow', words: standsWords(due, today, calendar), days };
  const stale = staleDays(task, today);
  return stale > policy.staleAfterDays
    ? { light: 'yellow', words: `${stale} 天没有更新`, days }
    : { light: 'green', words: `正常，还剩 ${days} 天`, days };
}

/** By how many days the submission that waits came after the due day; 0 where it came in time or none waits. */
export function daysLateSubmitted({ due, submittedAt }: Pick<Task, 'due' | 'submittedAt'>, calendar: Calendar): number {
  const left = submittedAt === null ? null : daysLeft(due, dayOf(submittedAt), calendar);
  return left === null ? 0 : Math.max(0, -left);
}

/** What waits for a decision is never late by itself; whether it came late is for whoever decides to know. */
function reviewLight(task: Task, today: Day, calendar: Calendar): TaskLight {
  const days = daysLeft(task.due, today, calendar);
  const late = daysLateSubmitted(task, calendar);
  if (late > 0) return { light: 'yellow', words: `逾期 ${late} 天提交`, days };
  return { light: 'green', words: task.status === 'toVerify' ? '待核验' : '待审核', days };
}

export function lightOf(task: Task, today: Day, policy: Policy, calendar: Calendar): TaskLight {
  if (task.status === 'closed')
    return { light: 'none', words: task.closedAt === null ? '已销号' : `已销号 ${dayWords(dayOf(task.closedAt), today)}`, days: null };
  if (task.status === 'routine') return { light: 'none', words: '已转入常态化', days: null };
  if (isInReview(task)) return reviewLight(task, today, calendar);
  if (task.due.kind !== 'standing') return openLight(task, task.due.day, today, policy, calendar);
  const month = missingMonth(task, policy, calendar, today);
  return month === null
    ? { light: 'green', words: '正常，每月报告', days: null }
    : { light: 'yellow', words: `${monthWords(month)}还没有报告`, days: null };
}

/** How the task stands at this moment: a stage of its emergency clock that is over makes it red, whatever its due day says. */
export function lightAt(task: Task, now: Date, policy: Policy, calendar: Calendar): TaskLight {
  const light = lightOf(task, dayOf(now), policy, calendar);
  const clock = runningClock(task);
  return clock === null || !isStageLate(clock, now) ? light : { ...light, light: 'red', words: shortClockWords(clock, now) };
}

/** What is watched on one task today: its due day, signing, review, amendment, monthly report, a request for more time, a call back. Pure. */
import type { Task } from '../ledger/model.js';
import { openMilestones } from '../ledger/milestones.js';
import { isAmending, isInReview, isOpen } from '../ledger/status.js';
import { awaitsCall } from '../ledger/ticket-rules.js';
import { addWorkdays, type Calendar, workdayFrom, workdayUntil } from '../time/calendar.js';
import { addDays, type Day, dayOf, lastDayOfMonth, laterOf, monthOf } from '../time/day.js';
import type { Policy, WatchKind } from './model.js';

export interface Watch {
  readonly kind: WatchKind;
  /** Rungs up to and on the day count from here. */
  readonly day: Day;
  /** Late rungs count from here: the next workday where the day is off, and never before supervision began. */
  readonly lateFrom: Day;
  /** Stands in the notice key: the deadline number, or the month where there is no due day. */
  readonly period: string;
  /** Of a milestone: its name. */
  readonly about?: string;
  /** 挂牌督办: the leading group hears of every rung. */
  readonly isListed?: boolean;
}

const monthBefore = (month: string): string => monthOf(addDays(`${month}-01`, -1));
const monthAfter = (month: string): string => monthOf(addDays(`${month}-01`, 31));

/** The day written in the policy; the report is asked on it, or on the workday before. */
const reportDay = (month: string, policy: Policy): Day => `${month}-${String(policy.monthlyReportDay).padStart(2, '0')}`;

/** The month up to which a standing task has been reported on, `2026-11`; empty where it never was. */
export const reportedMonth = (task: Task): string => task.reportedFor ?? (task.lastProgressAt === null ? '' : monthOf(dayOf(task.lastProgressAt)));

/** The month a report given today is for: the one still asked after, else this one. Null for a task with a due day. */
export function monthOfReport(task: Task, policy: Policy, calendar: Calendar, today: Day): string | null {
  if (task.due.kind !== 'standing') return null;
  return missingMonth(task, policy, calendar, today) ?? [reportedMonth(task), monthOf(today)].sort().at(-1) ?? null;
}

/** The month whose report of a standing task is still missing today, or null. The last month is asked after until this month's day. */
export function missingMonth(task: Task, policy: Policy, calendar: Calendar, today: Day): string | null {
  if (task.due.kind !== 'standing' || !isOpen(task) || task.supervisedFrom === null) return null;
  const thisMonth = monthOf(today);
  const month = workdayUntil(calendar, reportDay(thisMonth, policy)) <= today ? thisMonth : monthBefore(thisMonth);
  return reportedMonth(task) >= month || monthOf(task.supervisedFrom) > month ? null : month;
}

/** The days of this month and the next on which another month's report may begin to be missing. */
export function monthTurns(policy: Policy, calendar: Calendar, today: Day): readonly Day[] {
  const month = monthOf(today);
  const next = monthAfter(month);
  return [workdayUntil(calendar, reportDay(month, policy)), `${next}-01`, workdayUntil(calendar, reportDay(next, policy))];
}

/** When the next report of a standing task is asked while none is missing; null for other tasks. */
export function nextReportDay(task: Task, policy: Policy, calendar: Calendar, today: Day): Day | null {
  if (task.due.kind !== 'standing' || !isOpen(task) || missingMonth(task, policy, calendar, today) !== null) return null;
  const thisMonth = monthOf(today);
  const month = reportedMonth(task) >= thisMonth ? monthAfter(thisMonth) : thisMonth;
  return workdayUntil(calendar, reportDay(month, policy));
}

/** By when the step that is reached is to be decided, each with a time of its own; an imported 已完成 counts from the start of supervision. */
export function reviewBy(task: Task, policy: Policy, calendar: Calendar): Day | null {
  const first = task.submittedAt === null ? task.supervisedFrom : dayOf(task.submittedAt);
  const asked = task.review === null || task.review.at === 0 ? first : dayOf(task.review.since);
  return isInReview(task) && asked !== null ? addWorkdays(calendar, asked, policy.workdaysFor.review) : null;
}

/** By when the task is to be signed for. */
export function signBy(task: Task, policy: Policy, calendar: Calendar): Day | null {
  return task.status === 'handedOut' && task.supervisedFrom !== null ? addWorkdays(calendar, task.supervisedFrom, policy.workdaysFor.sign) : null;
}

/** The report is asked on its day; those above hear that it is missing only once the month is over. */
const monthlyWatch = (month: string, day: Day, from: Day): Watch => ({
  kind: 'monthly',
  day,
  period: month,
  lateFrom: laterOf(lastDayOfMonth(`${month}-01`), from),
});
/** By when a request for more time is to be decided. */
export function decideBy({ extension }: Pick<Task, 'extension'>, policy: Policy, calendar: Calendar): Day | null {
  return extension === null ? null : addWorkdays(calendar, dayOf(extension.askedAt), policy.workdaysFor.extension);
}

/** By when a citizen who left a number is to be called back 回访. */
export const callBy = (task: Task, policy: Policy, calendar: Calendar): Day | null =>
  task.ticket !== null && awaitsCall(task) ? addWorkdays(calendar, dayOf(task.ticket.openedAt), policy.workdaysFor.callBack) : null;

/** Each step of each submission is news to its reviewer. */
const reviewPeriod = ({ deadlineNumber, submittedAt, review }: Task): string =>
  `${deadlineNumber}.${submittedAt === null ? '0' : dayOf(submittedAt)}${review === null || review.at === 0 ? '' : `.${review.at}`}`;

/** Nothing before supervision begins, and nothing on what is done. */
export function watchesOf(task: Task, policy: Policy, calendar: Calendar, today: Day): readonly Watch[] {
  const from = task.supervisedFrom;
  if (from === null || today < from) return [];
  const number = String(task.deadlineNumber);
  const watch = (kind: WatchKind, day: Day | null, notBefore: Day = from, period: string = number): readonly Watch[] =>
    day === null ? [] : [{ kind, day, period, lateFrom: laterOf(workdayFrom(calendar, day), workdayFrom(calendar, notBefore)) }];
  // While something is being put right after a return, nobody is told that it is late: that time was given.
  const dueFrom = isAmending(task) ? laterOf(from, task.amendBy) : from;
  const month = missingMonth(task, policy, calendar, today);
  return [
    ...(isOpen(task) && task.due.kind !== 'standing'
      ? watch('due', task.due.day, dueFrom).map((one) => (task.listing?.state === 'listed' ? { ...one, isListed: true } : one))
      : []),
    ...watch('sign', signBy(task, policy, calendar)),
    // A submission made again after a withdrawal is a new one to the reviewer; the due day's ladder goes on as it was.
    ...watch('review', reviewBy(task, policy, calendar), from, reviewPeriod(task)),
    ...(isAmending(task) ? watch('amend', task.amendBy) : []),
    ...(task.extension === null ? [] : watch('extension', decideBy(task, policy, calendar), from, `${number}.${dayOf(task.extension.askedAt)}`)),
    ...openMilestones(task).flatMap(({ name, day }) =>
      watch('milestone', day, from, `${number}.${day}.${name}`).map((one) => ({ ...one, about: name })),
    ),
    ...watch('callBack', callBy(task, policy, calendar)),
    ...(month === null ? [] : [monthlyWatch(month, reportDay(month, policy), workdayFrom(calendar, from))]),
  ];
}

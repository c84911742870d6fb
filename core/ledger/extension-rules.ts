/** More time 延期 as rules of the lifecycle's table: asked by whoever reports, decided by the office, the original day kept. */
import { type Calendar, workdayFrom } from '../time/calendar.js';
import { addDays, type Day, dayOf, dayWithWeekday, laterOf } from '../time/day.js';
import type { Rule } from './rule.js';
import type { DubanEvent, Task, TaskAction, TaskActionKind } from './model.js';
import { isAmending } from './status.js';

/** Whoever takes a request back may mend it and ask again, and no oftener: each one is told to the office. */
const MOST_ASKS_A_DAY = 2;

/** A day further away is a slip of the keyboard. */
const MOST_DAYS = 366;

/** Something is submitted or ended: an open request ends with it. */
export const NO_MORE_TIME: Pick<Task, 'extension'> = { extension: null };

/** The day up to which time is given now: the due day, or the later 补正期限 of a return. Null: a standing task has none. */
export function givenUntil(task: Pick<Task, 'due' | 'status' | 'amendBy'>): Day | null {
  if (task.due.kind === 'standing') return null;
  return isAmending(task) ? laterOf(task.due.day, task.amendBy) : task.due.day;
}

/** The days that may be asked for or granted, both ends among them; null where there is no day to move. */
export function extensionDays(task: Task, today: Day): { readonly from: Day; readonly until: Day } | null {
  const given = givenUntil(task);
  if (given === null) return null;
  const from = laterOf(addDays(given, 1), today);
  return { from, until: addDays(from, MOST_DAYS) };
}

const dayAsked = (action: TaskAction): Day | null =>
  action.kind === 'askExtension' || action.kind === 'grantExtension' ? (action.day ?? null) : null;

function wrongDay(task: Task, day: Day | null, today: Day): string | null {
  const days = extensionDays(task, today);
  if (day === null || days === null) return null;
  if (day < days.from) {
    const given = givenUntil(task) ?? today;
    return `延期后的时限应晚于现在的时限 ${dayWithWeekday(given, today)}，并且不早于今天。请改选一天。`;
  }
  return day > days.until ? '延期后的时限超过了一年。请改选一天。' : null;
}

const noneAsked = ({ extension }: Task): string | null => (extension === null ? '这项任务没有待决定的延期申请。' : null);

const askExtension: Rule = {
  closed: ({ extension }) => (extension === null ? null : '这项任务已有延期申请，正等巡察办决定。'),
  who: (standing, task) => standing.reports && task.due.kind !== 'standing',
  missing: (_task, { asksToday = 0 }) =>
    asksToday >= MOST_ASKS_A_DAY ? `今天已经申请过 ${MOST_ASKS_A_DAY} 次延期，没有再提交。明天可以再申请，急的话请直接联系巡察办。` : null,
  wrong: (task, action, { now }) => wrongDay(task, dayAsked(action), dayOf(now)),
  follows: (task, action, { now, personId }) => {
    if (action.kind !== 'askExtension') return {};
    const asked = { extension: { day: action.day, reason: action.reason, askedAt: now, askedBy: personId } };
    // Whoever asks for more time has plainly received the task.
    return task.status === 'handedOut' ? { ...asked, status: 'inProgress', signedAt: now } : asked;
  },
};

const withdrawExtension: Rule = {
  closed: noneAsked,
  who: (standing, { extension }, personId) => standing.reports && extension?.askedBy === personId,
  follows: () => NO_MORE_TIME,
};

/** Nobody decides on a task they report on, nor on what they asked for themselves. */
export const decidesOnTime: Rule['who'] = (standing, { extension }, personId) =>
  standing.office && !standing.reports && extension?.askedBy !== personId;

const grantExtension: Rule = {
  closed: noneAsked,
  who: decidesOnTime,
  wrong: (task, action, { now }) => wrongDay(task, dayAsked(action) ?? task.extension?.day ?? null, dayOf(now)),
  follows: (task, action) => {
    const day = dayAsked(action) ?? task.extension?.day;
    if (day === undefined || task.due.kind === 'standing') return {};
    return {
      due: { kind: 'day', day, words: task.due.words },
      originalDue: task.originalDue ?? task.due,
      // The granted day stands in the place of the time a return gave: one day to work towards, not two.
      amendBy: null,
      deadlineNumber: task.deadlineNumber + 1,
      ...NO_MORE_TIME,
    };
  },
};

const refuseExtension: Rule = { closed: noneAsked, who: decidesOnTime, follows: () => NO_MORE_TIME };

export const MORE_TIME = { askExtension, withdrawExtension } as const;
export const DECIDING = { grantExtension, refuseExtension } as const;

/** How often this person asked on this world day. */
export const asksOn = (events: readonly DubanEvent[], personId: string, now: Date): number =>
  events.filter(({ action, by, at }) => action === 'askExtension' && by === personId && dayOf(at) === dayOf(now)).length;

/** What the event keeps beside the action: both days of a decision, and that a request ended by itself. */
export function extensionTrace(before: Task, after: Task, kind: TaskActionKind): Readonly<Record<string, unknown>> {
  const asked = before.extension;
  if (asked === null || before.due.kind === 'standing') return {};
  const dueOf = ({ due }: Task) => (due.kind === 'standing' ? null : due.day);
  if (kind === 'grantExtension') return { day: dueOf(after), asked: asked.day, from: before.due.day };
  if (kind === 'refuseExtension') return { asked: asked.day, due: before.due.day };
  return after.extension === null && kind !== 'withdrawExtension' ? { extensionEnded: true } : {};
}

/** Days worth offering: one week, two and a month after the time given now, each carried to a workday. */
export function offeredDays(task: Task, calendar: Calendar, today: Day): readonly Day[] {
  const days = extensionDays(task, today);
  if (days === null) return [];
  const first = addDays(days.from, -1);
  return [...new Set([7, 14, 30].map((count) => workdayFrom(calendar, addDays(first, count))))];
}

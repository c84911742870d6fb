/** What would have gone out on workdays on which nobody looked: reckoned by the very functions of the sweep. Pure. */
import type { Task } from '../ledger/model.js';
import { addDays, type Day, dayOf, instantAt } from '../time/day.js';
import type { Calendar } from '../time/calendar.js';
import { type Moment, noticesOf } from './due-notices.js';
import type { NoticeDraft } from './model.js';
import { precededBy } from './silence.js';

/** Whole workdays between two looks, first to last; empty where each workday was looked at. */
export function missedDays(last: Date, now: Date, calendar: Calendar): readonly Day[] {
  const missed: Day[] = [];
  for (let day = addDays(dayOf(last), 1); day < dayOf(now); day = addDays(day, 1)) if (calendar.isWorkday(day)) missed.push(day);
  return missed;
}

/** Each notice once, on the first of these mornings on which it would have gone out. The task, people and rules are those of today. */
export function missedNotices(task: Task, days: readonly Day[], moment: Moment): readonly NoticeDraft[] {
  const found = new Map<string, NoticeDraft>();
  for (const day of days) {
    for (const draft of noticesOf(task, { ...moment, now: instantAt(day, moment.book.base.speak.from) })) {
      // Nobody was silent about what they were never told.
      if (precededBy(draft) === null && !found.has(draft.key)) found.set(draft.key, draft);
    }
  }
  return [...found.values()];
}

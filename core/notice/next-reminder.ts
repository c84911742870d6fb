/** When the owner is reminded next: what 下一次提醒 says. */
import type { Task } from '../ledger/model.js';
import { isOpen } from '../ledger/status.js';
import type { Calendar } from '../time/calendar.js';
import { addDays, type Day, dayOf, dayWithWeekday, timeOf } from '../time/day.js';
import { comingRungs } from './ladder.js';
import type { Policy } from './model.js';
import { comingRepeat } from './silence.js';
import { nextReportDay } from './watches.js';

/** The next day after `today` on which the owner hears of this task by itself; null when nothing is planned. */
export function nextReminder(task: Task, policy: Policy, calendar: Calendar, today: Day): Day | null {
  if (!isOpen(task) || task.supervisedFrom === null) return null;
  const next = comingRungs(task, policy, calendar, today).find((rung) => rung.posts.includes('owner'))?.day;
  const days = [next ?? nextReportDay(task, policy, calendar, today), comingRepeat(task, policy, calendar, today)];
  return days.filter((day) => day !== null).sort()[0] ?? null;
}

/** `下一次提醒：12月17日（周四）`, `下一次提醒：今天 08:40` while the morning's messages are still to come; null when nothing is planned. */
export function nextReminderWords(task: Task, policy: Policy, calendar: Calendar, now: Date): string | null {
  const today = dayOf(now);
  const { from } = policy.speak;
  const day = nextReminder(task, policy, calendar, timeOf(now) < from ? addDays(today, -1) : today);
  if (day === null) return null;
  return `下一次提醒：${day === today ? `今天 ${from}` : dayWithWeekday(day, today)}`;
}

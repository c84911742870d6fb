/** When the owner is reminded next: what 下一次提醒 says. */
import type { Task } from '../ledger/model.js';
import { isOpen } from '../ledger/status.js';
import type { Calendar } from '../time/calendar.js';
import type { Day } from '../time/day.js';
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

/** When people may be spoken to: workdays, within the policy's hours (Asia/Shanghai). */
import { type Calendar, workdayFrom } from '../time/calendar.js';
import { addDays, dayOf, instantAt, timeOf } from '../time/day.js';
import type { Policy } from './model.js';

/** The instant itself when speaking is allowed, else the next moment it is. */
export function nextSpeakingTime(policy: Policy, calendar: Calendar, instant: Date): Date {
  const day = dayOf(instant);
  const { from, until } = policy.speak;
  if (calendar.isWorkday(day) && timeOf(instant) < until) return timeOf(instant) >= from ? instant : instantAt(day, from);
  return instantAt(workdayFrom(calendar, addDays(day, 1)), from);
}

/** Days in which the platforms count what they allow: those of UTC+8. */
import { addDays, dayOf, instantAt } from '../../core/time/day.js';

export const untilTomorrowMs = (now: Date): number => instantAt(addDays(dayOf(now), 1), '00:00').getTime() - now.getTime();

/** A day's count is kept until the day is certainly over; its key names the day. */
export const DAY_KEPT_SECONDS = 2 * 86_400;

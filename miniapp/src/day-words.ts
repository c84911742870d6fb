/** Days and times as the phone says them itself (draft saved, seen last). Needs no Taro. */
import { dayOf, dayWords, timeOf } from '../../core/time/day.js';

/** `14:05` today, else `11月3日 14:05`. */
export function momentWords(iso: string, now: Date): string {
  const instant = new Date(iso);
  const today = dayOf(now);
  const day = dayOf(instant);
  return day === today ? timeOf(instant) : `${dayWords(day, today)} ${timeOf(instant)}`;
}

/** A day as people type it, read to `YYYY-MM-DD`. Needs no Taro. */
import { type Day, dayFrom } from '../../../core/time/day.js';

/** `2026年9月18日`, `2026-9-18`, `2026.9.18`, `2026/9/18`; null when it is no day of the calendar. */
export function dayTyped(words: string): Day | null {
  const parts = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(words.normalize('NFKC').trim());
  return parts === null ? null : dayFrom(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** As `dayTyped`; without a year, `12月25日` or `12-25`, the first such day from `from` on. */
export function comingDayTyped(words: string, from: Day): Day | null {
  const parts = /^(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(words.normalize('NFKC').trim());
  if (parts === null) return dayTyped(words);
  const year = Number(from.slice(0, 4));
  const days = [year, year + 1].map((one) => dayFrom(one, Number(parts[1]), Number(parts[2])));
  return days.find((day) => day !== null && day >= from) ?? null;
}

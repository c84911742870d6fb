/** A day as people type it, read to `YYYY-MM-DD`. Needs no Taro. */
import { type Day, dayFrom } from '../../../core/time/day.js';

/** `2026年9月18日`, `2026-9-18`, `2026.9.18`, `2026/9/18`; null when it is no day of the calendar. */
export function dayTyped(words: string): Day | null {
  const parts = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(words.normalize('NFKC').trim());
  return parts === null ? null : dayFrom(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** `12月25日`, `12-25` in each of these years; null where a year was written, or it is no day at all. */
function daysIn(words: string, years: readonly number[]): readonly Day[] | null {
  const parts = /^(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(words.normalize('NFKC').trim());
  if (parts === null) return null;
  return years.map((year) => dayFrom(year, Number(parts[1]), Number(parts[2]))).filter((day) => day !== null);
}

const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** As `dayTyped`; without a year, `12月25日` or `12-25`, the first such day from `from` on. */
export function comingDayTyped(words: string, from: Day): Day | null {
  const days = daysIn(words, [yearOf(from), yearOf(from) + 1]);
  return days === null ? dayTyped(words) : (days.find((day) => day >= from) ?? null);
}

/** As `dayTyped`; without a year the last such day up to `until`. */
export function dayTypedUpTo(words: string, until: Day): Day | null {
  const days = daysIn(words, [yearOf(until), yearOf(until) - 1]);
  return days === null ? dayTyped(words) : (days.find((day) => day <= until) ?? null);
}

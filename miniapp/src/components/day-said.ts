/** A day that is being chosen: which, what was typed for it, and what is wrong with it. Needs no Taro. */
import { type Day, dayInFull, weekdayWords } from '../../../core/time/day.js';

export interface DaySaid {
  /** Null while there is none. */
  readonly day: Day | null;
  readonly typed: string;
}

interface Days {
  readonly from: Day;
  readonly until: Day;
}

/** Null where nothing was typed, or what was typed will do. */
export function dayFault({ day, typed }: DaySaid, { from, until }: Days): string | null {
  if (typed.trim() === '') return null;
  if (day === null) return '请写成 12月25日 或 2026年12月25日 这样的日期。';
  if (day < from) return `请选 ${dayInFull(from)}或以后的日期。`;
  return day > until ? '超过了一年，请改选一天。' : null;
}

/** The chosen day, where it will do. */
export const dayOfSaid = (said: DaySaid, days: Days): Day | null => (dayFault(said, days) === null ? said.day : null);

/** `已填 2026年12月26日（周六）`, where a day was typed. */
export const dayWordsOf = ({ day, typed }: DaySaid): string | null =>
  day === null || typed.trim() === '' ? null : `已填 ${dayInFull(day)}（${weekdayWords(day)}）`;

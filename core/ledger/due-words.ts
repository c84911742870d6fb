/** A deadline as people read it: `12月20日（周日）前`. The year only if it is not this one. */
import { type Calendar, workdayFrom } from '../time/calendar.js';
import { type Day, dayWithWeekday, dayWords, weekdayWords } from '../time/day.js';
import type { Due } from './model.js';

export function dueWords(due: Due, today: Day): string {
  if (due.kind === 'standing') return '长期坚持，每月报告';
  return due.kind === 'immediate' ? `立行立改（推定 ${dayWords(due.day, today)}）` : `${dayWithWeekday(due.day, today)}前`;
}

/** `12月26日（周六）`, and of a day off `12月26日（周六，不是工作日，可顺延到 12月28日）`. */
export function dayAskedWords(day: Day, calendar: Calendar, today: Day): string {
  if (calendar.isWorkday(day)) return dayWithWeekday(day, today);
  return `${dayWords(day, today)}（${weekdayWords(day)}，不是工作日，可顺延到 ${dayWords(workdayFrom(calendar, day), today)}）`;
}

/** `今天到期`, `明天到期`, `还剩 3 天`, `逾期 2 天`; `days` are left (negative: late). */
export function daysInWords(days: number): string {
  if (days < 0) return `逾期 ${-days} 天`;
  if (days === 0) return '今天到期';
  return days === 1 ? '明天到期' : `还剩 ${days} 天`;
}

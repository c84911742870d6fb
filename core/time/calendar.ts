/** The workday calendar: Chinese public holidays and make-up workdays 调休, and how far they are known. */
import { addDays, type Day, weekdayOf } from './day.js';

/** One year's exceptions to Monday–Friday, as the State Council's notice gives them. */
export interface HolidayYear {
  readonly year: number;
  /** Days off that fall on a weekday, and their weekends. Day → name of the holiday. */
  readonly off: Readonly<Record<Day, string>>;
  /** Weekend days that are worked 调休. */
  readonly worked: readonly Day[];
}

export interface Calendar {
  /** What it was made of, later years overriding earlier ones. */
  readonly years: readonly HolidayYear[];
  isWorkday(day: Day): boolean;
  /** False for a year whose notice is not known: Monday–Friday is then a guess that must be said aloud. */
  covers(day: Day): boolean;
  /** `国庆节`, `周末`, `调休上班`; null for an ordinary workday. */
  nameOf(day: Day): string | null;
}

/** Later years override earlier ones, so a base's own entry replaces the built-in one. */
export function calendarOf(years: readonly HolidayYear[]): Calendar {
  const known = new Map(years.map((year) => [year.year, year]));
  const yearOf = (day: Day) => known.get(Number(day.slice(0, 4)));
  const isWeekend = (day: Day) => weekdayOf(day) === 0 || weekdayOf(day) === 6;
  const isWorked = (day: Day) => yearOf(day)?.worked.includes(day) ?? false;
  const reckoned = new Map<Day, boolean>();
  // Rules walk over the same days again and again; a calendar lives as long as one request or one sweep.
  const isWorkday = (day: Day): boolean => {
    const before = reckoned.get(day);
    if (before !== undefined) return before;
    const is = isWorked(day) || !(isWeekend(day) || yearOf(day)?.off[day] !== undefined);
    reckoned.set(day, is);
    return is;
  };
  return {
    years,
    isWorkday,
    covers: (day) => yearOf(day) !== undefined,
    nameOf: (day) => (isWorked(day) ? '调休上班' : (yearOf(day)?.off[day] ?? (isWeekend(day) ? '周末' : null))),
  };
}

/** The day itself if it is a workday, else the next one. */
export function workdayFrom(calendar: Calendar, day: Day): Day {
  let at = day;
  while (!calendar.isWorkday(at)) at = addDays(at, 1);
  return at;
}

/** The day itself if it is a workday, else the one before. */
export function workdayUntil(calendar: Calendar, day: Day): Day {
  let at = day;
  while (!calendar.isWorkday(at)) at = addDays(at, -1);
  return at;
}

/** The `count`-th workday after `day` (`day` itself not counted); negative goes back; 0 is `day`. */
export function addWorkdays(calendar: Calendar, day: Day, count: number): Day {
  const step = Math.sign(count);
  let at = day;
  for (let left = Math.abs(count); left > 0; ) {
    at = addDays(at, step);
    if (calendar.isWorkday(at)) left -= 1;
  }
  return at;
}

/** Workdays after `from` up to and including `to`; negative when `to` is earlier. */
export function workdaysBetween(calendar: Calendar, from: Day, to: Day): number {
  if (to < from) return -workdaysBetween(calendar, to, from);
  let count = 0;
  for (let at = from; at < to; ) {
    at = addDays(at, 1);
    if (calendar.isWorkday(at)) count += 1;
  }
  return count;
}

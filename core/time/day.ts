/** Days as `YYYY-MM-DD` in Asia/Shanghai (UTC+8, no summer time since 1991). Never reads a clock or a time zone. */

/** `2026-11-22`, a calendar day in Asia/Shanghai. */
export type Day = string;

const MS_PER_DAY = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;

/** Answers from memory what was asked before: rules ask for the same few hundred days over and over. Forgets all before it grows beyond a few MB. */
function remembered<Key, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const value = work(key);
    known.set(key, value);
    return value;
  };
}

const MOST_REMEMBERED = 20_000;

const epochDays = remembered(
  (day: Day): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / MS_PER_DAY,
);

const fromEpochDays = remembered((days: number): Day => new Date(days * MS_PER_DAY).toISOString().slice(0, 10));

/** The day for a year, month (1–12) and day of the month; null when there is no such day. */
export function dayFrom(year: number, month: number, date: number): Day | null {
  if (![year, month, date].every(Number.isInteger) || year < 1900 || year > 2199) return null;
  const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month) ? day : null;
}

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export const isDay = (text: string): boolean => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts !== null && dayFrom(Number(parts[1]), Number(parts[2]), Number(parts[3])) === text;
};

/** The day in Asia/Shanghai at an instant. */
export const dayOf = (instant: Date): Day => new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);

/** `HH:MM` in Asia/Shanghai at an instant. */
export const timeOf = (instant: Date): string => new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16);

/** The instant of `HH:MM` (Asia/Shanghai) on a day. */
export const instantAt = (day: Day, time: string): Date =>
  new Date(epochDays(day) * MS_PER_DAY + Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3, 5)) * 60_000 - SHANGHAI_OFFSET_MS);

export const addDays = (day: Day, days: number): Day => fromEpochDays(epochDays(day) + days);

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => epochDays(to) - epochDays(from);

export const laterOf = (a: Day, b: Day): Day => (a > b ? a : b);

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: Day): number => (((epochDays(day) + 4) % 7) + 7) % 7;

export const weekdayWords = (day: Day): string => WEEKDAYS[weekdayOf(day)] ?? '';

export const monthOf = (day: Day): string => day.slice(0, 7);
/** `11月` for `2026-11`. */
export const monthWords = (month: string): string => `${Number(month.slice(5))}月`;
export const lastDayOfMonth = (day: Day): Day =>
  `${day.slice(0, 7)}-${String(daysInMonth(Number(day.slice(0, 4)), Number(day.slice(5, 7)))).padStart(2, '0')}`;

/** `2026年11月` for `2026-11`. */
export const monthInFull = (month: string): string => `${month.slice(0, 4)}年${monthWords(month)}`;
export const monthBefore = (month: string): string => monthOf(addDays(`${month}-01`, -1));
/** World time: its first instant in UTC+8, and that of the month after it. */
export const spanOfMonth = (month: string): { readonly from: Date; readonly until: Date } => ({
  from: instantAt(`${month}-01`, '00:00'),
  until: instantAt(addDays(lastDayOfMonth(`${month}-01`), 1), '00:00'),
});

/** `12月20日`, with the year only where it is not that of `today`. */
export function dayWords(day: Day, today: Day): string {
  const words = `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
  return day.slice(0, 4) === today.slice(0, 4) ? words : `${day.slice(0, 4)}年${words}`;
}

/** `2026年12月20日`, where two years may stand side by side. */
export const dayInFull = (day: Day): string => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

/** `12月20日（周日）`. */
export const dayWithWeekday = (day: Day, today: Day): string => `${dayWords(day, today)}（${weekdayWords(day)}）`;

/** `12月20日（周日）08:40`. */
export const instantWords = (instant: Date, today: Day): string => `${dayWithWeekday(dayOf(instant), today)}${timeOf(instant)}`;

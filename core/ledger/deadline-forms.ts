/** The forms in which a ledger writes a day: each reads one, or answers null. `deadline-wording` takes off what stands around them. */
import type { Calendar } from '../time/calendar.js';
import { type Day, dayFrom, daysInMonth } from '../time/day.js';

export interface DeadlineContext {
  readonly feedbackDay: Day;
  readonly calendar: Calendar;
  /** Workdays that 立行立改 has from the feedback day (policy). */
  readonly immediateWorkdays: number;
}

export interface FoundDay {
  readonly day: Day;
  readonly guess: boolean;
}

export type Found = FoundDay | { readonly fault: string } | null;

const YEAR = '(?:(\\d{4}|\\d{2})年度?|(今年|本年度?|明年|次年|翌年))?';

/** The year a reading stands in; without one, months before the feedback month mean the next year. */
function yearOf(digits: string | undefined, relative: string | undefined, month: number, { feedbackDay }: DeadlineContext): number {
  const feedbackYear = Number(feedbackDay.slice(0, 4));
  if (digits !== undefined) return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
  if (relative !== undefined) return /^(今|本)/.test(relative) ? feedbackYear : feedbackYear + 1;
  return month < Number(feedbackDay.slice(5, 7)) ? feedbackYear + 1 : feedbackYear;
}

function found(year: number, month: number, date: number | 'last', guess: boolean, { feedbackDay }: DeadlineContext): Found {
  const isMonth = month >= 1 && month <= 12;
  const day = isMonth ? dayFrom(year, month, date === 'last' ? daysInMonth(year, month) : date) : null;
  if (day === null) {
    const why = isMonth ? `${year}年${month}月没有${String(date)}日` : `没有${month}月`;
    return { fault: `${why}。请改成实际的日期，${isMonth ? `例如 ${year}年${month}月${daysInMonth(year, month)}日` : `例如 ${year}年12月31日`}。` };
  }
  if (Math.abs(year - Number(feedbackDay.slice(0, 4))) > 10)
    return { fault: `年份 ${year} 离反馈日期太远，可能写错了。请核对后改正，例如 2026年12月31日。` };
  return { day, guess };
}

export type Form = (bare: string, context: DeadlineContext) => Found;

const TEN_DAYS: Readonly<Record<string, number | 'last'>> = { 上旬: 10, 中旬: 20, 下旬: 'last', 底: 'last', 末: 'last' };

/** 2026-12-31, 2026.12.31, 2026/11/30, 2026年12月31日, 20261231. */
const wholeDay: Form = (bare, context) => {
  const parts = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/.exec(bare) ?? /^(20\d{2})(\d{2})(\d{2})$/.exec(bare);
  return parts === null ? null : found(Number(parts[1]), Number(parts[2]), Number(parts[3]), false, context);
};

/** A date cell that lost its format: days since 1899-12-30. */
const serial: Form = (bare, context) => {
  const parts = /^(\d{5})(?:\.\d+)?$/.exec(bare);
  if (parts === null) return null;
  const [year, month, date] = new Date(Date.UTC(1899, 11, 30 + Number(parts[1]))).toISOString().slice(0, 10).split('-').map(Number);
  return found(year ?? 0, month ?? 0, date ?? 0, false, context);
};

/** 12月20日, 2026年12月20日, 明年3月10日. */
const dayOfMonth: Form = (bare, context) => {
  const parts = new RegExp(`^${YEAR}(\\d{1,2})月(\\d{1,2})[日号]?$`).exec(bare);
  if (parts === null) return null;
  const month = Number(parts[3]);
  return found(yearOf(parts[1], parts[2], month, context), month, Number(parts[4]), false, context);
};

/** 12月底, 2026年11月下旬; a month alone is read as its last day and said to be a guess. */
const month: Form = (bare, context) => {
  const parts = new RegExp(`^${YEAR}(\\d{1,2})月份?(上旬|中旬|下旬|底|末|月底)?$`).exec(bare) ?? /^(\d{4})()[-/.](\d{2}|[2-9])()$/.exec(bare);
  if (parts === null) return null;
  const at = Number(parts[3]);
  const ending = (parts[4] ?? '').slice(-2);
  return found(
    yearOf(parts[1], parts[2] || undefined, at, context),
    at,
    TEN_DAYS[ending === '月底' ? '底' : ending] ?? 'last',
    ending === '',
    context,
  );
};

/** 年底, 2026年底, 年内, 四季度, 下半年. */
const partOfYear: Form = (bare, context) => {
  const end = new RegExp(`^${YEAR}年?(底|末|终)?$`).exec(bare);
  if (end !== null) return found(yearOf(end[1], end[2] ?? '今年', 12, context), 12, 'last', end[3] === undefined, context);
  const quarter = new RegExp(`^${YEAR}第?([1-4])季度?(?:末|底)?$`).exec(bare);
  if (quarter !== null) return found(yearOf(quarter[1], quarter[2], Number(quarter[3]) * 3, context), Number(quarter[3]) * 3, 'last', true, context);
  const half = new RegExp(`^${YEAR}(上|下)半年$`).exec(bare);
  const last = half?.[3] === '上' ? 6 : 12;
  return half === null ? null : found(yearOf(half[1], half[2], last, context), last, 'last', true, context);
};

export const FORMS: readonly Form[] = [wholeDay, serial, dayOfMonth, month, (bare, context) => (bare === '' ? null : partOfYear(bare, context))];

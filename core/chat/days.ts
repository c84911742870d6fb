/** Days as people say them — 下周五, 月底, 大后天, 礼拜三, 12.20 — read against today. What a ledger writes is left to `deadline-wording`. */
import { readDeadline } from '../ledger/deadline-wording.js';
import { calendarOf } from '../time/calendar.js';
import { addDays, type Day, dayFrom, daysInMonth, lastDayOfMonth, weekdayOf } from '../time/day.js';
import { numberIn, NUMERAL } from './numerals.js';

export interface SaidDay {
  readonly start: number;
  readonly end: number;
  readonly day: Day;
}

type Form = { readonly pattern: RegExp; readonly day: (parts: readonly string[], today: Day) => Day | null };

const WEEKDAY = '一二三四五六日';
const weekdayIn = (character: string): number => WEEKDAY.indexOf(character === '天' ? '日' : character);
const monday = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7));
const WEEK = '(?:周|星期|礼拜)';

/** 0 this month, 1 the next; `date` over the month's length is its last day. */
function inMonth(today: Day, months: number, date: number): Day | null {
  const month = Number(today.slice(5, 7)) - 1 + months;
  const [year, at] = [Number(today.slice(0, 4)) + Math.floor(month / 12), (month % 12) + 1];
  return dayFrom(year, at, Math.min(date, daysInMonth(year, at)));
}

/** The next day of the month with this date, today among them. */
export function nextDate(today: Day, date: number): Day | null {
  if (date < 1 || date > 31) return null;
  const here = dayFrom(Number(today.slice(0, 4)), Number(today.slice(5, 7)), date);
  return here !== null && here >= today ? here : inMonth(today, 1, date);
}

/** As a ledger writes it; its 立行立改 needs the workdays, which no sentence here does. */
function written(words: string, today: Day): Day | null {
  const reading = readDeadline(words, { feedbackDay: today, calendar: calendarOf([]), immediateWorkdays: 1 });
  return 'due' in reading && reading.due.kind === 'day' ? reading.due.day : null;
}

/** 初 is taken as the fifth: whoever meant another day sees it before saying yes. */
const PART: Readonly<Record<string, number>> = { 初: 5, 上旬: 10, 中: 15, 中旬: 20, 下旬: 31, 底: 31, 末: 31 };
const SOON: Readonly<Record<string, number>> = { 今: 0, 明: 1, 后: 2, 大后: 3 };

/** 春节 by the lunar calendar: the first day of its first month. */
const NEW_YEARS: readonly Day[] = ['2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03', '2031-01-23', '2032-02-11'];
/** The first day of the other holidays people reckon by. */
const FEASTS: Readonly<Record<string, string>> = { 元旦: '01-01', 五一: '05-01', 劳动节: '05-01', 国庆: '10-01', 十一: '10-01' };

/** The next of these. `isBefore`: the last day before the holiday, which for 春节 begins on its eve. */
function feast(name: string, isBefore: boolean, today: Day): Day | null {
  const year = Number(today.slice(0, 4));
  const fixed = FEASTS[name];
  const days = fixed === undefined ? NEW_YEARS : [year, year + 1].map((one) => `${one}-${fixed}`);
  const lead = fixed === undefined ? 2 : 1;
  return days.map((day) => (isBefore ? addDays(day, -lead) : day)).find((day) => day >= today) ?? null;
}

/** What stands before a month. A year that is none, or too far off, takes its month along: without it that would be another day. */
const YEAR = '(?:(?:[\\d零〇一二三四五六七八九十]+|今|本|明|次|后|去|前)年\\s*)?';

const FORMS: readonly Form[] = [
  {
    pattern: /(元旦|春节|过年|五一|劳动节|国庆|十一(?=前|节|假))(?:节|假期?)?((?:之|以)?前)?/,
    day: ([, name = '', before], today) => feast(name, before !== undefined, today),
  },
  {
    pattern: new RegExp(`(下|这|本)个?月(${NUMERAL})[号日]`),
    day: ([, which, date = ''], today) => inMonth(today, which === '下' ? 1 : 0, numberIn(date) ?? 31),
  },
  {
    pattern: /20\d{2}[-./]\d{1,2}[-./]\d{1,2}/,
    day: ([words = ''], today) => written(words, today),
  },
  { pattern: new RegExp(`${YEAR}${NUMERAL}月份?(?:上旬|中旬|下旬|底|末)`), day: ([words = ''], today) => written(words, today) },
  { pattern: new RegExp(`${YEAR}${NUMERAL}月初`), day: ([words = ''], today) => written(words.replace('初', '5日'), today) },
  { pattern: new RegExp(`${YEAR}${NUMERAL}月${NUMERAL}[日号]?(?![个项])`), day: ([words = ''], today) => written(words, today) },
  {
    pattern: /(?<![\d./-])(1[0-2]|0?[1-9])[./-](3[01]|[12]\d|0?[1-9])(?![\d.%]|\s*%)/,
    day: ([, month, date], today) => written(`${month}月${date}日`, today),
  },
  { pattern: /(大后|今|明|后)(?:天|日|儿|早|晚)/, day: ([, word = ''], today) => addDays(today, SOON[word] ?? 0) },
  {
    pattern: new RegExp(`(下下|下|这|本)?(?:个)?${WEEK}([一二三四五六日天])`),
    day: ([, which, name = ''], today) => {
      const there = addDays(monday(today), weekdayIn(name) + 7 * (which === '下下' ? 2 : which === '下' ? 1 : 0));
      return which === undefined && there <= today ? addDays(there, 7) : there;
    },
  },
  {
    pattern: new RegExp(`(下|这|本)?个?月(初|底|末|上旬|中旬|下旬|中)(?!期)`),
    day: ([, which, part = ''], today) => partOfMonth(which, part, today),
  },
  { pattern: /(?:\d+|今|本|明|次|后|去|前)?年(?:底|末)/, day: ([words = ''], today) => written(words, today) },
  {
    pattern: new RegExp(`(?:过|再过|等)(${NUMERAL}|几)天|(${NUMERAL})[天日](?:之|以)?后`),
    day: ([, before, after], today) => addDays(today, countOf(before ?? after ?? '')),
  },
  {
    pattern: new RegExp(`(?:过|再过|等)(${NUMERAL})个?${WEEK}|(${NUMERAL})个?${WEEK}(?:之|以)?后`),
    day: ([, before, after], today) => addDays(today, 7 * countOf(before ?? after ?? '')),
  },
  { pattern: new RegExp(`(?:下下|下)个?${WEEK}(?![一二三四五六日天报])`), day: (_parts, today) => addDays(monday(today), 7) },
];

const countOf = (words: string): number => (words === '几' ? 3 : (numberIn(words) ?? 1));

function partOfMonth(which: string | undefined, part: string, today: Day): Day | null {
  const here = inMonth(today, which === '下' ? 1 : 0, PART[part] ?? 31);
  // 月初 alone, said later in the month, is the next one.
  return which === undefined && here !== null && here < today ? inMonth(today, 1, PART[part] ?? 31) : here;
}

/** Every day named, in the order of the text; forms do not overlap. */
export function daysIn(text: string, today: Day): readonly SaidDay[] {
  const found: SaidDay[] = [];
  for (const { pattern, day } of FORMS) {
    for (const parts of text.matchAll(new RegExp(pattern, 'g'))) {
      const [start, end] = [parts.index, parts.index + parts[0].length];
      const reading = found.some((one) => start < one.end && end > one.start) ? null : day(parts, today);
      if (reading !== null) found.push({ start, end, day: reading });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** How far `本周`, `下周`, `本月`, `7 天内` reach; null where no reach is said. */
export function reachIn(text: string, today: Day): Day | null {
  const within = new RegExp(`(${NUMERAL})(个)?([天日]|${WEEK}|月)(?:之|以)?内|(?:未来|今后|最近|近)(${NUMERAL})([天日])`).exec(text);
  if (within !== null) {
    const count = numberIn(within[1] ?? within[4] ?? '') ?? 7;
    const unit = within[3] ?? '天';
    return addDays(today, count * (/[天日]/.test(unit) ? 1 : unit === '月' ? 30 : 7));
  }
  if (new RegExp(`下个?${WEEK}(?![一二三四五六日天])`).test(text)) return addDays(monday(today), 13);
  if (new RegExp(`(?:本|这)个?${WEEK}(?![一二三四五六日天])`).test(text)) return addDays(monday(today), 6);
  if (/下个?月(?!底|初|末|[上中下])/.test(text)) return lastDayOfMonth(inMonth(today, 1, 1) ?? today);
  return /(?:本|这个?|当)月(?!底|初|末|[上中下])/.test(text) ? lastDayOfMonth(today) : null;
}

/** `延期一周`, `宽限三天`, `半个月`: days beyond the present deadline; null where none are said. */
export function spanIn(text: string): { readonly start: number; readonly end: number; readonly days: number } | null {
  const found = new RegExp(`(?<![\\d月])(${NUMERAL}|半)(个)?(?:多)?(工作日|天|日(?!前|后)|${WEEK}|月)(?!\\d|[一二三四五六日底初末份内后])`).exec(
    text,
  );
  if (found === null) return null;
  const [words, number = '', , unit = ''] = found;
  const each = /月/.test(unit) ? 30 : /天|日/.test(unit) ? 1 : 7;
  const days = number === '半' ? Math.floor(each / 2) : (numberIn(number) ?? 0) * each;
  return days > 0 && (each !== 30 || found[2] === '个') ? { start: found.index, end: found.index + words.length, days } : null;
}

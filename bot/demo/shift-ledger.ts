/** Moves every day written in a workbook, so that the sample ledger is always about this week. The rest of it stays. */
import { type CellObject, read, SSF, type WorkBook, write } from '@e965/xlsx';
import { addDays, type Day, dayFrom, daysInMonth } from '../../core/time/day.js';

/** The day of the sample ledger on which the demo plays: one task late, one due today, two next week. */
export const LEDGER_TODAY = '2026-11-25';

type Written = (year: number, month: number, date: number) => string;

const WAYS: readonly { readonly pattern: RegExp; readonly write: Written }[] = [
  { pattern: /(\d{4})年(\d{1,2})月(\d{1,2})日/g, write: (year, month, date) => `${year}年${month}月${date}日` },
  { pattern: /(\d{4})年(\d{1,2})月(底)/g, write: (year, month, date) => `${year}年${month}月${date}日` },
  { pattern: /(\d{4})-(\d{1,2})-(\d{1,2})/g, write: (year, month, date) => `${year}-${two(month)}-${two(date)}` },
  { pattern: /(\d{4})\.(\d{1,2})\.(\d{1,2})/g, write: (year, month, date) => `${year}.${two(month)}.${two(date)}` },
  { pattern: /(\d{4})\/(\d{1,2})\/(\d{1,2})/g, write: (year, month, date) => `${year}/${two(month)}/${two(date)}` },
];

const two = (number: number): string => String(number).padStart(2, '0');

/** The same text with each day in it moved; 月底 becomes the day it means, moved. */
export function shiftedText(text: string, days: number): string {
  return WAYS.reduce(
    (words, { pattern, write: written }) => words.replaceAll(pattern, (found: string, ...parts: string[]) => moved(found, parts, days, written)),
    text,
  );
}

function moved(found: string, [years = '', months = '', dates = '']: readonly string[], days: number, written: Written): string {
  const [year, month] = [Number(years), Number(months)];
  const day = month >= 1 && month <= 12 ? dayFrom(year, month, dates === '底' ? daysInMonth(year, month) : Number(dates)) : null;
  if (day === null) return found;
  const [newYear = 0, newMonth = 0, newDate = 0] = addDays(day, days).split('-').map(Number);
  return written(newYear, newMonth, newDate);
}

/**
 * The sample was fed back eleven weeks before that day, which would leave 立行立改 two months late: the demo's round was fed
 * back four weeks ago and filled in yesterday.
 */
const HEAD: readonly { readonly pattern: RegExp; readonly day: Day }[] = [
  { pattern: /(反馈日期[:：]\s*)\d{4}年\d{1,2}月\d{1,2}日/, day: '2026-10-29' },
  { pattern: /(填报日期[:：]\s*)\d{4}年\d{1,2}月\d{1,2}日/, day: '2026-11-24' },
];

const chineseDay = (day: Day): string => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');
const withNearHead = (text: string): string => HEAD.reduce((words, { pattern, day }) => words.replace(pattern, `$1${chineseDay(day)}`), text);

export function shiftedLedger(bytes: Buffer, days: number): Buffer {
  const book: WorkBook = read(bytes, { cellDates: false, cellNF: true });
  for (const sheet of Object.values(book.Sheets)) {
    for (const [place, cell] of Object.entries(sheet) as [string, CellObject][]) {
      if (place.startsWith('!')) continue;
      if (cell.t === 's' && typeof cell.v === 'string') sheet[place] = { t: 's', v: shiftedText(withNearHead(cell.v), days) };
      else if (cell.t === 'n' && typeof cell.v === 'number' && typeof cell.z === 'string' && SSF.is_date(cell.z))
        sheet[place] = { t: 'n', v: cell.v + days, z: cell.z };
    }
  }
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

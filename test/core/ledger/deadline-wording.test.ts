/** Every wording of a deadline that a ledger may hold, and what it means. */
import fc from 'fast-check';
import { readDeadline } from '../../../core/ledger/deadline-wording.js';
import { addWorkdays, calendarOf } from '../../../core/time/calendar.js';
import { addDays, type Day, daysBetween, daysInMonth, isDay } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';

const calendar = calendarOf(HOLIDAYS);
const context = { feedbackDay: '2026-09-10', calendar, immediateWorkdays: 15 };

const dayRead = (text: string, feedbackDay = '2026-09-10'): Day | null => {
  const reading = readDeadline(text, { ...context, feedbackDay });
  return 'fault' in reading || reading.due.kind === 'standing' ? null : reading.due.day;
};
const faultOf = (text: string): string | null => {
  const reading = readDeadline(text, context);
  return 'fault' in reading ? reading.fault : null;
};

describe('a deadline cell', () => {
  test.each([
    ['2026-12-31', '2026-12-31'],
    ['2026-12-31 00:00:00', '2026-12-31'],
    ['2026.12.31', '2026-12-31'],
    ['2026/11/30', '2026-11-30'],
    ['2026/9/5', '2026-09-05'],
    ['20261231', '2026-12-31'],
    ['46326', '2026-10-31'],
    ['46326.0', '2026-10-31'],
    ['2026年12月31日', '2026-12-31'],
    ['2026年12月31日前', '2026-12-31'],
    ['2026年12月31日之前', '2026-12-31'],
    ['2026 年 12 月 31 日 前', '2026-12-31'],
    ['２０２６年１２月３１日前', '2026-12-31'],
    ['2026年12月31日（周四）', '2026-12-31'],
    ['2026年12月31日前完成', '2026-12-31'],
    ['2026年12月31日。', '2026-12-31'],
    ['截至2026年12月31日', '2026-12-31'],
    ['二〇二六年十二月三十一日', '2026-12-31'],
    ['26年12月31日', '2026-12-31'],
    ['2026年11月底前', '2026-11-30'],
    ['2026年12月底', '2026-12-31'],
    ['2026年12月末', '2026-12-31'],
    ['2028年2月底', '2028-02-29'],
    ['2026年12月上旬', '2026-12-10'],
    ['2026年12月中旬', '2026-12-20'],
    ['2026年12月下旬', '2026-12-31'],
    ['2026年11月下旬前', '2026-11-30'],
    ['12月底', '2026-12-31'],
    ['十二月底前', '2026-12-31'],
    ['11月20日', '2026-11-20'],
    ['3月10日前', '2027-03-10'],
    ['2月底', '2027-02-28'],
    ['9月30日', '2026-09-30'],
    ['明年3月底前', '2027-03-31'],
    ['今年12月底前', '2026-12-31'],
    ['年底前', '2026-12-31'],
    ['年底', '2026-12-31'],
    ['2026年底前', '2026-12-31'],
    ['2026年年底', '2026-12-31'],
    ['2027年一季度', '2027-03-31'],
    ['2026年第四季度', '2026-12-31'],
    ['2026年12月底前完成，并长期坚持', '2026-12-31'],
    ['2026年12月', '2026-12-31'],
    ['2026-12', '2026-12-31'],
  ])('%s is %s', (text, day) => {
    expect(dayRead(text)).toBe(day);
  });

  test.each(['立行立改', '立行立改。', '立行立改，长期坚持', '立即整改', '即知即改'])(
    '%s runs 15 workdays from the feedback day and is a guess',
    (text) => {
      expect(readDeadline(text, context)).toEqual({
        due: { kind: 'immediate', day: addWorkdays(calendar, '2026-09-10', 15), words: text },
        guess: true,
      });
    },
  );

  test('the 15 workdays pass over the National Day holiday and count the make-up workday', () => {
    expect(dayRead('立行立改')).toBe('2026-10-08');
    expect(dayRead('立行立改', '2026-09-18')).toBe('2026-10-15');
  });

  test('a day named beside 立行立改 is that day, not a guess', () => {
    expect(readDeadline('立行立改（9月30日前）', context)).toEqual({
      due: { kind: 'immediate', day: '2026-09-30', words: '立行立改（9月30日前）' },
      guess: false,
    });
  });

  test.each(['长期坚持', '长期', '常态化', '常态化推进', '持续', '持续推进', '长期坚持、持续推进', '持续整改，长期坚持'])('%s has no day', (text) => {
    expect(readDeadline(text, context)).toEqual({ due: { kind: 'standing', words: text }, guess: false });
  });

  test('a month without 底 is read as its last day and said to be a guess', () => {
    expect(readDeadline('2026年12月', context)).toEqual({ due: { kind: 'day', day: '2026-12-31', words: '2026年12月' }, guess: true });
  });

  test.each([
    ['', /没有写完成时限/],
    ['2026年13月', /没有13月/],
    ['2026年2月30日', /2026年2月没有30日.*2026年2月28日/],
    ['2月30日', /没有30日/],
    ['2026-02-29', /没有29日/],
    ['2026年9月至12月', /一段时间/],
    ['2026.9.10-2026.12.31', /一段时间/],
    ['2026年9月10日—2026年12月31日', /一段时间/],
    ['9-12月', /一段时间/],
    ['12月前', /含不含/],
    ['2026年前', /含不含/],
    ['2062年12月31日', /离反馈日期太远/],
    ['2026.1', /看不懂/],
    ['12.31', /看不懂/],
    ['尽快', /看不懂/],
    ['按要求推进', /看不懂/],
    ['无', /看不懂/],
    ['12', /看不懂/],
    ['立行立改后两周', /看不懂/],
  ])('%s is refused with what to write instead', (text, message) => {
    expect(faultOf(text)).toMatch(message);
    expect(faultOf(text)).toMatch(/请/);
  });
});

const anyDay = fc.integer({ min: 0, max: 3650 }).map((days) => addDays('2022-01-01', days));
const numbers = (day: Day) => [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))] as const;

describe('whatever the day', () => {
  const writings: readonly ((year: number, month: number, date: number) => string)[] = [
    (y, m, d) => `${y}年${m}月${d}日`,
    (y, m, d) => `${y}年${m}月${d}日前`,
    (y, m, d) => `${y}.${m}.${d}`,
    (y, m, d) => `${y}/${m}/${d}`,
    (y, m, d) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
    (y, m, d) => String(daysBetween('1899-12-30', `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`)),
  ];

  test('every full writing of a day is read back as that day', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...writings), (day, write) => {
        expect(dayRead(write(...numbers(day)))).toBe(day);
      }),
    );
  });

  test('上旬, 中旬, 下旬 and 底 stay in their month, in that order, 下旬 and 底 on its last day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [year, month] = numbers(day);
        const ends = ['上旬', '中旬', '下旬', '底'].map((part) => dayRead(`${year}年${month}月${part}`));
        expect(ends.map((end) => end?.slice(0, 7))).toEqual(Array(4).fill(day.slice(0, 7)));
        expect(ends.map((end) => Number(end?.slice(8)))).toEqual([10, 20, daysInMonth(year, month), daysInMonth(year, month)]);
      }),
    );
  });

  test('a month without a year is never before the feedback month and less than a year away', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 12 }), (feedbackDay, month) => {
        const day = dayRead(`${month}月底`, feedbackDay) ?? '';
        expect(day >= feedbackDay.slice(0, 7)).toBe(true);
        expect(daysBetween(feedbackDay, day)).toBeLessThan(367);
      }),
    );
  });

  test('any text gives a real day, 长期坚持 or a fault in words, and never throws', () => {
    const pieces = fc.constantFrom(
      '2026',
      '年',
      '12',
      '月',
      '31',
      '日',
      '前',
      '底',
      '中旬',
      '-',
      '.',
      '/',
      '至',
      '立行立改',
      '长期坚持',
      ' ',
      '13',
      '0',
      '十',
      '（',
      '）',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readDeadline(text, context);
        if ('fault' in reading) expect(reading.fault).toMatch(/请/);
        else if (reading.due.kind !== 'standing') expect(isDay(reading.due.day)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

/** When the weekly word is made, and that it is made once. */
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import { weeklyWord } from '../../../core/notice/weekly.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { dayOf, instantAt, timeOf } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';

const around = { book: bookOf(DEFAULT_POLICY), calendar: calendarOf(HOLIDAYS) };
const word = (day: string, time: string, since: string | null = '2026-09-01', doneOn: string | null = null) => {
  const [notice] = weeklyWord({ since, doneOn }, { ...around, now: instantAt(day, time) });
  return notice === undefined ? null : `${notice.key} → ${dayOf(notice.notBefore)} ${timeOf(notice.notBefore)}`;
};

describe('the weekly word', () => {
  test('goes out on Monday at 09:10, made by any sweep of that morning', () => {
    expect(word('2026-12-07', '00:05')).toBe('weekly : 2026-12-07 → 2026-12-07 09:10');
    expect(word('2026-12-07', '08:40')).toBe('weekly : 2026-12-07 → 2026-12-07 09:10');
    expect(word('2026-12-07', '10:00')).toBe('weekly : 2026-12-07 → 2026-12-07 10:00');
  });

  test('a Monday off moves it to the next workday, and not before', () => {
    // 2026: 国庆节 10月1日至7日, back at work on Thursday the 8th.
    expect(word('2026-10-05', '09:30')).toBeNull();
    expect(word('2026-10-07', '09:30')).toBeNull();
    expect(word('2026-10-08', '08:40')).toBe('weekly : 2026-10-05 → 2026-10-08 09:10');
  });

  test('nobody looked on Monday: it comes late in the week, by the same key, and never in the next one', () => {
    expect(word('2026-12-09', '15:00')).toBe('weekly : 2026-12-07 → 2026-12-09 15:00');
    expect(word('2026-12-09', '19:00')).toBe('weekly : 2026-12-07 → 2026-12-10 08:40');
    expect(word('2026-12-11', '19:00')).toBeNull();
    expect(word('2026-12-12', '10:00')).toBeNull();
  });

  test('the week in which all was done is the last that is told', () => {
    expect(word('2026-12-07', '08:40', '2026-09-01', '2026-12-02')).not.toBeNull();
    expect(word('2026-12-07', '08:40', '2026-09-01', '2026-12-07')).not.toBeNull();
    expect(word('2026-12-14', '08:40', '2026-09-01', '2026-12-07')).not.toBeNull();
    expect(word('2026-12-14', '08:40', '2026-09-01', '2026-12-06')).toBeNull();
  });

  test('a week in which nothing was supervised yet has none', () => {
    expect(word('2026-12-07', '08:40', null)).toBeNull();
    expect(word('2026-12-09', '15:00', '2026-12-08')).toBeNull();
    expect(word('2026-12-07', '08:40', '2026-12-07')).toBeNull();
    expect(word('2026-12-14', '08:40', '2026-12-07')).not.toBeNull();
  });
});

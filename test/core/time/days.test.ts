/** Days and workdays: arithmetic, the holiday table, and a year that is not known. */
import fc from 'fast-check';
import chineseDays from 'chinese-days';
import { addWorkdays, calendarOf, workdayFrom, workdaysBetween, workdayUntil } from '../../../core/time/calendar.js';
import {
  addDays,
  type Day,
  dayFrom,
  dayOf,
  daysBetween,
  dayWithWeekday,
  dayWords,
  instantAt,
  instantWords,
  isDay,
  lastDayOfMonth,
  timeOf,
  weekdayOf,
} from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';

const calendar = calendarOf(HOLIDAYS);
const aDay = fc.integer({ min: 0, max: 1_095 }).map((days) => addDays('2024-01-01', days));

describe('days', () => {
  test('a day is that of Shanghai, whatever the instant’s own zone', () => {
    expect(dayOf(new Date('2026-09-30T15:59:59Z'))).toBe('2026-09-30');
    expect(dayOf(new Date('2026-09-30T16:00:00Z'))).toBe('2026-10-01');
    expect(timeOf(instantAt('2026-12-18', '08:40'))).toBe('08:40');
    expect(instantAt('2026-12-18', '08:40').toISOString()).toBe('2026-12-18T00:40:00.000Z');
  });

  test('days that do not exist are none', () => {
    expect(dayFrom(2026, 2, 29)).toBeNull();
    expect(dayFrom(2028, 2, 29)).toBe('2028-02-29');
    expect(dayFrom(2026, 13, 1)).toBeNull();
    expect(isDay('2026-02-30')).toBe(false);
    expect(isDay('2026-1-1')).toBe(false);
    expect(lastDayOfMonth('2026-02-03')).toBe('2026-02-28');
  });

  test('words carry the weekday, and the year only where it is not this one', () => {
    expect(dayWithWeekday('2026-12-20', '2026-11-24')).toBe('12月20日（周日）');
    expect(dayWords('2027-03-10', '2026-11-24')).toBe('2027年3月10日');
    expect(instantWords(instantAt('2026-12-18', '08:40'), '2026-12-18')).toBe('12月18日（周五）08:40');
  });

  test('adding and counting days undo each other', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -800, max: 800 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
        expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day));
      }),
    );
  });
});

describe('workdays', () => {
  test('the table is that of the package it was taken from, day by day', () => {
    for (let day: Day = '2024-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
      expect([day, calendar.isWorkday(day)]).toEqual([day, chineseDays.isWorkday(day)]);
    }
  });

  test('make-up workdays are worked, holidays are not', () => {
    expect(calendar.isWorkday('2026-10-10')).toBe(true);
    expect(calendar.nameOf('2026-10-10')).toBe('调休上班');
    expect(calendar.isWorkday('2026-10-01')).toBe(false);
    expect(calendar.nameOf('2026-10-01')).toBe('国庆节');
    expect(calendar.nameOf('2026-11-28')).toBe('周末');
  });

  test('figures of the platform page: 1, 15 and −1 workdays around National Day', () => {
    expect(addWorkdays(calendar, '2026-09-30', 1)).toBe('2026-10-08');
    expect(addWorkdays(calendar, '2026-09-25', 15)).toBe('2026-10-22');
    expect(addWorkdays(calendar, '2026-10-08', -1)).toBe('2026-09-30');
  });

  test('a year whose notice is not known says so', () => {
    expect(calendar.covers('2026-12-31')).toBe(true);
    expect(calendar.covers('2027-02-08')).toBe(false);
  });

  test('a base’s own entry for a year replaces the built-in one', () => {
    const own = calendarOf([...HOLIDAYS, { year: 2027, off: { '2027-02-08': '春节' }, worked: ['2027-02-06'] }]);
    expect([own.covers('2027-02-08'), own.isWorkday('2027-02-08'), own.isWorkday('2027-02-06')]).toEqual([true, false, true]);
  });

  test('adding and counting workdays undo each other, and always land on a workday', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const later = addWorkdays(calendar, day, count);
        expect(calendar.isWorkday(later)).toBe(true);
        expect(workdaysBetween(calendar, day, later)).toBe(count);
        expect(workdayFrom(calendar, day) >= day && workdayUntil(calendar, day) <= day).toBe(true);
      }),
    );
  });
});

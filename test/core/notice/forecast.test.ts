/** When what waits for a robot will have gone, and since when patience has run. */
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { budgetLeft, lastGoesAt, lastGoesIn, speakingMinutesAgo } from '../../../core/notice/forecast.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';

const calendar = calendarOf(HOLIDAYS);
const free = { perMinute: 18, sentAgoMs: [], waitMs: 0 };

describe('the rolling minute', () => {
  test('18 go at once, the 19th a minute after the first', () => {
    expect(lastGoesIn(18, free)).toBe(0);
    expect(lastGoesIn(19, free)).toBe(60_000);
    expect(lastGoesIn(37, free)).toBe(120_000);
  });

  test('what went within the last minute counts, what went before does not', () => {
    const sentAgoMs = [50_000, ...Array.from({ length: 17 }, () => 10_000)];
    expect(budgetLeft({ ...free, sentAgoMs })).toBe(0);
    expect(lastGoesIn(1, { ...free, sentAgoMs })).toBe(10_000);
    expect(lastGoesIn(2, { ...free, sentAgoMs })).toBe(50_000);
    expect(budgetLeft({ ...free, sentAgoMs: [61_000] })).toBe(18);
  });

  test('a hold comes before everything', () => {
    expect(lastGoesIn(1, { ...free, waitMs: 600_000 })).toBe(600_000);
    expect(lastGoesIn(0, { ...free, waitMs: 600_000 })).toBe(0);
  });
});

describe('world time', () => {
  const at = (day: string, time: string) => instantAt(day, time);

  test('what cannot go before the evening goes on the next workday’s morning', () => {
    const last = lastGoesAt(1, { ...free, waitMs: 600_000 }, at('2026-11-27', '17:55'), DEFAULT_POLICY, calendar);
    expect(last).toEqual(at('2026-11-30', '08:40'));
  });

  test('at night it goes in the morning', () => {
    expect(lastGoesAt(1, free, at('2026-11-24', '22:00'), DEFAULT_POLICY, calendar)).toEqual(at('2026-11-25', '08:40'));
  });

  test('patience counts only the minutes in which people may be spoken to', () => {
    const ago = (day: string, time: string) => speakingMinutesAgo(15, at(day, time), DEFAULT_POLICY, calendar);
    expect(ago('2026-11-24', '10:00')).toEqual(at('2026-11-24', '09:45'));
    expect(ago('2026-11-24', '22:00')).toEqual(at('2026-11-24', '17:45'));
    expect(ago('2026-11-24', '08:45')).toEqual(at('2026-11-23', '17:50'));
    expect(ago('2026-11-30', '08:40')).toEqual(at('2026-11-27', '17:45'));
  });
});

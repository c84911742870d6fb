/** What would have gone out on workdays on which nobody looked. */
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { missedDays, missedNotices } from '../../../core/notice/missed.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import { rungWords } from '../../../core/notice/rung-words.js';
import { rosterOf } from '../../../core/people/roster.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aTask, CENTRE, dueOn } from '../../support/make.js';

const calendar = calendarOf(HOLIDAYS);
const roster = rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts);
const moment = { now: instantAt('2026-12-09', '09:00'), book: bookOf(DEFAULT_POLICY), calendar, roster };

test('whole workdays between two looks are missed; nights, weekends and the days of the looks are not', () => {
  const days = (last: [string, string], now: [string, string]) => missedDays(instantAt(...last), instantAt(...now), calendar);
  expect(days(['2026-12-02', '17:55'], ['2026-12-09', '09:00'])).toEqual(['2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08']);
  expect(days(['2026-12-04', '18:30'], ['2026-12-07', '08:40'])).toEqual([]);
  expect(days(['2026-12-02', '09:00'], ['2026-12-02', '17:00'])).toEqual([]);
  expect(days(['2026-09-30', '17:00'], ['2026-10-08', '08:40'])).toEqual([]);
});

test('each rung counts once, on the first morning it would have gone out', () => {
  const task = aTask({ ...dueOn('2026-12-04') });
  const missed = missedNotices(task, ['2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08'], moment);
  expect(missed.map(({ day, rung, recipient }) => `${day} ${rung} ${recipient.id}`)).toEqual([
    '2026-12-03 due-before-1 he',
    '2026-12-04 due-day he',
    '2026-12-07 due-late-3 fang',
    '2026-12-07 due-late-3 gao',
    '2026-12-07 due-late-3 chen',
    '2026-12-07 due-late-3 he',
  ]);
});

test('a task whose supervision began later was not missed', () => {
  expect(missedNotices(aTask({ ...dueOn('2026-12-04'), supervisedFrom: '2026-12-09' }), ['2026-12-03', '2026-12-04'], moment)).toEqual([]);
});

test('a rung has words for a list', () => {
  const words = (rung: string) => rungWords({ kind: 'rung', rung });
  expect(['due-before-3', 'due-day', 'due-late-14', 'sign-before-2', 'sign-late-1', 'review-day', 'monthly-late-5'].map(words)).toEqual([
    '离时限 3 天提醒',
    '到期当天提醒',
    '逾期 14 天',
    '交办',
    '签收超过 1 天',
    '审核提醒',
    '月底后 5 天仍没有报告',
  ]);
  expect(rungWords({ kind: 'returned', rung: 'returned-4' })).toBe('退回修改');
});

/** Red, yellow, green, each with its words. */
import { lightOf } from '../../core/insight/light.js';
import type { Task } from '../../core/ledger/model.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { calendarOf } from '../../core/time/calendar.js';
import { instantAt } from '../../core/time/day.js';
import { HOLIDAYS } from '../../core/time/holidays.js';
import { aTask, dueOn } from '../support/make.js';

const light = (facts: Partial<Task>, today = '2026-12-18') => {
  const { light: colour, words } = lightOf(
    aTask({ lastProgressAt: instantAt('2026-12-16', '09:00'), ...facts }),
    today,
    DEFAULT_POLICY,
    calendarOf(HOLIDAYS),
  );
  return `${colour} ${words}`;
};

describe('light', () => {
  test.each([
    ['2026-12-16', 'red 逾期 2 天'],
    ['2026-12-18', 'yellow 今天到期'],
    ['2026-12-19', 'yellow 明天到期'],
    ['2026-12-21', 'yellow 还剩 3 天'],
    ['2026-12-25', 'yellow 还剩 7 天'],
    ['2026-12-26', 'green 正常，还剩 8 天'],
  ])('a task due on %s is %s', (day, words) => {
    expect(light(dueOn(day))).toBe(words);
  });

  test('a due day on a Sunday is not late on the Monday, and is not said to be due that day either', () => {
    expect(light(dueOn('2026-12-20'), '2026-12-21')).toBe('yellow 顺延到今天');
    expect(light(dueOn('2026-12-21'), '2026-12-21')).toBe('yellow 今天到期');
    expect(light(dueOn('2026-12-20'), '2026-12-22')).toBe('red 逾期 1 天');
  });

  test('on the weekend after such a due day the light says to which day it runs on', () => {
    expect(light(dueOn('2026-12-19'), '2026-12-20')).toBe('yellow 顺延至 12月21日');
  });

  test('after a return the amendment stands above days that are left, never above being late', () => {
    expect(light({ ...dueOn('2027-03-01'), amendBy: '2026-12-21' })).toBe('yellow 补正还剩 3 天');
    expect(light({ ...dueOn('2027-03-01'), amendBy: '2026-12-16' })).toBe('yellow 补正逾期 2 天');
    expect(light({ ...dueOn('2026-12-16'), amendBy: '2026-12-21' })).toBe('red 逾期 2 天');
  });

  test('silence of more than two weeks turns yellow', () => {
    expect(light({ ...dueOn('2027-03-01'), lastProgressAt: instantAt('2026-12-03', '09:00') })).toBe('yellow 15 天没有更新');
    expect(light({ ...dueOn('2027-03-01'), lastProgressAt: instantAt('2026-12-04', '09:00') })).toMatch(/^green/);
  });

  test('what was imported as done, or waits for review, is never late', () => {
    expect(light({ ...dueOn('2026-10-01'), status: 'toVerify' })).toBe('green 待核验');
    expect(light({ ...dueOn('2026-10-01'), status: 'submitted' })).toBe('green 待审核');
  });

  test('what was submitted after its day says so to whoever decides', () => {
    expect(light({ ...dueOn('2026-12-15'), status: 'submitted', submittedAt: instantAt('2026-12-17', '09:00') })).toBe('yellow 逾期 2 天提交');
    expect(light({ ...dueOn('2026-12-17'), status: 'submitted', submittedAt: instantAt('2026-12-17', '17:00') })).toBe('green 待审核');
    expect(light({ ...dueOn('2026-12-12'), status: 'submitted', submittedAt: instantAt('2026-12-14', '17:00') })).toBe('green 待审核');
  });

  test('a closed task says when', () => {
    expect(light({ ...dueOn('2026-10-01'), status: 'closed', closedAt: instantAt('2026-11-02', '10:00') })).toBe('none 已销号 11月2日');
  });

  test('a standing task is yellow while a month’s report is missing, never red', () => {
    const standing: Partial<Task> = { due: { kind: 'standing', words: '长期坚持' }, supervisedFrom: '2026-10-10' };
    expect(light({ ...standing, lastProgressAt: null })).toBe('yellow 11月还没有报告');
    expect(light({ ...standing, lastProgressAt: instantAt('2026-12-02', '09:00') }, '2026-12-30')).toBe('green 正常，每月报告');
  });
});

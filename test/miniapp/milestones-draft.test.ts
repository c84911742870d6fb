/** Milestones as they are typed: days as people write them, said back, never past the due day. */
import { dayLabel, type EditedMilestone, milestonesLack, milestonesOf, startingMilestones } from '../../miniapp/src/components/milestones-draft.js';

const limits = { due: '2027-02-28', today: '2026-11-25' };
const one = (day: string): EditedMilestone => ({ key: 0, name: '方案印发', day, acceptance: '' });

test('a day without a year is the last one before the due day, and is said back with its weekday', () => {
  const days = ['12月10日', '12-10', '1月15日', '2027年1月15日', '2026-12-10'].flatMap((day) =>
    milestonesOf([one(day)], limits).map((set) => set.day),
  );
  expect(days).toEqual(['2026-12-10', '2026-12-10', '2027-01-15', '2027-01-15', '2026-12-10']);
  expect(dayLabel(one('12月10日'), limits)).toBe('哪一天：2026年12月10日（周四）');
  expect(dayLabel(one('下周'), limits)).toBe('哪一天');
});

test('where there is no due day it is the next one to come', () => {
  expect(milestonesOf([one('1月15日')], { ...limits, due: null }).map(({ day }) => day)).toEqual(['2027-01-15']);
});

test('what is no day, or past the due day, is said before it is sent', () => {
  expect(milestonesLack([one('下周')], limits)).toMatch(/“方案印发”的日期写成 12月10日/);
  expect(milestonesLack([one('2027年3月1日')], limits)).toMatch(/晚于完成时限/);
  expect(milestonesLack([one('2月28日')], limits)).toBeNull();
});

test('what was set before is read again as it was', () => {
  const set = { name: '试运行', acceptance: '', day: '2026-12-01' };
  const shown = startingMilestones({ milestones: [{ ...set, dayWords: '', state: 'open', stateWords: '' }] });
  expect(shown.map(({ day }) => day)).toEqual(['2026年12月1日']);
  expect(milestonesOf(shown, limits)).toEqual([set]);
});

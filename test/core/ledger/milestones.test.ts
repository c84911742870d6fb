/** Milestones: ticked with a report, accepted or sent back by who reviews, reminded by a ladder of their own, read from a ledger. */
import { isPicked } from '../../../core/insight/picks.js';
import { lightOf } from '../../../core/insight/light.js';
import { readDeadline } from '../../../core/ledger/deadline-wording.js';
import { decide } from '../../../core/ledger/lifecycle.js';
import type { Circumstances } from '../../../core/ledger/rule.js';
import { freshMilestone, milestonesWords } from '../../../core/ledger/milestones.js';
import type { Task, TaskAction } from '../../../core/ledger/model.js';
import { readMilestones } from '../../../core/ledger/sheet/milestone-words.js';
import { noticesOf } from '../../../core/notice/due-notices.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import { isStillWanted } from '../../../core/notice/still-wanted.js';
import type { Standing } from '../../../core/people/may-do.js';
import { rosterOf } from '../../../core/people/roster.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aTask, CENTRE, dueOn } from '../../support/make.js';

const calendar = calendarOf(HOLIDAYS);
const roster = rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts);
const NOBODY: Standing = { reports: false, forId: null, reviews: false, office: false, above: false, leads: false, commands: false, rated: false };
const on = (standing: Partial<Standing>, day = '2026-12-01'): Circumstances => ({
  ...{ standing: { ...NOBODY, ...standing }, personId: 'he', now: instantAt(day, '09:00'), policy: DEFAULT_POLICY, calendar },
  ...{ evidence: [], reports: 0, unanswered: null, urgedToday: false },
});
const [owner, reviewer] = [on({ reports: true }), on({ reviews: true })];

const plan = { name: '方案印发', acceptance: '文件已公开', day: '2026-12-04' };
const trial = { name: '试运行', acceptance: '', day: '2026-12-15' };
const task = (facts: Partial<Task> = {}): Task => aTask({ ...dueOn('2026-12-31'), milestones: [plan, trial].map(freshMilestone), ...facts });
const done = (before: Task, action: TaskAction, by: Circumstances): Task => decide(before, action, by).after;
const ticks = (before: Task): Task => done(before, { kind: 'progress', text: '已印发', percent: 30, evidenceIds: [], reached: ['方案印发'] }, owner);

describe('a milestone', () => {
  test('is ticked with a report and accepted by who reviews; the owner cannot', () => {
    const reached = ticks(task());
    expect(reached.milestones.map(({ reachedBy, acceptedAt }) => [reachedBy, acceptedAt])).toEqual([
      ['he', null],
      [null, null],
    ]);
    const accept = { kind: 'acceptMilestone', name: '方案印发', opinion: '' } as const;
    expect(() => decide(reached, accept, owner)).toThrow(/不能对这项任务节点验收通过/);
    expect(done(reached, accept, reviewer).milestones[0]?.acceptedAt).toEqual(reviewer.now);
    expect(() => decide(done(reached, accept, reviewer), accept, reviewer)).toThrow(/没有等待验收的阶段节点/);
  });

  test('sent back waits again, and its reminders go on', () => {
    const back = done(ticks(task()), { kind: 'returnMilestone', name: '方案印发', reason: '缺文号' }, reviewer);
    expect(back.milestones[0]).toMatchObject({ reachedAt: null, reachedBy: null });
  });

  test('that is ticked already, or is on no list, is refused', () => {
    expect(() => ticks(ticks(task()))).toThrow(/阶段节点“方案印发”已经报过/);
    const twice = { kind: 'progress', text: '', percent: 30, evidenceIds: [], reached: ['方案印发', '方案印发'] } as const;
    expect(() => decide(task(), twice, owner)).toThrow(/勾选了两次/);
  });

  test('is not set on a day that is past or far off; one that stands there already is kept', () => {
    const set = (day: string, on: Circumstances = reviewer) => decide(task(), { kind: 'setMilestones', milestones: [{ ...plan, day }] }, on);
    for (const day of ['0001-01-01', '2026-11-30']) expect(() => set(day)).toThrow(/日期已经过去/);
    expect(set(plan.day, on({ reviews: true }, '2026-12-10')).after.milestones).toMatchObject([{ day: plan.day }]);
    const standing = aTask({ due: { kind: 'standing', words: '长期坚持' } });
    expect(() => decide(standing, { kind: 'setMilestones', milestones: [{ ...plan, day: '9999-12-31' }] }, reviewer)).toThrow(/三年以后/);
  });

  test('set anew keeps what was reached under its name; none lies beyond the due day', () => {
    const moved = { ...plan, day: '2026-12-06' };
    const set = (milestones: (typeof plan)[]) => done(ticks(task()), { kind: 'setMilestones', milestones }, reviewer);
    expect(set([moved]).milestones).toMatchObject([{ day: '2026-12-06', reachedBy: 'he' }]);
    expect(() => set([{ ...plan, day: '2027-01-01' }])).toThrow(/晚于完成时限/);
    expect(() => set([plan, plan])).toThrow(/写了两次/);
  });
});

describe('its ladder', () => {
  const told = (of: Task, day: string) =>
    noticesOf(of, { now: instantAt(day, '08:40'), book: bookOf(DEFAULT_POLICY), calendar, roster }).filter(({ rung }) =>
      rung.startsWith('milestone'),
    );
  const said = (of: Task, day: string) => told(of, day).map(({ rung, recipient, facts }) => `${rung} ${recipient.id} ${String(facts['milestone'])}`);

  test('tells the owner three days before and on the day, the leader one day late', () => {
    expect(said(task(), '2026-11-30')).toEqual([]);
    expect(said(task(), '2026-12-01')).toEqual(['milestone-before-3 he 方案印发']);
    expect(said(task(), '2026-12-04')).toEqual(['milestone-day he 方案印发']);
    expect(said(task(), '2026-12-07').sort()).toEqual(['milestone-late-1 chen 方案印发', 'milestone-late-1 he 方案印发']);
  });

  test('two of them on their days are two notices with keys of their own', () => {
    const keys = told(task({ milestones: [plan, { ...trial, day: plan.day }].map(freshMilestone) }), '2026-12-04').map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });

  test('is silent once it is reached, also what lies in the outbox already', () => {
    expect(said(ticks(task()), '2026-12-04')).toEqual([]);
    const [notice] = told(task(), '2026-12-04');
    expect(notice === undefined ? null : isStillWanted(notice, ticks(task()), roster)).toBe(false);
  });
});

test('what is late is picked for the board', () => {
  const seen = (one: Task, today: string) => ({ task: one, light: lightOf(one, today, DEFAULT_POLICY, calendar) });
  expect(isPicked('milestoneLate', seen(task(), '2026-12-05'), '2026-12-05', calendar)).toBe(true);
  expect(isPicked('milestoneLate', seen(task(), '2026-12-04'), '2026-12-04', calendar)).toBe(false);
  expect(isPicked('milestoneLate', seen(ticks(task()), '2026-12-05'), '2026-12-05', calendar)).toBe(false);
});

test('a milestone on a day off is late after the next workday, on the board as on its card', () => {
  const saturday = task({ milestones: [freshMilestone({ ...plan, day: '2026-12-05' })] });
  const late = (today: string) =>
    isPicked('milestoneLate', { task: saturday, light: lightOf(saturday, today, DEFAULT_POLICY, calendar) }, today, calendar);
  expect(['2026-12-06', '2026-12-07', '2026-12-08'].map(late)).toEqual([false, false, true]);
});

describe('the 阶段节点 cell', () => {
  const context = { feedbackDay: '2026-09-10', calendar, immediateWorkdays: 15 };
  const read = (text: string) => readMilestones(text, (words) => readDeadline(words, context));

  test.each([
    ['2026-12-04 方案印发（文件已公开）；2026-12-15 试运行', [plan, trial]],
    ['1、12月4日前：方案印发(文件已公开)\n2、2026年12月15日试运行', [plan, trial]],
  ])('%s', (text, milestones) => expect(read(text)).toEqual({ milestones }));

  test('what has no day is a fault; an empty cell says nothing; what is written out is read again', () => {
    expect(read('方案印发')).toMatchObject({ fault: expect.stringContaining('看不出是哪一天的什么节点') });
    expect(read('')).toEqual({ milestones: null });
    expect(read(milestonesWords([plan, trial]))).toEqual({ milestones: [plan, trial] });
  });
});

/** The review chain: each step its own reviewer and clock, a return with time to amend, opinions, and what counts as in time. */
import { picksIn, traitsOf } from '../../../core/insight/board.js';
import { lightOf } from '../../../core/insight/light.js';
import { decide } from '../../../core/ledger/lifecycle.js';
import type { Circumstances } from '../../../core/ledger/rule.js';
import type { Task, TaskAction } from '../../../core/ledger/model.js';
import { wrongChain } from '../../../core/ledger/review.js';
import { isStillWanted } from '../../../core/notice/still-wanted.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { noticesOfAct } from '../../../core/notice/act-notices.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import type { Policy } from '../../../core/notice/model.js';
import { reviewBy, watchesOf } from '../../../core/notice/watches.js';
import type { Standing } from '../../../core/people/may-do.js';
import { reviewersOf, rosterOf } from '../../../core/people/roster.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aPhoto, aTask, CENTRE, dueOn } from '../../support/make.js';

const calendar = calendarOf(HOLIDAYS);
const roster = rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts);
const policy: Policy = { ...DEFAULT_POLICY, chain: ['unit', 'department', 'party', 'leadingGroup'] };
const NOBODY: Standing = { reports: false, forId: null, reviews: false, office: false, above: false, leads: false, commands: false, rated: false };

const on = (day: string, standing: Partial<Standing>, personId: string): Circumstances => ({
  ...{ standing: { ...NOBODY, ...standing }, personId, now: instantAt(day, '10:00'), policy, calendar },
  ...{ evidence: [aPhoto()], reports: 1, unanswered: null, urgedToday: false },
});
const done = (task: Task, action: TaskAction, circumstances: Circumstances): Task => decide(task, action, circumstances).after;
const submitted = (facts: Partial<Task> = {}): Task =>
  done(aTask({ ...dueOn('2026-11-24'), ...facts }), { kind: 'submit', text: '' }, on('2026-11-24', { reports: true }, 'he'));
const pass = (task: Task, day: string, by: string): Task => done(task, { kind: 'pass', opinion: '' }, on(day, { reviews: true }, by));
const names = (task: Task) => reviewersOf(task, roster).map(({ name }) => name);

describe('a chain of four steps', () => {
  test('goes from the unit to the department, the party organisation and the leading group, and only the last closes', () => {
    const first = submitted();
    const second = pass(first, '2026-11-25', 'chen');
    const third = pass(second, '2026-11-26', 'lin');
    const fourth = pass(third, '2026-11-27', 'gao');
    expect([first, second, third, fourth].map(names)).toEqual([['陈立'], ['林静'], ['高远'], ['宋组长']]);
    expect(fourth.status).toBe('submitted');
    const closed = pass(fourth, '2026-11-30', 'song');
    expect(closed).toMatchObject({ status: 'closed', review: null });
  });

  test('each step has three workdays of its own, and its own reminders', () => {
    const first = submitted();
    const second = pass(first, '2026-11-27', 'chen');
    expect(reviewBy(first, policy, calendar)).toBe('2026-11-27');
    expect(reviewBy(second, policy, calendar)).toBe('2026-12-02');
    const period = (task: Task) => watchesOf(task, policy, calendar, '2026-12-01').find(({ kind }) => kind === 'review')?.period;
    expect(new Set([period(first), period(second)]).size).toBe(2);
  });

  test('a return at a later step gives time to amend, moves no due day, and the next submission begins anew', () => {
    const second = pass(submitted(), '2026-11-25', 'chen');
    const back = done(second, { kind: 'return', reason: '缺纪要' }, on('2026-11-26', { reviews: true }, 'lin'));
    expect(back).toMatchObject({ status: 'inProgress', amendBy: '2026-12-03', review: null, due: { day: '2026-11-24' }, returnedCount: 1 });
    const again = done(back, { kind: 'submit', text: '' }, on('2026-12-01', { reports: true }, 'he'));
    expect(names(again)).toEqual(['陈立']);
  });

  test('in time is by the day of the submission that passed, whatever the steps took', () => {
    const closed = ['chen', 'lin', 'gao', 'song'].reduce((task, by, at) => pass(task, `2026-12-0${at + 1}`, by), submitted());
    const traits = traitsOf(closed, lightOf(closed, '2026-12-07', policy, calendar), '2026-12-07', calendar);
    expect(picksIn([{ ...traits, unitId: closed.unitId, count: 1 }])).toMatchObject({ doneInTime: 1, doneLate: 0 });
  });

  test('nobody takes a step of their own work: the next who holds it does, and at last the office', () => {
    expect(names(submitted({ leaderId: 'he' }))).toEqual(['高远']);
    const own = submitted({ leaderId: 'he', coOwnerIds: ['gao'] });
    expect(names(own)).toEqual(['方正']);
  });

  test('one who passes tells the next reviewer, and not that it is closed', () => {
    const before = submitted();
    const after = pass(before, '2026-11-25', 'chen');
    const actor = CENTRE.people.find(({ id }) => id === 'chen') ?? never();
    const told = noticesOfAct({
      ...{ before, after, action: { kind: 'pass', opinion: '属实' }, actor, cameBack: null },
      ...{ roster, book: bookOf(policy), calendar, now: instantAt('2026-11-25', '10:00') },
    });
    expect(told.map(({ kind, recipient, facts }) => [kind, recipient.id, facts['passed']])).toEqual([['submitted', 'lin', 'unit']]);
  });
});

describe('a third party', () => {
  const consult = { kind: 'consult', to: 'fang', question: '经费是否到位' } as const;
  const asked = done(submitted(), consult, on('2026-11-25', { reviews: true }, 'chen'));

  test('alone answers what they were asked, once, and the reviewer’s time runs on', () => {
    const refusals = [on('2026-11-25', { reviews: true }, 'chen'), on('2026-11-25', { office: true }, 'xu')];
    for (const other of refusals) expect(() => decide(asked, { kind: 'opine', text: '到位' }, other)).toThrow(/不能对这项任务提出意见/);
    const answered = done(asked, { kind: 'opine', text: '已到位' }, on('2026-11-26', {}, 'fang'));
    expect(answered.review?.asked).toMatchObject({ opinion: '已到位', to: 'fang' });
    expect(reviewBy(answered, policy, calendar)).toBe(reviewBy(submitted(), policy, calendar));
    expect(() => decide(answered, { kind: 'opine', text: '再说' }, on('2026-11-26', {}, 'fang'))).toThrow(/已经有了答复/);
  });

  test('hears of the question only while it is theirs to answer', () => {
    const actor = CENTRE.people.find(({ id }) => id === 'chen') ?? never();
    const [notice] = noticesOfAct({
      ...{ before: submitted(), after: asked, action: consult, actor, cameBack: null },
      ...{ roster, book: bookOf(policy), calendar, now: instantAt('2026-11-25', '22:00') },
    });
    const another = done(submitted(), { ...consult, to: 'zhou' }, on('2026-11-25', { reviews: true }, 'chen'));
    expect([asked, another].map((task) => notice !== undefined && isStillWanted(notice, task, roster))).toEqual([true, false]);
  });

  test('is not asked twice at once, and does not hold up who decides', () => {
    expect(() => decide(asked, consult, on('2026-11-25', { reviews: true }, 'chen'))).toThrow(/已经在征求意见/);
    expect(names(pass(asked, '2026-11-25', 'chen'))).toEqual(['林静']);
  });
});

describe('where the policy names no chain', () => {
  test('one step closes, as ever; a ticket has one step whatever the policy says', () => {
    const one = { ...on('2026-11-24', { reports: true }, 'he'), policy: DEFAULT_POLICY };
    expect(done(aTask(), { kind: 'submit', text: '' }, one).review?.steps).toEqual(['department']);
  });

  test('an imported 已完成 is verified by the department, then goes up', () => {
    const verified = pass(aTask({ status: 'toVerify' }), '2026-11-25', 'lin');
    expect([verified.status, names(verified)]).toEqual(['submitted', ['高远']]);
  });

  test('a chain is in its order, each step once, and never empty', () => {
    expect(wrongChain([])).toMatch(/至少要有一步/);
    expect(wrongChain(['party', 'unit'])).toMatch(/依次为单位自查、党组织审议/);
    expect(wrongChain(['unit', 'unit'])).toMatch(/每步一次/);
    expect(wrongChain(policy.chain)).toBeNull();
  });
});

function never(): never {
  throw new Error('the centre has no 陈立');
}

/** Listed supervision: proposed by the ladder's rung of seven days or by hand, decided by who may, and what it changes. */
import { isPicked } from '../../../core/insight/picks.js';
import { lightOf } from '../../../core/insight/light.js';
import { decide } from '../../../core/ledger/lifecycle.js';
import type { Circumstances } from '../../../core/ledger/rule.js';
import { isListed, proposalOf } from '../../../core/ledger/listing.js';
import type { Task, TaskAction } from '../../../core/ledger/model.js';
import { rungsReached } from '../../../core/notice/ladder.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import type { Standing } from '../../../core/people/may-do.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aTask, dueOn } from '../../support/make.js';

const calendar = calendarOf(HOLIDAYS);
const NOBODY: Standing = { reports: false, forId: null, reviews: false, office: false, above: false, leads: false, commands: false, rated: false };
const on = (standing: Partial<Standing>, day = '2026-12-10'): Circumstances => ({
  ...{ standing: { ...NOBODY, ...standing }, personId: 'song', now: instantAt(day, '09:00'), policy: DEFAULT_POLICY, calendar },
  ...{ evidence: [], reports: 0, unanswered: null, urgedToday: false },
});
const [group, leader, owner] = [on({ commands: true }), on({ above: true, leads: true }), on({ reports: true })];
const done = (task: Task, action: TaskAction, by: Circumstances): Task => decide(task, action, by).after;
const proposed = (task: Task, today: string) => proposalOf(task, DEFAULT_POLICY, calendar, today);
const task = aTask(dueOn('2026-12-01'));
const list = { kind: 'list', reason: '久拖不决' } as const;

test('seven days late the ladder proposes it, and no earlier', () => {
  expect([proposed(task, '2026-12-07'), proposed(task, '2026-12-08')]).toEqual([null, 'ladder']);
});

test('declined it is not proposed again under this deadline, and is under the next', () => {
  const declined = done(task, { kind: 'declineListing', reason: '已有进展' }, group);
  expect(proposed(declined, '2026-12-20')).toBeNull();
  expect(proposed({ ...declined, deadlineNumber: 2 }, '2026-12-20')).toBe('ladder');
});

test('a leader proposes by hand before that; office or leading group decide, never whoever works on it', () => {
  const early = aTask(dueOn('2026-12-31'));
  const asked = done(early, { kind: 'proposeListing', reason: '事关重大' }, leader);
  expect(proposed(asked, '2026-12-10')).toBe('hand');
  for (const nobody of [leader, owner, on({ commands: true, reports: true })])
    expect(() => decide(asked, list, nobody)).toThrow(/您不能对这项任务挂牌督办/);
  expect(isListed(done(asked, list, group))).toBe(true);
});

test('listed, the leading group hears of every rung of the due day; taken off, of its own again', () => {
  const listed = done(aTask(dueOn('2026-12-13')), list, group);
  const hears = (one: Task) => rungsReached(one, DEFAULT_POLICY, calendar, '2026-12-10').flatMap(({ posts }) => posts);
  expect(hears(listed)).toEqual(['owner', 'leadingGroup']);
  expect(hears(done(listed, { kind: 'unlist', reason: '已经推进' }, group))).toEqual(['owner']);
});

test('it is taken off with a reason, also under review, and ends with the closing', () => {
  const listed = done(task, list, group);
  expect(() => decide(listed, list, group)).toThrow(/已经挂牌督办/);
  expect(isListed(done({ ...listed, status: 'submitted' }, { kind: 'unlist', reason: '已经办结' }, group))).toBe(false);
  expect(isListed({ ...listed, status: 'closed' })).toBe(false);
});

test('the board counts what is listed', () => {
  const seen = (one: Task) => ({ task: one, light: lightOf(one, '2026-12-10', DEFAULT_POLICY, calendar) });
  expect([isPicked('listed', seen(done(task, list, group)), '2026-12-10', calendar), isPicked('listed', seen(task), '2026-12-10', calendar)]).toEqual(
    [true, false],
  );
});

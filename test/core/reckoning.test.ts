/** What a base keeps of a task's light, picks and 未确认 is what would be reckoned anew, at every moment until it says it ends. */
import fc from 'fast-check';
import { type Reckoning, reckon } from '../../core/insight/reckoning.js';
import { NOTHING_HEARD } from '../../core/ledger/heard.js';
import { freshMilestone } from '../../core/ledger/milestones.js';
import type { Task, TaskStatus } from '../../core/ledger/model.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import type { Policy } from '../../core/notice/model.js';
import { calendarOf } from '../../core/time/calendar.js';
import { addDays, type Day, instantAt } from '../../core/time/day.js';
import { HOLIDAYS } from '../../core/time/holidays.js';
import { aTask, dueOn } from '../support/make.js';

const calendar = calendarOf(HOLIDAYS);
const FIRST = '2026-09-01';
const HOUR = 3_600_000;
const reckoned = ({ until, ...rest }: Reckoning) => {
  void until;
  return rest;
};

const day = (from: number, until: number) => fc.integer({ min: from, max: until }).map((days): Day => addDays(FIRST, days));
const instant = (from: number, until: number) =>
  fc.integer({ min: from * 24, max: until * 24 }).map((hours) => new Date(instantAt(FIRST, '00:00').getTime() + hours * HOUR));
const maybe = <T>(some: fc.Arbitrary<T>) => fc.oneof(fc.constant(null), some);

/** Any state a task may be in, sensible or not: what is kept must hold for all of them. */
const anyTask: fc.Arbitrary<Task> = fc
  .record({
    due: fc.oneof(
      day(-40, 160).map((on) => dueOn(on).due),
      fc.constant({ kind: 'standing' as const, words: '长期坚持' }),
    ),
    status: fc.constantFrom<TaskStatus>('handedOut', 'inProgress', 'inProgress', 'submitted', 'toVerify', 'closed', 'routine'),
    supervisedFrom: maybe(day(-30, 60)),
    lastProgressAt: maybe(instant(-30, 60)),
    reportedFor: maybe(fc.constantFrom('2026-08', '2026-09', '2026-10', '2026-11')),
    submittedAt: maybe(instant(-30, 60)),
    closedAt: maybe(instant(-30, 60)),
    amendBy: maybe(day(-10, 60)),
    returnedCount: fc.integer({ min: 0, max: 2 }),
    ownerId: maybe(fc.constant('he')),
    milestones: fc.array(
      fc
        .record({ day: day(-10, 130), reachedAt: maybe(instant(-30, 60)) })
        .map((facts) => ({ ...freshMilestone({ name: '节点', acceptance: '', day: facts.day }), ...facts })),
      { maxLength: 2 },
    ),
    heard: fc.record({
      ...{ since: maybe(instant(-30, 60)), answeredAt: maybe(instant(-30, 60)), leaderAt: fc.constant(null) },
      ...{ snoozedUntil: maybe(day(-10, 60)), snoozes: fc.integer({ min: 0, max: 2 }) },
    }),
    clock: maybe(
      fc.record({
        kind: fc.constantFrom('hours' as const, 'days' as const),
        startedAt: instant(0, 60),
        respondedAt: maybe(instant(0, 60)),
        endedAt: maybe(instant(0, 60)),
      }),
    ),
  })
  .map(({ clock, ...facts }) =>
    aTask({ ...facts, emergency: clock === null ? null : { ...clock, number: 1, startedBy: 'fang', names: ['he'], cause: '', reason: '' } }),
  );

const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    monthlyReportDay: fc.integer({ min: 1, max: 28 }),
    staleAfterDays: fc.integer({ min: 1, max: 40 }),
    repeats: fc.integer({ min: 0, max: 2 }),
  })
  .map((own) => ({
    ...DEFAULT_POLICY,
    ...own,
  }));

/** Nothing changes by time alone from this moment until the one it names. */
function holds(task: Task, policy: Policy, now: Date): void {
  const first = reckon(task, policy, calendar, now);
  const end = Math.min(first.until?.getTime() ?? Infinity, now.getTime() + 40 * 24 * HOUR);
  const at = (instant: number) => reckoned(reckon(task, policy, calendar, new Date(instant)));
  for (let instant = now.getTime(); instant < end; instant += 24 * HOUR) expect(at(instant)).toEqual(reckoned(first));
  expect(at(end - 1)).toEqual(reckoned(first));
}

describe('what is reckoned once', () => {
  test('holds day by day, to the last millisecond, until the instant it names', () => {
    fc.assert(fc.property(anyTask, anyPolicy, instant(0, 100), holds), { numRuns: 250 });
  });

  const silent = { ...dueOn('2026-11-20'), supervisedFrom: '2026-10-12', heard: NOTHING_HEARD };
  test.each<[string, Partial<Task>]>([
    ['nobody answers a reminder', silent],
    [
      'a reminder was put off',
      { ...silent, heard: { ...NOTHING_HEARD, answeredAt: instantAt('2026-11-23', '10:00'), snoozedUntil: '2026-11-25', snoozes: 1 } },
    ],
    ['supervision begins after a reminder’s day', { ...silent, ...dueOn('2026-11-30'), supervisedFrom: '2026-11-24' }],
    ['the deadline began anew', { ...silent, heard: { ...NOTHING_HEARD, since: instantAt('2026-11-17', '20:00') } }],
  ])('holds from any day on where %s', (_, facts) => {
    for (let day = '2026-11-09'; day < '2026-12-05'; day = addDays(day, 1)) holds(aTask(facts), DEFAULT_POLICY, instantAt(day, '10:00'));
  });

  test('is renewed a few times in the life of a task, not every day', () => {
    const task = aTask({
      ...dueOn('2026-12-20'),
      heard: { since: null, answeredAt: instantAt('2027-06-01', '09:00'), leaderAt: null, snoozedUntil: null, snoozes: 0 },
    });
    let [now, times] = [instantAt('2026-10-12', '09:00'), 0];
    for (; now < instantAt('2026-12-30', '00:00'); times += 1)
      now = reckon(task, DEFAULT_POLICY, calendar, now).until ?? instantAt('2027-01-01', '00:00');
    expect(times).toBeLessThan(20);
  });

  test('of a closed task holds for good once it is no news any more', () => {
    const closed = aTask({ status: 'closed', closedAt: instantAt('2026-12-01', '10:00') });
    expect(reckon(closed, DEFAULT_POLICY, calendar, instantAt('2026-12-07', '23:59'))).toMatchObject({
      picks: ['closedLately'],
      until: instantAt('2026-12-08', '00:00'),
    });
    expect(reckon(closed, DEFAULT_POLICY, calendar, instantAt('2026-12-08', '00:00'))).toMatchObject({ picks: [], until: null });
  });
});

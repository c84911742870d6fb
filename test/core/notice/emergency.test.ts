/** The emergency clock 绿色通道: hours through nights and holidays, climbing by silence, silent once it has ended. */
import fc from 'fast-check';
import { forgottenWords, leftWords, momentWords, stageWords } from '../../../core/ledger/clock.js';
import { decide } from '../../../core/ledger/lifecycle.js';
import type { Circumstances } from '../../../core/ledger/rule.js';
import type { ClockKind, EmergencyClock, Task, TaskAction } from '../../../core/ledger/model.js';
import { noticesOfClockAct } from '../../../core/notice/clock-acts.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { clockRung, comingClockRung, emergencyNotices } from '../../../core/notice/emergency.js';
import { isStillWanted } from '../../../core/notice/still-wanted.js';
import { rosterOf } from '../../../core/people/roster.js';
import { Refusal } from '../../../core/refusal.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aTask, CENTRE } from '../../support/make.js';

const roster = rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts);
const MINUTE = 60_000;
/** The first night of the national holiday. */
const START = instantAt('2026-10-01', '23:00');
const after = (minutes: number): Date => new Date(START.getTime() + minutes * MINUTE);

const aClock = (facts: Partial<EmergencyClock> = {}): EmergencyClock => ({
  number: 1,
  kind: 'hours',
  startedAt: START,
  startedBy: 'fang',
  names: ['he'],
  cause: '',
  respondedAt: null,
  endedAt: null,
  reason: '',
  ...facts,
});
const withClock = (facts: Partial<EmergencyClock> = {}, task: Partial<Task> = {}): Task => aTask({ id: 't', emergency: aClock(facts), ...task });
const reached = (task: Task, now: Date): string => {
  const people = emergencyNotices(task, { now, roster }).filter(({ recipient }) => recipient.kind === 'person');
  return `${people[0]?.rung ?? '-'} ${people.map(({ recipient }) => recipient.id).join(' ')}`.trim();
};

const circumstances = (personId: string, now: Date, standing: Partial<Circumstances['standing']>): Circumstances => ({
  standing: { reports: false, forId: null, reviews: false, office: false, above: false, leads: false, commands: false, rated: false, ...standing },
  personId,
  now,
  policy: DEFAULT_POLICY,
  calendar: calendarOf(HOLIDAYS),
  evidence: [],
  reports: 0,
  unanswered: null,
  urgedToday: false,
});

describe('the ladder of an emergency clock', () => {
  test.each<[ClockKind, number, string]>([
    ['hours', 0, 'respond-start he'],
    ['hours', 29, 'respond-start he'],
    ['hours', 30, 'respond-half he'],
    ['hours', 60, 'respond-late-0 he chen'],
    ['hours', 119, 'respond-late-0 he chen'],
    ['hours', 120, 'respond-late-1 he fang gao chen'],
    ['hours', 180, 'respond-late-2 he song fang gao chen'],
    ['hours', 240, 'respond-late-3 he song fang gao chen'],
    ['hours', 60 * 7, 'respond-late-6 he song fang gao chen'],
    ['hours', 60 * 11 - 1, 'respond-late-6 he song fang gao chen'],
    ['hours', 60 * 11, 'respond-late-7 he song fang gao chen'],
    // From then on by the day: 08:40 and 17:00, for as long as nobody answers.
    ['hours', 60 * 24 + 10 * 60, 'respond-late-2026-10-03-0840 he song fang gao chen'],
    ['hours', 60 * 24 * 30, 'respond-late-2026-10-31-1700 he song fang gao chen'],
    ['hours', 60 * 24 * 400, 'respond-late-2027-11-05-1700 he song fang gao chen'],
    ['days', 12 * 60, 'respond-half he'],
    ['days', 24 * 60, 'respond-late-0 he chen'],
    ['days', 48 * 60 - 1, 'respond-late-0 he chen'],
    ['days', 48 * 60, 'respond-late-1 he fang gao chen'],
    ['days', 60 * 60, 'respond-late-2 he song fang gao chen'],
    ['days', 72 * 60, 'respond-late-3 he song fang gao chen'],
    ['days', 60 * 24 * 30, 'respond-late-2026-10-31-1700 he song fang gao chen'],
  ])('of %s after %d minutes of silence stands at %s', (kind, minutes, words) => {
    expect(reached(withClock({ kind }), after(minutes))).toBe(words);
  });

  test.each<[number, number, string]>([
    [20, 60, '-'],
    [20, 120, 'resolve-half he'],
    [20, 180, 'resolve-late-0 he chen'],
    [20, 240, 'resolve-late-1 he fang gao chen'],
    // Answered late: no reminder on the heels of the answer, and the plan's own hour still counts.
    [150, 150, '-'],
    [150, 180, 'resolve-late-0 he chen'],
    [250, 250, 'resolve-late-1 he fang gao chen'],
  ])('answered after %d minutes, after %d stands at %s', (answered, minutes, words) => {
    expect(reached(withClock({ respondedAt: after(answered) }), after(minutes))).toBe(words);
  });

  test('the office hears in place of named people who are gone, and where nobody leads', () => {
    const inTheirStead = { recipient: { id: 'fang' }, vacant: 'owner' };
    expect(emergencyNotices(withClock({ names: ['nobody'] }), { now: START, roster })[0]).toMatchObject(inTheirStead);
    const left = rosterOf(
      CENTRE.people.map((person) => (person.id === 'he' ? { ...person, active: false } : person)),
      CENTRE.units,
      CENTRE.posts,
    );
    expect(emergencyNotices(withClock(), { now: START, roster: left })[0]).toMatchObject(inTheirStead);
    const leaderless = withClock({}, { leaderId: null });
    expect(emergencyNotices(leaderless, { now: after(60), roster }).find(({ vacant }) => vacant === 'leader')?.recipient.id).toBe('fang');
  });

  test('the chat of the unit hears the start and what is late, those above as their people do, nobody a mere reminder', () => {
    const groups = (minutes: number) =>
      emergencyNotices(withClock(), { now: after(minutes), roster }).flatMap(({ recipient }) => (recipient.kind === 'group' ? recipient.id : []));
    expect([0, 30, 60, 120, 180].map(groups)).toEqual([
      ['unit:section'],
      [],
      ['unit:section'],
      ['unit:section', 'office'],
      ['unit:section', 'office', 'leadingGroup'],
    ]);
  });

  test('everything is urgent and due at once, at night and on a holiday', () => {
    const now = after(125);
    for (const notice of emergencyNotices(withClock(), { now, roster }))
      expect(notice).toMatchObject({ urgent: true, notBefore: now, unknown: 'again' });
  });

  test('says who is told next and when', () => {
    expect(comingClockRung(withClock(), START)).toMatchObject({ at: after(60), to: ['leader'] });
    expect(comingClockRung(withClock(), after(60))).toMatchObject({ at: after(120), to: ['principal', 'office'] });
    expect(comingClockRung(withClock(), after(600))).toMatchObject({ at: after(660), to: [] });
    expect(comingClockRung(withClock(), after(60 * 24 * 30))).toMatchObject({ at: instantAt('2026-11-01', '08:40'), to: [] });
  });
});

const anyClock = fc.record({
  kind: fc.constantFrom<ClockKind>('hours', 'days'),
  respondedAt: fc.option(fc.nat({ max: 5_000 }).map(after), { nil: null }),
  names: fc.subarray(['he', 'zhou', 'chen'], { minLength: 1 }),
});
const minutes = fc.nat({ max: 20_000 });

describe('whatever happens', () => {
  test('twice is once: a moment’s notices have keys of their own and come again as they were', () => {
    fc.assert(
      fc.property(anyClock, minutes, (clock, at) => {
        const keys = emergencyNotices(withClock(clock), { now: after(at), roster }).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(emergencyNotices(withClock(clock), { now: after(at), roster }).map(({ key }) => key)).toEqual(keys);
      }),
    );
  });

  test('silence only climbs: whoever has heard of a late stage hears of its next rung too, and the named people always', () => {
    fc.assert(
      fc.property(anyClock, minutes, minutes, (clock, one, other) => {
        const task = withClock(clock);
        const [early, late] = [Math.min(one, other), Math.max(one, other)].map((at) =>
          emergencyNotices(task, { now: after(at), roster }).flatMap(({ recipient }) => (recipient.kind === 'person' ? recipient.id : [])),
        );
        for (const id of early ?? []) expect(late).toContain(id);
        if ((late ?? []).length > 0) for (const id of clock.names) expect(late).toContain(id);
      }),
    );
  });

  test('it gets sparser and never falls silent: thirteen messages to one person on the first day, then two a day for good', () => {
    const byDay = new Map<number, Set<string>>();
    for (let at = 0; at < 60 * 24 * 5; at += 1)
      for (const { key, recipient } of emergencyNotices(withClock(), { now: after(at), roster })) {
        const day = Math.floor(at / (60 * 24));
        if (recipient.id === 'he') byDay.set(day, (byDay.get(day) ?? new Set()).add(key));
      }
    // A day begins with the message of the day before still standing.
    expect([...byDay.values()].map(({ size }) => size)).toEqual([13, 3, 3, 3, 3]);
  });

  test('whatever was said last, what it says of the next message comes true', () => {
    fc.assert(
      fc.property(anyClock, fc.nat({ max: 100_000 }), (clock, at) => {
        const task = withClock(clock);
        const coming = comingClockRung(task, after(at));
        if (coming === null) throw new Error('a running clock has nothing more to say');
        expect(coming.at.getTime()).toBeGreaterThan(after(at).getTime());
        expect(clockRung(task, coming.at)?.rung).toBe(coming.rung);
        // Never more than a day off, save the halves and ends of the stage itself.
        if ((clockRung(task, after(at))?.posts.length ?? 0) > 0)
          expect(coming.at.getTime() - after(at).getTime()).toBeLessThanOrEqual(24 * 60 * MINUTE);
      }),
    );
  });

  test('nothing after it has ended, and what still waits is dropped', () => {
    fc.assert(
      fc.property(anyClock, minutes, minutes, (clock, at, later) => {
        const running = withClock(clock);
        const ended = withClock({ ...clock, endedAt: after(at), reason: '误报' });
        expect(emergencyNotices(ended, { now: after(at + later), roster })).toEqual([]);
        expect(clockRung(ended, after(at + later))).toBeNull();
        for (const notice of emergencyNotices(running, { now: after(at), roster })) {
          expect(isStillWanted(notice, running, roster)).toBe(true);
          expect(isStillWanted(notice, ended, roster)).toBe(false);
          expect(isStillWanted(notice, withClock({ ...clock, number: 2 }), roster)).toBe(false);
        }
      }),
    );
  });

  test('a rung of the first stage is dropped once somebody has answered, and stays through a change of the due day', () => {
    const [notice] = emergencyNotices(withClock(), { now: after(60), roster });
    if (notice === undefined) throw new Error('nothing was said');
    expect(isStillWanted(notice, withClock({ respondedAt: after(61) }), roster)).toBe(false);
    expect(isStillWanted(notice, withClock({}, { deadlineNumber: 9 }), roster)).toBe(true);
  });

  test('a second clock on the same task speaks under keys of its own', () => {
    const keys = (number: number) => emergencyNotices(withClock({ number }), { now: START, roster }).map(({ key }) => key);
    expect(keys(2).filter((key) => keys(1).includes(key))).toEqual([]);
  });
});

const START_IT: TaskAction = { kind: 'startClock', clock: 'hours', names: ['zhou'], cause: '' };

describe('the acts of an emergency clock', () => {
  const acts: readonly TaskAction[] = [START_IT, { kind: 'respond' }, { kind: 'resolve', text: '已加开窗口' }, { kind: 'endClock', reason: '误报' }];

  test('only the office or the leading group starts and ends it; only named people and the owner answer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...acts),
        fc.record({
          reports: fc.boolean(),
          commands: fc.boolean(),
          rated: fc.boolean(),
          reviews: fc.boolean(),
          office: fc.constant(false),
          above: fc.constant(false),
          forId: fc.constant(null),
        }),
        fc.constantFrom('zhou', 'gao'),
        (action, standing, personId) => {
          const task = action.kind === 'startClock' ? aTask() : withClock({ names: ['zhou'] });
          const isTheirs = action.kind === 'startClock' || action.kind === 'endClock' ? standing.commands : standing.reports || personId === 'zhou';
          const run = () => decide(task, action, circumstances(personId, START, standing));
          if (isTheirs) expect(run().after.version).toBe(task.version + 1);
          else expect(run).toThrow(Refusal);
        },
      ),
    );
  });

  test('a plan is an answer too, and closing the task ends its clock', () => {
    const resolved = decide(withClock(), { kind: 'resolve', text: '已加开窗口' }, circumstances('he', after(20), { reports: true })).after;
    expect(resolved.emergency).toMatchObject({ respondedAt: after(20), endedAt: after(20), reason: '已加开窗口' });
    const submitted = withClock({}, { status: 'submitted', submittedBy: 'he' });
    const closed = decide(submitted, { kind: 'pass', opinion: '' }, circumstances('lin', after(20), { reviews: true })).after;
    expect(closed.emergency?.endedAt).toEqual(after(20));
  });

  test('whoever was told hears what was done, and whoever did it does not', () => {
    const before = withClock();
    const done = { before, after: withClock({ respondedAt: after(70) }), action: { kind: 'respond' } as const };
    const he = CENTRE.people.find(({ id }) => id === 'he');
    if (he === undefined) throw new Error('nobody is called he');
    const told = noticesOfClockAct({ ...done, actor: he }, { now: after(70), roster });
    expect(told.map(({ recipient }) => recipient.id)).toEqual(['chen', 'fang']);
  });
});

describe('in words', () => {
  test('the time left is said in hours and minutes, with the day where it is not today', () => {
    expect(stageWords(aClock(), after(20))).toBe('明天 00:00 前响应，还剩 40 分钟');
    expect(stageWords(aClock(), after(130))).toBe('应在今天 00:00 前响应，已超时 1 小时 10 分钟');
    expect(stageWords(aClock({ kind: 'days', respondedAt: START }), after(30))).toBe('10月3日（周六）23:00 前处置，还剩 47 小时');
    expect(forgottenWords(withClock({}, { number: 13 }), after(239))).toBeNull();
    expect(forgottenWords(withClock({}, { number: 13 }), after(95 * 60 + 59))).toBe('绿色通道 T13 已 95 小时无人响应');
    expect(forgottenWords(withClock({ respondedAt: START }, { number: 13 }), after(8 * 60))).toBe('绿色通道 T13 报方案已超时 5 小时');
    expect(forgottenWords(withClock({ endedAt: after(9) }), after(95 * 60))).toBeNull();
    expect(leftWords(START, START)).toBe('时限已到');
    expect(momentWords(START, '2026-10-01')).toBe('今天 23:00');
  });
});

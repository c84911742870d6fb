/** Silence is told once more and never climbs; an answer, 已知悉 and 稍后提醒 end or move that, and nothing else. */
import fc from 'fast-check';
import { NOTHING_HEARD } from '../../../core/ledger/heard.js';
import { snoozeDays } from '../../../core/ledger/heard-rules.js';
import { allowedActions, decide } from '../../../core/ledger/lifecycle.js';
import type { Circumstances } from '../../../core/ledger/rule.js';
import type { Task, TaskAction } from '../../../core/ledger/model.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { noticesOf } from '../../../core/notice/due-notices.js';
import { rungsReached } from '../../../core/notice/ladder.js';
import type { Policy } from '../../../core/notice/model.js';
import { nextReminder } from '../../../core/notice/next-reminder.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import { rungWords } from '../../../core/notice/rung-words.js';
import { isUnconfirmed, precededBy } from '../../../core/notice/silence.js';
import { isStillWanted } from '../../../core/notice/still-wanted.js';
import type { Standing } from '../../../core/people/may-do.js';
import { rosterOf } from '../../../core/people/roster.js';
import { Refusal } from '../../../core/refusal.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { addDays, type Day, daysBetween, instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aPhoto, aTask, CENTRE, dueOn } from '../../support/make.js';

const calendar = calendarOf(HOLIDAYS);
const roster = rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts);
const NOBODY: Standing = { reports: false, forId: null, reviews: false, office: false, above: false, leads: false, commands: false, rated: false };
// A Friday: −7 is Friday 11-06, −3 Tuesday 11-10 … with no holiday near.
const due = (facts: Partial<Task> = {}) => aTask({ id: 'silent', ...dueOn('2026-11-20'), supervisedFrom: '2026-10-12', ...facts });
const given = (day: Day, time: string, standing: Partial<Standing> = { reports: true }, policy = DEFAULT_POLICY): Circumstances => ({
  ...{ standing: { ...NOBODY, ...standing }, personId: 'he', now: instantAt(day, time), policy, calendar, evidence: [aPhoto()], reports: 1 },
  unanswered: null,
  urgedToday: false,
});
const act = (task: Task, action: TaskAction, day: Day, time = '10:00', standing: Partial<Standing> = { reports: true }): Task =>
  decide(task, action, given(day, time, standing)).after;
const heard = (task: Task, day: Day, time = '10:00') => act(task, { kind: 'acknowledge' }, day, time);
const later = (task: Task, day: Day, until: Day) => act(task, { kind: 'snooze', until }, day);

type Acts = Readonly<Record<Day, (task: Task) => Task>>;

/** What goes out from day to day, as sweep and outbox do it: `11-13 he due-before-7`. Acts follow the morning of their day. */
function told(start: Task, from: Day, until: Day, acts: Acts = {}, policy: Policy = DEFAULT_POLICY): readonly string[] {
  const known = new Map<string, Day>();
  const lines: string[] = [];
  let task = start;
  for (let day = from; day <= until; day = addDays(day, 1)) {
    for (const draft of noticesOf(task, { now: instantAt(day, '08:40'), book: bookOf(policy), calendar, roster })) {
      const first = precededBy(draft);
      const isFresh = !known.has(draft.key) && (first === null || (known.get(first) ?? day) < day);
      if (!isFresh || !isStillWanted(draft, task, roster)) continue;
      known.set(draft.key, day);
      if (draft.recipient.kind === 'person') lines.push(`${day.slice(5)} ${draft.recipient.id} ${draft.rung}`);
    }
    task = acts[day]?.(task) ?? task;
  }
  return lines;
}

describe('a reminder that nobody answers', () => {
  test('is told once more on the next workday, to the owner alone, and the ladder goes on as ever', () => {
    expect(told(due(), '2026-11-13', '2026-11-24')).toEqual([
      '11-13 he due-before-7',
      '11-16 he due-before-7-again-1',
      '11-17 he due-before-3',
      '11-18 he due-before-3-again-1',
      '11-19 he due-before-1',
      '11-20 he due-day',
      // 1 and 3 late fall on days off: the Monday has the highest.
      '11-23 fang due-late-3',
      '11-23 gao due-late-3',
      '11-23 chen due-late-3',
      '11-23 he due-late-3',
      '11-24 he due-late-3-again-1',
    ]);
  });

  test('is told as often as the policy says, and never where it says 0', () => {
    const repeats = (count: number) => told(due(), '2026-11-23', '2026-11-26', {}, { ...DEFAULT_POLICY, repeats: count });
    expect(repeats(0).filter((line) => line.includes('again'))).toEqual([]);
    expect(repeats(2).filter((line) => line.includes('again'))).toEqual(['11-24 he due-late-3-again-1', '11-25 he due-late-3-again-2']);
  });

  test('was told at all: after an outage its first telling comes first, and the repetition a workday after that', () => {
    expect(told(due(), '2026-11-18', '2026-11-19')).toEqual(['11-18 he due-before-3', '11-19 he due-before-1']);
    const far = due(dueOn('2026-12-04')); // told on 11-27, found by a service that was away until 11-30
    expect(told(far, '2026-11-30', '2026-12-01')).toEqual(['11-30 he due-before-7', '12-01 he due-before-3']);
    const late = due(dueOn('2026-11-10')); // late-7 on 11-17, late-14 on 11-24
    expect(told(late, '2026-11-19', '2026-11-20').filter((line) => line.includes(' he '))).toEqual([
      '11-19 he due-late-7',
      '11-20 he due-late-7-again-1',
    ]);
  });

  test.each([
    ['a report', { kind: 'progress', text: '在办', percent: 20, evidenceIds: [] }],
    ['已知悉', { kind: 'acknowledge' }],
    ['a request for more time', { kind: 'askExtension', day: '2026-12-04', reason: '设备未到货' }],
  ] as const)('is not told again after %s, and the next rung is', (_what, action) => {
    const lines = told(due(), '2026-11-13', '2026-11-18', { '2026-11-13': (task) => act(task, action, '2026-11-13') });
    expect(lines.filter((line) => line.includes(' he '))).toEqual([
      '11-13 he due-before-7',
      '11-17 he due-before-3',
      '11-18 he due-before-3-again-1',
    ]);
  });

  test('that was answered after the morning’s sweep is dropped before it goes out', () => {
    const task = due();
    const [, again] = noticesOf(task, { now: instantAt('2026-11-16', '00:05'), book: bookOf(DEFAULT_POLICY), calendar, roster });
    if (again === undefined) throw new Error('no repetition');
    expect([isStillWanted(again, task, roster), isStillWanted(again, heard(task, '2026-11-16', '08:00'), roster)]).toEqual([true, false]);
  });

  test('an answer to the last one does not answer the next', () => {
    expect(allowedActions(heard(due(), '2026-11-16'), given('2026-11-17', '08:30')).map(({ kind }) => kind)).not.toContain('acknowledge');
    expect(allowedActions(heard(due(), '2026-11-16'), given('2026-11-17', '08:40')).map(({ kind }) => kind)).toContain('acknowledge');
  });

  test('a new deadline begins in silence: what was answered or put off before counts no more', () => {
    const asked = act(later(due(), '2026-11-13', '2026-11-16'), { kind: 'askExtension', day: '2026-12-04', reason: '设备' }, '2026-11-16');
    const office = { ...given('2026-11-17', '10:00', { office: true }), personId: 'fang' };
    const granted = decide(asked, { kind: 'grantExtension', opinion: '' }, office).after;
    expect(granted.heard).toEqual({ ...NOTHING_HEARD, since: instantAt('2026-11-17', '10:00') });
  });
});

describe('稍后提醒', () => {
  test('moves the reminder of this rung to the chosen workday, and silence to it is told once more', () => {
    const far = due(dueOn('2026-12-31')); // −7 on 12-24, −3 on 12-28
    const lines = told(far, '2026-12-23', '2026-12-28', { '2026-12-24': (task) => later(task, '2026-12-24', '2026-12-25') });
    expect(lines).toEqual(['12-24 he due-before-7', '12-25 he due-before-7-later-1', '12-28 he due-before-3']);
    const late = told(due(), '2026-11-13', '2026-11-17', { '2026-11-13': (task) => later(task, '2026-11-13', '2026-11-20') });
    expect(late).toEqual(['11-13 he due-before-7', '11-17 he due-before-3']);
  });

  test('is no longer wanted once something was done instead', () => {
    const acts: Acts = {
      '2026-12-24': (task) => later(task, '2026-12-24', '2026-12-25'),
    };
    const done: Acts = { ...acts, '2026-12-24': (task) => heard(later(task, '2026-12-24', '2026-12-25'), '2026-12-25', '08:00') };
    expect(() => told(due(dueOn('2026-12-31')), '2026-12-24', '2026-12-25', done)).toThrow(Refusal);
    const reported: Acts = {
      '2026-12-24': (task) =>
        act(later(task, '2026-12-24', '2026-12-25'), { kind: 'progress', text: '在办', percent: 5, evidenceIds: [] }, '2026-12-24', '15:00'),
    };
    expect(told(due(dueOn('2026-12-31')), '2026-12-24', '2026-12-25', reported)).toEqual(['12-24 he due-before-7']);
  });

  const refusal = (task: Task, until: Day, day: Day): string => {
    try {
      later(task, day, until);
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
    return '';
  };

  test('goes to a workday after today and never past the deadline', () => {
    expect(refusal(due(), '2026-11-14', '2026-11-13')).toBe('11月14日（周六）不是工作日，不发提醒。请改选工作日。');
    expect(refusal(due(), '2026-11-13', '2026-11-13')).toBe('请选明天到 11月20日（周五）之间的一天，不能晚于时限。');
    expect(refusal(due(), '2026-11-23', '2026-11-13')).toBe('请选明天到 11月20日（周五）之间的一天，不能晚于时限。');
    expect(refusal(due(), '2026-11-23', '2026-11-20')).toBe('时限已到，提醒不能再推迟。');
  });

  test('twice at most under one deadline', () => {
    const twice = later(later(due(), '2026-11-13', '2026-11-16'), '2026-11-17', '2026-11-18');
    expect(twice.heard).toMatchObject({ snoozes: 2, snoozedUntil: '2026-11-18' });
    expect(refusal(twice, '2026-11-20', '2026-11-19')).toBe('提醒已经推迟过 2 次，不能再推迟。');
  });

  test('the days that are offered come before the next rung, and each will do', () => {
    expect(snoozeDays(due(), DEFAULT_POLICY, calendar, '2026-11-13')).toEqual(['2026-11-16']);
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 90 }), (dueIn, dayIn) => {
        const task = due(dueOn(addDays('2026-10-20', dueIn)));
        const today = addDays('2026-10-12', dayIn);
        for (const until of snoozeDays(task, DEFAULT_POLICY, calendar, today)) {
          expect(until > today && calendar.isWorkday(until) && until <= (task.due.kind === 'standing' ? '' : task.due.day)).toBe(true);
        }
      }),
    );
  });
});

describe('未确认', () => {
  test('begins a workday after the reminder and ends with any answer', () => {
    const at = (task: Task, day: Day) => isUnconfirmed(task, DEFAULT_POLICY, calendar, instantAt(day, '09:00'));
    expect(['2026-11-13', '2026-11-15', '2026-11-16'].map((day) => at(due(), day))).toEqual([false, false, true]);
    expect(at(heard(due(), '2026-11-16', '08:50'), '2026-11-16')).toBe(false);
    expect(at(due({ status: 'submitted' }), '2026-11-16')).toBe(false);
    expect(at(due({ ownerId: null }), '2026-11-16')).toBe(false);
  });

  test('the leader says 已知悉 of what reached them; the owner’s silence stands', () => {
    const leader = { leads: true };
    const kinds = (task: Task, day: Day) => allowedActions(task, given(day, '10:00', leader)).map(({ kind }) => kind);
    expect(kinds(due(), '2026-11-20')).toEqual([]);
    expect(kinds(due(), '2026-11-23')).toEqual(['acknowledge']);
    const known = act(due(), { kind: 'acknowledge' }, '2026-11-23', '10:00', leader);
    expect(kinds(known, '2026-11-24')).toEqual([]);
    expect(isUnconfirmed(known, DEFAULT_POLICY, calendar, instantAt('2026-11-24', '09:00'))).toBe(true);
  });

  test('is not said of what the owner was never told', () => {
    const leaderAlone = { ...DEFAULT_POLICY.ladders, due: { counts: 'calendar', rungs: [{ offset: -3, to: ['leader'] }] } } as const;
    const policy: Policy = { ...DEFAULT_POLICY, ladders: leaderAlone };
    expect(isUnconfirmed(due(), policy, calendar, instantAt('2026-11-19', '09:00'))).toBe(false);
    expect(allowedActions(due(), given('2026-11-19', '09:00', { reports: true }, policy)).map(({ kind }) => kind)).not.toContain('acknowledge');
  });

  test('a repetition is named in the list of messages', () => {
    expect(rungWords({ kind: 'rung', rung: 'due-before-3-again-1' })).toBe('离时限 3 天提醒（再次）');
    expect(rungWords({ kind: 'rung', rung: 'due-day-later-2' })).toBe('到期当天提醒（推迟的）');
  });
});

describe('whatever is answered or not', () => {
  const aDay = fc.nat({ max: 40 }).map((days) => addDays('2026-11-02', days));
  const aHeard = fc.record({
    since: fc.constant(null),
    answeredAt: fc.option(aDay.map((day) => instantAt(day, '10:00'))),
    leaderAt: fc.constant(null),
    snoozedUntil: fc.option(aDay),
    snoozes: fc.nat({ max: 2 }),
  });

  test('the rung reached is the same, so silence never climbs', () => {
    fc.assert(
      fc.property(aDay, aHeard, (today, heardOf) => {
        const rungs = (task: Task) => rungsReached(task, DEFAULT_POLICY, calendar, today);
        expect(rungs(due({ heard: heardOf }))).toEqual(rungs(due()));
      }),
    );
  });

  test('those above hear exactly what they would, and an owner at most one reminder of a task a day', () => {
    fc.assert(
      fc.property(aDay, fc.nat({ max: 3 }), fc.array(aDay, { maxLength: 4 }), (dueDay, repeats, answers) => {
        const task = due(dueOn(dueDay));
        const policy = { ...DEFAULT_POLICY, repeats };
        const acts = Object.fromEntries(
          answers.map((day) => [day, (now: Task): Task => ({ ...now, heard: { ...now.heard, answeredAt: instantAt(day, '10:00') } })]),
        );
        const lines = told(task, '2026-11-02', '2026-12-20', acts, policy);
        const above = (all: readonly string[]) => all.filter((line) => !line.includes(' he '));
        expect(above(lines)).toEqual(above(told(task, '2026-11-02', '2026-12-20', {}, { ...policy, repeats: 0 })));
        const days = lines.filter((line) => line.includes(' he ')).map((line) => line.slice(0, 5));
        expect(new Set(days).size).toBe(days.length);
      }),
      { numRuns: 40 },
    );
  });

  test('the next reminder that is promised is the one that comes', () => {
    fc.assert(
      fc.property(aDay, aDay, (dueDay, today) => {
        const task = due(dueOn(dueDay));
        const next = nextReminder(task, DEFAULT_POLICY, calendar, today);
        if (next === null || daysBetween(today, next) > 20) return;
        const days = told(task, '2026-10-12', next)
          .filter((line) => line.includes(' he '))
          .map((line) => `2026-${line.slice(0, 5)}`)
          .filter((day) => day > today);
        expect(days[0]).toBe(next);
      }),
      { numRuns: 60 },
    );
  });
});

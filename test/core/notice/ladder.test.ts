/** The ladder: which rung a day reaches, for whom, and that it never goes down or speaks twice. */
import fc from 'fast-check';
import { NOTHING_HEARD } from '../../../core/ledger/heard.js';
import { decide } from '../../../core/ledger/lifecycle.js';
import type { Task } from '../../../core/ledger/model.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import { comingRungs, rungsReached } from '../../../core/notice/ladder.js';
import type { NoticeDraft } from '../../../core/notice/model.js';
import { nextReminder } from '../../../core/notice/next-reminder.js';
import { nextSpeakingTime } from '../../../core/notice/quiet-hours.js';
import { recipientsOf } from '../../../core/notice/recipients.js';
import { isStillWanted } from '../../../core/notice/still-wanted.js';
import { rosterOf } from '../../../core/people/roster.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { addDays, type Day, dayOf, instantAt, timeOf } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { noticesOf, sweepReach } from '../../../core/notice/due-notices.js';
import { aPhoto, aTask, CENTRE, dueOn } from '../../support/make.js';

const calendar = calendarOf(HOLIDAYS);
const roster = rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts);
const reached = (task: Task, day: Day, watch = 'due') => rungsReached(task, DEFAULT_POLICY, calendar, day).find((one) => one.watch === watch);
const due = (day: Day, facts: Partial<Task> = {}) => aTask({ ...dueOn(day), supervisedFrom: '2026-06-01', ...facts });
const aDay = fc.integer({ min: 0, max: 150 }).map((days) => addDays('2026-07-01', days));

describe('the due day', () => {
  test('7, 3, 1 and 0 days before to the owner; 1, 3, 7 and each 7 late up the line', () => {
    const task = due('2026-11-18'); // a Wednesday
    const rungs = (day: Day) => [reached(task, day)?.rung, reached(task, day)?.posts];
    expect(rungs('2026-11-10')).toEqual([undefined, undefined]);
    expect(rungs('2026-11-11')).toEqual(['due-before-7', ['owner']]);
    expect(rungs('2026-11-17')).toEqual(['due-before-1', ['owner']]);
    expect(rungs('2026-11-18')).toEqual(['due-day', ['owner']]);
    expect(rungs('2026-11-19')).toEqual(['due-late-1', ['leader', 'owner']]);
    expect(reached(task, '2026-11-23')?.rung).toBe('due-late-3');
    expect(new Set(reached(task, '2026-11-23')?.posts)).toEqual(new Set(['principal', 'office', 'leader', 'owner']));
    expect(reached(task, '2026-11-25')?.rung).toBe('due-late-7');
    expect(reached(task, '2026-11-25')?.posts).toContain('leadingGroup');
    expect(reached(task, '2026-12-02')?.rung).toBe('due-late-14');
    expect(reached(task, '2026-12-09')?.rung).toBe('due-late-21');
  });

  test('a rung before a day off goes out on the workday before, a late one on the workday after', () => {
    const task = due('2026-10-08'); // −7 is 10-01, a holiday: goes out on 09-30
    expect(reached(task, '2026-09-29')).toBeUndefined();
    expect(reached(task, '2026-09-30')?.rung).toBe('due-before-1');
    const friday = due('2026-11-20'); // 1 late is Saturday: Monday
    expect(reached(friday, '2026-11-21')?.rung).toBe('due-day');
    expect(reached(friday, '2026-11-23')?.rung).toBe('due-late-3');
  });

  test('a due day on a day off is late only after the next workday', () => {
    const sunday = due('2026-12-20');
    expect(reached(sunday, '2026-12-18')?.rung).toBe('due-day');
    expect(reached(sunday, '2026-12-21')?.rung).toBe('due-day');
    expect(reached(sunday, '2026-12-22')?.rung).toBe('due-late-1');
  });

  test('a task late before supervision began starts at the owner', () => {
    const old = due('2026-08-03', { supervisedFrom: '2026-11-24' });
    expect(reached(old, '2026-11-24')).toMatchObject({ rung: 'due-day', posts: ['owner'] });
    expect(reached(old, '2026-11-25')?.rung).toBe('due-late-1');
    expect(reached(old, '2026-11-25')?.posts).not.toContain('principal');
  });

  test('late rungs never count from before supervision, and one begun on a Saturday counts from Monday', () => {
    const old = due('2026-08-03', { supervisedFrom: '2026-11-28' });
    expect(reached(old, '2026-11-30')).toMatchObject({ rung: 'due-day', posts: ['owner'] });
    expect(reached(old, '2026-12-01')?.rung).toBe('due-late-1');
    expect(reached(due('2026-08-03', { supervisedFrom: '2026-11-30' }), '2026-11-29')).toBeUndefined();
  });

  test('while something is put right after a return nobody is told that it is late; then it goes on from there', () => {
    const returned = due('2026-11-18', { amendBy: '2026-12-01', deadlineNumber: 2 });
    expect(reached(returned, '2026-12-01')).toMatchObject({ rung: 'due-day', posts: ['owner'] });
    expect(reached(returned, '2026-12-02')?.rung).toBe('due-late-1');
    expect(reached({ ...returned, amendBy: null }, '2026-12-01')?.rung).toBe('due-late-7');
  });

  test('nothing before supervision, in review, or after closing', () => {
    const day = '2026-11-30';
    for (const facts of [
      { supervisedFrom: null },
      { status: 'submitted' },
      { status: 'toVerify' },
      { status: 'closed' },
      { status: 'routine' },
    ] as const) {
      expect(reached(due('2026-11-18', facts), day)).toBeUndefined();
    }
  });
});

describe('the other watches', () => {
  test('signing is asked at the hand-out and after two workdays, then told to the leader', () => {
    const task = due('2027-03-01', { status: 'handedOut', supervisedFrom: '2026-11-24' });
    expect(reached(task, '2026-11-24', 'sign')?.rung).toBe('sign-before-2');
    expect(reached(task, '2026-11-26', 'sign')?.rung).toBe('sign-day');
    expect(reached(task, '2026-11-27', 'sign')?.posts).toEqual(['leader', 'owner']);
    expect(reached({ ...task, status: 'inProgress' }, '2026-11-27', 'sign')).toBeUndefined();
  });

  test('from submission the reviewer’s clock runs: three workdays, then the office', () => {
    const task = due('2026-11-18', { status: 'submitted', submittedAt: instantAt('2026-11-20', '10:00') });
    expect(reached(task, '2026-11-24', 'review')).toBeUndefined();
    expect(reached(task, '2026-11-25', 'review')?.posts).toEqual(['reviewer']);
    expect(reached(task, '2026-11-26', 'review')?.posts).toContain('office');
  });

  test('an imported 待核验 is the reviewer’s from the day supervision began, and never late', () => {
    const task = due('2026-08-03', { status: 'toVerify', supervisedFrom: '2026-11-24' });
    expect(reached(task, '2026-11-27', 'review')?.rung).toBe('review-day');
    expect(reached(task, '2026-11-27')).toBeUndefined();
  });

  test('a standing task is asked for a report once a month, never late, with the month in its key', () => {
    const standing = aTask({ due: { kind: 'standing', words: '长期坚持' }, supervisedFrom: '2026-10-10' });
    expect(reached(standing, '2026-11-24', 'monthly')).toMatchObject({ period: '2026-10' });
    expect(reached({ ...standing, lastProgressAt: instantAt('2026-10-30', '09:00') }, '2026-11-24', 'monthly')).toBeUndefined();
    expect(reached({ ...standing, lastProgressAt: instantAt('2026-10-30', '09:00') }, '2026-11-25', 'monthly')).toMatchObject({
      rung: 'monthly-day',
      period: '2026-11',
    });
    expect(reached({ ...standing, lastProgressAt: instantAt('2026-11-02', '09:00') }, '2026-11-25', 'monthly')).toBeUndefined();
    expect(reached(standing, '2026-11-30')).toBeUndefined();
  });

  test('a month’s report asked on a Saturday is asked on the Friday, told up the line five days after the month has ended, and promised before', () => {
    const reported = aTask({
      due: { kind: 'standing', words: '长期坚持' },
      supervisedFrom: '2026-06-01',
      lastProgressAt: instantAt('2026-06-30', '09:00'),
    });
    expect(reached(reported, '2026-07-23', 'monthly')).toBeUndefined();
    expect(reached(reported, '2026-07-24', 'monthly')).toMatchObject({ rung: 'monthly-day', period: '2026-07' });
    expect(reached(reported, '2026-07-31', 'monthly')?.posts).toEqual(['owner']);
    expect(reached(reported, '2026-08-04', 'monthly')?.posts).toEqual(['owner']);
    expect(reached(reported, '2026-08-05', 'monthly')).toMatchObject({ posts: ['leader', 'office', 'owner'], rung: 'monthly-late-5' });
    expect(nextReminder(reported, DEFAULT_POLICY, calendar, '2026-07-10')).toBe('2026-07-24');
    expect(nextReminder({ ...reported, lastProgressAt: instantAt('2026-07-02', '09:00') }, DEFAULT_POLICY, calendar, '2026-07-10')).toBe(
      '2026-08-25',
    );
  });

  test('a return sets its own ladder and leaves the due day', () => {
    const task = due('2027-03-01', { amendBy: '2026-12-01' });
    expect(reached(task, '2026-11-30', 'amend')?.rung).toBe('amend-before-1');
    expect(reached(task, '2026-12-02', 'amend')?.posts).toEqual(['leader', 'owner']);
  });
});

describe('for whom', () => {
  test('each person is reached once, by the highest of their posts', () => {
    const task = due('2026-11-18', { leaderId: 'he' });
    const told = recipientsOf(task, ['leader', 'owner'], roster);
    expect(told).toEqual([{ personId: 'he', posts: ['leader', 'owner'], vacant: null }]);
  });

  test('the principal is that of the inspected unit, though the section’s head holds the post for the section', () => {
    const both = rosterOf(CENTRE.people, CENTRE.units, [...CENTRE.posts, { kind: 'principal', personId: 'zhou', unitId: 'section' }]);
    expect(recipientsOf(due('2026-11-18'), ['principal'], both).map((one) => one.personId)).toEqual(['gao']);
  });

  test('an empty post goes to the office, marked', () => {
    const told = recipientsOf(due('2026-11-18', { ownerId: null, leaderId: null }), ['leader', 'owner'], roster);
    expect(told).toEqual([{ personId: 'fang', posts: ['office'], vacant: 'leader' }]);
  });

  test('after an outage each person has the highest rung, once', () => {
    const told = noticesOf(due('2026-11-18'), { now: instantAt('2026-11-25', '08:40'), book: bookOf(DEFAULT_POLICY), calendar, roster });
    const persons = told.filter(({ recipient }) => recipient.kind === 'person').map(({ recipient, rung }) => `${recipient.id} ${rung}`);
    expect(persons.sort()).toEqual(['chen', 'fang', 'gao', 'he', 'song'].map((id) => `${id} due-late-7`));
  });

  test('a reminder goes once when its fate is unknown, an escalation again, a group’s with the next', () => {
    const at = (day: Day) => noticesOf(due('2026-11-18'), { now: instantAt(day, '08:40'), book: bookOf(DEFAULT_POLICY), calendar, roster });
    expect(new Set(at('2026-11-17').map(({ unknown }) => unknown))).toEqual(new Set(['once']));
    expect(new Set(at('2026-11-19').map(({ unknown }) => unknown))).toEqual(new Set(['again']));
    expect(at('2026-11-25').filter(({ recipient }) => recipient.kind === 'group')).toMatchObject([
      { unknown: 'merge', recipient: { id: 'leadingGroup' } },
    ]);
  });

  test('co-owners are reminded as owners', () => {
    expect(recipientsOf(due('2026-11-18', { coOwnerIds: ['zhou'] }), ['owner'], roster).map((one) => one.personId)).toEqual(['he', 'zhou']);
  });
});

describe('properties', () => {
  const notices = (task: Task, day: Day): readonly NoticeDraft[] =>
    noticesOf(task, { now: instantAt(day, '08:40'), book: bookOf(DEFAULT_POLICY), calendar, roster });
  const level = (rung: string): number => Number(/late-(\d+)/.exec(rung)?.[1] ?? -Number(/before-(\d+)/.exec(rung)?.[1] ?? 0));

  test('sweeping twice makes the same keys', () => {
    fc.assert(
      fc.property(aDay, aDay, (dueDay, today) => {
        const keys = (task: Task) => notices(task, today).map((notice) => notice.key);
        const task = due(dueDay);
        expect(keys(task)).toEqual(keys(task));
        expect(new Set(keys(task)).size).toBe(keys(task).length);
      }),
    );
  });

  test('day after day a rung is never skipped downwards, however many days are missed', () => {
    fc.assert(
      fc.property(aDay, aDay, fc.nat({ max: 20 }), (dueDay, today, missed) => {
        const now = reached(due(dueDay), today);
        const later = reached(due(dueDay), addDays(today, missed));
        if (now !== undefined) expect(level(later?.rung ?? '')).toBeGreaterThanOrEqual(level(now.rung));
      }),
    );
  });

  test('a moved deadline starts the ladder anew: no key of the old one comes back', () => {
    fc.assert(
      fc.property(aDay, aDay, aDay, (dueDay, newDay, today) => {
        const old = notices(due(dueDay, { id: 'same' }), today).map((notice) => notice.key);
        const moved = notices(due(newDay, { id: 'same', deadlineNumber: 2 }), today).map((notice) => notice.key);
        expect(moved.filter((key) => old.includes(key))).toEqual([]);
      }),
    );
  });

  test('nothing is wanted after closing, nor a reminder once submitted', () => {
    fc.assert(
      fc.property(aDay, aDay, (dueDay, today) => {
        const task = due(dueDay);
        for (const notice of notices(task, today)) {
          expect(isStillWanted(notice, task, roster)).toBe(true);
          expect(isStillWanted(notice, { ...task, status: 'closed' }, roster)).toBe(false);
          expect(isStillWanted(notice, { ...task, status: 'submitted' }, roster)).toBe(false);
          expect(isStillWanted(notice, { ...task, deadlineNumber: 2 }, roster)).toBe(false);
          expect(isStillWanted(notice, null, roster)).toBe(false);
        }
        expect(notices({ ...task, status: 'closed' }, today)).toEqual([]);
      }),
    );
  });

  test('before a run of days off a sweep looks beyond it', () => {
    expect(sweepReach(bookOf(DEFAULT_POLICY), calendar, '2026-09-30')).toBe('2026-10-14');
    expect(reached(due('2026-10-14'), '2026-09-30')?.rung).toBe('due-before-7');
    expect(sweepReach(bookOf(DEFAULT_POLICY), calendar, '2026-11-24')).toBe('2026-12-01');
  });

  test('a sweep looks far enough: whatever it does not read makes no notice', () => {
    fc.assert(
      fc.property(aDay, aDay, (dueDay, today) => {
        if (dueDay > sweepReach(bookOf(DEFAULT_POLICY), calendar, today)) expect(notices(due(dueDay), today)).toEqual([]);
      }),
    );
  });

  test('what went to somebody else, or was reported meanwhile, is no longer wanted', () => {
    const task = due('2026-11-18');
    const [reminder] = notices(task, '2026-11-17');
    if (reminder === undefined) throw new Error('no reminder');
    expect(isStillWanted(reminder, { ...task, ownerId: 'zhou' }, roster)).toBe(false);
    const late = notices(task, '2026-11-25').filter(({ recipient, posts }) => recipient.kind === 'person' && posts.includes('principal'));
    const others = rosterOf(
      CENTRE.people,
      CENTRE.units,
      CENTRE.posts.filter(({ kind }) => kind !== 'principal'),
    );
    expect(late.map((notice) => [isStillWanted(notice, task, roster), isStillWanted(notice, task, others)])).toEqual([[true, false]]);
    const standing = aTask({ due: { kind: 'standing', words: '长期坚持' }, supervisedFrom: '2026-06-01' });
    const [asked] = notices(standing, '2026-11-25');
    if (asked === undefined) throw new Error('no request for a report');
    expect(isStillWanted(asked, standing, roster)).toBe(true);
    expect(isStillWanted(asked, { ...standing, lastProgressAt: instantAt('2026-11-25', '09:00') }, roster)).toBe(false);
  });

  test('nothing is said outside speaking hours', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 0, max: 1_439 }), (day, minute) => {
        const instant = new Date(instantAt(day, '00:00').getTime() + minute * 60_000);
        const speaking = nextSpeakingTime(DEFAULT_POLICY, calendar, instant);
        expect(speaking >= instant && calendar.isWorkday(dayOf(speaking))).toBe(true);
        expect(timeOf(speaking) >= '08:40' && timeOf(speaking) < '18:00').toBe(true);
        expect(nextSpeakingTime(DEFAULT_POLICY, calendar, speaking)).toEqual(speaking);
      }),
    );
  });

  test('the reminder that is promised is the one that comes', () => {
    fc.assert(
      fc.property(aDay, aDay, (dueDay, today) => {
        const task = due(dueDay, { heard: { ...NOTHING_HEARD, answeredAt: instantAt(today, '12:00') } });
        const next = nextReminder(task, DEFAULT_POLICY, calendar, today);
        if (next === null) return;
        expect(next > today && calendar.isWorkday(next)).toBe(true);
        expect(reached(task, next)?.rung).not.toBe(reached(task, today)?.rung);
        expect(reached(task, addDays(next, -1))?.rung).toBe(reached(task, today)?.rung);
        expect(comingRungs(task, DEFAULT_POLICY, calendar, today)[0]?.day).toBe(next);
      }),
    );
  });

  test('a return starts the ladder again', () => {
    const submitted = due('2026-11-18', { status: 'submitted', submittedBy: 'he', submittedAt: instantAt('2026-11-17', '09:00') });
    const standing = { reports: false, forId: null, reviews: true, office: false, above: false, leads: false, commands: false, rated: false };
    const { after } = decide(
      submitted,
      { kind: 'return', reason: '缺纪要' },
      {
        standing,
        personId: 'lin',
        now: instantAt('2026-11-20', '09:00'),
        policy: DEFAULT_POLICY,
        calendar,
        evidence: [aPhoto()],
        reports: 1,
        unanswered: null,
        urgedToday: false,
      },
    );
    expect(after.deadlineNumber).toBe(submitted.deadlineNumber + 1);
    expect(notices(after, '2026-11-20').length).toBeGreaterThan(0);
  });
});

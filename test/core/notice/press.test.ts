/** A button answers what its own message told: something told later is never answered by it. */
import type { EmergencyClock, Task } from '../../../core/ledger/model.js';
import { decide } from '../../../core/ledger/lifecycle.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { noticesOf } from '../../../core/notice/due-notices.js';
import { bookOf } from '../../../core/notice/policy-book.js';
import { choiceIn, goOnFrom, keyFor, type Press, pressesIn, pressKey, reminderName } from '../../../core/notice/press.js';
import { rosterOf } from '../../../core/people/roster.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { type Day, instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aTask, CENTRE, dueOn } from '../../support/make.js';

const calendar = calendarOf(HOLIDAYS);
const roster = rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts);
const at = (day: Day, time = '10:00') => ({ policy: DEFAULT_POLICY, calendar, now: instantAt(day, time) });
// A Friday: reminders on 11-13, 11-17, 11-19 and 11-20.
const due = (facts: Partial<Task> = {}) => aTask({ id: 'pressed', ...dueOn('2026-11-20'), supervisedFrom: '2026-10-12', ...facts });

/** The button under what the owner was told on this morning. */
function buttonOf(task: Task, day: Day): Press {
  const told = noticesOf(task, { now: instantAt(day, '08:40'), book: bookOf(DEFAULT_POLICY), calendar, roster });
  const own = told.filter(({ recipient, rung }) => recipient.id === 'he' && !rung.startsWith('sign')).at(-1);
  if (own === undefined) throw new Error(`nothing was told on ${day}`);
  return { act: 'acknowledge', taskId: task.id, of: reminderName(own) };
}
const heard = (task: Task, day: Day): Task =>
  decide(
    task,
    { kind: 'acknowledge' },
    {
      ...at(day),
      standing: { reports: true, forId: null, reviews: false, office: false, above: false, leads: false, commands: false, rated: false },
      ...{ personId: 'he', evidence: [], reports: 0, unanswered: null, urgedToday: false },
    },
  ).after;

test('a key comes back as it went', () => {
  const press: Press = { act: 'acknowledge', taskId: 'a1', of: '2026-11.monthly-day' };
  expect(pressesIn(pressKey(press))).toEqual([press]);
});

describe('several reminders of one message', () => {
  const told = [
    { taskId: 'a1', of: '1.due-before-3' },
    { taskId: 'b2', of: '2.due-late-1-again-1' },
  ];

  test('are answered together by one key', () => {
    expect(pressesIn(keyFor('acknowledge', told))).toEqual(told.map((one) => ({ ...one, act: 'acknowledge' })));
  });

  test('a button that only asks does nothing by itself', () => {
    expect(pressesIn(keyFor('choose', told), { which: 'all', how: 'acknowledge' })).toEqual([]);
    expect(choiceIn(keyFor('choose', told))).toEqual(told);
    expect(choiceIn(keyFor('acknowledge', told))).toBeNull();
  });

  test('what was chosen is all of them or one, known or put off', () => {
    const key = keyFor('chosen', told);
    expect(pressesIn(key, { which: 'all', how: 'acknowledge' })).toHaveLength(2);
    expect(pressesIn(key, { which: 'b2', how: 'acknowledge' })).toEqual([{ ...told[1], act: 'acknowledge' }]);
    expect(pressesIn(key, { which: 'a1', how: 'snooze-2026-11-26' })).toEqual([{ ...told[0], act: 'snooze', until: '2026-11-26' }]);
  });

  test.each([
    ['a task that its message did not tell', { which: 'c3', how: 'acknowledge' }],
    ['an answer that was not offered', { which: 'all', how: 'sign' }],
    ['no day', { which: 'all', how: 'snooze-tomorrow' }],
    ['nothing at all', {}],
  ])('%s is nothing', (_name, picked) => {
    expect(pressesIn(keyFor('chosen', told), picked)).toEqual([]);
  });

  test('a key that nobody of us made is none', () => {
    for (const key of ['snooze:a1:1', 'acknowledge:', 'acknowledge:a1:1,', 'acknowledge:a1', 'chosen:a b:1', `acknowledge:${'a:1,'.repeat(30)}a:1`]) {
      expect([key, pressesIn(key, { how: 'acknowledge' })]).toEqual([key, []]);
    }
  });
});

describe('已知悉', () => {
  test('of the newest reminder still stands, on the day and on those after it', () => {
    const button = buttonOf(due(), '2026-11-17');
    expect(goOnFrom(button, due(), at('2026-11-17'))).toBeNull();
    expect(goOnFrom(button, due(), at('2026-11-18'))).toBeNull();
  });

  test('of a reminder told once more answers the reminder, and so does the card that came first', () => {
    const [first, again] = [buttonOf(due(), '2026-11-17'), buttonOf(due(), '2026-11-18')];
    expect(again.of).toBe(`${first.of}-again-1`);
    expect(goOnFrom(first, due(), at('2026-11-18'))).toBeNull();
    expect(goOnFrom(again, due(), at('2026-11-18'))).toBeNull();
  });

  test('of last week’s reminder does not answer this week’s, and says where to go on', () => {
    const old = buttonOf(due(), '2026-11-13');
    expect(goOnFrom(old, due(), at('2026-11-17'))).toMatch(/最新一条提醒上回应/);
    expect(goOnFrom(old, heard(due(), '2026-11-17'), at('2026-11-17', '11:00'))).toMatch(/没有等您回应的提醒/);
  });

  test('of a deadline that was moved answers nothing of the new one', () => {
    const old = buttonOf(due(), '2026-11-13');
    expect(goOnFrom(old, due({ deadlineNumber: 2 }), at('2026-11-13'))).not.toBeNull();
  });

  test('of one month’s report does not answer the next month’s', () => {
    const standing = due({ due: { kind: 'standing', words: '长期坚持' } });
    const october = buttonOf(standing, '2026-10-26');
    expect(october.of).toMatch(/^2026-10\.monthly/);
    expect(goOnFrom(october, standing, at('2026-10-26'))).toBeNull();
    expect(goOnFrom(october, { ...standing, reportedFor: '2026-10' }, at('2026-11-25'))).toMatch(/最新一条提醒/);
  });
});

describe('签收', () => {
  const button: Press = { act: 'sign', taskId: 'pressed', of: '1' };

  test('of the deadline that holds is for the act to decide', () => {
    expect(goOnFrom(button, due({ status: 'handedOut' }), at('2026-11-17'))).toBeNull();
    expect(goOnFrom(button, due(), at('2026-11-17'))).toBeNull();
  });

  test('of an earlier deadline signs for nothing: whoever signs has seen the new day', () => {
    expect(goOnFrom(button, due({ status: 'handedOut', deadlineNumber: 2 }), at('2026-11-17'))).toMatch(/看过新的时限后签收/);
    expect(goOnFrom(button, due({ deadlineNumber: 2 }), at('2026-11-17'))).toMatch(/打开任务/);
  });
});

describe('我已响应', () => {
  const clock = (number: number, endedAt: Date | null = null): EmergencyClock => ({
    ...{ number, kind: 'hours', startedAt: instantAt('2026-11-17', '09:00'), startedBy: 'fang', names: ['he'], cause: '停电' },
    ...{ respondedAt: null, endedAt, reason: '' },
  });
  const button: Press = { act: 'respond', taskId: 'pressed', of: '1' };

  test('of the clock that runs is for the act to decide', () => {
    expect(goOnFrom(button, due({ emergency: clock(1) }), at('2026-11-17'))).toBeNull();
  });

  test('of an ended clock does not answer the one that was started after it', () => {
    expect(goOnFrom(button, due({ emergency: clock(2) }), at('2026-11-17'))).toMatch(/最新一条消息上点“我已响应”/);
    expect(goOnFrom(button, due({ emergency: clock(2, instantAt('2026-11-17', '10:00')) }), at('2026-11-17'))).toMatch(/已经结束/);
  });
});

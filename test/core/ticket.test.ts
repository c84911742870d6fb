/** The ticket of a bad rating in the lifecycle's table, its ladder, and whom it never reaches. */
import { allowedActions, decide } from '../../core/ledger/lifecycle.js';
import type { Circumstances } from '../../core/ledger/rule.js';
import type { Task, Ticket } from '../../core/ledger/model.js';
import { ENOUGH_CALLS } from '../../core/ledger/ticket-rules.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { rungsReached } from '../../core/notice/ladder.js';
import { standingOf } from '../../core/people/may-do.js';
import { reviewersOf, rosterOf, viewerOf } from '../../core/people/roster.js';
import { handlerOf } from '../../core/rating/open-ticket.js';
import { maskedPhone, phoneIn, withoutPhones } from '../../core/rating/phone.js';
import { Refusal } from '../../core/refusal.js';
import { calendarOf } from '../../core/time/calendar.js';
import { instantAt } from '../../core/time/day.js';
import { HOLIDAYS } from '../../core/time/holidays.js';
import { aTask, CENTRE, dueOn } from '../support/make.js';

const calendar = calendarOf(HOLIDAYS);
const roster = rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts);

const aTicket = (facts: Partial<Ticket> = {}, task: Partial<Task> = {}): Task =>
  aTask({
    evidenceNeeds: [],
    leaderId: null,
    ...dueOn('2026-12-15'),
    supervisedFrom: '2026-11-24',
    ticket: {
      ...{ ratingId: 'r', windowId: 'w', ratedIds: ['zhou'], openedAt: instantAt('2026-11-24', '09:00'), hasPhone: true, missedCalls: 0 },
      ...{ calledBackAt: null, answer: '', answeredAt: null, objection: null },
      ...facts,
    },
    ...task,
  });

const by = (personId: string, task: Task): Circumstances => {
  const person = roster.person(personId);
  if (person === null) throw new Error(personId);
  return {
    ...{ standing: standingOf(viewerOf(roster, person), task, roster), personId, now: instantAt('2026-11-24', '10:00'), policy: DEFAULT_POLICY },
    ...{ calendar, evidence: [], reports: 0, unanswered: null, urgedToday: false },
  };
};
const kinds = (personId: string, task: Task) => allowedActions(task, by(personId, task)).map(({ kind }) => kind);
const refused = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return '';
};

describe('the ticket of a bad rating', () => {
  test('a task of the ledger is offered none of its acts', () => {
    for (const person of ['he', 'lin', 'fang'])
      for (const kind of ['callBack', 'answer', 'object', 'upholdObjection', 'dismissObjection'] as const)
        expect(kinds(person, aTask())).not.toContain(kind);
  });

  test('it is called back, answered and submitted in this order', () => {
    const opened = aTicket();
    const submit = { kind: 'submit', text: '' } as const;
    expect(refused(() => decide(opened, { kind: 'answer', text: '已处理' }, by('he', opened)))).toBe('请先回访，再答复。');
    expect(refused(() => decide(opened, submit, by('he', opened)))).toBe('申请验收前还没有回访，还没有答复评价人。');
    const called = decide(opened, { kind: 'callBack', reached: true, text: '' }, by('he', opened)).after;
    expect(refused(() => decide(called, submit, by('he', called)))).toBe('申请验收前还没有答复评价人。');
    const answered = decide(called, { kind: 'answer', text: '已处理' }, by('he', called)).after;
    expect(decide(answered, submit, by('he', answered)).after.status).toBe('submitted');
    // The first answer's time stays, whatever is put right in its words.
    const later = { ...by('he', answered), now: instantAt('2026-11-25', '10:00') };
    expect(decide(answered, { kind: 'answer', text: '更正' }, later).after.ticket).toMatchObject({
      answer: '更正',
      answeredAt: instantAt('2026-11-24', '10:00'),
    });
  });

  test('who left no number is not called back; three calls nobody took are enough', () => {
    const anonymous = aTicket({ hasPhone: false });
    expect(kinds('he', anonymous)).not.toContain('callBack');
    expect(decide(anonymous, { kind: 'answer', text: '已处理' }, by('he', anonymous)).after.ticket?.answer).toBe('已处理');
    let task = aTicket();
    for (let call = 0; call < ENOUGH_CALLS; call += 1) task = decide(task, { kind: 'callBack', reached: false, text: '' }, by('he', task)).after;
    expect(task.ticket).toMatchObject({ missedCalls: 3, calledBackAt: null });
    expect(rungsReached(task, DEFAULT_POLICY, calendar, '2026-12-04').map(({ watch }) => watch)).not.toContain('callBack');
    expect(decide(task, { kind: 'answer', text: '多次未接通，已整改' }, by('he', task)).after.ticket?.answeredAt).not.toBeNull();
  });

  test('the rated person may object and nothing else, though they hold every post', () => {
    const all = rosterOf(
      CENTRE.people,
      CENTRE.units,
      (['office', 'functionalDepartment', 'leader', 'liaison'] as const).map((kind) => ({
        kind,
        personId: 'zhou',
        unitId: kind === 'liaison' ? 'section' : null,
      })),
    );
    const zhou = all.person('zhou');
    if (zhou === null) throw new Error('zhou');
    for (const status of ['inProgress', 'submitted'] as const) {
      const task = aTicket({}, { status, ownerId: 'zhou', submittedBy: status === 'submitted' ? 'he' : null });
      const standing = standingOf(viewerOf(all, zhou), task, all);
      const allowed = allowedActions(task, { ...by('zhou', task), standing }).map(({ kind }) => kind);
      expect(allowed.filter((kind) => kind !== 'acknowledge')).toEqual(status === 'inProgress' ? ['object'] : []);
      expect(reviewersOf(task, all)).toEqual([]);
    }
    // Nor decides on the objection that their handler made.
    const objection = { reason: '不在岗', evidenceIds: [], by: 'he', at: instantAt('2026-11-24', '12:00'), outcome: 'open' } as const;
    const objected = aTicket({ objection }, { ownerId: 'he' });
    const standing = standingOf(viewerOf(all, zhou), objected, all);
    expect(allowedActions(objected, { ...by('zhou', objected), standing }).map(({ kind }) => kind)).toEqual([]);
    expect(reviewersOf(objected, all)).toEqual([]);
  });

  test('an objection is decided by neither who was rated nor who made it nor who works on it; dismissed, work goes on', () => {
    const opened = aTicket();
    const objected = decide(opened, { kind: 'object', reason: '不在岗', evidenceIds: [] }, by('zhou', opened)).after;
    expect(kinds('he', objected)).not.toContain('upholdObjection');
    expect(kinds('zhou', objected)).not.toContain('dismissObjection');
    expect(kinds('lin', objected)).toEqual(expect.arrayContaining(['upholdObjection', 'dismissObjection']));
    expect(refused(() => decide(objected, { kind: 'submit', text: '' }, by('he', objected)))).toBe('申诉还没有决定，决定后再申请验收。');
    const dismissed = decide(objected, { kind: 'dismissObjection', reason: '监控显示在岗' }, by('lin', objected)).after;
    expect(dismissed).toMatchObject({ status: 'inProgress', ticket: { objection: { outcome: 'dismissed' } } });
    expect(kinds('zhou', dismissed)).toEqual([]);
    const upheld = decide(objected, { kind: 'upholdObjection', opinion: '' }, by('lin', objected)).after;
    expect(upheld.status).toBe('closed');
    expect(refused(() => decide(upheld, { kind: 'reopen', reason: 'x' }, by('fang', upheld)))).toMatch(/申诉已成立/);
  });

  test.each([
    ['2026-11-24', []],
    ['2026-11-25', [['callBack-day', 'owner']]],
    ['2026-11-26', [['callBack-late-1', 'leader,owner']]],
    ['2026-11-30', [['callBack-late-3', 'leader,principal,office,owner']]],
  ] as const)('a call due on 25 November climbs as the policy says: %s', (day, expected) => {
    const rungs = rungsReached(aTicket(), DEFAULT_POLICY, calendar, day).filter(({ watch }) => watch === 'callBack');
    expect(rungs.map(({ rung, posts }) => [rung, posts.join()])).toEqual(expected);
    const called = aTicket({ calledBackAt: instantAt('2026-11-24', '12:00') });
    expect(rungsReached(called, DEFAULT_POLICY, calendar, day).filter(({ watch }) => watch === 'callBack')).toEqual([]);
  });

  test('it falls to the handler, else the leaders, never to whoever was rated', () => {
    const window = {
      ...{ id: 'w', name: '1 号窗口', unitId: 'section', staff: [], services: [], codeNumber: 1, active: true },
      handlerId: 'he',
      leaderId: 'chen',
    };
    expect(handlerOf(window, [], roster)?.id).toBe('he');
    expect(handlerOf(window, ['he'], roster)?.id).toBe('chen');
    expect(handlerOf(window, ['he', 'chen'], roster)).toBeNull();
  });

  test('a number is read as people type it, masked, and taken out of what was typed elsewhere', () => {
    expect(['138 1234 5678', '+86-13812345678', '１３８１２３４５６７８', '010-12345678', '123'].map(phoneIn)).toEqual([
      ...['13812345678', '13812345678', '13812345678', '01012345678', null],
    ]);
    expect(maskedPhone('13812345678')).toBe('138****5678');
    expect(withoutPhones('请打13812345678，编号20261124138123456789')).toBe('请打138****5678，编号20261124138123456789');
  });
});

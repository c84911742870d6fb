/** The lifecycle table: who may do what when, what is missing, what follows. */
import fc from 'fast-check';
import { STATUS_WORDS } from '../../../core/ledger/action-words.js';
import { allowedActions, decide, LIFECYCLE } from '../../../core/ledger/lifecycle.js';
import type { Circumstances } from '../../../core/ledger/rule.js';
import type { Task, TaskAction, TaskActionKind, TaskStatus } from '../../../core/ledger/model.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import type { Standing } from '../../../core/people/may-do.js';
import { Refusal } from '../../../core/refusal.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aPhoto, aTask } from '../../support/make.js';

const NOW = new Date('2026-12-18T01:00:00Z');
const NOBODY: Standing = { reports: false, forId: null, reviews: false, office: false, above: false, leads: false, commands: false, rated: false };
const OWNER = { ...NOBODY, reports: true };
const REVIEWER = { ...NOBODY, reviews: true };
const OFFICE = { ...NOBODY, office: true };

const circumstances = (facts: Partial<Circumstances> = {}): Circumstances => ({
  standing: OWNER,
  personId: 'he',
  now: NOW,
  policy: DEFAULT_POLICY,
  calendar: calendarOf(HOLIDAYS),
  evidence: [aPhoto()],
  reports: 1,
  unanswered: null,
  urgedToday: false,
  ...facts,
});

const refusalOf = (run: () => unknown): Refusal => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

const ACTIONS: Readonly<Record<TaskActionKind, TaskAction>> = {
  sign: { kind: 'sign' },
  progress: { kind: 'progress', text: '已设 4 个', percent: 60, evidenceIds: [] },
  submit: { kind: 'submit', text: '' },
  withdraw: { kind: 'withdraw' },
  pass: { kind: 'pass', opinion: '' },
  return: { kind: 'return', reason: '缺会议纪要' },
  consult: { kind: 'consult', to: 'fang', question: '经费是否到位' },
  opine: { kind: 'opine', text: '已到位' },
  reopen: { kind: 'reopen', reason: '问题反弹' },
  settle: { kind: 'settle', reason: '制度已建立' },
  urge: { kind: 'urge', text: '' },
  setTargets: { kind: 'setTargets', targets: [] },
  proposeListing: { kind: 'proposeListing', reason: '久拖不决' },
  list: { kind: 'list', reason: '久拖不决' },
  declineListing: { kind: 'declineListing', reason: '已有进展' },
  unlist: { kind: 'unlist', reason: '已经办结' },
  setMilestones: { kind: 'setMilestones', milestones: [] },
  acceptMilestone: { kind: 'acceptMilestone', name: '方案印发', opinion: '' },
  returnMilestone: { kind: 'returnMilestone', name: '方案印发', reason: '缺文号' },
  setEvidence: { kind: 'setEvidence', needs: [] },
  startClock: { kind: 'startClock', clock: 'hours', names: ['he'], cause: '' },
  respond: { kind: 'respond' },
  resolve: { kind: 'resolve', text: '已加开窗口' },
  endClock: { kind: 'endClock', reason: '误报' },
  askExtension: { kind: 'askExtension', day: '2026-12-30', reason: '设备未到货' },
  withdrawExtension: { kind: 'withdrawExtension' },
  grantExtension: { kind: 'grantExtension', opinion: '' },
  refuseExtension: { kind: 'refuseExtension', reason: '可以按期完成' },
  acknowledge: { kind: 'acknowledge' },
  snooze: { kind: 'snooze', until: '2026-12-18' },
  callBack: { kind: 'callBack', reached: true, text: '' },
  answer: { kind: 'answer', text: '已加开窗口' },
  object: { kind: 'object', reason: '当天不在岗', evidenceIds: [] },
  upholdObjection: { kind: 'upholdObjection', opinion: '' },
  dismissObjection: { kind: 'dismissObjection', reason: '监控显示在岗' },
};

describe('lifecycle', () => {
  test('a task walks from handed out to closed, returned once on the way', () => {
    const owner = circumstances();
    const reviewer = circumstances({ standing: REVIEWER, personId: 'lin' });
    const signed = decide(aTask({ status: 'handedOut', signedAt: null }), ACTIONS.sign, owner).after;
    const reported = decide(signed, ACTIONS.progress, owner).after;
    const submitted = decide(reported, ACTIONS.submit, owner).after;
    const returned = decide(submitted, ACTIONS.return, reviewer).after;
    const again = decide(returned, ACTIONS.submit, owner).after;
    const closed = decide(again, ACTIONS.pass, reviewer).after;
    expect([signed, reported, submitted, returned, again, closed].map((task) => task.status)).toEqual([
      'inProgress',
      'inProgress',
      'submitted',
      'inProgress',
      'submitted',
      'closed',
    ]);
    expect(reported.percent).toBe(60);
    expect(returned).toMatchObject({ returnedCount: 1, amendBy: '2026-12-25', deadlineNumber: 2, submittedAt: null, due: signed.due });
    expect(closed).toMatchObject({ closedAt: NOW, submittedAt: NOW, version: 7 });
  });

  test('reporting on a task that was not signed for signs for it', () => {
    expect(decide(aTask({ status: 'handedOut', signedAt: null }), ACTIONS.progress, circumstances()).after).toMatchObject({
      status: 'inProgress',
      signedAt: NOW,
    });
  });

  test('submission without evidence is refused with a list of what is missing', () => {
    const refusal = refusalOf(() => decide(aTask(), ACTIONS.submit, circumstances({ evidence: [], reports: 0 })));
    expect(refusal.id).toBe('action-incomplete');
    expect(refusal.message).toBe('申请验收前还没有填报进展，还缺 1 份照片或文件。请先报进展并补充。');
  });

  test.each([
    ['return', '退回后还没有新的进展。请先补充进展，再申请验收。'],
    ['reopen', '重新整改后还没有新的进展。请先补充进展，再申请验收。'],
  ] as const)('after a %s the same is not submitted again: first something new is reported', (unanswered, words) => {
    const given = circumstances({ unanswered });
    expect(refusalOf(() => decide(aTask(), ACTIONS.submit, given))).toMatchObject({ id: 'action-incomplete', message: words });
    expect(allowedActions(aTask(), given).find((one) => one.kind === 'submit')?.missing).toBe(words);
  });

  test('nobody but the reviewer passes or returns', () => {
    const task = aTask({ status: 'submitted', submittedBy: 'he', submittedAt: NOW });
    for (const standing of [OWNER, NOBODY, OFFICE]) {
      expect(refusalOf(() => decide(task, ACTIONS.pass, circumstances({ standing }))).id).toBe('action-not-yours');
      expect(refusalOf(() => decide(task, ACTIONS.return, circumstances({ standing }))).kind).toBe('forbidden');
    }
  });

  test.each([
    [ACTIONS.withdraw, circumstances({ filed: 20 })],
    [ACTIONS.return, circumstances({ standing: REVIEWER, personId: 'lin', filed: 20 })],
  ])('what was submitted as 100 %% goes back to what was filed: %o', (action, given) => {
    const submitted = decide(aTask({ percent: 20 }), ACTIONS.submit, circumstances({ filed: 20 })).after;
    expect(submitted.percent).toBe(100);
    expect(decide(submitted, action, given).after.percent).toBe(20);
    // A document from before anything was filed keeps what it has.
    expect(decide(submitted, action, { ...given, filed: undefined }).after.percent).toBe(100);
  });

  test('what was closed as 100 % is reopened as it was filed', () => {
    const closed = aTask({ status: 'closed', percent: 100, closedAt: NOW });
    expect(decide(closed, ACTIONS.reopen, circumstances({ standing: OFFICE, personId: 'fang', filed: 60 })).after.percent).toBe(60);
  });

  test('a standing task is never submitted; it is settled by the office', () => {
    const task = aTask({ due: { kind: 'standing', words: '长期坚持' } });
    expect(refusalOf(() => decide(task, ACTIONS.submit, circumstances())).id).toBe('action-not-yours');
    expect(decide(task, ACTIONS.settle, circumstances({ standing: OFFICE })).after.status).toBe('routine');
  });

  test('nothing can be done before supervision has begun', () => {
    const task = aTask({ supervisedFrom: null });
    expect(allowedActions(task, circumstances())).toEqual([]);
    for (const action of Object.values(ACTIONS)) expect(() => decide(task, action, circumstances())).toThrow(Refusal);
  });

  test('a liaison’s report keeps for whom it was made', () => {
    expect(decide(aTask(), ACTIONS.progress, circumstances({ standing: { ...OWNER, forId: 'he' } })).forId).toBe('he');
  });

  test('what is offered goes through, what is not offered is refused, and every change raises the version by one', () => {
    const statuses = Object.keys(STATUS_WORDS) as TaskStatus[];
    fc.assert(
      fc.property(
        fc.constantFrom(...statuses),
        fc.constantFrom(...(Object.keys(ACTIONS) as TaskActionKind[])),
        fc.record({
          reports: fc.boolean(),
          reviews: fc.boolean(),
          office: fc.boolean(),
          above: fc.boolean(),
          leads: fc.boolean(),
          commands: fc.boolean(),
          rated: fc.boolean(),
          forId: fc.constant(null),
        }),
        fc.boolean(),
        fc.nat({ max: 3 }),
        (status, kind, standing, isStanding, evidence) => {
          const task: Task = aTask({ status, submittedBy: 'he', ...(isStanding ? { due: { kind: 'standing', words: '长期坚持' } } : {}) });
          const given = circumstances({ standing, evidence: Array.from({ length: evidence }, () => aPhoto()) });
          const offered = allowedActions(task, given).find((one) => one.kind === kind);
          if (offered === undefined || offered.missing !== null) {
            expect(() => decide(task, ACTIONS[kind], given)).toThrow(Refusal);
          } else {
            const { after } = decide(task, ACTIONS[kind], given);
            expect(after.version).toBe(task.version + 1);
            expect(LIFECYCLE[after.status]).toBeDefined();
          }
        },
      ),
    );
  });
});

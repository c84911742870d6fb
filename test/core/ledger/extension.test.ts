/** More time 延期: who may ask and decide, which days, and what a decision moves. */
import fc from 'fast-check';
import { dayAskedWords } from '../../../core/ledger/due-words.js';
import { asksOn, extensionDays, givenUntil, offeredDays } from '../../../core/ledger/extension-rules.js';
import { compareTask } from '../../../core/ledger/import-compare.js';
import { allowedActions, decide } from '../../../core/ledger/lifecycle.js';
import type { Circumstances } from '../../../core/ledger/rule.js';
import type { Task, TaskAction } from '../../../core/ledger/model.js';
import type { TaskDraft } from '../../../core/ledger/sheet/draft.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import { decideBy } from '../../../core/notice/watches.js';
import type { Standing } from '../../../core/people/may-do.js';
import { Refusal } from '../../../core/refusal.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { addDays, instantAt } from '../../../core/time/day.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';
import { aPhoto, aTask, dueOn } from '../../support/make.js';

const NOW = instantAt('2026-12-18', '09:00');
const NOBODY: Standing = { reports: false, forId: null, reviews: false, office: false, above: false, leads: false, commands: false, rated: false };
const OWNER = { ...NOBODY, reports: true };
const OFFICE = { ...NOBODY, office: true };
const calendar = calendarOf(HOLIDAYS);

const by = (personId: string, standing: Standing, facts: Partial<Circumstances> = {}): Circumstances => ({
  ...{ standing, personId, now: NOW, policy: DEFAULT_POLICY, calendar, evidence: [aPhoto()], reports: 1, unanswered: null, urgedToday: false },
  ...facts,
});
const owner = by('he', OWNER);
const office = by('fang', OFFICE);
const ask = (day: string): TaskAction => ({ kind: 'askExtension', day, reason: '设备未到货' });
const due = (facts: Partial<Task> = {}) => aTask({ ...dueOn('2026-12-20'), ...facts });
const asked = (facts: Partial<Task> = {}): Task => decide(due(facts), ask('2026-12-31'), owner).after;
const kinds = (task: Task, circumstances: Circumstances) => allowedActions(task, circumstances).map(({ kind }) => kind);
const refused = (run: () => unknown): Refusal => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('asking for more time', () => {
  test('keeps the day, the reason and who asked, and moves nothing', () => {
    expect(asked()).toMatchObject({
      ...dueOn('2026-12-20'),
      deadlineNumber: 1,
      originalDue: null,
      extension: { day: '2026-12-31', reason: '设备未到货', askedAt: NOW, askedBy: 'he' },
    });
  });

  test('is possible twice a day, so that asking and taking back is no way to keep the office busy', () => {
    const asking = (asksToday: number) => () => decide(due(), ask('2026-12-31'), by('he', OWNER, { asksToday }));
    expect(asking(1)().after.extension?.day).toBe('2026-12-31');
    expect(refused(asking(2)).message).toMatch(/今天已经申请过 2 次延期.*明天可以再申请/);
    const at = (day: string) => new Date(`${day}T03:00:00Z`);
    const event = (action: 'askExtension' | 'withdrawExtension', day: string) =>
      ({ id: day, subject: { kind: 'task', id: 't' }, action, by: 'he', forId: null, at: at(day), data: {} }) as const;
    const events = [event('askExtension', '2026-12-17'), event('askExtension', '2026-12-18'), event('withdrawExtension', '2026-12-18')];
    expect(asksOn(events, 'he', NOW)).toBe(1);
  });

  test('is refused while a request is open, on a standing task, in review, and by whoever does not report', () => {
    expect(refused(() => decide(asked(), ask('2027-01-08'), owner))).toMatchObject({
      id: 'action-not-possible',
      message: '这项任务已有延期申请，正等巡察办决定。',
    });
    expect(refused(() => decide(aTask({ due: { kind: 'standing', words: '长期坚持' } }), ask('2027-01-08'), owner)).id).toBe('action-not-yours');
    expect(refused(() => decide(due({ status: 'submitted' }), ask('2027-01-08'), owner)).id).toBe('action-not-possible');
    expect(refused(() => decide(due(), ask('2027-01-08'), by('chen', NOBODY))).id).toBe('action-not-yours');
  });

  test('signs for a task that was not signed for', () => {
    expect(asked({ status: 'handedOut', signedAt: null })).toMatchObject({ status: 'inProgress', signedAt: NOW });
  });

  test.each([
    ['2026-12-20', '延期后的时限应晚于现在的时限 12月20日（周日），并且不早于今天。请改选一天。'],
    ['2028-01-05', '延期后的时限超过了一年。请改选一天。'],
  ])('until %s is refused in words', (day, message) => {
    expect(refused(() => decide(due(), ask(day), owner))).toMatchObject({ id: 'action-incomplete', message });
  });

  test('of a late task is for a day that is not past', () => {
    expect(extensionDays(due(dueOn('2026-12-01')), '2026-12-18')?.from).toBe('2026-12-18');
    expect(refused(() => decide(due(dueOn('2026-12-01')), ask('2026-12-17'), owner)).id).toBe('action-incomplete');
  });

  test('after a return is for a day after the time that the return gave', () => {
    const returned = due({ ...dueOn('2026-12-01'), amendBy: '2026-12-25' });
    expect(givenUntil(returned)).toBe('2026-12-25');
    expect(refused(() => decide(returned, ask('2026-12-25'), owner)).id).toBe('action-incomplete');
    expect(decide(returned, ask('2026-12-26'), owner).after.extension?.day).toBe('2026-12-26');
  });

  test('ends with a submission, which needs no more time, and the trace says so', () => {
    const { after, data } = decide(asked(), { kind: 'submit', text: '' }, owner);
    expect(after.extension).toBeNull();
    expect(data).toMatchObject({ extensionEnded: true });
    expect(decide(due(), { kind: 'submit', text: '' }, owner).data).toEqual({ text: '' });
  });

  test('is withdrawn by whoever asked, and by nobody else', () => {
    expect(decide(asked(), { kind: 'withdrawExtension' }, owner).after.extension).toBeNull();
    for (const other of [by('zhou', OWNER), office]) expect(kinds(asked(), other)).not.toContain('withdrawExtension');
  });
});

describe('deciding on it', () => {
  test('granting moves the due day, keeps the first one and starts the ladder again', () => {
    const { after, data } = decide(asked(), { kind: 'grantExtension', opinion: '' }, office);
    expect(after).toMatchObject({
      due: { kind: 'day', day: '2026-12-31' },
      originalDue: { day: '2026-12-20' },
      deadlineNumber: 2,
      extension: null,
    });
    expect(data).toEqual({ day: '2026-12-31', asked: '2026-12-31', from: '2026-12-20', opinion: '' });
  });

  test('the office may grant another day, and a second extension keeps the very first day', () => {
    const once = decide(asked(), { kind: 'grantExtension', day: '2026-12-25', opinion: '先延一周' }, office).after;
    expect(once.due).toMatchObject({ day: '2026-12-25' });
    const twice = decide(decide(once, ask('2027-01-15'), owner).after, { kind: 'grantExtension', opinion: '' }, office).after;
    expect([twice.due, twice.originalDue, twice.deadlineNumber]).toMatchObject([{ day: '2027-01-15' }, { day: '2026-12-20' }, 3]);
  });

  test('the granted day stands in the place of the time that a return gave', () => {
    const returned = asked({ ...dueOn('2026-12-01'), amendBy: '2026-12-25' });
    expect(decide(returned, { kind: 'grantExtension', opinion: '' }, office).after).toMatchObject({ amendBy: null, due: { day: '2026-12-31' } });
  });

  test('a day that passed while the request waited cannot be granted as it is', () => {
    const later = by('fang', OFFICE, { now: instantAt('2027-01-04', '09:00') });
    expect(refused(() => decide(asked(), { kind: 'grantExtension', opinion: '' }, later)).id).toBe('action-incomplete');
    expect(decide(asked(), { kind: 'grantExtension', day: '2027-01-08', opinion: '' }, later).after.due).toMatchObject({ day: '2027-01-08' });
  });

  test('refusing leaves every day as it was', () => {
    const before = asked();
    const { after } = decide(before, { kind: 'refuseExtension', reason: '可以按期完成' }, office);
    expect(after).toEqual({ ...before, extension: null, version: before.version + 1 });
  });

  test('nobody decides on what they report on or asked for, and nobody but the office decides', () => {
    for (const one of [
      owner,
      by('fang', { ...OFFICE, reports: true }),
      by('lin', { ...NOBODY, reviews: true }),
      by('song', { ...NOBODY, commands: true, rated: false }),
    ]) {
      expect(kinds(asked(), one)).not.toContain('grantExtension');
      expect(kinds(asked(), one)).not.toContain('refuseExtension');
    }
    const self: Task = { ...asked(), extension: { day: '2026-12-31', reason: '', askedAt: NOW, askedBy: 'fang' } };
    expect(refused(() => decide(self, { kind: 'grantExtension', opinion: '' }, office))).toMatchObject({
      id: 'action-not-yours',
      message: '延期由巡察办决定，本人负责或申请的任务须由他人决定。',
    });
    expect(kinds(asked(), office)).toContain('grantExtension');
  });

  test('is due three workdays after it was asked', () => {
    expect(decideBy(asked(), DEFAULT_POLICY, calendar)).toBe('2026-12-23');
    expect(decideBy(due(), DEFAULT_POLICY, calendar)).toBeNull();
  });
});

describe('a day asked for', () => {
  test('that is a day off says to which workday it is carried', () => {
    expect(dayAskedWords('2026-12-25', calendar, '2026-12-18')).toBe('12月25日（周五）');
    expect(dayAskedWords('2026-12-26', calendar, '2026-12-18')).toBe('12月26日（周六，不是工作日，可顺延到 12月28日）');
  });
});

describe('days worth offering', () => {
  test('are workdays, in order, and each may be asked for', () => {
    fc.assert(
      fc.property(fc.nat({ max: 250 }), fc.nat({ max: 400 }), (dueIn, todayIn) => {
        const task = due(dueOn(addDays('2026-01-05', dueIn)));
        const today = addDays('2026-01-01', todayIn);
        const days = offeredDays(task, calendar, today);
        const range = extensionDays(task, today);
        expect(days.length).toBeGreaterThan(1);
        expect([...days].sort()).toEqual(days);
        for (const day of days) expect(calendar.isWorkday(day) && range !== null && day >= range.from && day <= range.until).toBe(true);
      }),
    );
  });
});

describe('the ledger imported again', () => {
  const blank = {
    measure: '',
    acceptance: '',
    remark: '',
    owners: [],
    leader: null,
    evidence: null,
    milestones: null,
    targets: null,
  } as unknown as TaskDraft;
  const draft = (day: string): TaskDraft => ({ ...blank, due: { kind: 'day', day, words: day } });
  const names = { unit: () => '', person: () => '' };
  const compared = (task: Task, day: string) => compareTask(task, draft(day), { units: [], owners: [], leader: null }, names, '2026-12-18');
  const extended = decide(asked(), { kind: 'grantExtension', opinion: '' }, office).after;

  test('with the day before the extension takes nothing back', () => {
    expect(compared(extended, '2026-12-20')).toMatchObject({ changes: [], after: { due: { day: '2026-12-31' } } });
  });

  test('with a new day is a correction: it holds, and nothing is called extended', () => {
    expect(compared(extended, '2027-02-01')).toMatchObject({
      changes: ['完成时限：12月31日 → 2027年2月1日'],
      after: { due: { day: '2027-02-01' }, originalDue: null, deadlineNumber: 3 },
    });
  });
});

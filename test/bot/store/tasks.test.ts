/** Tasks in the base: scopes, search, order, pages, versions and what a sweep is given. */
import { NOTHING_HEARD } from '../../../core/ledger/heard.js';
import type { Task } from '../../../core/ledger/model.js';
import type { TaskFilter, TaskRow, TaskScope } from '../../../bot/services.js';
import { type TestStore, openTestStore } from '../../support/database.js';
import { aFinding, aTask, CENTRE, dueOn } from '../../support/make.js';

const WHOLE: TaskScope = { everything: true, unitIds: [], personId: null, beforeStart: true };
const scope = (facts: Partial<TaskScope>): TaskScope => ({ everything: false, unitIds: [], personId: null, beforeStart: false, ...facts });

let base: TestStore;
beforeAll(async () => {
  base = await openTestStore();
});
beforeEach(async () => {
  await base.empty();
  await base.store.people.saveUnits(CENTRE.units);
  await base.store.people.savePeople(CENTRE.people);
  await base.store.ledger.saveFindings([aFinding(), aFinding({ id: 'second', number: 'ZZ-01' })]);
});
afterAll(() => base.close());

const put = (...tasks: readonly Task[]) => base.store.tasks.insertMany(tasks);
const ids = (rows: readonly TaskRow[]) => rows.map(({ task }) => task.id);
const found = async (filter: TaskFilter, within: TaskScope = WHOLE) => ids(await base.store.tasks.all(within, filter));
const watched = async (until: string) => {
  const all: string[] = [];
  for await (const row of base.store.tasks.watched(until)) all.push(row.task.id);
  return all.sort();
};

test('a task comes back as it was put in', async () => {
  const task = aTask({ due: { kind: 'standing', words: '长期坚持' }, coUnitIds: ['other'], lastProgressAt: new Date('2026-11-01T00:00:00Z') });
  await put(task);
  const row = await base.store.tasks.find(task.id, WHOLE);
  expect(row).toEqual({ task, finding: aFinding() });
  expect(await base.store.tasks.byNumber(task.number, WHOLE)).toEqual(row);
  expect(await base.store.tasks.many([task.id])).toEqual([row]);
});

test('a scope hides what it does not cover, by id and in lists alike', async () => {
  const mine = aTask({ ownerId: 'zhou', unitId: 'other' });
  const ours = aTask({ unitId: 'section' });
  const helped = aTask({ unitId: 'other', coUnitIds: ['section'] });
  const foreign = aTask({ unitId: 'other' });
  const silent = aTask({ unitId: 'section', supervisedFrom: null });
  await put(mine, ours, helped, foreign, silent);
  const section = scope({ unitIds: ['section'], personId: 'zhou' });
  expect((await found({}, section)).sort()).toEqual([mine.id, ours.id, helped.id].sort());
  expect(await base.store.tasks.find(foreign.id, section)).toBeNull();
  expect(await base.store.tasks.byNumber(silent.number, section)).toBeNull();
  expect(await base.store.tasks.find(silent.id, { ...section, beforeStart: true })).not.toBeNull();
  expect(await found({}, scope({}))).toEqual([]);
});

test('a filter narrows the scope and never widens it', async () => {
  const ours = aTask({ unitId: 'section', status: 'submitted' });
  const foreign = aTask({ unitId: 'other', status: 'submitted' });
  await put(ours, foreign);
  const section = scope({ unitIds: ['section'] });
  expect(await found({ unitId: 'other' }, section)).toEqual([]);
  expect(await found({ status: 'submitted' }, section)).toEqual([ours.id]);
  expect((await base.store.tasks.awaitingReview(section)).map(({ id }) => id)).toEqual([ours.id]);
  expect(await found({ q: foreign.measure }, section)).toEqual([ours.id]);
});

test('urgency is the order: by day, then standing, then in review, then done', async () => {
  const done = aTask({ status: 'closed', ...dueOn('2026-01-01') });
  const review = aTask({ status: 'submitted', ...dueOn('2026-01-02') });
  const standing = aTask({ due: { kind: 'standing', words: '长期坚持' } });
  const later = aTask(dueOn('2026-12-20'));
  const late = aTask(dueOn('2026-11-01'));
  await put(done, review, standing, later, late);
  expect(await found({})).toEqual([late.id, later.id, standing.id, review.id, done.id]);
});

test('a search finds measure, number, finding, unit and owner, in full-width letters too', async () => {
  const window = aTask({ number: 31, measure: '增设“潮汐窗口”（A级）' });
  const meeting = aTask({ number: 32, measure: '会议精简', findingId: 'second', unitId: 'other', ownerId: 'zhou' });
  await put(window, meeting);
  for (const q of ['潮汐', 'T31', 't31', 'Ｔ３１', '31', '何俊', '政务服务科', '(a级)', ' 潮汐 '])
    expect([q, await found({ q })]).toEqual([q, [window.id]]);
  for (const q of ['ZZ-01', 'zz-01', '周敏', '综合科', '会议']) expect([q, await found({ q })]).toEqual([q, [meeting.id]]);
});

test('a search word is text, never a pattern', async () => {
  await put(aTask({ measure: '压减30%(含)以上' }), aTask({ measure: 'a+b [c] \\d ^$ | {2} 5*x?' }));
  for (const q of ['.*', '(', '[', '\\', '^', '$ne', '{"$gt":""}', 'a.b', '^增']) {
    const hits = await found({ q });
    expect([q, hits.length]).toEqual([q, ['(', '[', '\\', '^'].includes(q) ? 1 : 0]);
  }
  expect(await found({ q: '30%(含)' })).toHaveLength(1);
});

test('a write at an old version changes nothing', async () => {
  const task = aTask();
  await put(task);
  expect(await base.store.tasks.replace({ ...task, version: 2, percent: 40 })).toBe(true);
  expect(await base.store.tasks.replace({ ...task, version: 2, percent: 90 })).toBe(false);
  expect((await base.store.tasks.find(task.id, WHOLE))?.task.percent).toBe(40);
});

test('of two people who write at once exactly one succeeds', async () => {
  const tasks = Array.from({ length: 20 }, () => aTask());
  await put(...tasks);
  const other = await base.again();
  for (const task of tasks) {
    const won = await Promise.all([
      base.store.transaction((store) => store.tasks.replace({ ...task, version: 2, percent: 10 })),
      other.store.transaction((store) => store.tasks.replace({ ...task, version: 2, percent: 20 })),
    ]);
    expect(won.filter(Boolean)).toHaveLength(1);
  }
});

test('a moved due day is found under its new day', async () => {
  const task = aTask(dueOn('2026-11-01'));
  await put(task, aTask(dueOn('2026-11-15')));
  await base.store.tasks.replace({ ...task, version: 2, ...dueOn('2026-12-31') });
  expect((await found({})).at(-1)).toBe(task.id);
  expect(await watched('2026-11-20')).toHaveLength(1);
});

test('a sweep is given what it must look at and nothing else', async () => {
  const wanted = {
    due: aTask(dueOn('2026-11-25')),
    late: aTask(dueOn('2026-01-05')),
    unsigned: aTask({ status: 'handedOut', ...dueOn('2027-06-01'), supervisedFrom: '2026-11-20' }),
    review: aTask({ status: 'submitted', ...dueOn('2027-06-01'), submittedAt: new Date('2026-11-20T02:00:00Z') }),
    verify: aTask({ status: 'toVerify', ...dueOn('2027-06-01') }),
    amending: aTask({ ...dueOn('2027-06-01'), amendBy: '2026-11-26', returnedCount: 1 }),
    standing: aTask({ due: { kind: 'standing', words: '长期坚持' } }),
  };
  await put(
    ...Object.values(wanted),
    aTask(dueOn('2027-06-01')),
    aTask({ ...dueOn('2026-11-25'), supervisedFrom: null }),
    aTask({ ...dueOn('2026-11-25'), status: 'closed' }),
    aTask({ due: { kind: 'standing', words: '长期坚持' }, status: 'routine' }),
  );
  expect(await watched('2026-12-01')).toEqual(
    Object.values(wanted)
      .map((task) => task.id)
      .sort(),
  );
});

test('a sweep over many tasks streams them all, found by index', async () => {
  await put(...Array.from({ length: 1_203 }, () => aTask(dueOn('2026-11-01'))), ...Array.from({ length: 300 }, () => aTask(dueOn('2027-11-01'))));
  expect(await watched('2026-12-01')).toHaveLength(1_203);
  const plan = await base.db
    .collection('tasks')
    .find({ watch: { $type: 'string', $lte: '2026-12-01' } })
    .sort({ watch: 1 })
    .explain('executionStats');
  expect(plan['executionStats'].totalDocsExamined).toBe(1_203);
});

test('my open tasks are those I own, help with or lead, not those I once handed in', async () => {
  const owned = aTask({ ownerId: 'zhou' });
  const helped = aTask({ coOwnerIds: ['zhou'] });
  const led = aTask({ leaderId: 'zhou', status: 'submitted' });
  await put(owned, helped, led, aTask({ ownerId: 'zhou', status: 'closed' }), aTask({ submittedBy: 'zhou', status: 'submitted' }), aTask());
  expect(ids(await base.store.tasks.ofPerson('zhou')).sort()).toEqual([owned.id, helped.id, led.id].sort());
});

test('numbers reserved in parallel never overlap', async () => {
  const firsts = await Promise.all(Array.from({ length: 20 }, () => base.store.tasks.reserveNumbers(3)));
  expect(firsts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index * 3 + 1));
});

test('two tasks of one number cannot be', async () => {
  await put(aTask({ number: 7 }));
  await expect(put(aTask({ number: 7 }))).rejects.toMatchObject({ code: 11000 });
});

test('a field nobody declared is refused, not stored', async () => {
  await expect(put({ ...aTask(), colour: 'blue' } as Task)).rejects.toThrow(/colour/);
});

test('open requests for more time are found within the scope, and a sweep looks at them however far the due day is', async () => {
  const extension = { day: '2027-08-31', reason: '设备未到货', askedAt: new Date('2026-11-24T01:00:00Z'), askedBy: 'he' };
  const asking = aTask({ ...dueOn('2027-06-30'), extension, originalDue: { kind: 'immediate', day: '2027-03-01', words: '立行立改' } });
  const silent = aTask({ ...dueOn('2027-06-30') });
  await put(asking, silent);
  expect(await base.store.tasks.all(WHOLE, { undecided: true })).toEqual([{ task: asking, finding: aFinding() }]);
  expect(await base.store.tasks.all(scope({ unitIds: ['other'] }), { undecided: true })).toEqual([]);
  expect(await watched('2026-12-01')).toEqual([asking.id]);
});

test('a task kept before answers were kept counts as answered by its last report or signature', async () => {
  const reported = aTask({ lastProgressAt: new Date('2026-11-20T01:00:00Z') });
  const signed = aTask({ signedAt: new Date('2026-10-12T01:00:00Z') });
  const silent = aTask({ signedAt: null, status: 'handedOut' });
  await put(reported, signed, silent);
  await base.db.collection('tasks').updateMany({}, { $unset: { heard: '' } });
  const answered = async ({ id }: Task) => (await base.store.tasks.find(id, WHOLE))?.task.heard;
  expect(await answered(reported)).toEqual({ ...NOTHING_HEARD, answeredAt: reported.lastProgressAt });
  expect(await answered(signed)).toEqual({ ...NOTHING_HEARD, answeredAt: signed.signedAt });
  expect(await answered(silent)).toEqual(NOTHING_HEARD);
});

/** What one transaction promises: all or nothing, repeats told, races settled, nothing retried without end. */
import { canonical } from '../../../core/trust/canonical.js';
import { Refusal } from '../../../core/refusal.js';
import type { DubanEvent } from '../../../core/ledger/model.js';
import { type TestStore, openTestStore } from '../../support/database.js';
import { aFinding, aRound, aTask } from '../../support/make.js';

let base: TestStore;
beforeAll(async () => {
  base = await openTestStore();
  await base.store.ledger.saveFindings([aFinding()]);
});
afterAll(() => base.close());

let made = 0;
const anEvent = (facts: Partial<DubanEvent> = {}): DubanEvent => ({
  id: `event-${(made += 1)}`,
  subject: { kind: 'task', id: 'task' },
  action: 'progress',
  by: 'he',
  forId: null,
  at: new Date('2026-11-24T01:00:00Z'),
  data: {},
  ...facts,
});

test('what fails leaves nothing behind', async () => {
  const task = aTask();
  const work = base.store.transaction(async (store) => {
    await store.tasks.insertMany([task]);
    await store.events.insert([anEvent({ subject: { kind: 'task', id: task.id } })]);
    await store.ledger.saveRound(aRound({ id: 'half' }));
    throw new Refusal('no', '不行。');
  });
  await expect(work).rejects.toMatchObject({ id: 'no' });
  expect(await base.store.tasks.many([task.id])).toEqual([]);
  expect(await base.store.events.of('task', task.id)).toEqual([]);
  expect(await base.store.ledger.round('half')).toBeNull();
});

test('inside, what was written is read; outside, not before the end', async () => {
  await base.store.transaction(async (store) => {
    await store.ledger.saveRound(aRound({ id: 'inner' }));
    expect(await store.ledger.round('inner')).not.toBeNull();
    expect(await base.store.ledger.round('inner')).toBeNull();
    await store.transaction(async (same) => expect(await same.ledger.round('inner')).not.toBeNull());
  });
  expect(await base.store.ledger.round('inner')).toEqual(aRound({ id: 'inner' }));
});

test('a repeated request is told at once, not retried hundreds of times', async () => {
  await base.store.events.remember('he', 'request-1', { subjectId: 'task', words: '已提交。', print: 'first' });
  let runs = 0;
  const work = base.store.transaction(async (store) => {
    runs += 1;
    await store.events.remember('he', 'request-1', { subjectId: 'task', words: '又一次。', print: 'second' });
  });
  await expect(work).rejects.toMatchObject({ id: 'request-repeated', kind: 'conflict' });
  expect(runs).toBe(1);
  expect(await base.store.events.answered('he', 'request-1')).toEqual({ subjectId: 'task', words: '已提交。', print: 'first' });
  expect(await base.store.events.answered('zhou', 'request-1')).toBeNull();
});

test('the same request ten times at once has one effect', async () => {
  const task = aTask();
  await base.store.tasks.insertMany([task]);
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, () =>
      base.store.transaction(async (store) => {
        await store.events.remember('he', 'request-ten', { subjectId: task.id, words: '', print: null });
        if (!(await store.tasks.replace({ ...task, version: 2, percent: 50 }))) throw new Refusal('task-changed', '');
        await store.events.insert([anEvent({ subject: { kind: 'task', id: task.id } })]);
      }),
    ),
  );
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect(tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.id] : []))).toEqual(Array.from({ length: 9 }, () => 'request-repeated'));
  expect(await base.store.events.of('task', task.id)).toHaveLength(1);
});

test('events come back oldest first with what they hold, and keep the bytes that were hashed', async () => {
  const data = { text: '已开设 4 个窗口', percent: 60, evidenceIds: ['a', 'b'], deep: { b: null, a: [1, { z: true }] } };
  const later = anEvent({ subject: { kind: 'task', id: 'kept' }, at: new Date('2026-11-25T01:00:00Z'), data });
  const earlier = anEvent({ subject: { kind: 'task', id: 'kept' }, by: null });
  await base.store.events.insert([later, earlier]);
  expect(await base.store.events.of('task', 'kept')).toEqual([earlier, later]);
  const stored = await base.db.collection<{ _id: string; bytes: string; seal: null }>('events').findOne({ _id: later.id });
  expect(stored).toMatchObject({ bytes: canonical(later), seal: null });
  expect(JSON.parse(stored?.bytes ?? '')).toEqual({ ...later, at: later.at.toISOString() });
});

test('an event cannot be written over', async () => {
  const event = anEvent();
  await base.store.events.insert([event]);
  await expect(base.store.events.insert([{ ...event, action: 'pass' }])).rejects.toMatchObject({ code: 11000 });
});

test('the version of the people rises with every change and with none that failed', async () => {
  const before = await base.store.people.version();
  await base.store.people.saveUnits([{ id: 'u', name: '甲', parentId: null }]);
  await base.store.people.setPosts('nobody', []);
  await expect(
    base.store.transaction(async (store) => {
      await store.people.saveUnits([{ id: 'u', name: '乙', parentId: null }]);
      throw new Refusal('no', '不行。');
    }),
  ).rejects.toMatchObject({ id: 'no' });
  expect((await base.store.people.version()) - before).toBe(2);
});

test('an import keeps its bytes, its preview facts and what became of it', async () => {
  const stored = {
    id: 'import',
    personId: 'fang',
    fileName: '台账.xlsx',
    at: new Date('2026-11-24T01:00:00Z'),
    bytes: Buffer.from([0, 255, 1, 254]),
    sha256: 'x',
    roundName: null,
    feedbackDay: null,
    committedRoundId: null,
  };
  await base.store.imports.save(stored);
  expect(await base.store.imports.find('import')).toEqual(stored);
  await base.store.imports.committed('import', 'round');
  expect(await base.store.imports.find('import')).toEqual({ ...stored, committedRoundId: 'round' });
  expect(await base.store.imports.find('none')).toBeNull();
});

test('a setting is kept whole, whatever its shape', async () => {
  const policy = { ladders: { due: { counts: 'calendar', rungs: [{ offset: -7, to: ['owner'] }] } }, empty: {}, list: [] };
  await base.store.settings.set('policy', policy);
  await base.store.settings.set('clock', 86_400_000);
  expect(await base.store.settings.get('policy')).toEqual(policy);
  expect(await base.store.settings.get('clock')).toBe(86_400_000);
  expect(await base.store.settings.get('none')).toBeNull();
});

test('making the indexes again changes nothing', async () => {
  const before = await base.db.collection('tasks').indexes();
  await base.ensureIndexes();
  await base.ping();
  expect(await base.db.collection('tasks').indexes()).toEqual(before);
});

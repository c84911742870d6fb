/** What the outbox forgets after long, and what it must never forget: a key that could be made again. */
import { forgetDeliveries } from '../../bot/actions/clean-up.js';
import { sweep } from '../../bot/actions/sweep.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { addDays, dayOf } from '../../core/time/day.js';
import { aNotice, begun } from '../support/delivery.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type World, world } from '../support/world.js';

const FIRST = '2026-11-24';
const MACHINE_DAY = 86_400_000;

describe('what the outbox remembers', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: FIRST, time: '08:40' });
  });
  beforeEach(async () => {
    await w.base.empty();
    w.setTime(FIRST, '08:40');
    const { people, ledger, settings } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding()]);
    // A rung that comes once and never again: what a task has reached today was reached years ago.
    const due = { counts: 'calendar', rungs: [{ offset: 1, to: ['leader'] }] } as const;
    await settings.set('policy', { ...DEFAULT_POLICY, repeats: 0, ladders: { ...DEFAULT_POLICY.ladders, due } });
  });
  afterAll(() => w.close());

  const keys = async () => (await w.base.db.collection('notices').find({}).toArray()).map(({ key }) => String(key)).sort();
  const of = async (taskId: string) => (await keys()).filter((key) => key.startsWith(`${taskId} :`)).length;
  /** So many days later, as if a sweep had run each morning. */
  async function later(days: number): Promise<void> {
    w.setTime(addDays(FIRST, days), '08:40');
    await w.services.store.settings.set('sweep.last', w.services.clock.now());
  }

  test('what an open task was told is known for good, so that nobody is told twice; of a closed one it goes after 400 days', async () => {
    const { store } = w.services;
    await store.tasks.insertMany([aTask({ id: 'late', ...dueOn('2026-11-20') }), aTask({ id: 'done', ...dueOn('2026-11-20') })]);
    await w.tick();
    const told = await of('late');
    expect([told, await of('done')]).toEqual([told, told]);
    expect(told).toBeGreaterThan(1);
    const done = (await store.tasks.many(['done']))[0]?.task;
    if (done === undefined) throw new Error('no task');
    await store.tasks.replace({ ...done, status: 'closed', closedAt: w.services.clock.now(), version: 2 });

    await later(399);
    expect((await forgetDeliveries(w.services)).notices).toBe(0);
    await later(402);
    expect((await forgetDeliveries(w.services)).notices).toBeGreaterThanOrEqual(told);
    expect([await of('late'), await of('done')]).toEqual([told, 0]);
    await sweep(w.services);
    expect([await of('late'), await of('done')]).toEqual([told, 0]);
  });

  test('a day’s digest of a group goes, a note to the office and what still waits stay', async () => {
    const { outbox } = w.services.store;
    const past = { day: FIRST, notBefore: w.services.clock.now(), taskId: null };
    await outbox.insert([
      aNotice('group:office : 2026-11-24', 'preview:group:office', { ...past, kind: 'groupDigest' }),
      aNotice('note : outage-2026-11-20 : person:fang', 'preview:person:fang', { ...past, kind: 'note' }),
      aNotice('weekly : 2026-11-23', 'preview:group:leadingGroup', { ...past, kind: 'weekly' }),
    ]);
    await w.tick();
    await outbox.insert([aNotice('still waiting', 'preview:person:he', { ...past, kind: 'groupDigest' })]);
    await later(500);
    await forgetDeliveries(w.services);
    expect(await keys()).toEqual(['note : outage-2026-11-20 : person:fang', 'still waiting']);
  });

  test('attempts go after 180 days, their figures stay, and one that a lane still holds is kept: it says that its message went', async () => {
    const { outbox, figures } = w.services.store;
    const now = w.services.clock.now();
    const settledIn = async (lane: string, key: string) => {
      await outbox.insert([aNotice(key, lane, { notBefore: now })]);
      const claim = await outbox.claim(lane, now, 30_000);
      if (claim === null) throw new Error('nothing was claimed');
      const attempt = await begun(
        outbox,
        claim,
        claim.notices.map((one) => one.key),
        `attempt-${key}`,
      );
      await outbox.settle(claim, attempt, { kind: 'sent', messageId: key });
    };
    await settledIn('preview:person:he', 'gone');
    await settledIn('preview:person:zhou', 'held');
    const attempts = w.base.db.collection<{ _id: string; lane: string; epoch: number }>('attempts');
    const held = await attempts.findOne({ lane: 'preview:person:zhou' });
    if (held === null) throw new Error('no attempt');
    const { _id, ...open } = held;
    // As a process leaves it that dies between the outcome and its notices.
    await w.base.db.collection<{ _id: string }>('lanes').updateOne({ _id: open.lane }, { $set: { open: { id: _id, ...open } } });
    await w.base.db.collection('notices').updateOne({ key: 'held' }, { $set: { state: 'waiting', epoch: 0 } });
    await attempts.updateMany({}, { $set: { endedAt: new Date(Date.now() - 181 * MACHINE_DAY) } });
    const before = await figures.attempts();

    expect((await forgetDeliveries(w.services)).attempts).toBe(1);
    expect(await attempts.distinct('lane')).toEqual(['preview:person:zhou']);
    expect(await figures.attempts()).toEqual(before);
    expect((await forgetDeliveries(w.services)).attempts).toBe(0);
    expect(dayOf(now)).toBe(FIRST);
    await outbox.claim('preview:person:zhou', now, 30_000);
    expect(await w.base.db.collection('notices').findOne({ key: 'held' })).toMatchObject({ state: 'sent', unknowns: 0 });
  });
});

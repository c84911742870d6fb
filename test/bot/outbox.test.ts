/** The outbox on a real replica set: who may send what, and what is left when somebody dies. */
import type { ClaimedLane, Outbox } from '../../bot/services.js';
import { openOutbox } from '../../bot/store/outbox.js';
import { aNotice, begun, TUESDAY } from '../support/delivery.js';
import { openTestStore, type TestStore } from '../support/database.js';
import { passMachineTime } from '../support/machine-time.js';

const LEASE = 30_000;
const HOUR = 3_600_000;

let base: TestStore;
let outbox: Outbox;
let count = 0;
/** A lane of its own for each test. */
const freshLane = () => `preview:person:p${(count += 1)}`;

beforeAll(async () => {
  base = await openTestStore();
  outbox = base.store.outbox;
});
afterAll(() => base.close());

const pass = (ms: number) => passMachineTime(base.db, ms);

async function claimed(lane: string): Promise<ClaimedLane> {
  const claim = await outbox.claim(lane, TUESDAY, LEASE);
  if (claim === null) throw new Error(`${lane} could not be claimed`);
  return claim;
}
const keysOf = (claim: ClaimedLane | null) => claim?.notices.map((notice) => notice.key) ?? null;
const rowOf = (key: string) => base.db.collection('notices').findOne({ key });
const isDue = async (lane: string, now = TUESDAY) => (await outbox.dueLanes(now, 1_000)).includes(lane);

describe('entering', () => {
  test('a known key enters once, and each lane has its own row', async () => {
    const [a, b] = [freshLane(), freshLane()];
    expect(await outbox.insert([aNotice('once', a), aNotice('once', b)])).toBe(2);
    expect(await outbox.insert([aNotice('once', a), aNotice('once-more', a)])).toBe(1);
    expect(await outbox.known(['once', 'once-more', 'never'])).toEqual(new Set(['once', 'once-more']));
  });

  test('a rolled back change leaves no notice', async () => {
    const lane = freshLane();
    const failing = base.store.transaction(async (store) => {
      await store.outbox.insert([aNotice('rolled-back', lane)]);
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    expect(await outbox.known(['rolled-back'])).toEqual(new Set());
  });

  test('what a sweep stages cannot be claimed before the sweep is complete', async () => {
    const lane = freshLane();
    const sweep = await outbox.beginSweep();
    expect(await outbox.stage([aNotice('staged-1', lane), aNotice('staged-2', lane)], sweep)).toBe(2);
    expect(await isDue(lane)).toBe(false);
    expect(await outbox.claim(lane, TUESDAY, LEASE)).toBeNull();
    expect(await outbox.stage([aNotice('staged-2', lane)], sweep)).toBe(0);
    await outbox.finishSweep(sweep);
    expect(keysOf(await claimed(lane))).toEqual(['staged-1', 'staged-2']);
  });

  test('a sweep lets go what one before it had made and died, and nothing of one that still runs', async () => {
    const [lane, other] = [freshLane(), freshLane()];
    const [dead, first, second] = [await outbox.beginSweep(), await outbox.beginSweep(), await outbox.beginSweep()];
    await outbox.stage([aNotice('of-the-dead', lane)], dead);
    await outbox.stage([aNotice('of-the-second', other)], second);
    await outbox.finishSweep(first);
    expect([await isDue(lane), await isDue(other)]).toEqual([true, false]);
    expect(await outbox.claim(other, TUESDAY, LEASE)).toBeNull();
    await outbox.finishSweep(second);
    // One that ends late takes nothing back.
    await outbox.finishSweep(first);
    expect([await isDue(lane), await isDue(other)]).toEqual([true, true]);
  });

  test('another process finds what a sweep let go at its first look, and can claim it then', async () => {
    const lane = freshLane();
    const { store } = await base.again();
    expect(await store.outbox.dueLanes(TUESDAY, 1_000)).not.toContain(lane);
    const sweep = await outbox.beginSweep();
    await outbox.stage([aNotice('from-elsewhere', lane)], sweep);
    await outbox.finishSweep(sweep);
    expect(await store.outbox.dueLanes(TUESDAY, 1_000)).toContain(lane);
    expect(keysOf(await store.outbox.claim(lane, TUESDAY, LEASE))).toEqual(['from-elsewhere']);
  });

  test('what is urgent is claimed alone and first, however long courtesy has waited, and at night nothing else is', async () => {
    const lane = freshLane();
    const early = new Date(TUESDAY.getTime() - HOUR);
    // More than one message holds.
    const courteous = Array.from({ length: 500 }, (_, index) => `courteous-${index}`);
    await outbox.insert(courteous.map((key) => aNotice(key, lane, { notBefore: early })));
    await outbox.insert([aNotice('urgent', lane, { urgent: true })]);
    expect(await outbox.dueLanes(TUESDAY, 1_000, 'urgent')).toEqual([lane]);
    const first = await claimed(lane);
    expect(keysOf(first)).toEqual(['urgent']);
    await outbox.drop(first, ['urgent'], '测试');
    await outbox.release(first, 0);
    expect(await outbox.dueLanes(TUESDAY, 1_000, 'urgent')).toEqual([]);
    expect(await outbox.claim(lane, TUESDAY, LEASE, 'urgent')).toBeNull();
    const rest = await claimed(lane);
    expect(new Set(keysOf(rest))).toEqual(new Set(courteous));
    await outbox.drop(rest, courteous, '测试');
    await outbox.release(rest, 0);
  });

  test('nothing is due before its world time, and nextDue tells when', async () => {
    const lane = freshLane();
    const late = new Date('2020-01-01T00:00:00Z');
    await outbox.insert([aNotice('early', lane, { notBefore: late })]);
    expect(await isDue(lane, new Date(late.getTime() - 1))).toBe(false);
    expect(await outbox.claim(lane, new Date(late.getTime() - 1), LEASE)).toBeNull();
    expect(await isDue(lane, late)).toBe(true);
    expect(await outbox.nextDue()).toEqual(late);
    await outbox.drop(await claimed(lane), ['early'], '测试');
    expect(await outbox.nextDue()).not.toEqual(late);
  });

  test('looking for work reads what is due and not what is not', async () => {
    const other = await openTestStore();
    const later = (index: number) => aNotice(`later-${index}`, `preview:person:q${index}`, { notBefore: new Date(TUESDAY.getTime() + HOUR) });
    await other.store.outbox.insert(Array.from({ length: 3_000 }, (_, index) => later(index)));
    await other.store.outbox.insert([1, 2, 3].map((index) => aNotice(`now-${index}`, `preview:person:q${index}`)));
    await other.db.command({ profile: 2 });
    expect(await other.store.outbox.dueLanes(TUESDAY, 10)).toHaveLength(3);
    await other.db.command({ profile: 0 });
    const read = await other.db.collection('system.profile').findOne({ 'command.aggregate': 'notices' });
    expect(read?.['keysExamined']).toBeLessThan(20);
    await other.close();
  });
});

describe('leases', () => {
  test('a lane has one holder at a time, and the epoch rises with each', async () => {
    const lane = freshLane();
    await outbox.insert([aNotice('held', lane)]);
    const racing = await Promise.all(Array.from({ length: 8 }, () => outbox.claim(lane, TUESDAY, LEASE)));
    const [first, ...others] = racing.filter((claim) => claim !== null);
    expect(others).toEqual([]);
    expect(await isDue(lane)).toBe(false);
    if (first !== undefined) await outbox.release(first, 0);
    expect((await claimed(lane)).epoch).toBeGreaterThan(first?.epoch ?? 0);
  });

  test('a released lane may be held back for a while', async () => {
    const lane = freshLane();
    await outbox.insert([aNotice('held-back', lane)]);
    await outbox.release(await claimed(lane), HOUR);
    expect(await isDue(lane)).toBe(false);
    expect(await outbox.claim(lane, TUESDAY, LEASE)).toBeNull();
    await pass(HOUR);
    expect(await isDue(lane)).toBe(true);
  });

  test('one who lost the lease changes nothing', async () => {
    const lane = freshLane();
    await outbox.insert([aNotice('zombie', lane)]);
    const zombie = await claimed(lane);
    await pass(LEASE);
    const holder = await claimed(lane);
    expect(await outbox.beginAttempt(zombie, ['zombie'], 'z1')).toBeNull();
    await outbox.drop(zombie, ['zombie'], '已办结');
    expect(await outbox.redirect(zombie, 'preview:group:office')).toBe(0);
    await outbox.release(zombie, 0);
    expect(await outbox.claim(lane, TUESDAY, LEASE)).toBeNull();
    expect(await rowOf('zombie')).toMatchObject({ state: 'waiting', lane, why: null });
    const attempt = await begun(outbox, holder, ['zombie'], 'h1');
    expect(await outbox.settle(holder, attempt, { kind: 'sent', messageId: null })).toBe(true);
    expect(await rowOf('zombie')).toMatchObject({ state: 'sent' });
  });

  test('one whose attempt was given up cannot write its outcome any more', async () => {
    const lane = freshLane();
    await outbox.insert([aNotice('given-up', lane, { unknown: 'once' })]);
    const zombie = await claimed(lane);
    const attempt = await begun(outbox, zombie, ['given-up'], 'z2');
    await pass(LEASE);
    const holder = await claimed(lane);
    expect(holder.expired).toBe(1);
    expect(await outbox.settle(zombie, attempt, { kind: 'sent', messageId: null })).toBe(false);
    expect(await rowOf('given-up')).toMatchObject({ state: 'unknown' });
  });
});

describe('an attempt without an outcome', () => {
  async function left(policy: 'again' | 'once' | 'merge') {
    const [lane, key] = [freshLane(), `left-${policy}`];
    await outbox.insert([aNotice(key, lane, { unknown: policy })]);
    await begun(outbox, await claimed(lane), [key], `a-${policy}`);
    await pass(LEASE);
    const next = await claimed(lane);
    expect(next).toMatchObject({ expired: 1, notices: [] });
    await outbox.release(next, 0);
    return { lane, key };
  }

  test('an escalation waits once more and carries that it may have arrived', async () => {
    const { lane, key } = await left('again');
    expect(await rowOf(key)).toMatchObject({ state: 'waiting', unknowns: 1 });
    await pass(HOUR);
    expect((await claimed(lane)).notices).toMatchObject([{ key, unknowns: 1 }]);
  });

  test('a courtesy ends as unknown', async () => {
    const { lane, key } = await left('once');
    expect(await rowOf(key)).toMatchObject({ state: 'unknown', unknowns: 1, why: '发送途中服务中断，不知是否送达' });
    expect(await isDue(lane)).toBe(false);
  });

  test('a digest waits for the next and goes along with it', async () => {
    const { lane, key } = await left('merge');
    await pass(HOUR);
    expect(await isDue(lane)).toBe(false);
    await outbox.insert([aNotice('next-digest', lane)]);
    expect(keysOf(await claimed(lane))).toEqual([key, 'next-digest']);
  });

  test('nobody hears of an escalation more than seven times', async () => {
    const lane = freshLane();
    await outbox.insert([aNotice('tireless', lane)]);
    let attempts = 0;
    for (; attempts < 20; attempts += 1) {
      await base.db.collection('notices').updateOne({ key: 'tireless' }, { $set: { retryAt: null } });
      const claim = await outbox.claim(lane, TUESDAY, LEASE);
      if (claim === null) break;
      const attempt = await begun(outbox, claim, ['tireless'], `t${attempts}`);
      await outbox.settle(claim, attempt, { kind: 'unknown', afterMs: 0, why: '没有回应' });
    }
    expect(attempts).toBe(6);
    expect(await rowOf('tireless')).toMatchObject({ state: 'unknown' });
  });
});

describe('outcomes', () => {
  test('what is put off waits in machine time and counts how often', async () => {
    const lane = freshLane();
    await outbox.insert([aNotice('put-off', lane)]);
    const claim = await claimed(lane);
    const attempt = await begun(outbox, claim, ['put-off'], 'r1');
    await outbox.settle(claim, attempt, { kind: 'retry', afterMs: HOUR, holdLane: false, why: '繁忙' });
    expect(await isDue(lane, new Date(TUESDAY.getTime() + 999 * HOUR))).toBe(false);
    await pass(HOUR);
    expect(await claimed(lane)).toMatchObject({ tries: 1 });
  });

  test('a hold keeps back what comes new into the lane', async () => {
    const lane = freshLane();
    await outbox.insert([aNotice('held-1', lane)]);
    const claim = await claimed(lane);
    const attempt = await begun(outbox, claim, ['held-1'], 'r2');
    await outbox.settle(claim, attempt, { kind: 'retry', afterMs: HOUR, holdLane: true, why: '限流' });
    await outbox.insert([aNotice('held-2', lane)]);
    expect(await isDue(lane)).toBe(false);
  });

  test.each(['outcome written', 'notices follow'])(
    'when the sender dies after “%s”, the next one finishes and sends nothing twice',
    async (point) => {
      const [lane, key] = [freshLane(), `died-${point}`];
      const mortal = openOutbox(base.connection, null, (at) => {
        if (at === point) throw new Error('killed');
      });
      await outbox.insert([aNotice(key, lane)]);
      const claim = await mortal.claim(lane, TUESDAY, LEASE);
      if (claim === null) throw new Error('not claimed');
      const attempt = await begun(mortal, claim, [key], `d-${point}`);
      await expect(mortal.settle(claim, attempt, { kind: 'sent', messageId: '7' })).rejects.toThrow('killed');
      await pass(LEASE);
      expect(await outbox.claim(lane, TUESDAY, LEASE)).toBeNull();
      expect(await rowOf(key)).toMatchObject({ state: 'sent', messageId: '7', sentAt: TUESDAY, unknowns: 0 });
    },
  );

  test('when whoever tidies up after the dead dies too, the third one finishes, and nothing is counted twice', async () => {
    const lane = freshLane();
    await outbox.insert([aNotice('twice-left', lane)]);
    await begun(outbox, await claimed(lane), ['twice-left'], 'dead-1');
    await pass(LEASE);
    const mortal = openOutbox(base.connection, null, (at) => {
      if (at === 'left behind decided') throw new Error('killed');
    });
    await expect(mortal.claim(lane, TUESDAY, LEASE)).rejects.toThrow('killed');
    expect(await rowOf('twice-left')).toMatchObject({ state: 'waiting', unknowns: 0 });
    await pass(LEASE);
    expect(await outbox.claim(lane, TUESDAY, LEASE)).toBeNull();
    expect(await rowOf('twice-left')).toMatchObject({ state: 'waiting', unknowns: 1 });
    await pass(HOUR);
    expect((await claimed(lane)).notices).toMatchObject([{ key: 'twice-left', unknowns: 1 }]);
  });

  test('a lane that is sent onto itself keeps what waits in it', async () => {
    const lane = freshLane();
    await outbox.insert([aNotice('stays', lane)]);
    expect(await outbox.redirect(await claimed(lane), lane)).toBe(0);
    expect(await rowOf('stays')).toMatchObject({ state: 'waiting', lane });
  });

  test('a redirected lane takes all that waits along, once for each notice, and goes on from there', async () => {
    const [a, b, chat] = ['wecom:ra', 'wecom:rb', 'preview:group:unit:x'];
    await outbox.insert([aNotice('both', a), aNotice('both', b), aNotice('tomorrow', a, { notBefore: new Date(TUESDAY.getTime() + 24 * HOUR) })]);
    expect(await outbox.redirect(await claimed(a), chat)).toBe(2);
    expect(await outbox.redirect(await claimed(b), chat)).toBe(0);
    const claim = await claimed(chat);
    expect(keysOf(claim)).toEqual(['both']);
    const attempt = await begun(outbox, claim, ['both'], 'x1');
    await outbox.settle(claim, attempt, { kind: 'sent', messageId: null });
    expect(await isDue(chat)).toBe(false);
    expect(await isDue(chat, new Date(TUESDAY.getTime() + 24 * HOUR))).toBe(true);
  });

  test('the fate of what concerns a task can be looked up', async () => {
    const lane = freshLane();
    await outbox.insert([aNotice('fate-1', lane, { taskId: 'fate' }), aNotice('fate-2', lane, { taskId: 'fate' })]);
    const claim = await claimed(lane);
    await outbox.drop(claim, ['fate-1'], '事项已办结');
    const attempt = await begun(outbox, claim, ['fate-2'], 'f1');
    await outbox.settle(claim, attempt, { kind: 'refused', why: '内容不被接受' });
    expect((await outbox.ofTask('fate')).map(({ key, state, why }) => [key, state, why])).toEqual([
      ['fate-1', 'dropped', '事项已办结'],
      ['fate-2', 'refused', '内容不被接受'],
    ]);
  });
});

/**
 * Leases and attempts. A lane is leased with an epoch on the server's clock. The attempt is the one place where an
 * outcome is decided, by a compare-and-set: either its sender writes it, or whoever claims the lane next writes `unknown`.
 * What follows for the notices (`outbox-outcomes`) may be done twice and by anybody.
 */
import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import type { ClaimedLane, Outbox, Outcome, WhichNotices } from '../services.js';
import { againIfMet, joining } from './documents.js';
import type { KeptAttempt, KeptNotice, OutboxModels } from './outbox-models.js';
import { plainNotice } from './outbox-models.js';
import { noticesAfter } from './outbox-outcomes.js';

/** Told of each await boundary; a test throws there. */
export type Reached = (point: string) => void | Promise<void>;

const LARGEST_DIGEST = 500;

const fromNow = (ms: number) => ({ $add: ['$$NOW', ms] });
const isPast = (field: string) => ({ $lte: [{ $ifNull: [field, null] }, '$$NOW'] });

/** Free lanes go to the claimant; others stay as they are. */
const takeLane = (claimant: string, leaseMs: number) => [
  { $set: { claimant: { $cond: [{ $and: [isPast('$leasedUntil'), isPast('$heldUntil')] }, claimant, '$claimant'] } } },
  {
    $set: {
      epoch: { $cond: [{ $eq: ['$claimant', claimant] }, { $add: [{ $ifNull: ['$epoch', 0] }, 1] }, '$epoch'] },
      leasedUntil: { $cond: [{ $eq: ['$claimant', claimant] }, fromNow(leaseMs), '$leasedUntil'] },
    },
  },
];

type Leases = Pick<Outbox, 'claim' | 'drop' | 'redirect' | 'beginAttempt' | 'settle' | 'release'>;

export function openLeases({ notices, lanes, attempts }: OutboxModels, session: ClientSession | null, reached: Reached): Leases {
  const joined = joining(session);
  const byServerClock = { ...joined, updatePipeline: true } as const;
  const held = (claim: ClaimedLane) => ({ _id: claim.lane, epoch: claim.epoch, $expr: { $gt: ['$leasedUntil', '$$NOW'] } });
  const isHeld = async (claim: ClaimedLane): Promise<boolean> => (await lanes.exists(held(claim)).session(session)) !== null;

  /** Writes the outcome if none is there. The words of an outcome are data, never a pipeline's. */
  const decide = async (attemptId: string, outcome: KeptAttempt['outcome']): Promise<KeptAttempt | null> =>
    attempts
      .findOneAndUpdate({ _id: attemptId, outcome: null }, [{ $set: { outcome: { $literal: outcome }, endedAt: '$$NOW' } }], {
        ...byServerClock,
        returnDocument: 'after',
      })
      .lean<KeptAttempt>();

  /** Brings the notices into line with their attempt; harmless when repeated. */
  const apply = async (attempt: KeptAttempt): Promise<void> => {
    if (attempt.outcome !== null && attempt.outcome.kind !== 'void') {
      const states: KeptNotice['state'][] = attempt.outcome.kind === 'sent' ? ['waiting', 'dropped'] : ['waiting'];
      const mine = { _id: { $in: [...attempt.rows] }, state: { $in: states }, epoch: { $lt: attempt.epoch } };
      await notices.updateMany(mine, noticesAfter(attempt, attempt.outcome), byServerClock);
    }
    await reached('notices follow');
    await attempts.updateOne({ _id: attempt._id }, { $set: { applied: true } }, joined);
  };

  /** What earlier holders of the lane left behind. Answers how many notices nobody knows about. */
  const tidyUp = async (lane: string): Promise<number> => {
    let expired = 0;
    for (const left of await attempts.find({ lane, applied: false }).session(session).sort({ epoch: 1 }).lean<KeptAttempt[]>()) {
      const unknown = left.outcome === null ? await decide(left._id, { kind: 'unknown', afterMs: 0, why: '发送途中服务中断，不知是否送达' }) : null;
      if (unknown !== null) expired += unknown.rows.length;
      await apply(unknown ?? (await attempts.findById(left._id).session(session).lean<KeptAttempt>()) ?? left);
    }
    return expired;
  };

  /** What is urgent first, however much waits beside it. */
  const dueOf = (lane: string, now: Date, which: WhichNotices): Promise<KeptNotice[]> =>
    notices
      .find({
        lane,
        ...(which === 'urgent' ? { urgent: true } : {}),
        state: 'waiting',
        staged: false,
        notBefore: { $lte: now },
        $expr: { $lte: ['$retryAt', '$$NOW'] },
      })
      .session(session)
      .sort({ urgent: -1, notBefore: 1, _id: 1 })
      .limit(LARGEST_DIGEST)
      .lean<KeptNotice[]>();

  const release = async (claim: ClaimedLane, holdMs: number): Promise<void> => {
    const freed = [{ $set: { leasedUntil: null, heldUntil: holdMs > 0 ? fromNow(holdMs) : null } }];
    await lanes.updateOne({ _id: claim.lane, epoch: claim.epoch }, freed, byServerClock);
  };

  return {
    claim: async (lane, now, leaseMs, which = 'all') => {
      const claimant = randomUUID();
      const taken = await againIfMet(() =>
        lanes.findOneAndUpdate({ _id: lane }, takeLane(claimant, leaseMs), { ...byServerClock, upsert: true, returnDocument: 'after' }).lean(),
      );
      if (taken?.claimant !== claimant) return null;
      await reached('lane leased');
      const expired = await tidyUp(lane);
      const due = aloneIfUrgent(await dueOf(lane, now, which));
      const found = due.some((row) => !row.merging) ? due : [];
      const rows = new Map(found.map((row) => [row.key, row._id]));
      const tries = Math.max(0, ...found.map((row) => row.tries));
      const claim = { lane, epoch: taken.epoch, leaseMs, at: now, notices: found.map(plainNotice), rows, tries, expired };
      if (found.length > 0 || expired > 0) return claim;
      await release(claim, 0);
      return null;
    },
    drop: async (claim, keys, why) => {
      if (!(await isHeld(claim))) return;
      const settled = { _id: { $in: rowsOf(claim, keys) }, state: 'waiting' as const, epoch: { $lt: claim.epoch } };
      await notices.updateMany(settled, { $set: { state: 'dropped', why, epoch: claim.epoch } }, joined);
    },
    redirect: async (claim, lane) => {
      if (!(await isHeld(claim))) return 0;
      const there = await notices.distinct('key', { lane }).session(session);
      // A group with two robots has two rows of one notice: the preview chat needs it once.
      await notices.updateMany(
        { lane: claim.lane, state: 'waiting', key: { $in: there } },
        { $set: { state: 'dropped', why: '已改由消息预览送达' } },
        joined,
      );
      const moved = { $set: { lane, epoch: 0, retryAt: null, tries: 0, merging: false } };
      const { modifiedCount } = await notices.updateMany({ lane: claim.lane, state: 'waiting' }, moved, joined);
      await release(claim, 0);
      return modifiedCount;
    },
    beginAttempt: async (claim, keys, attemptId) => {
      const attempt = { lane: claim.lane, epoch: claim.epoch, keys, rows: rowsOf(claim, keys), at: claim.at, outcome: null, endedAt: null };
      const begun = [{ $set: { ...literals(attempt), startedAt: '$$NOW', applied: false } }];
      await attempts.updateOne({ _id: attemptId }, begun, { ...byServerClock, upsert: true });
      await reached('attempt written');
      // Only now: whoever takes the lane after this line finds the attempt.
      const renewed = await lanes.updateOne(held(claim), [{ $set: { leasedUntil: fromNow(claim.leaseMs) } }], byServerClock);
      await reached('lease renewed');
      if (renewed.matchedCount === 1) return true;
      const nothing = await decide(attemptId, { kind: 'void' });
      if (nothing !== null) await apply(nothing);
      return false;
    },
    settle: async (claim, attemptId, outcome: Outcome) => {
      const decided = await decide(attemptId, outcome);
      if (decided === null) return false;
      await reached('outcome written');
      await apply(decided);
      await reached('outcome applied');
      await release(claim, outcome.kind === 'retry' && outcome.holdLane ? outcome.afterMs : 0);
      return true;
    },
    release,
  };
}

/** An emergency is a message of its own, never a line of a digest. */
function aloneIfUrgent(due: readonly KeptNotice[]): readonly KeptNotice[] {
  const urgent = due.filter((row) => row.urgent === true);
  return urgent.length > 0 ? urgent : due;
}

const literals = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { $literal: value }]));

const rowsOf = (claim: ClaimedLane, keys: readonly string[]): string[] => keys.flatMap((key) => claim.rows.get(key) ?? []);

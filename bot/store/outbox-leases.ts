/**
 * Leases. A lane is leased with an epoch on the server's clock, and the attempt to send stands in the lane itself, written
 * by the one update that renews the lease. How attempts end is in `outbox-attempts`.
 */
import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import type { ClaimedLane, Outbox, Outcome, WhichNotices } from '../services.js';
import { againIfMet, joining } from './documents.js';
import { literals, openAttempts, type Reached } from './outbox-attempts.js';
import type { KeptLane, KeptNotice, OutboxModels } from './outbox-models.js';
import { plainNotice } from './outbox-models.js';

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

export function openLeases(models: OutboxModels, session: ClientSession | null, reached: Reached): Leases {
  const { notices, lanes } = models;
  const { decide, apply, tidyUp } = openAttempts(models, session, reached);
  const joined = joining(session);
  const byServerClock = { ...joined, updatePipeline: true } as const;
  const held = (claim: ClaimedLane) => ({ _id: claim.lane, epoch: claim.epoch, $expr: { $gt: ['$leasedUntil', '$$NOW'] } });
  const isHeld = async (claim: ClaimedLane): Promise<boolean> => (await lanes.exists(held(claim)).session(session)) !== null;

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

  /** Only by one who tidied up and begun nothing, or whose attempt's notices follow already: the lane forgets its attempt. */
  const release = async (claim: ClaimedLane, holdMs: number): Promise<void> => {
    const freed = [{ $set: { leasedUntil: null, heldUntil: holdMs > 0 ? fromNow(holdMs) : null, open: null } }];
    await lanes.updateOne({ _id: claim.lane, epoch: claim.epoch }, freed, byServerClock);
  };

  return {
    claim: async (lane, now, leaseMs, which = 'all') => {
      const claimant = randomUUID();
      const taken = await againIfMet(() =>
        lanes
          .findOneAndUpdate({ _id: lane }, takeLane(claimant, leaseMs), { ...byServerClock, upsert: true, returnDocument: 'after' })
          .lean<KeptLane>(),
      );
      if (taken?.claimant !== claimant) return null;
      await reached('lane leased');
      const expired = await tidyUp(taken.open ?? null);
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
    beginAttempt: async (claim, keys, id) => {
      const open = { id, lane: claim.lane, epoch: claim.epoch, keys, rows: rowsOf(claim, keys), at: claim.at };
      const begun = [{ $set: { leasedUntil: fromNow(claim.leaseMs), open: { ...literals(open), startedAt: '$$NOW' } } }];
      const lane = await lanes
        .findOneAndUpdate(held(claim), begun, { ...byServerClock, returnDocument: 'after', projection: { open: 1 } })
        .lean<Pick<KeptLane, 'open'>>();
      await reached('attempt written');
      return lane?.open ?? null;
    },
    settle: async (claim, attempt, outcome: Outcome) => {
      const decided = await decide(attempt, outcome);
      if (decided === null) return false;
      await reached('outcome written');
      await apply(decided);
      await reached('notices follow');
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

const rowsOf = (claim: ClaimedLane, keys: readonly string[]): string[] => keys.flatMap((key) => claim.rows.get(key) ?? []);

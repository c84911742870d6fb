/**
 * Lanes. Each is leased with an epoch on the server's clock, and the attempt to send stands in the lane itself, written by the one
 * update that renews the lease. What many lanes need in one turn goes out as one command; each lane is its own update in it.
 */
import { randomUUID } from 'node:crypto';
import type { ClientSession, PipelineStage } from 'mongoose';
import type { Attempt, ClaimedLane, WhichNotices } from '../services.js';
import { isDuplicate } from './documents.js';
import { inOneTurn, writeEach } from './in-one-turn.js';
import { literals } from './outbox-attempts.js';
import type { LetGo, Sweeps } from './outbox-sweeps.js';
import type { KeptLane, KeptNotice, OutboxModels } from './outbox-models.js';

const LARGEST_DIGEST = 500;

const fromNow = (ms: number) => ({ $add: ['$$NOW', ms] });
const isPast = (field: string) => ({ $lte: [{ $ifNull: [field, null] }, '$$NOW'] });

/** Whoever claimed the lane and has neither lost it nor slept through the lease. */
export const held = ({ lane, epoch }: ClaimedLane) => ({ _id: lane, epoch, $expr: { $gt: ['$leasedUntil', '$$NOW'] } });

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

const dueAt = (now: Date, which: WhichNotices, letGo: LetGo) => ({
  ...letGo,
  ...(which === 'urgent' ? { urgent: true } : {}),
  state: 'waiting' as const,
  notBefore: { $lte: now },
  $expr: { $lte: ['$retryAt', '$$NOW'] },
});

/** What is urgent first, however much waits beside it. */
const IN_ORDER = { urgent: -1, notBefore: 1, _id: 1 } as const;

/** These lanes, each with what is due in it. */
const withDue = (lanes: readonly string[], now: Date, which: WhichNotices, letGo: LetGo): PipelineStage[] => [
  { $match: { _id: { $in: [...lanes] } } },
  {
    $lookup: {
      ...{ from: 'notices', localField: '_id', foreignField: 'lane', as: 'due' },
      pipeline: [{ $match: dueAt(now, which, letGo) }, { $sort: IN_ORDER }, { $limit: LARGEST_DIGEST }],
    },
  },
];

interface Wanted {
  readonly lane: string;
  readonly now: Date;
  readonly leaseMs: number;
  readonly which: WhichNotices;
}

export interface Leased {
  readonly epoch: number;
  /** What an earlier holder left behind. */
  readonly open: Attempt | null;
  readonly due: readonly KeptNotice[];
}

export interface Lanes {
  /** Null where somebody holds it or nothing may go yet. */
  lease(wanted: Wanted): Promise<Leased | null>;
  /** Writes the attempt into the lane; false where the lease is lost. */
  begin(begun: { readonly claim: ClaimedLane; readonly open: Attempt }): Promise<boolean>;
  /** Only by one who tidied up and began nothing, or whose attempt's notices follow already: the lane forgets its attempt. */
  release(freed: { readonly claim: ClaimedLane; readonly holdMs: number }): Promise<void>;
  dueOf(lane: string, now: Date, which: WhichNotices): Promise<readonly KeptNotice[]>;
}

export function openLanes({ notices, lanes }: OutboxModels, { letGo }: Pick<Sweeps, 'letGo'>, session: ClientSession | null): Lanes {
  const byId = <T extends { readonly _id: string }>(rows: readonly T[]): ReadonlyMap<string, T> => new Map(rows.map((row) => [row._id, row]));

  const leaseOf = (which: WhichNotices) =>
    inOneTurn<Wanted, Leased | null>(async (asks) => {
      const wanted = asks.map((ask) => ({ ...ask, claimant: randomUUID() }));
      const { errors } = await writeEach(
        lanes,
        session,
        wanted.map(({ lane, claimant, leaseMs }) => ({
          updateOne: { filter: { _id: lane }, update: takeLane(claimant, leaseMs), upsert: true },
        })),
      );
      // The earliest of their moments: nothing is due too early for any of them.
      const now = new Date(Math.min(...wanted.map((one) => one.now.getTime())));
      const stages = withDue([...new Set(wanted.map(({ lane }) => lane))], now, which, letGo());
      const found = byId(await lanes.aggregate<KeptLane & { readonly due: readonly KeptNotice[] }>(stages).session(session));
      return wanted.map(({ lane, claimant }, index) => {
        const error = errors[index] ?? null;
        // Two that make the same new lane meet: one of them is a duplicate, and has lost.
        if (error !== null && !isDuplicate(error)) return error;
        const row = found.get(lane);
        return row?.claimant === claimant ? { epoch: row.epoch, open: row.open ?? null, due: row.due } : null;
      });
    });
  const [leaseAll, leaseUrgent] = [leaseOf('all'), leaseOf('urgent')];

  return {
    lease: (wanted) => (wanted.which === 'urgent' ? leaseUrgent(wanted) : leaseAll(wanted)),
    begin: inOneTurn(async (asks) => {
      const { errors, met } = await writeEach(
        lanes,
        session,
        asks.map(({ claim, open }) => ({
          updateOne: { filter: held(claim), update: [{ $set: { leasedUntil: fromNow(claim.leaseMs), open: literals({ ...open }) } }] },
        })),
      );
      if (met === asks.length) return asks.map(() => true);
      // Somebody lost a lease: the lanes say who did not.
      const ids = asks.map(({ open }) => open.id);
      const begun = new Set(await lanes.distinct('open.id', { _id: { $in: asks.map(({ claim }) => claim.lane) } }).session(session));
      return ids.map((id, index) => errors[index] ?? begun.has(id));
    }),
    release: inOneTurn(async (asks) => {
      const freed = (holdMs: number) => [{ $set: { leasedUntil: null, heldUntil: holdMs > 0 ? fromNow(holdMs) : null, open: null } }];
      const { errors } = await writeEach(
        lanes,
        session,
        asks.map(({ claim, holdMs }) => ({ updateOne: { filter: { _id: claim.lane, epoch: claim.epoch }, update: freed(holdMs) } })),
      );
      return errors.map((error) => error ?? undefined);
    }),
    dueOf: (lane, now, which) =>
      notices
        .find({ lane, ...dueAt(now, which, letGo()) })
        .session(session)
        .sort(IN_ORDER)
        .limit(LARGEST_DIGEST)
        .lean<KeptNotice[]>(),
  };
}

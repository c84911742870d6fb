/**
 * Leases: who may send what is due in a lane, and what they may do with it. How a lane is kept is in `outbox-lanes`, how attempts
 * end in `outbox-attempts`.
 */
import type { ClientSession } from 'mongoose';
import type { ClaimedLane, Outbox, Outcome } from '../services.js';
import { joining } from './documents.js';
import { openAttempts, type Reached } from './outbox-attempts.js';
import { held, openLanes } from './outbox-lanes.js';
import type { KeptNotice, OutboxModels } from './outbox-models.js';
import { plainNotice } from './outbox-models.js';
import type { Sweeps } from './outbox-sweeps.js';

type Leases = Pick<Outbox, 'claim' | 'drop' | 'redirect' | 'beginAttempt' | 'settle' | 'release'>;

export function openLeases(models: OutboxModels, sweeps: Pick<Sweeps, 'letGo'>, session: ClientSession | null, reached: Reached): Leases {
  const { notices, lanes } = models;
  const { decide, apply, tidyUp } = openAttempts(models, session, reached);
  const joined = joining(session);
  const isHeld = async (claim: ClaimedLane): Promise<boolean> => (await lanes.exists(held(claim)).session(session)) !== null;

  const { lease, begin, release, dueOf } = openLanes(models, sweeps, session);

  return {
    claim: async (lane, now, leaseMs, which = 'all') => {
      const leased = await lease({ lane, now, leaseMs, which });
      if (leased === null) return null;
      await reached('lane leased');
      const { epoch, open } = leased;
      const expired = await tidyUp(open);
      // What was left behind changed what is due.
      const due = aloneIfUrgent(open === null ? leased.due : await dueOf(lane, now, which));
      const found = due.some((row) => !row.merging) ? due : [];
      const rows = new Map(found.map((row) => [row.key, row._id]));
      const tries = Math.max(0, ...found.map((row) => row.tries));
      const claim = { lane, epoch, leaseMs, at: now, notices: found.map(plainNotice), rows, tries, expired };
      if (found.length > 0 || expired > 0) return claim;
      await release({ claim, holdMs: 0 });
      return null;
    },
    drop: async (claim, keys, why) => {
      if (!(await isHeld(claim))) return;
      const settled = { _id: { $in: rowsOf(claim, keys) }, state: 'waiting' as const, epoch: { $lt: claim.epoch } };
      await notices.updateMany(settled, { $set: { state: 'dropped', why, epoch: claim.epoch } }, joined);
    },
    redirect: async (claim, lane) => {
      // Onto itself it would find each of its own notices there already, and drop them all.
      if (lane === claim.lane || !(await isHeld(claim))) return 0;
      const there = await notices.distinct('key', { lane }).session(session);
      // A group with two robots has two rows of one notice: the preview chat needs it once.
      await notices.updateMany(
        { lane: claim.lane, state: 'waiting', key: { $in: there } },
        { $set: { state: 'dropped', why: '已改由消息预览送达' } },
        joined,
      );
      const moved = { $set: { lane, epoch: 0, retryAt: null, tries: 0, merging: false } };
      const { modifiedCount } = await notices.updateMany({ lane: claim.lane, state: 'waiting' }, moved, joined);
      await release({ claim, holdMs: 0 });
      return modifiedCount;
    },
    beginAttempt: async (claim, keys, id) => {
      const open = { id, lane: claim.lane, epoch: claim.epoch, keys, rows: rowsOf(claim, keys), at: claim.at };
      const isMine = await begin({ claim, open });
      await reached('attempt written');
      return isMine ? open : null;
    },
    settle: async (claim, attempt, outcome: Outcome) => {
      const decided = await decide(attempt, outcome);
      if (decided === null) return false;
      await reached('outcome written');
      await apply(decided);
      await reached('notices follow');
      await release({ claim, holdMs: outcome.kind === 'retry' && outcome.holdLane ? outcome.afterMs : 0 });
      return true;
    },
    release: (claim, holdMs) => release({ claim, holdMs }),
  };
}

/** An emergency is a message of its own, never a line of a digest. */
function aloneIfUrgent(due: readonly KeptNotice[]): readonly KeptNotice[] {
  const urgent = due.filter((row) => row.urgent === true);
  return urgent.length > 0 ? urgent : due;
}

const rowsOf = (claim: ClaimedLane, keys: readonly string[]): string[] => keys.flatMap((key) => claim.rows.get(key) ?? []);

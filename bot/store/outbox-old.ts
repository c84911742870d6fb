/** What the outbox forgets by and by: attempts long ended, settled notices whose keys are needed no more, and what was noted of old messages. */
import type { Connection } from 'mongoose';
import type { OutboxMemory, SettledNotice } from '../services.js';
import { countersOf } from './counters.js';
import { outboxModels } from './outbox-models.js';

const DAY_MS = 86_400_000;
const BATCH = 1_000;
export const OUTCOMES = ['sent', 'retry', 'refused', 'unknown'] as const;

/** Under which name attempts that are not kept any more are counted. */
export const goneAttempts = (outcome: string): string => `attempts.${outcome}`;

export function openOutboxMemory(connection: Connection): OutboxMemory {
  const { notices, lanes, attempts } = outboxModels(connection);
  const counters = countersOf(connection);

  /** Counted in the transaction that removes them, so that a figure never falls. */
  async function removeBatch(outcome: string, ids: readonly string[]): Promise<number> {
    const session = await connection.startSession();
    try {
      return await session.withTransaction(async () => {
        const { deletedCount } = await attempts.deleteMany({ _id: { $in: [...ids] } }, { session });
        await counters.updateOne({ _id: goneAttempts(outcome) }, { $inc: { value: deletedCount } }, { session, upsert: true });
        return deletedCount;
      });
    } finally {
      await session.endSession();
    }
  }

  return {
    removeAttempts: async (days) => {
      // One that still stands in its lane says how it ended to whoever takes the lane next.
      const open = await lanes.distinct('open.id', { open: { $ne: null } });
      const isOld = { $expr: { $lt: ['$endedAt', { $subtract: ['$$NOW', days * DAY_MS] }] }, _id: { $nin: open } };
      let removed = 0;
      for (const outcome of OUTCOMES) {
        for (let ids: readonly string[] = []; ; ) {
          ids = (
            await attempts
              .find({ ...isOld, 'outcome.kind': outcome })
              .select({ _id: 1 })
              .limit(BATCH)
              .lean()
          ).map(({ _id }) => _id);
          if (ids.length === 0) break;
          removed += await removeBatch(outcome, ids);
        }
      }
      return removed;
    },
    settledBefore: async function* (until) {
      const settled = {
        state: { $ne: 'waiting' as const },
        notBefore: { $lt: until },
        $or: [{ sentAt: null }, { sentAt: { $lt: until } }],
      };
      const cursor = notices.find(settled).select({ kind: 1, taskId: 1 }).lean().cursor({ batchSize: BATCH });
      let batch: SettledNotice[] = [];
      for await (const { _id, kind, taskId } of cursor) {
        batch.push({ id: _id, kind, taskId });
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    },
    removeSettled: async (ids) => (await notices.deleteMany({ _id: { $in: [...ids] }, state: { $ne: 'waiting' } })).deletedCount,
    removeReceipts: async (until) => {
      // Who took a message back stays known.
      const { deletedCount } = await connection
        .collection('dispatch-notes')
        .deleteMany({ 'receipt.at': { $lt: until }, recalled: { $exists: false } });
      return deletedCount;
    },
  };
}

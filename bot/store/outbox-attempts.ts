/**
 * How attempts end. An outcome is decided by whoever writes the attempt's row first: its sender, or who claims the lane
 * next, and that one writes `unknown`. What follows for the notices (`outbox-outcomes`) may be done twice and by anybody.
 */
import type { ClientSession } from 'mongoose';
import type { Attempt, Outcome } from '../services.js';
import { isDuplicate, joining } from './documents.js';
import type { KeptAttempt, KeptNotice, OutboxModels } from './outbox-models.js';
import { noticesAfter } from './outbox-outcomes.js';

/** Told of each await boundary; a test throws there. */
export type Reached = (point: string) => void | Promise<void>;

export interface Attempts {
  /** Null where it was decided before. */
  decide(open: Attempt, outcome: Outcome): Promise<Decided | null>;
  /** Brings the notices into line with their attempt; harmless when repeated. */
  apply(attempt: Decided): Promise<void>;
  /** What an earlier holder of the lane left behind. Answers how many notices nobody knows about. */
  tidyUp(open: Attempt | null): Promise<number>;
}

type Decided = Pick<KeptAttempt, 'epoch' | 'rows' | 'at' | 'outcome'>;

const LEFT: Outcome = { kind: 'unknown', afterMs: 0, why: '发送途中服务中断，不知是否送达' };

export const literals = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { $literal: value }]));

export function openAttempts({ notices, attempts }: OutboxModels, session: ClientSession | null, reached: Reached): Attempts {
  const byServerClock = { ...joining(session), updatePipeline: true } as const;

  const decide: Attempts['decide'] = async ({ id, ...open }, outcome) => {
    // The words of an outcome are data, never a pipeline's. A row that has one already makes the upsert a duplicate.
    const ended = [{ $set: { ...literals({ ...open, outcome }), endedAt: '$$NOW' } }];
    try {
      await attempts.updateOne({ _id: id, outcome: null }, ended, { ...byServerClock, upsert: true });
      return { ...open, outcome };
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  };

  const apply: Attempts['apply'] = async (attempt) => {
    const states: KeptNotice['state'][] = attempt.outcome.kind === 'sent' ? ['waiting', 'dropped'] : ['waiting'];
    const mine = { _id: { $in: [...attempt.rows] }, state: { $in: states }, epoch: { $lt: attempt.epoch } };
    await notices.updateMany(mine, noticesAfter(attempt, attempt.outcome), byServerClock);
  };

  return {
    decide,
    apply,
    tidyUp: async (open) => {
      if (open === null) return 0;
      const unknown = await decide(open, LEFT);
      await reached('left behind decided');
      const ended = unknown ?? (await attempts.findById(open.id).session(session).lean<KeptAttempt>());
      if (ended !== null) await apply(ended);
      return unknown === null ? 0 : open.rows.length;
    },
  };
}

/**
 * How attempts end. An outcome is decided by whoever writes the attempt's row first: its sender, or who claims the lane
 * next, and that one writes `unknown`. What follows for the notices (`outbox-outcomes`) may be done twice and by anybody.
 */
import type { ClientSession } from 'mongoose';
import type { Attempt, Outcome } from '../services.js';
import { isDuplicate } from './documents.js';
import { inOneTurn, writeEach } from './in-one-turn.js';
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

interface Deciding {
  readonly open: Attempt;
  readonly outcome: Outcome;
}

/** Its own notices, where nobody settled them under a later lease. */
function rowsAfter({ rows, epoch, outcome }: Decided) {
  const states: KeptNotice['state'][] = outcome.kind === 'sent' ? ['waiting', 'dropped'] : ['waiting'];
  return { _id: { $in: [...rows] }, state: { $in: states }, epoch: { $lt: epoch } };
}

export const literals = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { $literal: value }]));

export function openAttempts({ notices, attempts }: OutboxModels, session: ClientSession | null, reached: Reached): Attempts {
  // The words of an outcome are data, never a pipeline's. A row that has one already makes the upsert a duplicate.
  const decide = inOneTurn<Deciding, Decided | null>(async (asks) => {
    const ended = asks.map(({ open: { id, ...open }, outcome }) => ({ id, attempt: { ...open, outcome } }));
    const { errors } = await writeEach(
      attempts,
      session,
      ended.map(({ id, attempt }) => ({
        updateOne: { filter: { _id: id, outcome: { $exists: false } }, update: [{ $set: { ...literals(attempt), endedAt: '$$NOW' } }], upsert: true },
      })),
    );
    return ended.map(({ attempt }, index) => {
      const error = errors[index] ?? null;
      if (error === null) return attempt;
      return isDuplicate(error) ? null : error;
    });
  });

  const apply = inOneTurn<Decided, void>(async (decided) => {
    const { errors } = await writeEach(
      notices,
      session,
      decided.map((attempt) => ({ updateMany: { filter: rowsAfter(attempt), update: noticesAfter(attempt, attempt.outcome) } })),
    );
    return errors.map((error) => error ?? undefined);
  });

  return {
    decide: (open, outcome) => decide({ open, outcome }),
    apply,
    tidyUp: async (open) => {
      if (open === null) return 0;
      const unknown = await decide({ open, outcome: LEFT });
      await reached('left behind decided');
      const ended = unknown ?? (await attempts.findById(open.id).session(session).lean<KeptAttempt>());
      if (ended !== null) await apply(ended);
      return unknown === null ? 0 : open.rows.length;
    },
  };
}

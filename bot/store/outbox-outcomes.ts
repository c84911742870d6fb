/** What the outcome of an attempt means for its notices, as an update pipeline. Machine time by `$$NOW`. */
import type { UpdateWithAggregationPipeline } from 'mongoose';
import type { Outcome } from '../services.js';
import type { KeptAttempt } from './outbox-models.js';

/** After so many attempts without an outcome even an escalation ends as unknown: a group has heard it often enough. */
const MOST_UNKNOWNS = 6;
const LONGEST_WAIT_MS = 600_000;

type Ended = Pick<KeptAttempt, 'at' | 'epoch'>;

const literal = (value: unknown) => ({ $literal: value });
const fromNow = (ms: unknown) => ({ $add: ['$$NOW', ms] });

const isAgain = { $and: [{ $ne: ['$unknown', 'once'] }, { $lt: ['$unknowns', MOST_UNKNOWNS] }] };
/** 1, 2, 4 … seconds where the sender died; more where the platform was slow to answer. */
const wait = (afterMs: number) => ({ $max: [afterMs, { $min: [{ $multiply: [500, { $pow: [2, '$unknowns'] }] }, LONGEST_WAIT_MS] }] });

/** `again` waits once more, `merge` waits for another notice to go along with, `once` ends here. */
const asUnknown = (why: string, afterMs: number) => [
  { $set: { unknowns: { $add: ['$unknowns', 1] }, why: literal(why) } },
  {
    $set: {
      state: { $cond: [isAgain, 'waiting', 'unknown'] },
      merging: { $and: [isAgain, { $eq: ['$unknown', 'merge'] }] },
      retryAt: { $cond: [isAgain, fromNow(wait(afterMs)), null] },
    },
  },
];

const FATE: { readonly [K in Outcome['kind']]: (outcome: Extract<Outcome, { kind: K }>, attempt: Ended) => Record<string, unknown>[] } = {
  sent: ({ messageId }, { at }) => [
    { $set: { state: 'sent', sentAt: literal(at), messageId: literal(messageId), why: null, tries: 0, merging: false, retryAt: null } },
  ],
  retry: ({ afterMs, why }) => [{ $set: { retryAt: fromNow(afterMs), tries: { $add: ['$tries', 1] }, why: literal(why) } }],
  refused: ({ why }) => [{ $set: { state: 'refused', why: literal(why), retryAt: null } }],
  unknown: ({ why, afterMs }) => asUnknown(why, afterMs),
};

export function noticesAfter(attempt: Ended, outcome: Outcome): UpdateWithAggregationPipeline {
  const fate = FATE[outcome.kind] as (outcome: Outcome, attempt: Ended) => Record<string, unknown>[];
  return [...fate(outcome, attempt), { $set: { epoch: attempt.epoch } }] as UpdateWithAggregationPipeline;
}

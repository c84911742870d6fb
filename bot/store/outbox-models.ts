/**
 * How notices, lanes and attempts are kept. A notice is a row per key and lane; a lane is leased and holds the attempt that
 * is under way; a row of `attempts` is the truth about how one message ended, from which its notices' fates follow.
 */
import { type Connection, type Model, Schema } from 'mongoose';
import type { NoticeDraft } from '../../core/notice/model.js';
import type { Attempt, NoticeFate, Outcome, OutboxNotice } from '../services.js';
import { modelOf, PART, STRICT } from './documents.js';

export interface KeptNotice extends NoticeDraft {
  /** `<key> > <the lane it was made for>`; stays when the notice is redirected. */
  readonly _id: string;
  readonly lane: string;
  readonly state: OutboxNotice['state'];
  /** The number of the sweep that made it, `NO_SWEEP` where none did. */
  readonly sweep: number;
  /** Waits for another notice of its lane to go along with. */
  readonly merging: boolean;
  readonly unknowns: number;
  /** Put off so many times in a row. */
  readonly tries: number;
  /** Machine time. */
  readonly retryAt: Date | null;
  /** The lane's epoch under which it was last settled: an older attempt no longer touches it. */
  readonly epoch: number;
  readonly why: string | null;
  readonly messageId: string | null;
  /** Why an earlier message with it was never shown; absent or null: none was held back. */
  readonly heldBack?: string | null;
  /** World time. */
  readonly sentAt: Date | null;
}

export interface KeptLane {
  readonly _id: string;
  readonly epoch: number;
  /** Machine time; null: free. */
  readonly leasedUntil: Date | null;
  readonly heldUntil: Date | null;
  /** Tells the claimant whether the update that came back was a win. */
  readonly claimant: string;
  /** Stays until the notices say how it ended: who takes the lane before that cannot but find it. */
  readonly open: Attempt | null;
}

export interface KeptAttempt extends Omit<Attempt, 'id'> {
  readonly _id: string;
  /** Machine time. */
  readonly endedAt: Date;
  readonly outcome: Outcome;
}

const recipient = new Schema({ kind: String, id: String }, PART);

const noticeSchema = new Schema<KeptNotice>(
  {
    _id: String,
    key: { type: String, required: true },
    lane: { type: String, required: true },
    kind: String,
    recipient: { type: recipient, required: true },
    taskId: String,
    deadlineNumber: Number,
    rung: String,
    posts: [String],
    vacant: String,
    notBefore: { type: Date, required: true },
    unknown: String,
    urgent: Boolean,
    facts: Schema.Types.Mixed,
    day: String,
    state: { type: String, required: true },
    sweep: Number,
    merging: Boolean,
    unknowns: Number,
    tries: Number,
    retryAt: Date,
    epoch: Number,
    why: String,
    messageId: String,
    heldBack: String,
    sentAt: Date,
  },
  STRICT,
)
  // Looking for work reads this index alone, and of it what is due.
  .index(
    { state: 1, notBefore: 1, sweep: 1, merging: 1, retryAt: 1, lane: 1, unknown: 1, urgent: 1 },
    { partialFilterExpression: { state: 'waiting' } },
  )
  .index({ lane: 1, urgent: -1, notBefore: 1 }, { partialFilterExpression: { state: 'waiting' } })
  .index({ key: 1 })
  .index({ taskId: 1, notBefore: -1 });

const attemptFields = { lane: String, epoch: Number, keys: [String], rows: [String], at: Date } as const;

const laneSchema = new Schema<KeptLane>(
  {
    _id: String,
    epoch: Number,
    leasedUntil: Date,
    heldUntil: Date,
    claimant: String,
    open: new Schema<Attempt>({ id: String, ...attemptFields }, PART),
  },
  STRICT,
);

const attemptSchema = new Schema<KeptAttempt>({ _id: String, ...attemptFields, endedAt: Date, outcome: Schema.Types.Mixed }, STRICT)
  .index({ keys: 1 })
  // What was settled today, and how many attempts ever ended how.
  .index({ at: 1 })
  .index({ 'outcome.kind': 1 });

export interface OutboxModels {
  readonly notices: Model<KeptNotice>;
  readonly lanes: Model<KeptLane>;
  readonly attempts: Model<KeptAttempt>;
}

export const outboxModels = (connection: Connection): OutboxModels => ({
  notices: modelOf(connection, 'Notice', noticeSchema, 'notices'),
  lanes: modelOf(connection, 'Lane', laneSchema, 'lanes'),
  attempts: modelOf(connection, 'Attempt', attemptSchema, 'attempts'),
});

const rowOf = (key: string, lane: string): string => `${key} > ${lane}`;

export function keptNotice({ lane, ...draft }: NoticeDraft & { readonly lane: string }, sweep: number): KeptNotice {
  const { key, kind, recipient: to, taskId, deadlineNumber, rung, posts, vacant, notBefore, unknown, facts, day } = draft;
  return {
    _id: rowOf(key, lane),
    ...{ key, lane, kind, recipient: to, taskId, deadlineNumber, rung, posts, vacant, notBefore, unknown, facts, day },
    urgent: draft.urgent === true,
    ...{ state: 'waiting', sweep, merging: false, unknowns: 0, tries: 0, retryAt: null, epoch: 0, why: null, messageId: null, sentAt: null },
  };
}

export function plainNotice(row: KeptNotice): OutboxNotice {
  const { key, lane, kind, recipient: to, taskId, deadlineNumber, rung, posts, vacant, notBefore, unknown, facts, day, state, unknowns } = row;
  return { key, lane, kind, recipient: to, taskId, deadlineNumber, rung, posts, vacant, notBefore, unknown, facts, day, state, unknowns };
}

/** With what became of it. */
export const noticeFate = (row: KeptNotice): NoticeFate => ({
  ...plainNotice(row),
  ...{ sentAt: row.sentAt, why: row.why, messageId: row.messageId, heldBack: row.heldBack ?? null },
});

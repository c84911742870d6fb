/** What came in by the platforms' callbacks: each message once, each call once, and what a dead process left is taken up. */
import { randomUUID } from 'node:crypto';
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { AppKind, Incoming, IncomingStore } from '../services.js';
import { againIfMet, isDuplicate, joining, modelOf, STRICT } from './documents.js';

interface KeptIncoming {
  /** `<kind> <id>`. */
  readonly _id: string;
  readonly kind: AppKind;
  /** Unique: whoever repeats a call byte by byte is found by it. */
  readonly call: string;
  /** Null when it was worked on: what somebody wrote is not kept longer than needed. */
  readonly incoming: Incoming | null;
  readonly holder: string;
  readonly heldUntil: Date;
  readonly until: Date;
  /** How often it was taken up after a worker that never came back. */
  readonly tries?: number;
}

const WORK_MS = 60_000;
/** A call older than minutes is refused by its time alone. */
const KEEP_MS = 24 * 3_600_000;
/** What fails so often fails for good: others wait behind it. */
const MOST_TRIES = 3;

const schema = new Schema<KeptIncoming>(
  { _id: String, kind: String, call: String, incoming: Schema.Types.Mixed, holder: String, heldUntil: Date, until: Date, tries: Number },
  STRICT,
)
  .index({ call: 1 }, { unique: true })
  .index({ heldUntil: 1 }, { partialFilterExpression: { incoming: { $type: 'object' } } })
  .index({ until: 1 }, { expireAfterSeconds: 0 });

const fromNow = (ms: number) => ({ $add: ['$$NOW', ms] });
/** What is there stays. */
const unlessThere = (field: string, value: unknown) => ({ $ifNull: [`$${field}`, value] });

export function openIncoming(connection: Connection, session: ClientSession | null): IncomingStore {
  const rows = modelOf(connection, 'Incoming', schema, 'incoming');
  const byServerClock = { ...joining(session), updatePipeline: true, returnDocument: 'after' } as const;
  return {
    take: async (kind, call, incoming) => {
      const holder = randomUUID();
      const kept = {
        kind,
        call: unlessThere('call', { $literal: call }),
        incoming: { $cond: [{ $eq: [{ $type: '$holder' }, 'missing'] }, { $literal: incoming }, '$incoming'] },
        heldUntil: unlessThere('heldUntil', fromNow(WORK_MS)),
        until: unlessThere('until', fromNow(KEEP_MS)),
      };
      try {
        const row = await againIfMet(() =>
          rows
            .findOneAndUpdate({ _id: `${kind} ${incoming.id}` }, [{ $set: kept }, { $set: { holder: unlessThere('holder', holder) } }], {
              ...byServerClock,
              upsert: true,
            })
            .lean<KeptIncoming>(),
        );
        return row?.holder === holder ? 'first' : row?.call === call ? 'replayed' : 'again';
      } catch (error) {
        if (isDuplicate(error)) return 'replayed';
        throw error;
      }
    },
    done: async (kind, id) => {
      await rows.updateOne({ _id: `${kind} ${id}` }, { $set: { incoming: null } }, joining(session));
    },
    takeLeft: async () => {
      const isLeft = { $and: [{ $lte: ['$heldUntil', '$$NOW'] }, { $lt: [{ $ifNull: ['$tries', 0] }, MOST_TRIES] }] };
      const left = { incoming: { $type: 'object' as const }, $expr: isLeft };
      const again = { heldUntil: fromNow(WORK_MS), tries: { $add: [{ $ifNull: ['$tries', 0] }, 1] } };
      const row = await rows.findOneAndUpdate(left, [{ $set: again }], byServerClock).lean<KeptIncoming>();
      return row === null || row.incoming === null ? null : { kind: row.kind, incoming: row.incoming };
    },
  };
}

/** The event log, inserted and never changed, and the memory of requests already answered. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { DubanEvent } from '../../core/ledger/model.js';
import { Refusal } from '../../core/refusal.js';
import { canonical } from '../../core/trust/canonical.js';
import type { EventStore } from '../services.js';
import { asFilter, asRow, isDuplicate, joining, type Kept, modelOf, PART, STRICT } from './documents.js';

interface KeptEvent extends Kept<DubanEvent> {
  /** Exactly what is hashed; `data` beside it is the same, for reading. */
  readonly bytes: string;
  /** Set by the sealer alone, in its own order. */
  readonly seal: string | null;
}

interface KeptRequest {
  /** `<personId>/<requestId>`: the primary key is the unique index. */
  readonly _id: string;
  readonly subjectId: string;
  readonly words: string;
  readonly print: string | null;
  /** World time. */
  readonly doneAt?: Date;
  /** Machine time. */
  readonly at: Date;
}

/** Longer than any phone keeps an unsent report and its session; what happened stays in the events. */
const REQUESTS_KEPT_SECONDS = 90 * 86_400;

const subject = new Schema({ kind: String, id: String }, PART);

const eventSchema = new Schema<KeptEvent>(
  {
    _id: String,
    subject: { type: subject, required: true },
    action: { type: String, required: true },
    by: String,
    forId: String,
    at: { type: Date, required: true },
    data: Schema.Types.Mixed,
    bytes: { type: String, required: true },
    seal: { type: String, default: null },
  },
  STRICT,
).index({ 'subject.kind': 1, 'subject.id': 1, at: 1, _id: 1 });

const requestSchema = new Schema<KeptRequest>({ _id: String, subjectId: String, words: String, print: String, doneAt: Date, at: Date }, STRICT).index(
  { at: 1 },
  { expireAfterSeconds: REQUESTS_KEPT_SECONDS },
);

const requestKey = (personId: string, requestId: string): string => `${personId}/${requestId}`;

function keptEvent(event: DubanEvent): KeptEvent {
  const bytes = canonical(event);
  const { data } = JSON.parse(bytes) as DubanEvent;
  const { id, subject: about, action, by, forId, at } = event;
  return { _id: id, subject: about, action, by, forId, at, data, bytes, seal: null };
}

const plainEvent = ({ _id, subject: about, action, by, forId, at, data }: KeptEvent): DubanEvent => ({
  id: _id,
  subject: { kind: about.kind, id: about.id },
  action,
  by,
  forId,
  at,
  data,
});

export function openEvents(connection: Connection, session: ClientSession | null): EventStore {
  const events = modelOf(connection, 'Event', eventSchema, 'events');
  const requests = modelOf(connection, 'Request', requestSchema, 'requests');
  return {
    insert: async (list) => {
      if (list.length > 0) await events.collection.insertMany(list.map(keptEvent).map(asRow), joining(session));
    },
    of: async (kind, id) => {
      const about = { 'subject.kind': kind, 'subject.id': id };
      return (await events.collection.find<KeptEvent>(about, { ...joining(session), sort: { at: 1, _id: 1 } }).toArray()).map(plainEvent);
    },
    measured: async (taskIds) => {
      const about = { 'subject.kind': 'task', 'subject.id': { $in: [...taskIds] }, action: 'progress', 'data.readings.0': { $exists: true } };
      return (await events.collection.find<KeptEvent>(about, { ...joining(session), sort: { at: 1, _id: 1 } }).toArray()).map(plainEvent);
    },
    answered: async (personId, requestId) => {
      const found = await requests.collection.findOne<KeptRequest>(asFilter({ _id: requestKey(personId, requestId) }), joining(session));
      if (found === null) return null;
      const { subjectId, words, print, doneAt } = found;
      return { subjectId, words, print: print ?? null, ...(doneAt === undefined ? {} : { at: doneAt }) };
    },
    remember: async (personId, requestId, { subjectId, words, print, at }) => {
      // Matches nothing that is there: an insert by the server's clock, and a known id is a duplicate.
      const unlessThere = asFilter({ _id: requestKey(personId, requestId), subjectId: { $exists: false } });
      try {
        await requests.collection.updateOne(
          unlessThere,
          { $set: { subjectId, words, print, ...(at === undefined ? {} : { doneAt: at }) }, $currentDate: { at: true } },
          { ...joining(session), upsert: true },
        );
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        throw new Refusal('request-repeated', '这次提交已经收到。', { kind: 'conflict', remedy: '请刷新后查看结果。' });
      }
    },
    forget: async (personId) => {
      // A range of the primary key: `0` follows `/`.
      await requests.deleteMany({ _id: { $gte: `${personId}/`, $lt: `${personId}0` } }, joining(session));
    },
    touched: async (kind, ids, besides) => {
      const about = { 'subject.kind': kind, 'subject.id': { $in: [...ids] } };
      const found = await events
        .find({ ...about, action: { $nin: [...besides] }, 'data.imported': { $ne: true } }, { 'subject.id': 1 })
        .session(session)
        .lean<Pick<KeptEvent, 'subject'>[]>();
      return new Set(found.map(({ subject: { id } }) => id));
    },
  };
}

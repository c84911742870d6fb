/** Messages that went, found by what the platform called them, and what became of each afterwards: recalled, read, held back. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { Dispatch, DispatchNote, DispatchStore } from '../services.js';
import { againIfMet, isDuplicate, joining, modelOf, PART, STRICT } from './documents.js';
import { outboxModels } from './outbox-models.js';

interface KeptNote extends Partial<DispatchNote> {
  /** The platform was asked to take it back, and its answer was not kept. */
  readonly isRecalling?: boolean;
  /** `<lane> <the platform's id>`. */
  readonly _id: string;
}

const recall = new Schema({ at: Date, by: String, reason: String }, PART);
const receipt = new Schema({ state: String, words: String, at: Date, looks: Number }, PART);
const schema = new Schema<KeptNote>({ _id: String, recalled: recall, receipt, isRecalling: Boolean }, STRICT);

const idOf = ({ lane, messageId }: Pick<Dispatch, 'lane' | 'messageId'>): string => `${lane} ${messageId}`;

export function openDispatches(connection: Connection, session: ClientSession | null): DispatchStore {
  const notes = modelOf(connection, 'DispatchNote', schema, 'dispatch-notes');
  const { notices } = outboxModels(connection);
  const gathered = (match: Record<string, unknown>, limit: number) =>
    notices
      .aggregate<Dispatch>([
        { $match: { ...match, state: 'sent', messageId: { $type: 'string' } } },
        {
          $group: {
            _id: { lane: '$lane', messageId: '$messageId' },
            recipient: { $first: '$recipient' },
            keys: { $push: '$key' },
            taskIds: { $addToSet: '$taskId' },
            sentAt: { $first: '$sentAt' },
          },
        },
        { $sort: { sentAt: 1 } },
        { $limit: limit },
        { $project: { _id: 0, lane: '$_id.lane', messageId: '$_id.messageId', recipient: 1, keys: 1, taskIds: 1, sentAt: 1 } },
      ])
      .session(session);
  return {
    of: async (key, lane) => {
      const row = await notices.findOne({ key, lane, state: 'sent' }).session(session).lean();
      if (row === null || row.messageId === null) return null;
      const [found] = await gathered({ lane, messageId: row.messageId }, 1);
      return found ?? null;
    },
    sentSince: async (laneKind, since, limit) => gathered({ lane: { $gte: `${laneKind}:`, $lt: `${laneKind};` }, sentAt: { $gte: since } }, limit),
    notes: async (dispatches) => {
      const found = await notes
        .find({ _id: { $in: dispatches.map(idOf) } })
        .session(session)
        .lean<KeptNote[]>();
      const byId = new Map(found.map((note) => [note._id, note]));
      return dispatches.map((one) => ({ recalled: byId.get(idOf(one))?.recalled ?? null, receipt: byId.get(idOf(one))?.receipt ?? null }));
    },
    beginRecall: async (dispatch) => {
      const options = { ...joining(session), upsert: true, returnDocument: 'before' } as const;
      const before = await againIfMet(() =>
        notes.findOneAndUpdate({ _id: idOf(dispatch) }, { $set: { isRecalling: true } }, options).lean<KeptNote>(),
      );
      return before?.isRecalling === true;
    },
    endRecall: async (dispatch) => {
      await notes.updateOne({ _id: idOf(dispatch) }, { $unset: { isRecalling: '' } }, joining(session));
    },
    noteRecall: async (dispatch, recalled) => {
      try {
        const { modifiedCount, upsertedCount } = await notes.updateOne(
          { _id: idOf(dispatch), recalled: { $exists: false } },
          { $set: { recalled } },
          { ...joining(session), upsert: true },
        );
        return modifiedCount + upsertedCount === 1;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    noteReceipt: async (dispatch, found) => {
      await notes.updateOne({ _id: idOf(dispatch) }, { $set: { receipt: found } }, { ...joining(session), upsert: true });
    },
  };
}

/** Messages of the preview chat. A message is written once however often it is sent. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { PreviewMessage, PreviewStore } from '../services.js';
import { joining, type Kept, modelOf, plain, STRICT } from './documents.js';

interface KeptMessage extends Kept<PreviewMessage> {
  /** Machine time: the order of messages that world time shows at the same instant. */
  readonly writtenAt: Date;
}

const schema = new Schema<KeptMessage>(
  {
    _id: String,
    room: { type: String, required: true },
    at: { type: Date, required: true },
    text: String,
    card: Schema.Types.Mixed,
    by: String,
    writtenAt: Date,
  },
  STRICT,
).index({ room: 1, at: 1, writtenAt: 1, _id: 1 });

const OLDEST_FIRST = { at: 1, writtenAt: 1, _id: 1 } as const;
const NEWEST_FIRST = { at: -1, writtenAt: -1, _id: -1 } as const;

const message = ({ writtenAt: _writtenAt, ...rest }: KeptMessage): PreviewMessage => plain<PreviewMessage>(rest);

export function openPreviews(connection: Connection, session: ClientSession | null): PreviewStore {
  const messages = modelOf(connection, 'PreviewMessage', schema, 'previews');
  return {
    insert: async ({ id, room, at, text, card, by = null }) => {
      // A pipeline knows no $setOnInsert: what is there stays.
      await messages.updateOne(
        { _id: id },
        [
          {
            $set: {
              room: { $ifNull: ['$room', { $literal: room }] },
              at: { $ifNull: ['$at', at] },
              text: { $ifNull: ['$text', { $literal: text }] },
              card: { $ifNull: ['$card', { $literal: card ?? null }] },
              by: { $ifNull: ['$by', by] },
              writtenAt: { $ifNull: ['$writtenAt', '$$NOW'] },
            },
          },
        ],
        { ...joining(session), upsert: true, updatePipeline: true },
      );
    },
    replaceWords: async (id, text) => {
      await messages.updateOne({ _id: id }, { $set: { text, card: null } }, joining(session));
    },
    find: async (id) => {
      const found = await messages.findById(id).session(session).lean<KeptMessage>();
      return found === null ? null : message(found);
    },
    ofRoom: async (room, limit) => {
      const newest = await messages.find({ room }).session(session).sort(NEWEST_FIRST).limit(limit).lean<KeptMessage[]>();
      return newest.reverse().map(message);
    },
    rooms: async () => {
      const rooms = await messages
        .aggregate<{ _id: string; last: KeptMessage; count: number }>([
          { $sort: { room: 1, ...OLDEST_FIRST } },
          { $group: { _id: '$room', last: { $last: '$$ROOT' }, count: { $sum: 1 } } },
          { $sort: { _id: 1 } },
        ])
        .session(session);
      return rooms.map(({ _id, last, count }) => ({ room: _id, last: message(last), count }));
    },
  };
}

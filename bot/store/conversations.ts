/** What a conversation with the bot remembers. Everything runs out by itself, on the server's clock. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { ConversationStore, Pending } from '../services.js';
import { againIfMet, joining, modelOf, STRICT } from './documents.js';

interface KeptConversation {
  /** Person and room. */
  readonly _id: string;
  readonly taskId: string | null;
  readonly taskUntil: Date | null;
  readonly pending: Pending | null;
  readonly pendingUntil: Date | null;
  readonly until: Date;
}

const TOPIC_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

const schema = new Schema<KeptConversation>(
  { _id: String, taskId: String, taskUntil: Date, pending: Schema.Types.Mixed, pendingUntil: Date, until: { type: Date, required: true } },
  STRICT,
).index({ until: 1 }, { expireAfterSeconds: 0 });

const idOf = (personId: string, room: string): string => JSON.stringify([personId, room]);
const fromNow = (ms: number) => ({ $add: ['$$NOW', ms] });
const isLive = (field: 'taskUntil' | 'pendingUntil') => ({ $expr: { $gt: [`$${field}`, '$$NOW'] } });

export function openConversations(connection: Connection, session: ClientSession | null): ConversationStore {
  const conversations = modelOf(connection, 'Conversation', schema, 'conversations');
  const set = async (id: string, fields: Readonly<Record<string, unknown>>): Promise<void> => {
    const until = { $max: ['$until', fromNow(TOPIC_MS)] };
    await againIfMet(() =>
      conversations.updateOne({ _id: id }, [{ $set: { ...fields, until } }], { ...joining(session), upsert: true, updatePipeline: true }),
    );
  };
  return {
    topic: async (personId, room) => {
      const found = await conversations
        .findOne({ _id: idOf(personId, room), ...isLive('taskUntil') })
        .session(session)
        .lean();
      return found?.taskId ?? null;
    },
    talkAbout: (personId, room, taskId) => set(idOf(personId, room), { taskId: { $literal: taskId }, taskUntil: fromNow(TOPIC_MS) }),
    ask: (personId, room, pending, minutes) =>
      // What people typed is never read as an expression.
      set(idOf(personId, room), { pending: { $literal: { ...pending, done: false } }, pendingUntil: fromNow(minutes * MINUTE_MS) }),
    pending: async (personId, room) => {
      const found = await conversations
        .findOne({ _id: idOf(personId, room), ...isLive('pendingUntil') })
        .session(session)
        .lean();
      return found?.pending ?? null;
    },
    finish: async (personId, room, id, messageId) => {
      const open = { _id: idOf(personId, room), 'pending.id': id, 'pending.done': false };
      await conversations.updateOne(open, { $set: { 'pending.done': true, 'pending.doneBy': messageId } }, joining(session));
    },
    forget: async (personId, room) => {
      await conversations.updateOne({ _id: idOf(personId, room) }, { $set: { pending: null, pendingUntil: null } }, joining(session));
    },
  };
}

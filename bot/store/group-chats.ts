/** What the groups of WeCom and DingTalk stand for. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { AppKind, GroupChatStore } from '../services.js';
import { joining, modelOf, STRICT } from './documents.js';

interface KeptGroupChat {
  /** `<kind> <the platform's id>`. */
  readonly _id: string;
  readonly group: string;
}

const schema = new Schema<KeptGroupChat>({ _id: String, group: String }, STRICT);
const idOf = (kind: AppKind, chatId: string): string => `${kind} ${chatId}`;

export function openGroupChats(connection: Connection, session: ClientSession | null): GroupChatStore {
  const chats = modelOf(connection, 'GroupChat', schema, 'group-chats');
  return {
    groupOf: async (kind, chatId) => (await chats.findById(idOf(kind, chatId)).session(session).lean())?.group ?? null,
    bind: async (kind, chatId, group) => {
      const _id = idOf(kind, chatId);
      if (group === null) await chats.deleteOne({ _id }, joining(session));
      else await chats.replaceOne({ _id }, { _id, group }, { ...joining(session), upsert: true });
    },
  };
}

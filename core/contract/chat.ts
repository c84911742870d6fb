/** The preview chat 消息预览: rooms on the left, messages on the right. */
import { z } from 'zod';

/** A button that calls back: `key` goes back to the bot as it is. Words ≤ 10 characters. */
export const CardButton = z.object({ words: z.string(), key: z.string() });
export type CardButton = z.infer<typeof CardButton>;

/** One of several, one list beside another: `id` comes back with the option that was taken. Words of an option ≤ 16 characters. */
export const CardChoice = z.object({
  id: z.string(),
  words: z.string(),
  options: z
    .array(z.object({ id: z.string(), words: z.string() }))
    .min(1)
    .max(10),
});
export type CardChoice = z.infer<typeof CardChoice>;

/** A card as it is drawn; the same content goes to a platform's own card. */
export const Card = z.object({
  /** `督办`, above the title. */
  source: z.string(),
  title: z.string(),
  subtitle: z.string().nullable(),
  /** Key ≤ 5 and value ≤ 26 characters. `url`: the line's own place, where a channel's lines can be links. */
  lines: z.array(z.object({ key: z.string(), value: z.string(), url: z.string().optional() })).max(6),
  /** Address of a picture under it, where a channel's cards have pictures. */
  image: z.string().optional(),
  /** Why you get this and what comes next. */
  foot: z.string(),
  links: z.array(z.object({ words: z.string(), url: z.string() })).max(3),
  /** Only where they work: a message to many has none, and a channel without buttons leaves them out, for the links lead to the same. */
  buttons: z.array(CardButton).max(6).optional(),
  /** Something has to be chosen before it is sent; the first option of each list stands chosen. Such a card has neither lines nor buttons. */
  choose: z.object({ lists: z.array(CardChoice).min(1).max(3), submit: CardButton }).optional(),
});
export type Card = z.infer<typeof Card>;

export const ChatRoom = z.object({
  /** `person:<id>` or `group:<groupId>`. */
  id: z.string(),
  kind: z.enum(['person', 'group']),
  name: z.string(),
  /** 督办角色 in words or the unit. */
  about: z.string(),
  lastWords: z.string().nullable(),
  lastAt: z.string().nullable(),
  unread: z.number().int(),
});
export type ChatRoom = z.infer<typeof ChatRoom>;

export const ChatRooms = z.object({
  rooms: z.array(ChatRoom),
  now: z.string(),
  nowWords: z.string(),
  /** Groups with a robot in service; 0: what is said to groups is read here alone. */
  servedGroups: z.number().int(),
  /** While nobody has been told anything: why, and where to go on; else null. */
  empty: z.object({ words: z.string(), next: z.enum(['import', 'ledger']).nullable() }).nullable(),
});
export type ChatRooms = z.infer<typeof ChatRooms>;

export const ChatMessage = z.object({
  id: z.string(),
  at: z.string(),
  /** `12月18日（周五）08:40`. */
  atWords: z.string(),
  text: z.string(),
  card: Card.nullable(),
  /** Who said it; null: the bot. */
  by: z.object({ name: z.string(), isMe: z.boolean() }).nullable(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

/** The task last talked about, to which a photo would belong; null: none, or nothing can be added to it. */
export const ChatTopic = z.object({ taskId: z.string(), words: z.string() }).nullable();
export type ChatTopic = z.infer<typeof ChatTopic>;

/** GET /api/my/messages: what was said to whoever asks and what they said, oldest first; the newest 50. */
export const MyMessages = z.object({ messages: z.array(ChatMessage), topic: ChatTopic });
export type MyMessages = z.infer<typeof MyMessages>;

/** `speaker`: as whom one talks here; null: this room is only read. */
export const ChatMessages = z.object({
  room: ChatRoom,
  messages: z.array(ChatMessage),
  speaker: z.object({ name: z.string() }).nullable(),
  topic: ChatTopic,
});
export type ChatMessages = z.infer<typeof ChatMessages>;

/** POST /api/my/messages and /api/chat/rooms/:id/messages: a sentence, a pressed button, or photos uploaded for the topic. The same id again is the same message. */
export const ChatSay = z.strictObject({
  messageId: z.string().regex(/^[0-9a-z]{16,40}$/),
  text: z.string().max(2_000),
  /** `key` of the button that was pressed. */
  press: z.string().max(1_024).optional(),
  /** What was chosen beside it, by the id of each list. */
  picked: z.record(z.string().max(64), z.string().max(128)).optional(),
  evidenceIds: z.array(z.string().max(64)).max(9).optional(),
});
export type ChatSay = z.infer<typeof ChatSay>;

export const ChatSaid = z.object({
  /** What was said, then the answer. */
  messages: z.array(ChatMessage),
  /** What the speaker may want to change and send again. */
  draft: z.string().nullable(),
});
export type ChatSaid = z.infer<typeof ChatSaid>;

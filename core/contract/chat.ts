/** The preview chat 消息预览: rooms on the left, messages on the right. */
import { z } from 'zod';

/** A button that acts at once, without a page: only where nothing has to be written or looked at. */
export const CardAct = z.object({
  /** At most 10 characters: `签收`. */
  words: z.string(),
  act: z.enum(['sign', 'respond', 'acknowledge']),
  taskId: z.string(),
});
export type CardAct = z.infer<typeof CardAct>;

/** A card as it is drawn; the same content goes to a platform's own card. */
export const Card = z.object({
  /** `督办`, above the title. */
  source: z.string(),
  title: z.string(),
  subtitle: z.string().nullable(),
  /** Key ≤ 5 and value ≤ 26 characters. `url`: the line's own place, where a channel's lines can be links. */
  lines: z.array(z.object({ key: z.string(), value: z.string(), url: z.string().optional() })).max(6),
  /** Why you get this and what comes next. */
  foot: z.string(),
  links: z.array(z.object({ words: z.string(), url: z.string() })).max(3),
  /** A channel without buttons leaves them out: the links lead to the same. */
  acts: z.array(CardAct).max(3).optional(),
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
});
export type ChatMessage = z.infer<typeof ChatMessage>;

/** GET /api/my/messages: what was said to whoever asks, oldest first; the newest 50. */
export const MyMessages = z.object({ messages: z.array(ChatMessage) });
export type MyMessages = z.infer<typeof MyMessages>;

export const ChatMessages = z.object({ room: ChatRoom, messages: z.array(ChatMessage) });
export type ChatMessages = z.infer<typeof ChatMessages>;

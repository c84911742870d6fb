/** Group robots: added with their address, which nobody can read again. */
import { z } from 'zod';

export const RobotKind = z.enum(['wecom', 'dingtalk']);

export const RobotLine = z.object({
  id: z.string(),
  /** `wecomChat`: a group that WeCom's application made. */
  kind: z.enum([...RobotKind.options, 'wecomChat']),
  name: z.string(),
  /** `office`, `leadingGroup` or `unit:<id>`. */
  group: z.string(),
  groupWords: z.string(),
  /** `还没有发成功过`, `正常`, `已停用：机器人已被移出群聊，请…`. */
  state: z.enum(['ready', 'stopped']),
  stateWords: z.string(),
  /** The last four characters, so that two robots can be told apart. */
  addressTail: z.string(),
});
export type RobotLine = z.infer<typeof RobotLine>;
/** Groups that WeCom's application makes itself. */
export const ChatOffer = z.object({
  /** Why none can be made and what to do; null: it can. */
  missing: z.string().nullable(),
  /** Who would be in the group of each, and who cannot: `3 人：何俊、……`. */
  members: z.array(z.object({ group: z.string(), count: z.number().int(), words: z.string() })),
});
export type ChatOffer = z.infer<typeof ChatOffer>;

export const RobotList = z.object({
  robots: z.array(RobotLine),
  groups: z.array(z.object({ id: z.string(), words: z.string() })),
  chat: ChatOffer,
});
export type RobotList = z.infer<typeof RobotList>;

export const RobotNew = z.strictObject({
  requestId: z.string().min(8).max(64),
  kind: RobotKind,
  name: z.string().trim().min(1).max(40),
  group: z.string().max(80),
  /** The whole webhook address as the platform shows it. Write-only. */
  address: z.url().max(500),
  /** DingTalk 加签 secret, begins with SEC. Write-only. */
  secret: z.string().trim().max(200).optional(),
});
export type RobotNew = z.infer<typeof RobotNew>;

export const RobotTest = z.object({ sent: z.boolean(), words: z.string() });
export type RobotTest = z.infer<typeof RobotTest>;

/** A group of WeCom's application: a new one with the people of `group`, or with `chatId` one that the application made elsewhere. */
export const ChatNew = z.strictObject({
  requestId: z.string().min(8).max(64),
  name: z.string().trim().min(1).max(40),
  group: z.string().max(80),
  chatId: z.string().trim().max(64).optional(),
});
export type ChatNew = z.infer<typeof ChatNew>;

/** Who is in an application's group beside who should be; `isDue`: something would change. */
export const ChatMembers = z.object({ words: z.string(), isDue: z.boolean() });
export type ChatMembers = z.infer<typeof ChatMembers>;

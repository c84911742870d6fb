/** Applications of WeCom and DingTalk that speak to persons, as the office connects them. Secrets go in and never come out. */
import { z } from 'zod';

export const ConnectionKind = z.enum(['wecomApp', 'dingtalkApp']);
export type ConnectionKind = z.infer<typeof ConnectionKind>;

export const ConnectionField = z.object({
  name: z.string(),
  label: z.string(),
  /** Where the platform shows it, in its own menu words. */
  where: z.string(),
  isSecret: z.boolean(),
  isNeeded: z.boolean(),
  /** Null where nothing was given, and for every secret. */
  value: z.string().nullable(),
  /** A secret that is kept; giving nothing keeps it. */
  isKept: z.boolean(),
  /** The values it may have, the usual one first; absent: it is written. */
  options: z.array(z.object({ value: z.string(), words: z.string() })).optional(),
});
export type ConnectionField = z.infer<typeof ConnectionField>;

export const ConnectionLine = z.object({
  kind: ConnectionKind,
  /** `企业微信`. */
  name: z.string(),
  /** `none`: nothing was filled in yet. */
  state: z.enum(['none', 'ready', 'stopped']),
  /** `正常`, `已停用：Secret 不对…`. */
  stateWords: z.string(),
  fields: z.array(ConnectionField),
  /** What the platform's console asks for, to be copied from here; null: it needs none. */
  callbackUrl: z.string().nullable(),
  /** `接收消息的地址（填到督办应用“接收消息”…里）：`, or why none is needed. */
  callbackWords: z.string(),
  /** Why nobody could sign in by it lately and what to do; null: nothing is known to be wrong. */
  signInWords: z.string().nullable(),
  /** `12 人的账号已登记（在用人员共 30 人）。`: whom it could reach. */
  peopleWords: z.string(),
  /** What the platform allows and how much of it is used; null: nothing is counted. */
  usageWords: z.string().nullable(),
  /** Ways that the platform refuses now and what goes instead, a sentence each. */
  detours: z.array(z.string()),
  /** Who left or joined the platform's directory, as it told us, and what to do. */
  changes: z.array(z.string()),
  /** Whom it does not reach and what to do. */
  unreached: z.array(z.object({ personId: z.string(), name: z.string(), words: z.string() })),
});
export type ConnectionLine = z.infer<typeof ConnectionLine>;

export const ConnectionList = z.object({ connections: z.array(ConnectionLine) });
export type ConnectionList = z.infer<typeof ConnectionList>;

/** Every field that is shown, and the secrets that change; a secret that is absent or empty stays as it is, one that is `cleared` goes. */
export const ConnectionSave = z.strictObject({
  requestId: z.string().min(8).max(64),
  fields: z.record(z.string().max(40), z.string().max(500)),
  cleared: z.array(z.string().max(40)).max(20).optional(),
});
export type ConnectionSave = z.infer<typeof ConnectionSave>;

/** 检查连接, step by step. */
export const ConnectionCheck = z.object({
  /** Nothing is wrong: the connection is in service. */
  ok: z.boolean(),
  words: z.string(),
  steps: z.array(
    z.object({
      /** `换取访问凭证`. */
      name: z.string(),
      /** `open`: not needed for messages, or not tried. `later`: the platform does not answer now, which says nothing of the connection. */
      state: z.enum(['ok', 'wrong', 'open', 'later']),
      /** What was found and, where something is to be done, what. */
      words: z.string(),
    }),
  ),
});
export type ConnectionCheck = z.infer<typeof ConnectionCheck>;

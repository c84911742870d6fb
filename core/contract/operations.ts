/** 运行情况: whether messages go out, what waits and why, and what became of each. */
import { z } from 'zod';
import { TROUBLE_KINDS } from '../notice/troubles.js';

export const OperationsTrouble = z.object({
  kind: z.enum(TROUBLE_KINDS),
  /** `有 12 条消息没有按时发出`. */
  title: z.string(),
  words: z.string(),
  /** What to do. */
  remedy: z.string(),
});

/** What became of one message. */
export const MessageFate = z.object({
  id: z.string(),
  /** Who and which way: `何俊（消息预览）`. */
  to: z.string(),
  /** Why it exists: `逾期 1 天`. */
  about: z.string(),
  state: z.enum(['waiting', 'sent', 'dropped', 'refused', 'unknown']),
  /** `已发出 09:02`, `不再需要：事项已办结`. */
  words: z.string(),
  /** It went, and whoever reads this may take it back; whether the platform can is for the platform to say. */
  mayRecall: z.boolean(),
});
export type MessageFate = z.infer<typeof MessageFate>;

export const Operations = z.object({
  /** Counts of messages, and of robots out of service. */
  figures: z.array(z.object({ id: z.enum(['waiting', 'sent', 'unknown', 'refused', 'stopped']), words: z.string(), count: z.number().int() })),
  /** `群机器人“巡察办群”：12 条在等，最后一条约 09:14 发出。` */
  robots: z.array(z.object({ id: z.string(), words: z.string(), waiting: z.number().int() })),
  /** `企业微信应用：没有消息在等。`, of DingTalk with what is left of the month. */
  apps: z.array(z.object({ id: z.string(), words: z.string(), waiting: z.number().int() })),
  troubles: z.array(OperationsTrouble),
  /** Of today, not known to have arrived or refused; at most 50. `task`: `T31`, null where it is about no single task. */
  undelivered: z.array(MessageFate.extend({ task: z.string().nullable() })),
  /** `一切正常。上次检查：09:02。` */
  auditWords: z.string(),
  /** False where the last look is too old for its words to be trusted. */
  isWatched: z.boolean(),
  /** The last time the service was down on a workday, with what was merged afterwards. */
  outage: z.object({ words: z.string(), lines: z.array(z.string()) }).nullable(),
});
export type Operations = z.infer<typeof Operations>;

/** A task's number as people write it: `T31`, `31`. */
export const FatesQuery = z.strictObject({ task: z.string().trim().min(1).max(12) });
export type FatesQuery = z.infer<typeof FatesQuery>;

export const MessageFates = z.object({
  taskId: z.string(),
  /** `T31`. */
  number: z.string(),
  measure: z.string(),
  /** Newest first. */
  fates: z.array(MessageFate),
});
export type MessageFates = z.infer<typeof MessageFates>;

/** POST /api/operations/recall. `fateId`: the `id` of a fate. */
export const MessageRecall = z.strictObject({ fateId: z.string().min(5).max(400), reason: z.string().trim().min(2).max(100) });
export type MessageRecall = z.infer<typeof MessageRecall>;

export const MessageRecalled = z.object({ words: z.string() });
export type MessageRecalled = z.infer<typeof MessageRecalled>;

/** What only `--demo` has: people to change into, a clock to move, a strip that names the next click. */
import { z } from 'zod';

export const DemoState = z.object({
  /** World time, ISO, and in words: `12月18日（周五）08:39`. */
  now: z.string(),
  nowWords: z.string(),
  people: z.array(z.object({ id: z.string(), name: z.string(), words: z.string() })),
  /** The strip: what to click next, and where that is. `personId` is whom the phone should be; `path` is the phone's page. */
  guide: z.object({
    step: z.number().int(),
    of: z.number().int(),
    words: z.string(),
    /** What the button on the strip does; null when the click is inside the phone or the chat. */
    go: z.object({ words: z.string(), personId: z.string(), path: z.string() }).nullable(),
    done: z.boolean(),
  }),
});
export type DemoState = z.infer<typeof DemoState>;

export const DemoForward = z.strictObject({ to: z.enum(['day', 'next']) });
export const DemoForwarded = z.object({
  state: DemoState,
  /** `到了 12月19日（周六）。周末不发督办消息，下一次在 12月21日（周一）08:40。` */
  words: z.string(),
  sent: z.number().int(),
  /** The room of a responsible leader who was told on the way; null: none was. */
  leaderRoom: z.string().nullable(),
});
export type DemoForwarded = z.infer<typeof DemoForwarded>;

export const DemoSignIn = z.strictObject({ personId: z.string().max(64) });
/** 清空演示，导入我的台账: what to type to start without the demo. */
export const DemoCleared = z.object({ words: z.string(), link: z.string() });
export type DemoCleared = z.infer<typeof DemoCleared>;

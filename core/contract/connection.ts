/** Applications of WeCom and DingTalk that speak to persons, as the office connects them. Secrets go in and never come out. */
import { z } from 'zod';

export const ConnectionKind = z.enum(['wecomApp']);
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
});
export type ConnectionField = z.infer<typeof ConnectionField>;

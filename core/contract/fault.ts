/** The shape of every error answer. */
import { z } from 'zod';

export const ErrorAnswer = z.object({
  error: z.object({
    /** Stable, kebab-case, for programs. */
    id: z.string(),
    /** For the person, zh-CN. */
    message: z.string(),
    /** What to do next, zh-CN. */
    remedy: z.string().optional(),
    /** All faults at once, each with its place. */
    faults: z.array(z.object({ place: z.string(), message: z.string() })).optional(),
    /** Facts for programs, e.g. what changed in a lost race. */
    facts: z.record(z.string(), z.unknown()).optional(),
    requestId: z.string(),
  }),
});
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;

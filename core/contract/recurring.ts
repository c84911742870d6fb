/** 共性问题: findings that recur across units and rounds, side by side. */
import { z } from 'zod';
import { TaskExportQuery } from './task.js';

/** GET /api/board/recurring. */
export const Recurring = z.object({
  /** All groups there are; `groups` holds the broadest of them. */
  total: z.number().int(),
  groups: z.array(
    z.object({
      id: z.string(),
      /** The category they share. */
      title: z.string(),
      /** `3 个单位、2 轮都有`. */
      words: z.string(),
      /** So many besides `findings`: those are the first of them. */
      more: z.number().int(),
      findings: z.array(
        z.object({
          id: z.string(),
          /** The ledger's own number: `1`, `ZZ-01`. */
          number: z.string(),
          text: z.string(),
          roundName: z.string(),
          unitNames: z.string(),
          /** `逾期 1 · 办结 2`, of its tasks. */
          words: z.string(),
          list: TaskExportQuery,
        }),
      ),
    }),
  ),
});
export type Recurring = z.infer<typeof Recurring>;

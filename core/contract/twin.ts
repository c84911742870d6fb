/** GET /api/tasks/:id/twins: photos of a task that show the same as an earlier one, for whoever judges it. Never a refusal. */
import { z } from 'zod';

const Picture = z.object({ thumbUrl: z.string(), viewUrl: z.string() });

export const Twin = z.object({
  /** The photo of this task. */
  evidenceId: z.string(),
  /** `与 T12（综合科）11月3日 周敏上传的照片几乎一样`. */
  words: z.string(),
  mine: Picture,
  /** Null where the earlier one belongs to a task this person may not see. */
  theirs: Picture.nullable(),
});
export type Twin = z.infer<typeof Twin>;

export const Twins = z.object({ twins: z.array(Twin) });
export type Twins = z.infer<typeof Twins>;

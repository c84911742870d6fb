/** GET /api/tasks/:id/twins: what a reviewer may want to know of a task's photos: used before, taken when and where. Never a refusal. */
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

/** What a photo tells of itself. */
export const Taken = z.object({
  evidenceId: z.string(),
  picture: Picture,
  /** `拍摄于 11月3日（周二）09:12，北纬 30.2741°、东经 120.1551°。` */
  words: z.string(),
  /** Why one may want to look twice: `拍摄早于问题反馈（9月18日（周五））`; empty: nothing stands out. */
  doubts: z.array(z.string()),
});
export type Taken = z.infer<typeof Taken>;

export const Twins = z.object({
  twins: z.array(Twin),
  /** Newest report first, those with doubts before the others; photos that tell nothing of themselves are only counted. */
  taken: z.array(Taken),
  silent: z.number().int(),
});
export type Twins = z.infer<typeof Twins>;

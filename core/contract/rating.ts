/** Rating a service by a QR code, without an account: what the page asks and answers. */
import { z } from 'zod';

const Level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
const Comment = z.string().trim().max(500);

/** GET /api/rate/:code. */
export const RatingPage = z.object({
  windowName: z.string(),
  unitName: z.string(),
  /** Only where the citizen has to tell who it was: two or more. */
  staff: z.array(z.object({ id: z.string(), name: z.string() })),
  services: z.array(z.string()),
  levels: z.array(z.object({ level: Level, words: z.string(), tags: z.array(z.string()), bad: z.boolean() })),
  /** True: a telephone number must be left, as the local rules ask. */
  needsPhone: z.boolean(),
  /** What the number is for. */
  phoneWords: z.string(),
  /** What happens with a bad rating, and by when. */
  promiseWords: z.string(),
});
export type RatingPage = z.infer<typeof RatingPage>;

/** POST /api/rate/:code. The same requestId from the same device again gets the first answer. */
export const RatingNew = z.strictObject({
  requestId: z.string().regex(/^[\w-]{16,64}$/),
  /** Made by the device once and kept there. */
  deviceId: z.string().regex(/^[\w-]{16,64}$/),
  level: Level,
  tags: z.array(z.string().max(20)).max(8),
  comment: Comment,
  staffId: z.string().max(40).optional(),
  service: z.string().max(60).optional(),
  phone: z.string().trim().max(24).optional(),
});
export type RatingNew = z.infer<typeof RatingNew>;

export const RatingDone = z.object({
  /** Opens this rating alone; only whoever rated gets it. */
  token: z.string(),
  words: z.string(),
  /** What comes next of a bad rating; null: it was not bad. */
  nextWords: z.string().nullable(),
});
export type RatingDone = z.infer<typeof RatingDone>;

/** GET /api/ratings/mine/:token. */
export const RatingOfMine = z.object({
  windowName: z.string(),
  levelWords: z.string(),
  atWords: z.string(),
  /** `正在处理，11月25日（周三）前给您回电话`, `已答复`; null: nothing is to be done. */
  stateWords: z.string().nullable(),
  answer: z.string().nullable(),
  mayFollow: z.boolean(),
  followWords: z.string().nullable(),
  photos: z.number().int(),
  mayAddPhotos: z.boolean(),
  levels: z.array(z.object({ level: Level, words: z.string() })),
});
export type RatingOfMine = z.infer<typeof RatingOfMine>;

export const FollowUpNew = z.strictObject({ level: Level, comment: Comment });
export type FollowUpNew = z.infer<typeof FollowUpNew>;

/** POST /api/tasks/:id/number: the whole number, with a reason that is kept. */
export const NumberAsked = z.strictObject({ requestId: z.string().min(8).max(64), reason: z.string().trim().min(2).max(200) });
export type NumberAsked = z.infer<typeof NumberAsked>;
export const NumberShown = z.object({ phone: z.string() });
export type NumberShown = z.infer<typeof NumberShown>;

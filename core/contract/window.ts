/** Windows 窗口 as the office keeps them, their codes, and waiting times. */
import { z } from 'zod';
import { MOST_WAIT } from '../rating/waiting.js';

const Name = z.string().trim().min(1).max(40);
const StaffFields = z.strictObject({
  workNumber: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{1,20}$/),
  name: Name,
  personId: z.string().max(64).nullable(),
});

export const WindowLine = z.object({
  id: z.string(),
  name: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  handlerId: z.string().nullable(),
  leaderId: z.string().nullable(),
  /** Who gets its bad ratings now; null: nobody, the office is told. */
  handlerName: z.string().nullable(),
  staff: z.array(z.object({ workNumber: z.string(), name: z.string(), personId: z.string().nullable() })),
  services: z.array(z.string()),
  active: z.boolean(),
  /** Where the printed code leads; null while the window is closed. */
  ratingUrl: z.string().nullable(),
});
export type WindowLine = z.infer<typeof WindowLine>;

export const RatingRules = z.strictObject({
  identity: z.enum(['anonymous', 'realName']),
  perDevice: z.number().int().min(1).max(100),
  perNetwork: z.number().int().min(1).max(10_000),
  waitTarget: z.number().int().min(1).max(240),
  waitMinutes: z.number().int().min(0).max(600),
  starAtLeast: z.number().int().min(1).max(10_000),
});
export type RatingRules = z.infer<typeof RatingRules>;

/** GET /api/windows. `mayEdit`: only the office; others see the windows of their units. */
export const WindowRoom = z.object({
  windows: z.array(WindowLine),
  mayEdit: z.boolean(),
  units: z.array(z.object({ id: z.string(), words: z.string() })),
  people: z.array(z.object({ id: z.string(), words: z.string() })),
  rules: RatingRules,
  /** `…abcd, 11月24日 生成`; null: no machine may bring readings yet. */
  keyWords: z.string().nullable(),
});
export type WindowRoom = z.infer<typeof WindowRoom>;

/** `words`: how many are new, changed, the same. */
export const ImportedWindows = z.object({ room: WindowRoom, words: z.string() });
export type ImportedWindows = z.infer<typeof ImportedWindows>;

const requestId = z.string().min(8).max(64);

export const WindowSave = z.strictObject({
  requestId,
  name: Name,
  unitId: z.string().max(64),
  handlerId: z.string().max(64).nullable(),
  leaderId: z.string().max(64).nullable(),
  staff: z.array(StaffFields).max(40),
  services: z.array(z.string().trim().min(1).max(60)).max(60),
  active: z.boolean(),
});
export type WindowSave = z.infer<typeof WindowSave>;

export const RulesSave = z.strictObject({ requestId, rules: RatingRules });
export type RulesSave = z.infer<typeof RulesSave>;

export const Asked = z.strictObject({ requestId });
export type Asked = z.infer<typeof Asked>;

/** POST /api/windows/:id/code. With a service number for one rating, without for the window's screen; both for today. */
export const CodeAsked = z.strictObject({
  serviceNumber: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{1,32}$/)
    .optional(),
});
export type CodeAsked = z.infer<typeof CodeAsked>;
/** `picture`: a PNG as a data address. */
export const CodeShown = z.object({ url: z.string(), picture: z.string(), words: z.string() });
export type CodeShown = z.infer<typeof CodeShown>;

export const KeyShown = z.object({ key: z.string(), words: z.string() });
export type KeyShown = z.infer<typeof KeyShown>;

/** One reading; `at` is ISO 8601 with a zone, now when absent. */
export const WaitTyped = z.strictObject({ requestId, minutes: z.number().min(0).max(MOST_WAIT) });
export type WaitTyped = z.infer<typeof WaitTyped>;

/** POST /api/waiting, by API key. `window`: its id or its name. */
export const WaitReadings = z.strictObject({
  readings: z
    .array(
      z.strictObject({
        window: z.string().trim().min(1).max(64),
        minutes: z.number().min(0).max(MOST_WAIT),
        at: z.iso.datetime({ offset: true }).optional(),
      }),
    )
    .min(1)
    .max(1_000),
});
export type WaitReadings = z.infer<typeof WaitReadings>;
export const WaitTaken = z.object({ taken: z.number().int(), known: z.number().int(), words: z.string() });
export type WaitTaken = z.infer<typeof WaitTaken>;

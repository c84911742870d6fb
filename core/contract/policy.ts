/** Reminder policies as the office edits them: the book, its versions, the dry run. Numbers are judged by `core/notice/policy-book`. */
import { z } from 'zod';

const RungPost = z.enum(['owner', 'leader', 'principal', 'office', 'leadingGroup', 'reviewer']);

const Rung = z.strictObject({ offset: z.number(), every: z.number().optional(), to: z.array(RungPost).max(6) });

const Ladder = z.strictObject({ counts: z.enum(['calendar', 'workday']), rungs: z.array(Rung).max(40) });

const ladders = z.strictObject({
  due: Ladder,
  sign: Ladder,
  review: Ladder,
  amend: Ladder,
  monthly: Ladder,
  extension: Ladder,
  callBack: Ladder,
  milestone: Ladder,
});

/** In workdays. */
const workdaysFor = z.strictObject({
  immediate: z.number(),
  sign: z.number(),
  review: z.number(),
  amend: z.number(),
  extension: z.number(),
  callBack: z.number(),
  ticket: z.number(),
});

const chain = z.array(z.enum(['unit', 'department', 'party', 'leadingGroup'])).max(4);

export const PolicyBook = z.strictObject({
  base: z.strictObject({
    ladders,
    workdaysFor,
    chain,
    monthlyReportDay: z.number(),
    speak: z.strictObject({ from: z.string().max(5), until: z.string().max(5) }),
    repeats: z.number(),
    staleAfterDays: z.number(),
    mentions: z.boolean(),
  }),
  exceptions: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(64),
        scope: z.strictObject({ kind: z.enum(['round', 'unit', 'task']), id: z.string().max(64) }),
        policy: z.strictObject({ ladders, workdaysFor, chain }),
      }),
    )
    .max(100),
});
export type PolicyBook = z.infer<typeof PolicyBook>;

const ScopeLine = z.object({ id: z.string(), words: z.string() });

export const PolicyVersionLine = z.object({
  version: z.number().int(),
  byName: z.string(),
  /** `11月24日（周二）09:12`. */
  atWords: z.string(),
  /** What it changed, a sentence each. */
  words: z.array(z.string()),
});
export type PolicyVersionLine = z.infer<typeof PolicyVersionLine>;

export const PolicyRoom = z.object({
  /** 0 until the first save. A save names the version it was made on. */
  version: z.number().int(),
  book: PolicyBook,
  /** The stored policy cannot be followed and nothing is sent; `book` then holds the one of a new base. */
  broken: z.string().nullable(),
  rounds: z.array(ScopeLine),
  units: z.array(ScopeLine),
  /** The tasks that have an exception, by their id. */
  tasks: z.array(ScopeLine),
  /** Newest first. */
  versions: z.array(PolicyVersionLine),
  /** What an answer to a save says; null otherwise. */
  words: z.string().nullable(),
});
export type PolicyRoom = z.infer<typeof PolicyRoom>;

export const PolicyVersion = PolicyVersionLine.extend({
  /** The whole of it in plain words, a sentence a line. */
  lines: z.array(z.string()),
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

const asked = { requestId: z.string().min(8).max(64), expectedVersion: z.number().int().min(0) };

export const PolicySave = z.strictObject({ ...asked, book: PolicyBook });
export type PolicySave = z.infer<typeof PolicySave>;
export const PolicyRestore = z.strictObject(asked);
export type PolicyRestore = z.infer<typeof PolicyRestore>;

export const ForecastAsked = z.strictObject({ book: PolicyBook });
export type ForecastAsked = z.infer<typeof ForecastAsked>;

export const ForecastDay = z.object({
  day: z.string(),
  /** `11月30日（周一）08:40 发 41 条消息，给 38 人和 3 个群。`, and what is special about it. */
  words: z.string(),
  messages: z.number().int(),
  people: z.number().int(),
  groups: z.number().int(),
  /** Messages by the policies as they are saved now. */
  before: z.number().int(),
  /** Robots that cannot say it all in the first minute. */
  robots: z.array(z.object({ name: z.string(), messages: z.number().int(), until: z.string(), words: z.string() })),
  /** Most messages first: `何俊`, `政务服务科群`. */
  recipients: z.array(z.object({ id: z.string(), words: z.string(), messages: z.number().int(), tasks: z.number().int() })),
});
export type ForecastDay = z.infer<typeof ForecastDay>;

export const Forecast = z.object({
  /** The whole in one sentence. */
  words: z.string(),
  days: z.array(ForecastDay),
  /** Where messages arrive, a sentence each. */
  reach: z.array(z.string()),
});
export type Forecast = z.infer<typeof Forecast>;

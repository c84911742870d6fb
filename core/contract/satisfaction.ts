/** Satisfaction 满意度: rates with their counts, what lies behind each figure, the star of the month, waiting times. */
import { z } from 'zod';
import { TicketFigures } from './board.js';
import { Month } from './task.js';

/** GET /api/ratings/export. */
export const RatingExportQuery = z.object({
  month: Month.optional(),
  windowId: z.string().max(64).optional(),
  staffId: z.string().max(40).optional(),
  service: z.string().max(60).optional(),
  level: z.coerce.number().int().min(1).max(5).optional(),
  bad: z.literal('1').optional(),
});
export type RatingExportQuery = z.infer<typeof RatingExportQuery>;

/** A rate never stands without its count; `bound` is Wilson's lower bound. `list` is what the ratings behind it are asked for by. */
export const Rate = z.object({
  id: z.string(),
  words: z.string(),
  total: z.number().int(),
  satisfied: z.number().int(),
  bad: z.number().int(),
  /** `98.2 %`, `—`. */
  rateWords: z.string(),
  boundWords: z.string(),
  list: RatingExportQuery,
});
export type Rate = z.infer<typeof Rate>;

export const SatisfactionQuery = z.object({ month: Month.optional() });
export type SatisfactionQuery = z.infer<typeof SatisfactionQuery>;

export const Satisfaction = z.object({
  month: z.string(),
  monthWords: z.string(),
  whole: Rate,
  levels: z.array(z.object({ level: z.number().int(), words: z.string(), count: z.number().int(), list: RatingExportQuery })),
  windows: z.array(Rate),
  staff: z.array(Rate),
  services: z.array(Rate),
  /** The last twelve months, newest first. */
  months: z.array(Rate),
  /** Those opened in the month; null where there is none. */
  tickets: TicketFigures.nullable(),
  star: z.object({
    /** Announced for this month; null: not yet. */
    announcedWords: z.string().nullable(),
    proposed: z.array(Rate),
    mayDecide: z.boolean(),
    /** Why nobody is proposed; empty where somebody is. */
    emptyWords: z.string(),
  }),
  waiting: z.array(
    z.object({
      windowId: z.string(),
      words: z.string(),
      readings: z.number().int(),
      averageWords: z.string(),
      lastWords: z.string(),
      isLate: z.boolean(),
    }),
  ),
  waitTarget: z.number().int(),
});
export type Satisfaction = z.infer<typeof Satisfaction>;

/** GET /api/ratings: what lies behind a figure. */
export const RatingsQuery = RatingExportQuery.extend({ cursor: z.string().max(64).optional() });
export type RatingsQuery = z.infer<typeof RatingsQuery>;

export const RatingLine = z.object({
  id: z.string(),
  atWords: z.string(),
  level: z.number().int(),
  levelWords: z.string(),
  windowWords: z.string(),
  staffWords: z.string().nullable(),
  service: z.string().nullable(),
  tags: z.array(z.string()),
  comment: z.string(),
  valid: z.boolean(),
  /** The ticket where I may open it. */
  ticketId: z.string().nullable(),
  followWords: z.string().nullable(),
});
export type RatingLine = z.infer<typeof RatingLine>;
export const RatingList = z.object({
  ratings: z.array(RatingLine),
  total: z.number().int(),
  cursor: z.string().nullable(),
  /** What it is narrowed by, in words: `2026年11月 · 1 号窗口`; null: nothing. */
  narrowed: z.string().nullable(),
  /** 不满意 and 非常不满意 among what month, window, staff and service leave. */
  bad: z.number().int(),
});
export type RatingList = z.infer<typeof RatingList>;

export const StarChosen = z.strictObject({ requestId: z.string().min(8).max(64), month: Month, staffId: z.string().max(40) });
export type StarChosen = z.infer<typeof StarChosen>;

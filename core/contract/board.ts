/** The board 看板: whole → unit → tasks. Every figure carries the query of the list behind it. */
import { z } from 'zod';
import { TaskExportQuery, TaskQuery } from './task.js';

/** GET /api/board. `under`: a unit and those below it; the rest narrows as in the ledger. */
export const BoardQuery = TaskQuery.pick({ under: true, roundId: true, category: true, leaderId: true });
export type BoardQuery = z.infer<typeof BoardQuery>;

/** A count, and what the ledger is to be asked for to show just these. */
export const Figure = z.object({ id: z.string(), words: z.string(), count: z.number().int(), list: TaskExportQuery });
export type Figure = z.infer<typeof Figure>;

/** 差评工单, so many, as words and as figures with the lists behind them: `回访率 50.0 %（1/2）`, `答复率 …`. */
export const TicketFigures = z.object({ opened: z.number().int(), words: z.array(z.string()), figures: z.array(Figure) });
export type TicketFigures = z.infer<typeof TicketFigures>;

export const BoardUnit = z.object({
  id: z.string(),
  /** `政务服务科`; `某市政务服务中心（本级）` for what a unit leads itself beside its parts. */
  name: z.string(),
  red: z.number().int(),
  yellow: z.number().int(),
  green: z.number().int(),
  none: z.number().int(),
  /** `逾期 2 · 临近 1 · 正常 3 · 办结 1`; what is none is left out. */
  words: z.string(),
  /** One level down, as a board; null where a tap shows the tasks. */
  under: z.string().nullable(),
  list: TaskExportQuery,
});
export type BoardUnit = z.infer<typeof BoardUnit>;

const Option = z.object({ id: z.string(), name: z.string() });

export const Board = z.object({
  /** `全部单位`, or the unit whose parts are listed. */
  title: z.string(),
  /** The unit one level up; null at the top of what the person may see. */
  up: z.object({ under: z.string().nullable(), name: z.string() }).nullable(),
  /** 逾期, 临近, 正常, 办结. */
  lights: z.array(Figure),
  total: z.number().int(),
  /** Of everything counted. */
  list: TaskExportQuery,
  /** `已办结 12 项，占 25%`. */
  doneWords: z.string(),
  /** `其中 10 项按期提交，占可比的 12 项的 83%`; null where none can be measured. */
  inTimeWords: z.string().nullable(),
  /** `在办的任务里有 40 项需要佐证材料，12 项凭证不全（30%）`; its lists stand under `movement`. Null where none needs any. */
  evidenceWords: z.string().nullable(),
  /** What moved within a week, what stands out; empty ones are left out. */
  movement: z.array(Figure),
  /** How long the late ones are late. */
  ageing: z.array(Figure),
  /** Of what was done, what came in time and what did not. */
  inTime: z.array(Figure),
  /** Those among what is counted; null where there is none. */
  tickets: TicketFigures.nullable(),
  units: z.array(BoardUnit),
  rounds: z.array(Option),
  categories: z.array(Option),
  leaders: z.array(Option),
  /** `12月10日（周四）08:40`, the moment it was counted. */
  atWords: z.string(),
});
export type Board = z.infer<typeof Board>;

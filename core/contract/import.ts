/** A ledger on its way in: preview, faults, differences, commit; then the start of supervision. */
import { z } from 'zod';

/** One thing that could not be read, with its place in the workbook and what to do. */
export const LedgerFault = z.object({
  sheet: z.string(),
  /** As the spreadsheet program numbers it, from 1. */
  row: z.number().int(),
  /** `I`. */
  column: z.string(),
  /** The column's own header; '' where it has none. */
  head: z.string(),
  text: z.string(),
  message: z.string(),
});
export type LedgerFault = z.infer<typeof LedgerFault>;

export const ImportTask = z.object({
  sheet: z.string(),
  row: z.number().int(),
  findingNumber: z.string(),
  measure: z.string(),
  unitNames: z.array(z.string()),
  ownerNames: z.array(z.string()),
  leaderName: z.string().nullable(),
  dueWords: z.string(),
  /** As read: `2026-12-20`; null for 长期坚持. */
  dueDay: z.string().nullable(),
  /** `12月20日（周日）前`, `推定 9月30日`, with a warning about a year without holidays; `没有读懂`, empty where nothing stands in the cell. */
  dueRead: z.string(),
  /** What the progress and status cells become: `待核验`, `进展：已修订2项`. */
  becomes: z.string().nullable(),
  /** Against what is in the base: new, same, changed; `changes` are sentences. */
  compared: z.enum(['new', 'same', 'changed']),
  changes: z.array(z.string()),
});
export type ImportTask = z.infer<typeof ImportTask>;

export const ImportName = z.object({
  /** As shown, with its place where one name stands in several. */
  name: z.string(),
  bareName: z.string(),
  /** Units a person appears with, as context. */
  units: z.array(z.string()),
  known: z.boolean(),
  /** Persons of this name already in the base, to choose among; `newPerson` is always a choice. */
  candidates: z.array(z.object({ id: z.string(), unitName: z.string().nullable() })),
  /** True when the office must choose before the commit. */
  ask: z.boolean(),
});
export type ImportName = z.infer<typeof ImportName>;

export const ImportPreview = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.enum(['faulty', 'ready', 'unchanged', 'committed']),
  roundName: z.string(),
  roundId: z.string().nullable(),
  feedbackDay: z.string(),
  /** `9月10日`, with the year where it is not this one. */
  feedbackDayWords: z.string(),
  /** Nobody said it, so the day of the upload stands in its place. */
  feedbackDayGuessed: z.boolean(),
  inspectedUnitName: z.string().nullable(),
  counts: z.object({ findings: z.number().int(), tasks: z.number().int(), units: z.number().int(), people: z.number().int() }),
  tasks: z.array(ImportTask),
  units: z.array(ImportName),
  people: z.array(ImportName),
  faults: z.array(LedgerFault),
  /** Said aloud though it stops nothing: a year without holidays, near-same findings, tasks the new ledger lacks. */
  warnings: z.array(z.string()),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** Fields beside the file part `file` of POST /api/imports (multipart). All optional: the ledger often says them itself. */
export const ImportFields = z.object({
  roundName: z.string().trim().max(100).optional(),
  feedbackDay: z.iso.date().optional(),
});
export type ImportFields = z.infer<typeof ImportFields>;

export const ImportCommit = z.strictObject({
  requestId: z.string().min(8).max(64),
  /** For each asked name: the id of a known person, or `new`. Keyed by `name` as shown. */
  people: z.record(z.string(), z.string()),
  /** True once the office has seen the differences to what is in the base. */
  acceptChanges: z.boolean(),
});
export type ImportCommit = z.infer<typeof ImportCommit>;

export const ImportDone = z.object({
  roundId: z.string(),
  words: z.string(),
  counts: z.object({ findings: z.number().int(), tasks: z.number().int(), units: z.number().int(), people: z.number().int() }),
});
export type ImportDone = z.infer<typeof ImportDone>;

export const RoundLine = z.object({
  id: z.string(),
  name: z.string(),
  feedbackDay: z.string(),
  supervisedFrom: z.string().nullable(),
  tasks: z.number().int(),
});
export const RoundList = z.object({ rounds: z.array(RoundLine) });
export type RoundList = z.infer<typeof RoundList>;

/** Who would get what if 开始督办 were pressed now. */
export const StartPreview = z.object({
  roundId: z.string(),
  roundName: z.string(),
  /** `要开始督办 15 项任务，涉及 6 个单位、9 人。`, counted as the import counts them. */
  about: z.string(),
  /** `首批消息 11月25日 08:40 发出，共 12 条，发给 9 人。` */
  words: z.string(),
  /** Where they arrive: group chats with a robot in service, the first messages' people, and those of them without an account. */
  reach: z.object({ servedGroups: z.number().int(), people: z.number().int(), cannotSignIn: z.number().int(), words: z.array(z.string()) }),
  messages: z.array(z.object({ to: z.string(), at: z.string(), lines: z.array(z.string()) })),
  /** Posts nobody holds, telephone numbers missing … each with what to do. */
  gaps: z.array(z.string()),
  /** The question before 撤销这次导入; null where the round can no longer be withdrawn. */
  withdrawal: z.string().nullable(),
});
export type StartPreview = z.infer<typeof StartPreview>;

export const Start = z.strictObject({ requestId: z.string().min(8).max(64) });

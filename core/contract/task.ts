/** Tasks as lines of lists, and what their lists are narrowed by. */
import { z } from 'zod';
import { PICKS } from '../insight/picks.js';

export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const Light = z.enum(['red', 'yellow', 'green', 'none']);
export const TaskStatus = z.enum(['handedOut', 'inProgress', 'submitted', 'toVerify', 'closed', 'routine']);
export const TaskActionKind = z.enum([
  'sign',
  'progress',
  'submit',
  'withdraw',
  'pass',
  'return',
  'consult',
  'opine',
  'reopen',
  'settle',
  'urge',
  'setEvidence',
  'setMilestones',
  'setTargets',
  'proposeListing',
  'list',
  'declineListing',
  'unlist',
  'acceptMilestone',
  'returnMilestone',
  'startClock',
  'respond',
  'resolve',
  'endClock',
  'askExtension',
  'withdrawExtension',
  'grantExtension',
  'refuseExtension',
  'acknowledge',
  'snooze',
  'callBack',
  'answer',
  'object',
  'upholdObjection',
  'dismissObjection',
]);
/** 1 小时内响应、3 小时内报方案; 24 小时内响应、48 小时内处置. */
export const ClockKind = z.enum(['hours', 'days']);

export const EvidenceKind = z.enum(['any', 'photo', 'file']);

export const TaskCard = z.object({
  id: z.string(),
  number: z.number().int(),
  measure: z.string(),
  /** The ledger's own number: `1`, `ZZ-01`. */
  findingNumber: z.string(),
  category: z.string(),
  unitName: z.string(),
  ownerName: z.string().nullable(),
  leaderName: z.string().nullable(),
  due: z.object({
    kind: z.enum(['day', 'immediate', 'standing']),
    day: z.string().nullable(),
    /** `12月20日（周日）前`, `立行立改（推定 10月9日）`, `长期坚持，每月报告`. */
    words: z.string(),
    /** The deadline before it was extended, `12月20日（周日）前`; null: never was. */
    originalWords: z.string().nullable(),
  }),
  light: Light,
  /** `逾期 2 天`, `还剩 3 天`, `已销号 11月2日`. Stands beside the colour, always. */
  lightWords: z.string(),
  status: TaskStatus,
  statusWords: z.string(),
  percent: z.number().int(),
  returnedCount: z.number().int(),
  /** True when my decision is what it waits for. */
  waitsForMe: z.boolean(),
  /** `11月30日（周一）前审核`, `审核已超期 1 天`; null while it waits for no review. */
  reviewWords: z.string().nullable(),
  /** `申请延至 12月25日（周五）` while a request for more time waits for the office; null: none does. */
  extensionWords: z.string().nullable(),
  /** `绿色通道：响应还剩 40 分钟` while an emergency clock runs; null: none does. The light is red while its stage is late. */
  clockWords: z.string().nullable(),
  /** `挂牌督办`, `建议挂牌督办`; null: neither. */
  listedWords: z.string().nullable(),
  /** `节点“方案印发”逾期 2 天`, red: the milestone that is late longest, else, yellow, the next within a week; null: neither. */
  milestone: z.object({ light: Light, words: z.string() }).nullable(),
  /** A workday has passed since its owners were reminded, and nobody answered: 未确认. */
  isUnconfirmed: z.boolean(),
  /** What I may do from the list itself, without opening the task. */
  shortcuts: z.array(z.enum(['respond', 'sign', 'progress', 'acknowledge'])),
  /** The version that was read; an act names it. */
  version: z.number().int(),
});
export type TaskCard = z.infer<typeof TaskCard>;

/** GET /api/my: what the first screen shows. */
export const MyTasks = z.object({
  review: z.array(TaskCard),
  /** Under review, where my opinion is asked for. */
  opinions: z.array(TaskCard),
  /** With a milestone that is reported and waits for my acceptance. */
  milestones: z.array(TaskCard),
  /** Requests for more time that wait for my decision. */
  extensions: z.array(TaskCard),
  tasks: z.array(TaskCard),
  counts: z.object({ late: z.number().int(), week: z.number().int(), rest: z.number().int() }),
  /** Shown when nothing is due: `下一项在 12月15日。` */
  next: z.string().nullable(),
  today: z.string(),
  /** True while nothing has been imported into this base at all. */
  isBaseEmpty: z.boolean(),
  /** What I see to beyond my own tasks: late, due today, due within seven days after that. Null: nothing, or not supervised yet. */
  scope: z.object({ late: z.number().int(), today: z.number().int(), week: z.number().int(), unconfirmed: z.number().int() }).nullable(),
  /** Emergency clocks that nobody answers, for who may start and end them: `绿色通道 T13 已 95 小时无人响应`. */
  forgottenClocks: z.array(z.object({ id: z.string(), words: z.string() })),
  /** Rounds with tasks that remind nobody until 开始督办; only for who may press it. `supervised`: these came later than the rest. */
  notStarted: z.array(z.object({ id: z.string(), name: z.string(), supervised: z.boolean(), count: z.number().int() })),
  /** `12月18日 08:40`, when the newest message to me came; null: none yet. */
  newestMessageWords: z.string().nullable(),
});
export type MyTasks = z.infer<typeof MyTasks>;

/** GET /api/tasks. All filters narrow; `q` searches measure, finding number, unit, owner and `T31`. */
export const TaskQuery = z.object({
  q: z.string().max(100).optional(),
  light: Light.optional(),
  status: TaskStatus.optional(),
  unitId: z.string().max(64).optional(),
  roundId: z.string().max(64).optional(),
  /** Led by this unit or one below it; `alone`: by this very unit. */
  under: z.string().max(64).optional(),
  alone: z.enum(['yes']).optional(),
  category: z.string().max(100).optional(),
  findingId: z.string().max(64).optional(),
  leaderId: z.string().max(64).optional(),
  /** What stands out, by the rules of the board (`core/insight/picks`). */
  pick: z.enum(PICKS).optional(),
  /** Only those 未确认. */
  unconfirmed: z.literal('1').optional(),
  /** Only tickets 差评工单 opened in this month. */
  ticketMonth: Month.optional(),
  /** Opaque, from the answer before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type TaskQuery = z.infer<typeof TaskQuery>;

/** GET /api/tasks/export: the list as it is narrowed, as a workbook. */
export const TaskExportQuery = TaskQuery.omit({ cursor: true, limit: true });
export type TaskExportQuery = z.infer<typeof TaskExportQuery>;

export const TaskList = z.object({
  tasks: z.array(TaskCard),
  total: z.number().int(),
  cursor: z.string().nullable(),
  /** What the board narrowed it by, in words: `政务服务科 · 逾期 4 至 7 天`; null where nothing of the kind was asked. */
  narrowed: z.string().nullable(),
  /** What can be filtered by; each count is what a tap on it would show beside the other filters and the search. */
  facets: z.object({
    /** Everything this person may see, whatever is asked; 0: there is no ledger for them yet. */
    all: z.number().int(),
    /** 未确认 among what the other filters leave. */
    unconfirmed: z.number().int(),
    lights: z.array(z.object({ light: Light, words: z.string(), count: z.number().int() })),
    units: z.array(z.object({ id: z.string(), name: z.string(), count: z.number().int() })),
    /** `waiting`: its tasks not supervised yet, whatever is asked. */
    rounds: z.array(z.object({ id: z.string(), name: z.string(), supervised: z.boolean(), waiting: z.number().int(), count: z.number().int() })),
  }),
});
export type TaskList = z.infer<typeof TaskList>;

export const PersonLine = z.object({
  id: z.string(),
  name: z.string(),
  unitName: z.string().nullable(),
  /** Only where the viewer may call this person. */
  phone: z.string().nullable(),
});
export type PersonLine = z.infer<typeof PersonLine>;

/** Tasks as lists, as one whole, and the actions on them. */
import { z } from 'zod';
import { oneLine } from '../chat/cut.js';
import { MOST_NEEDS, MOST_NEED_WORDS, MOST_PIECES } from '../ledger/evidence.js';
import { MOST_ACCEPTANCE_WORDS, MOST_MILESTONE_WORDS, MOST_MILESTONES } from '../ledger/milestones.js';
import { MOST_TARGET_WORDS, MOST_TARGETS } from '../ledger/targets.js';
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

export const EvidenceItem = z.object({
  id: z.string(),
  kind: z.enum(['photo', 'file']),
  name: z.string(),
  /** Signed addresses below the public URL, good for an hour; null until the thumbnail is made. */
  thumbUrl: z.string().nullable(),
  viewUrl: z.string(),
  /** Where the untouched photo is, signed in; null for those who may not read it, and for files. Each look leaves an event. */
  originalUrl: z.string().nullable(),
  /** Shows the state before 整改前, as whoever reported it said. */
  isBefore: z.boolean(),
  byName: z.string(),
  at: z.string(),
});
export type EvidenceItem = z.infer<typeof EvidenceItem>;

export const ProgressItem = z.object({
  id: z.string(),
  at: z.string(),
  /** `11月3日 09:12`. */
  atWords: z.string(),
  /** `周敏` or `周敏（代何俊）`. */
  byWords: z.string(),
  text: z.string(),
  percent: z.number().int(),
  /** Reported since the task last came back, or where it never did. */
  isNew: z.boolean(),
  evidence: z.array(EvidenceItem),
});
export type ProgressItem = z.infer<typeof ProgressItem>;

export const AllowedAction = z.object({
  kind: TaskActionKind,
  /** What the button says: 报进展, 申请验收, 退回修改. */
  words: z.string(),
  /** Why it would be refused right now; the button stays and says so. Null: it will go through. */
  missing: z.string().nullable(),
  /** What to ask before doing it; null: no question. */
  question: z.string().nullable(),
});
export type AllowedAction = z.infer<typeof AllowedAction>;

export const PersonLine = z.object({
  id: z.string(),
  name: z.string(),
  unitName: z.string().nullable(),
  /** Only where the viewer may call this person. */
  phone: z.string().nullable(),
});
export type PersonLine = z.infer<typeof PersonLine>;

export const TaskDetail = TaskCard.extend({
  roundName: z.string(),
  acceptance: z.string(),
  remark: z.string(),
  coUnitNames: z.array(z.string()),
  owner: PersonLine.nullable(),
  coOwners: z.array(PersonLine),
  leader: PersonLine.nullable(),
  reviewers: z.array(PersonLine),
  /** `12月25日前补充`, after a return. */
  amendWords: z.string().nullable(),
  /** Why it last came back, with who and when, until it is closed: also while it is reviewed again. */
  returnWords: z.string().nullable(),
  /** Said when a day lies in a year whose holidays are not known. */
  calendarWords: z.string().nullable(),
  finding: z.object({
    id: z.string(),
    number: z.string(),
    category: z.string(),
    text: z.string(),
    /** 敏感: messages show its number alone. */
    sensitive: z.boolean(),
    /** Whether I may mark it or take the mark off. */
    mayMark: z.boolean(),
  }),
  /** The evidence list 佐证清单 in its order; `words` is unique in it. */
  evidenceNeeds: z.array(z.object({ words: z.string(), kind: EvidenceKind, have: z.number().int(), need: z.number().int() })),
  progress: z.array(ProgressItem),
  evidence: z.array(EvidenceItem),
  /** Sentences, newest first: `11月3日 09:12 林静 退回：缺会议纪要`. */
  history: z.array(z.object({ at: z.string(), words: z.string() })),
  /** In the order the buttons should stand; the first is the main one. */
  allowed: z.array(AllowedAction),
  /** The emergency clock 绿色通道 that runs; null: none does. */
  emergency: z
    .object({
      isLate: z.boolean(),
      /** `今天 15:20 前响应，还剩 40 分钟`. */
      stageWords: z.string(),
      /** `1 小时内响应、3 小时内报方案`. */
      kindWords: z.string(),
      /** `11月28日（周六）23:00 方正启动`. */
      startedWords: z.string(),
      /** Who is to act: `何俊、周敏`. */
      namesWords: z.string(),
      /** What is urgent, as whoever started it put it; may be empty. */
      cause: z.string(),
    })
    .nullable(),
  /** Quantified targets 量化指标 with what was measured. */
  targets: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      baseline: z.number(),
      goal: z.number(),
      /** `等候时间：由 25 分钟降到 10 分钟`. */
      words: z.string(),
      standing: z.enum(['none', 'short', 'missed', 'reached', 'exceeded']),
      /** `还差 5 分钟`, `超额完成，比目标低 2 分钟`. */
      standingWords: z.string(),
      /** The oldest first. */
      readings: z.array(z.object({ value: z.number(), words: z.string(), dayWords: z.string() })),
    }),
  ),
  /** What is to be known of 挂牌督办; null: nothing. */
  listing: z
    .object({
      isListed: z.boolean(),
      /** `11月30日（周一）09:00 宋岩决定挂牌督办：久拖不决`, `逾期满 7 天，按督办规则建议挂牌督办。`. */
      words: z.string(),
    })
    .nullable(),
  /** Milestones 阶段节点 by day. */
  milestones: z.array(
    z.object({
      name: z.string(),
      acceptance: z.string(),
      day: z.string(),
      /** `12月5日（周六）`. */
      dayWords: z.string(),
      state: z.enum(['late', 'near', 'open', 'waiting', 'accepted']),
      /** `逾期 2 天`, `还剩 3 天`, `何俊 12月4日报完成，等验收`, `已验收 12月7日`. */
      stateWords: z.string(),
    }),
  ),
  /** The way through the steps of acceptance 验收步骤; null where there is one step and nothing was submitted. */
  review: z
    .object({
      steps: z.array(
        z.object({
          /** `职能部门审核`. */
          words: z.string(),
          state: z.enum(['done', 'now', 'later']),
          /** Who decided, or who is to: `林静`. */
          whoWords: z.string(),
          /** `11月24日（周二）09:12 通过`, `11月30日（周一）前审核`; empty for what comes later. */
          whenWords: z.string(),
          /** Of a step that is done; may be empty. */
          opinion: z.string(),
        }),
      ),
      /** Opinions of third parties 征求意见, the oldest first. */
      opinions: z.array(
        z.object({
          /** `11月24日（周二）10:00 林静征求方正的意见：经费是否到位`. */
          askedWords: z.string(),
          /** `11月25日（周三）09:00 方正：已到位`; null while it is waited for. */
          answerWords: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  /** Whom a reviewer may ask for an opinion; empty where I may not ask. */
  consultable: z.array(z.object({ id: z.string(), name: z.string(), unitName: z.string().nullable() })),
  /** The reminder that waits for my answer; null: none does. */
  reminder: z
    .object({
      /** `12月17日（周四）的提醒等您回应。`. */
      words: z.string(),
      /** To which workdays it may be put off; empty: to none. */
      snoozeDays: z.array(z.object({ day: z.string(), words: z.string() })),
    })
    .nullable(),
  /** Who answered what, a line each: `已知悉 12月3日`, `稍后提醒至 12月7日（第 1 次）`. Only for whoever works on the task or sees to it. */
  heardWords: z.array(z.string()),
  /** The request for more time that is open; null: none is. */
  extension: z
    .object({
      /** The day asked for, `2026-12-25`. */
      day: z.string(),
      /** `12月25日（周五）`, `12月26日（周六，不是工作日，可顺延到 12月28日）`. */
      dayWords: z.string(),
      reason: z.string(),
      /** `12月18日（周五）09:12 何俊申请`. */
      askedWords: z.string(),
      /** `12月22日（周二）前决定`, `决定已超期 1 天`. */
      decideWords: z.string(),
    })
    .nullable(),
  /** The days that may be asked for or granted; null where the deadline cannot be moved now. */
  extensionDays: z
    .object({
      from: z.string(),
      until: z.string(),
      /** Days worth offering, all workdays. */
      offered: z.array(z.object({ day: z.string(), words: z.string() })),
    })
    .nullable(),
  /** Who may be named for a clock, owners first; empty where I may not start one. */
  namable: z.array(z.object({ id: z.string(), name: z.string(), unitName: z.string().nullable(), isOwner: z.boolean() })),
  /** The bad rating this task answers 差评工单; null: a task of the ledger. */
  ticket: z
    .object({
      /** `不满意`, `非常不满意`. */
      levelWords: z.string(),
      tags: z.array(z.string()),
      comment: z.string(),
      /** `3 号窗口 · 社保`, `社保登记`, `李丽（工号 012）`; null where the citizen named none. */
      windowWords: z.string(),
      serviceWords: z.string().nullable(),
      staffWords: z.string().nullable(),
      /** `11月24日（周二）09:12`. */
      atWords: z.string(),
      photos: z.array(z.object({ thumbUrl: z.string().nullable(), viewUrl: z.string() })),
      /** `138****0000`; null: none was left, or it is not for this reader. */
      phone: z.string().nullable(),
      mayReveal: z.boolean(),
      /** `11月25日（周三）前回访`, `已回访 11月25日（周三）10:00`, `没有留电话，不用回访`. */
      callWords: z.string(),
      /** What the citizen reads; empty: not answered yet. */
      answer: z.string(),
      /** `申诉待决定：…`; null: there was none. */
      objectionWords: z.string().nullable(),
      objectionEvidence: z.array(EvidenceItem),
      /** `追评：满意（12月1日（周二）10:00）`; null: none yet. */
      followWords: z.string().nullable(),
    })
    .nullable(),
  /** Whether I may read what became of the messages about it. */
  seesFates: z.boolean(),
  /** `下一次提醒：12月17日（周四）`. */
  nextReminderWords: z.string().nullable(),
});
export type TaskDetail = z.infer<typeof TaskDetail>;

/** POST /api/findings/:id/sensitive. Sent again it changes nothing. */
export const MarkFinding = z.strictObject({ requestId: z.string().min(8).max(64), sensitive: z.boolean() });
export type MarkFinding = z.infer<typeof MarkFinding>;

export const FindingMarked = z.object({ sensitive: z.boolean(), words: z.string() });
export type FindingMarked = z.infer<typeof FindingMarked>;

const Text = z.string().trim().max(10_000);
/** What is named inside our own sentences: one line, and something to be seen in it. */
const Name = (most: number) =>
  z
    .string()
    .overwrite(oneLine)
    .regex(/[\p{L}\p{N}\p{P}\p{S}]/u)
    .max(most);
const Reason = z.string().trim().min(1).max(2_000);
const Day = z.iso.date();

/** What a person writes as a figure. */
const Figure = z.number().min(-1e9).max(1e9);

export const TaskAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sign') }),
  z.strictObject({
    kind: z.literal('progress'),
    text: Text,
    percent: z.number().int().min(0).max(100),
    evidenceIds: z.array(z.string().max(64)).max(9),
    /** Those of `evidenceIds` that show the state before 整改前. */
    beforeIds: z.array(z.string().max(64)).max(9).optional(),
    /** What was measured of its targets, by name. */
    readings: z
      .array(z.strictObject({ target: z.string().max(100), value: Figure }))
      .max(MOST_TARGETS)
      .optional(),
    /** Milestones that are reached with it, by name. */
    reached: z.array(z.string().max(100)).max(MOST_MILESTONES).optional(),
    /** Which of `evidenceIds` stand for which item of the evidence list, by its words. */
    filed: z
      .array(z.strictObject({ id: z.string().max(64), need: z.string().max(100) }))
      .max(9)
      .optional(),
  }),
  z.strictObject({ kind: z.literal('submit'), text: Text }),
  z.strictObject({ kind: z.literal('withdraw') }),
  z.strictObject({ kind: z.literal('pass'), opinion: Text }),
  z.strictObject({ kind: z.literal('return'), reason: Reason }),
  /** `to`: of `consultable`. */
  z.strictObject({ kind: z.literal('consult'), to: z.string().max(64), question: Reason }),
  z.strictObject({ kind: z.literal('opine'), text: Reason }),
  z.strictObject({ kind: z.literal('reopen'), reason: Reason }),
  z.strictObject({ kind: z.literal('settle'), reason: Reason }),
  z.strictObject({
    kind: z.literal('setEvidence'),
    /** Empty: nothing is needed. */
    needs: z
      .array(
        z.strictObject({
          words: Name(MOST_NEED_WORDS),
          kind: EvidenceKind,
          count: z.number().int().min(1).max(MOST_PIECES),
        }),
      )
      .max(MOST_NEEDS),
  }),
  z.strictObject({
    kind: z.literal('setMilestones'),
    milestones: z
      .array(
        z.strictObject({
          name: Name(MOST_MILESTONE_WORDS),
          acceptance: z.string().overwrite(oneLine).max(MOST_ACCEPTANCE_WORDS),
          day: Day,
        }),
      )
      .max(MOST_MILESTONES),
  }),
  z.strictObject({
    kind: z.literal('setTargets'),
    targets: z
      .array(
        z.strictObject({
          name: Name(MOST_TARGET_WORDS),
          unit: z.string().overwrite(oneLine).max(10),
          baseline: Figure,
          goal: Figure,
        }),
      )
      .max(MOST_TARGETS),
  }),
  z.strictObject({ kind: z.literal('proposeListing'), reason: Reason }),
  z.strictObject({ kind: z.literal('list'), reason: Reason }),
  z.strictObject({ kind: z.literal('declineListing'), reason: Reason }),
  z.strictObject({ kind: z.literal('unlist'), reason: Reason }),
  z.strictObject({ kind: z.literal('acceptMilestone'), name: z.string().max(100), opinion: Text }),
  z.strictObject({ kind: z.literal('returnMilestone'), name: z.string().max(100), reason: Reason }),
  z.strictObject({ kind: z.literal('urge'), text: z.string().trim().max(200) }),
  z.strictObject({
    kind: z.literal('startClock'),
    clock: ClockKind,
    /** Persons who are to act, of `namable`. */
    names: z.array(z.string().max(64)).min(1).max(20),
    cause: z.string().trim().max(200),
  }),
  z.strictObject({ kind: z.literal('respond') }),
  z.strictObject({ kind: z.literal('resolve'), text: Reason }),
  z.strictObject({ kind: z.literal('endClock'), reason: Reason }),
  z.strictObject({ kind: z.literal('askExtension'), day: Day, reason: Reason }),
  z.strictObject({ kind: z.literal('withdrawExtension') }),
  z.strictObject({ kind: z.literal('grantExtension'), day: Day.optional(), opinion: Text }),
  z.strictObject({ kind: z.literal('refuseExtension'), reason: Reason }),
  z.strictObject({ kind: z.literal('acknowledge') }),
  z.strictObject({ kind: z.literal('snooze'), until: Day }),
  z.strictObject({ kind: z.literal('callBack'), reached: z.boolean(), text: z.string().trim().max(500) }),
  z.strictObject({ kind: z.literal('answer'), text: Reason }),
  z.strictObject({ kind: z.literal('object'), reason: Reason, evidenceIds: z.array(z.string().max(64)).max(9) }),
  z.strictObject({ kind: z.literal('upholdObjection'), opinion: Text }),
  z.strictObject({ kind: z.literal('dismissObjection'), reason: Reason }),
]);

/** POST /api/tasks/:id/actions. The same requestId again gets the first answer and changes nothing. */
export const Act = z.strictObject({
  requestId: z.string().min(8).max(64),
  /** The version that was on the screen; another one in the base is a 409 that says what changed. */
  version: z.number().int().min(1),
  action: TaskAction,
});
export type Act = z.infer<typeof Act>;

export const ActAnswer = z.object({
  task: TaskDetail,
  /** `已提交，陈立会收到。下一次提醒：12月17日。` */
  words: z.string(),
  /** The next task that waits for this reviewer, after a review. */
  next: z.object({ id: z.string(), left: z.number().int() }).nullable(),
});
export type ActAnswer = z.infer<typeof ActAnswer>;

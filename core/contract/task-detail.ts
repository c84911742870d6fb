/** A task as one whole, with its evidence, its history and what its reader may do. */
import { z } from 'zod';
import { EvidenceKind, PersonLine, TaskActionKind, TaskCard } from './task.js';

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

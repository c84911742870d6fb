/** What a ledger is made of: rounds, findings, tasks and the events they leave. Data only. */
import type { Day } from '../time/day.js';

/** One inspection round 轮次: where a ledger comes from and when it was fed back. */
export interface Round {
  readonly id: string;
  readonly name: string;
  /** The inspected unit 被巡察单位 where the ledger names one; a list over many units has none. */
  readonly inspectedUnitId: string | null;
  readonly feedbackDay: Day;
  /** From when it is watched: the day 开始督办 was pressed, or the next workday if that was at night or on a day off. Null: only the office sees the tasks. */
  readonly supervisedFrom: Day | null;
  readonly createdAt: Date;
}

/** A finding 反馈问题. */
export interface Finding {
  readonly id: string;
  readonly roundId: string;
  /** The ledger's own number, as text: `1`, `ZZ-01`. */
  readonly number: string;
  readonly category: string;
  readonly text: string;
  /** 敏感: outside the task's own screen only the number is shown. */
  readonly sensitive: boolean;
}

/**
 * The deadline 完成时限. `words` are the ledger's own words. `immediate` is 立行立改: its day is reckoned
 * (推定时限). `standing` is 长期坚持: no day, a report is asked each month.
 */
export type Due = DatedDue | { readonly kind: 'standing'; readonly words: string };

/** A deadline that has a day. */
export type DatedDue =
  | { readonly kind: 'day'; readonly day: Day; readonly words: string }
  | { readonly kind: 'immediate'; readonly day: Day; readonly words: string };

/**
 * handedOut 待签收 → inProgress 整改中 → submitted 待审核 → closed 已销号. `toVerify` 待核验 is what an imported
 * 已完成 becomes; `routine` 转入常态化 ends a standing task.
 */
export type TaskStatus = 'handedOut' | 'inProgress' | 'submitted' | 'toVerify' | 'closed' | 'routine';

export type EvidenceKind = 'any' | 'photo' | 'file';

/** One item of a task's evidence list 佐证清单. `words` names it and is unique in the list: 照片, 印发的制度文件. */
export interface EvidenceNeed {
  readonly words: string;
  readonly kind: EvidenceKind;
  readonly count: number;
}

/** One photo or file attached to a report; `need`: the item it was put under, null where it was put under none. */
export interface EvidencePiece {
  readonly id: string;
  readonly kind: 'photo' | 'file';
  readonly need: string | null;
}

/** How many pieces were put under one item. */
export interface EvidenceFiled {
  readonly need: string | null;
  readonly photos: number;
  readonly files: number;
}

/** A milestone 阶段节点 (中期检查点): what is to be so by a day on the way. `name` is unique in the task. World time. */
export interface Milestone {
  readonly name: string;
  /** What counts as reached; may be empty. */
  readonly acceptance: string;
  readonly day: Day;
  /** Ticked with a report, until it is sent back. */
  readonly reachedAt: Date | null;
  readonly reachedBy: string | null;
  readonly acceptedAt: Date | null;
}

/** A quantified target 量化指标: from `baseline` to `goal`, so the direction is theirs. `name` is unique in the task. */
export interface Target {
  readonly name: string;
  /** 分钟, %, 次; may be empty. */
  readonly unit: string;
  readonly baseline: number;
  readonly goal: number;
}

/** What was measured of one target, as a report says it. */
export interface Reading {
  readonly target: string;
  readonly value: number;
}

/** 挂牌督办: what was last proposed or decided of it, and under which deadline. World time. */
export interface Listing {
  readonly state: 'proposed' | 'listed' | 'declined' | 'ended';
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  readonly deadlineNumber: number;
}

/** A step of acceptance: 单位自查, 职能部门审核, 党组织审议, 领导小组审定. */
export type ReviewStep = 'unit' | 'department' | 'party' | 'leadingGroup';

/** A third party's opinion 征求意见, asked at one step. World time. */
export interface Consultation {
  readonly by: string;
  readonly to: string;
  readonly question: string;
  readonly askedAt: Date;
  /** Empty until it is answered. */
  readonly opinion: string;
  readonly answeredAt: Date | null;
}

/** How far a submission is on its way through the steps, as they were when it was submitted. World time. */
export interface Review {
  readonly steps: readonly ReviewStep[];
  /** Which of them decides now, from 0. */
  readonly at: number;
  /** When that step began: its reviewer's clock. */
  readonly since: Date;
  /** The last opinion asked for at this step. */
  readonly asked: Consultation | null;
}

/** `hours`: 1 小时内响应、3 小时内报方案; `days`: 24 小时内响应、48 小时内处置. */
export type ClockKind = 'hours' | 'days';

/** The emergency clock 绿色通道 last started on a task; it runs until `endedAt`. World time. */
export interface EmergencyClock {
  /** Counts the clocks of this task from 1, so that a second one speaks anew. */
  readonly number: number;
  readonly kind: ClockKind;
  readonly startedAt: Date;
  readonly startedBy: string;
  /** Persons who are to act; told at once. */
  readonly names: readonly string[];
  /** What is urgent, as whoever started it put it; may be empty. */
  readonly cause: string;
  readonly respondedAt: Date | null;
  readonly endedAt: Date | null;
  /** Why it ended, empty while it runs: the plan, the disposal, or the office's reason. */
  readonly reason: string;
}

/** A request for more time 延期申请 that waits for the office. World time. */
export interface ExtensionRequest {
  /** The due day that is asked for. */
  readonly day: Day;
  readonly reason: string;
  readonly askedAt: Date;
  readonly askedBy: string;
}

/** How the people of a task answered what they were reminded of, under the deadline number it has. World time. */
export interface Heard {
  /** When this deadline number began by a return, a reopening or an extension. Null: with supervision. */
  readonly since: Date | null;
  /** The last act of an owner or a liaison, 已知悉 and 稍后提醒 among them. */
  readonly answeredAt: Date | null;
  /** The last 已知悉 of the leader. */
  readonly leaderAt: Date | null;
  /** The workday to which the last reminder was put off 稍后提醒, until something else is done; null: to none. */
  readonly snoozedUntil: Day | null;
  /** How often reminders were put off. */
  readonly snoozes: number;
}

/** 申诉 against a bad rating. World time. */
export interface Objection {
  readonly reason: string;
  readonly evidenceIds: readonly string[];
  readonly by: string;
  readonly at: Date;
  readonly outcome: 'open' | 'upheld' | 'dismissed';
}

/** 差评工单: what a task has beside when it answers a citizen's bad rating. World time. */
export interface Ticket {
  readonly ratingId: string;
  readonly windowId: string;
  /** Who was rated, where they are users here; everybody of the window where the citizen named nobody. They never call back, read the number or decide. */
  readonly ratedIds: readonly string[];
  readonly openedAt: Date;
  /** A telephone number was left; without one there is nobody to call back. */
  readonly hasPhone: boolean;
  /** Calls that nobody took. */
  readonly missedCalls: number;
  /** 回访: when somebody first spoke with the citizen. */
  readonly calledBackAt: Date | null;
  /** 答复: what the citizen reads, and when it was first given. */
  readonly answer: string;
  readonly answeredAt: Date | null;
  readonly objection: Objection | null;
}

/** A task 整改任务. */
export interface Task {
  readonly id: string;
  /** Short number unique in the base, the one people say and type: 31 for "T31". */
  readonly number: number;
  readonly roundId: string;
  readonly findingId: string;
  readonly measure: string;
  readonly acceptance: string;
  readonly remark: string;
  /** The leading unit 责任单位. */
  readonly unitId: string;
  /** 配合单位, in the ledger's order. */
  readonly coUnitIds: readonly string[];
  /** 责任人. Null where the ledger names nobody: notices then go to the office, marked 未配置. */
  readonly ownerId: string | null;
  readonly coOwnerIds: readonly string[];
  /** 责任领导, null where none is named. */
  readonly leaderId: string | null;
  readonly due: Due;
  readonly status: TaskStatus;
  /** 0–100, as last reported. */
  readonly percent: number;
  readonly evidenceNeeds: readonly EvidenceNeed[];
  /** What the reports so far brought, for lists and boards. Null: kept before it was counted, until the next report. */
  readonly evidence: readonly EvidenceFiled[] | null;
  readonly targets: readonly Target[];
  /** Null: never spoken of. */
  readonly listing: Listing | null;
  /** By day. */
  readonly milestones: readonly Milestone[];
  /** Rises with every change of deadline, return and reopening; the ladder then starts again. */
  readonly deadlineNumber: number;
  /** Rises with every write; a write at another version than the one read is a conflict. */
  readonly version: number;
  /** Copy of the round's, so that a sweep needs one index. */
  readonly supervisedFrom: Day | null;
  readonly lastProgressAt: Date | null;
  /**
   * The month a standing task's last report was for, `2026-11`: a report settles the month still owed first. Null where none was
   * kept (imported, or not a standing task): the month of `lastProgressAt` then counts.
   */
  readonly reportedFor: string | null;
  readonly signedAt: Date | null;
  readonly submittedAt: Date | null;
  readonly submittedBy: string | null;
  /** Null where nothing is under review, and for an imported 已完成 that nobody has looked at yet. */
  readonly review: Review | null;
  readonly returnedCount: number;
  /** 补正期限 after a return; the due day itself does not move. */
  readonly amendBy: Day | null;
  readonly closedAt: Date | null;
  /** The last emergency clock, running or ended; null where there was none. */
  readonly emergency: EmergencyClock | null;
  /** The due day before the first extension 延期; null: never extended. */
  readonly originalDue: DatedDue | null;
  /** The request for more time that is open; null: none is. */
  readonly extension: ExtensionRequest | null;
  readonly heard: Heard;
  /** Of a 差评工单; null: a task of the ledger. */
  readonly ticket: Ticket | null;
}

/** What can be done to a task through the one door, `act`. `requestId` and `version` travel beside it. */
export type TaskAction =
  | { readonly kind: 'sign' }
  | {
      readonly kind: 'progress';
      readonly text: string;
      readonly percent: number;
      readonly evidenceIds: readonly string[];
      /** Those of them that show the state before 整改前. */
      readonly beforeIds?: readonly string[] | undefined;
      /** What was measured of its targets. */
      readonly readings?: readonly Reading[] | undefined;
      /** Milestones that are reached with it, by name. */
      readonly reached?: readonly string[] | undefined;
      /** Which pieces stand for which item of the evidence list, by its words. */
      readonly filed?: readonly { readonly id: string; readonly need: string }[] | undefined;
    }
  | { readonly kind: 'setTargets'; readonly targets: readonly Target[] }
  | { readonly kind: 'proposeListing'; readonly reason: string }
  | { readonly kind: 'list'; readonly reason: string }
  | { readonly kind: 'declineListing'; readonly reason: string }
  | { readonly kind: 'unlist'; readonly reason: string }
  | { readonly kind: 'setEvidence'; readonly needs: readonly EvidenceNeed[] }
  | { readonly kind: 'setMilestones'; readonly milestones: readonly Pick<Milestone, 'name' | 'acceptance' | 'day'>[] }
  | { readonly kind: 'acceptMilestone'; readonly name: string; readonly opinion: string }
  | { readonly kind: 'returnMilestone'; readonly name: string; readonly reason: string }
  | { readonly kind: 'submit'; readonly text: string }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'pass'; readonly opinion: string }
  | { readonly kind: 'return'; readonly reason: string }
  | { readonly kind: 'consult'; readonly to: string; readonly question: string }
  | { readonly kind: 'opine'; readonly text: string }
  | { readonly kind: 'reopen'; readonly reason: string }
  | { readonly kind: 'settle'; readonly reason: string }
  | { readonly kind: 'urge'; readonly text: string }
  | { readonly kind: 'startClock'; readonly clock: ClockKind; readonly names: readonly string[]; readonly cause: string }
  | { readonly kind: 'respond' }
  | { readonly kind: 'resolve'; readonly text: string }
  | { readonly kind: 'endClock'; readonly reason: string }
  | { readonly kind: 'askExtension'; readonly day: Day; readonly reason: string }
  | { readonly kind: 'withdrawExtension' }
  /** Without a day: the one that was asked for. */
  | { readonly kind: 'grantExtension'; readonly day?: Day | undefined; readonly opinion: string }
  | { readonly kind: 'refuseExtension'; readonly reason: string }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'snooze'; readonly until: Day }
  | { readonly kind: 'callBack'; readonly reached: boolean; readonly text: string }
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'object'; readonly reason: string; readonly evidenceIds: readonly string[] }
  | { readonly kind: 'upholdObjection'; readonly opinion: string }
  | { readonly kind: 'dismissObjection'; readonly reason: string };

export type TaskActionKind = TaskAction['kind'];

/** What an event is about. */
export interface Subject {
  readonly kind: 'task' | 'finding' | 'round' | 'person' | 'unit' | 'robot' | 'connection' | 'import' | 'session' | 'setting' | 'window' | 'rating';
  readonly id: string;
}

/**
 * One act that happened. Inserted in the transaction of the change and never altered. `by` is null for
 * the system; `forId` is the owner for whom a liaison 联络员 acted (代何俊). `at` is world time.
 */
export interface DubanEvent {
  readonly id: string;
  readonly subject: Subject;
  readonly action: string;
  readonly by: string | null;
  readonly forId: string | null;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

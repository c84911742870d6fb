/** Policies, rungs and notices: what is told to whom and why. Data only. */
import type { ReviewStep } from '../ledger/model.js';
import type { Day } from '../time/day.js';

/** Who a rung reaches. `owner` includes co-owners; `reviewer` are those who may pass the task. */
export type RungPost = 'owner' | 'leader' | 'principal' | 'office' | 'leadingGroup' | 'reviewer';

/** What a ladder watches: the due day, signing, the review, the amendment, the monthly report, the decision on a request for more time, the call back 回访 after a bad rating, a milestone 阶段节点. */
export type WatchKind = 'due' | 'sign' | 'review' | 'amend' | 'monthly' | 'extension' | 'callBack' | 'milestone';

/**
 * One rung 督办层级: `offset` days from the watched day (negative before, positive late). `every` makes it
 * recur: offset 7, every 7 gives late-7, late-14, …
 */
export interface Rung {
  readonly offset: number;
  readonly every?: number;
  readonly to: readonly RungPost[];
}

export interface Ladder {
  readonly counts: 'calendar' | 'workday';
  readonly rungs: readonly Rung[];
}

/** A reminder policy as data (B3). Times are Asia/Shanghai `HH:MM`. */
export interface Policy {
  readonly ladders: Readonly<Record<WatchKind, Ladder>>;
  /** Days, in workdays: 立行立改, signing, the reviewer's time, the amendment after a return, the decision on more time, the call back after a bad rating and its putting right. */
  readonly workdaysFor: {
    readonly immediate: number;
    readonly sign: number;
    readonly review: number;
    readonly amend: number;
    readonly extension: number;
    readonly callBack: number;
    readonly ticket: number;
  };
  /** The steps of acceptance 验收步骤, in their order. */
  readonly chain: readonly ReviewStep[];
  /** Day of the month on which a standing task's report is asked. */
  readonly monthlyReportDay: number;
  readonly speak: { readonly from: string; readonly until: string };
  /** How often a reminder that its owners answer by nothing is told once more, a workday apart. */
  readonly repeats: number;
  /** Days without an update after which an open task turns yellow. */
  readonly staleAfterDays: number;
  /** Whether a unit's own group names (@) the owners of what is late or due today and whoever an emergency clock waits for; every other group names nobody. */
  readonly mentions: boolean;
}

/** Where a notice goes: one person, or a group chat that stands for a unit, the office or the leading group. */
export type Recipient = { readonly kind: 'person'; readonly id: string } | { readonly kind: 'group'; readonly id: string };

/** Group chats are known by what they stand for: `office`, `leadingGroup`, `unit:<unitId>`. */
export type GroupId = string;

/** Why a notice exists. `rung` comes from a ladder, `note` from the system about itself, `emergency` from a running clock, the others from an act or the morning. */
export type NoticeKind =
  | 'rung'
  | 'submitted'
  | 'milestoneReached'
  | 'milestoneReturned'
  | 'listingProposed'
  | 'listed'
  | 'unlisted'
  | 'consulted'
  | 'opined'
  | 'returned'
  | 'passed'
  | 'reopened'
  | 'urged'
  | 'extensionAsked'
  | 'extensionGranted'
  | 'extensionRefused'
  | 'ticketOpened'
  | 'rated'
  | 'objected'
  | 'objectionDismissed'
  | 'groupDigest'
  | 'weekly'
  | 'weeklyPicture'
  | 'weeklyDocument'
  | 'note'
  | 'emergency';

/**
 * What happens when nobody knows whether a send arrived: an escalation is sent again with its number, a
 * courtesy once, a digest merges into the next.
 */
export type UnknownPolicy = 'again' | 'once' | 'merge';

/** A notice as the rules make it, before the outbox has it. `key` is unique for good. */
export interface NoticeDraft {
  /** `task : deadline number : rung : recipient`, see `notice-key`. */
  readonly key: string;
  readonly kind: NoticeKind;
  readonly recipient: Recipient;
  /** Null for notices that are about no single task (a group's digest, a note). */
  readonly taskId: string | null;
  /** The task's deadline number when the notice was made; a later one makes it stale. */
  readonly deadlineNumber: number;
  /** `due-before-3`, `due-late-14`, `review-late-1`, `returned-7`. */
  readonly rung: string;
  /** The posts through which the notice reaches this recipient, highest first. */
  readonly posts: readonly RungPost[];
  /** The post that was empty, where the notice went to the office instead (未配置). */
  readonly vacant: RungPost | null;
  /** World time; never in quiet hours unless urgent. */
  readonly notBefore: Date;
  readonly unknown: UnknownPolicy;
  /** Does not wait for speaking hours. Absent: it does. */
  readonly urgent?: boolean;
  /** Words and numbers that only the moment knows: a return's reason, who submitted, what a note says. */
  readonly facts: Readonly<Record<string, string | number | null | readonly string[]>>;
  /** The world day on which it was made. */
  readonly day: Day;
}

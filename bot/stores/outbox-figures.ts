/** How delivery stands. Types only. */
import type { AppKind } from './apps.js';
import type { NoticeFate } from './outbox.js';

/** Of the world day so far, counted in notices: what was sent, and what ended otherwise and was not sent later. */
export interface TodaysOutcomes {
  /** Messages that went: several notices of one recipient are one. */
  readonly messages: number;
  readonly sent: number;
  readonly unknown: number;
  readonly refused: number;
  readonly refusedWhy: string | null;
}

/** What waits for one robot. Milliseconds of machine time. */
export interface RobotQueue {
  readonly robotId: string;
  /** Notices that are due. */
  readonly waiting: number;
  /** How long ago each message of the last minute went. */
  readonly sentAgoMs: readonly number[];
  /** Nothing goes before so long: a hold or a backoff. */
  readonly waitMs: number;
  /** Why the last try did not go, zh-CN; null where there was none. */
  readonly why: string | null;
}

/** What is due by an application to all its persons together. Milliseconds of machine time. */
export interface AppQueue {
  readonly kind: AppKind;
  readonly waiting: number;
  /** Until whoever waits longest is tried again. */
  readonly waitMs: number;
  /** Why they wait; null: it was not tried yet. */
  readonly why: string | null;
}

/** How delivery stands, for whoever watches it. Reads only. */
export interface OutboxFigures {
  /** In notices, at world time `now`; `late`: due since before `lateSince`, and what is urgent since a quarter of an hour; `lastPlanned`: of all that waits. */
  waiting(
    now: Date,
    lateSince: Date,
  ): Promise<{
    readonly due: number;
    readonly later: number;
    readonly late: number;
    readonly oldestDue: Date | null;
    readonly lastPlanned: Date | null;
  }>;
  /** Since this world instant. */
  settledSince(since: Date): Promise<TodaysOutcomes>;
  /** Notices that ended as unknown or refused since this world instant and were not sent later; newest first. */
  badEnds(since: Date, limit: number): Promise<readonly NoticeFate[]>;
  /** Every robot, busy or not. */
  robotQueues(now: Date): Promise<readonly RobotQueue[]>;
  /** What is due by each application, and when the last of it may go. */
  appQueues(now: Date): Promise<readonly AppQueue[]>;
  /** Lanes with something due behind a lease that its holder never gave back. */
  stuckLanes(now: Date): Promise<number>;
  /** How many attempts ended how, since the base began. */
  attempts(): Promise<readonly { readonly outcome: string; readonly count: number }[]>;
}

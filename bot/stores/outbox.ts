/** Notices on their way. Types only. */
import type { NoticeDraft } from '../../core/notice/model.js';
import type { Day } from '../../core/time/day.js';
import type { Dispatch } from './dispatches.js';

/** A leased lane: what one person or group is due now. Everything done under a lost lease changes nothing. */
export interface ClaimedLane {
  readonly lane: string;
  readonly epoch: number;
  readonly leaseMs: number;
  /** World instant of the claim; what is settled under it bears it. */
  readonly at: Date;
  /** At most 500, earliest first. Empty only where `expired` is not 0. */
  readonly notices: readonly OutboxNotice[];
  /** The row of each notice, by its key. */
  readonly rows: ReadonlyMap<string, string>;
  /** How often in a row these were put off. */
  readonly tries: number;
  /** Notices of an attempt whose outcome nobody wrote down: now settled as their `unknown` says. */
  readonly expired: number;
}

/** A message that may be on its way. */
export interface Attempt {
  readonly id: string;
  readonly lane: string;
  readonly epoch: number;
  readonly keys: readonly string[];
  /** The rows of these keys. */
  readonly rows: readonly string[];
  /** World time of the claim. */
  readonly at: Date;
}

export interface OutboxNotice extends NoticeDraft {
  /** `<channel>:<target>`, for instance `preview:person:<id>` or `wecom:<robotId>`. */
  readonly lane: string;
  readonly state: 'waiting' | 'sent' | 'dropped' | 'refused' | 'unknown';
  /** Earlier attempts without an outcome. */
  readonly unknowns: number;
}

export type Outcome =
  | { readonly kind: 'sent'; readonly messageId: string | null }
  /** Not before `afterMs` of machine time. `holdLane`: nothing of this lane meanwhile. */
  | { readonly kind: 'retry'; readonly afterMs: number; readonly holdLane: boolean; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }
  /** What goes again waits at least `afterMs` of machine time. */
  | { readonly kind: 'unknown'; readonly afterMs: number; readonly why: string };

/** In quiet hours only what is urgent goes; absent: all. */
export type WhichNotices = 'all' | 'urgent';

/** Notices on their way. Leases and backoff are machine time by `$$NOW`; `notBefore` is world time. */
export interface Outbox {
  /** Inserts unknown keys only, ready to go. Answers how many were new. Inside `act`'s transaction keys are new by construction. */
  insert(notices: readonly (NoticeDraft & { readonly lane: string })[]): Promise<number>;
  /** The number of a new sweep. */
  beginSweep(): Promise<number>;
  /** The same as `insert` for a sweep, outside a transaction, `ordered: false`; not claimable until `finishSweep`. */
  stage(notices: readonly (NoticeDraft & { readonly lane: string })[], sweep: number): Promise<number>;
  /** Makes claimable all that this sweep and those begun before it staged. */
  finishSweep(sweep: number): Promise<void>;
  /** Keys among these that are known already. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of these keys that were made on a world day before this one. */
  madeBefore(keys: readonly string[], day: Day): Promise<ReadonlySet<string>>;
  /** Lanes with something due at world time `now` that nobody holds: those with an urgent notice first, then escalations, then the longest due. */
  dueLanes(now: Date, limit: number, which?: WhichNotices): Promise<readonly string[]>;
  /** Leases this lane if it is free and has something due; null otherwise. What is urgent comes alone: the rest waits for the next claim. */
  claim(lane: string, now: Date, leaseMs: number, which?: WhichNotices): Promise<ClaimedLane | null>;
  /** Settled meanwhile, nothing is sent. Keeps the lease. */
  drop(claim: ClaimedLane, keys: readonly string[], why: string): Promise<void>;
  /** Moves everything that waits here to another lane (its robot is gone) and frees the lane. Answers how many. */
  redirect(claim: ClaimedLane, lane: string): Promise<number>;
  /** Writes the attempt down before the call goes out and renews the lease; null when the lease is lost. */
  beginAttempt(claim: ClaimedLane, keys: readonly string[], attemptId: string): Promise<Attempt | null>;
  /** Records the attempt's outcome and frees the lane; false when it had been given up as unknown (nothing is changed then). */
  settle(claim: ClaimedLane, attempt: Attempt, outcome: Outcome): Promise<boolean>;
  /** Frees the lane; nothing of it for `holdMs` of machine time. */
  release(claim: ClaimedLane, holdMs: number): Promise<void>;
  /** What its platform took and never showed waits again in its lane, with why; each notice once in its life. Answers how many. */
  putBack(dispatch: Pick<Dispatch, 'lane' | 'messageId' | 'keys'>, why: string): Promise<number>;
  /** Everything that goes out by itself until this world instant, also of a sweep that is not through. */
  waiting(until: Date): Promise<readonly OutboxNotice[]>;
  /** The next world instant at which something falls due, or null. */
  nextDue(): Promise<Date | null>;
  /** For the history and the office: the fate of what concerns one task, newest first. */
  ofTask(taskId: string): Promise<readonly NoticeFate[]>;
}

/** A notice with what became of it. `sentAt` is world time; `why` of what was not sent, zh-CN. */
export interface NoticeFate extends OutboxNotice {
  readonly sentAt: Date | null;
  readonly why: string | null;
  /** Why an earlier message with it was never shown, where it went once more for that; else null. zh-CN. */
  readonly heldBack: string | null;
  /** The platform's id of the message it went with; null: it did not go, or the platform gave none. */
  readonly messageId: string | null;
}

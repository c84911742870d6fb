/** The platforms' applications and whom they do not reach. Types only. */
import type { ConnectionKind } from '../../core/contract/connection.js';

/** Applications that speak to persons; a lane of one is `<kind>:person:<id>`. */
export type AppKind = ConnectionKind;

/** A platform's application as the office connected it. One of each kind. */
export interface PlatformApp {
  readonly kind: AppKind;
  /** What may be shown (corp, agent, base address), by the names of the channel's own form. */
  readonly open: Readonly<Record<string, string>>;
  /** Write-only, each sealed; only the channel opens them. */
  readonly sealed: Readonly<Record<string, string>>;
  /** Out of service with these words for the office; null: in service. */
  readonly stopped: string | null;
}

/** A person whom an application does not reach: by the platform's own id, so that another id is another try. */
export interface Unreached {
  readonly kind: AppKind;
  readonly personId: string;
  readonly userId: string;
  /** Why and what to do, zh-CN. */
  readonly words: string;
}

export interface AppStore {
  list(): Promise<readonly PlatformApp[]>;
  find(kind: AppKind): Promise<PlatformApp | null>;
  /** Replaces what was there, in or out of service as it says. */
  save(app: PlatformApp): Promise<void>;
  remove(kind: AppKind): Promise<void>;
  /** False where what it was saved with is not what it has now. `forMs` of machine time, then it is in service again; absent: until somebody says so. */
  setStopped(app: PlatformApp, words: string | null, forMs?: number): Promise<boolean>;
  /** Takes one message of the budget of the platform's `userId` for the current minute (machine time), unless the application is held. Answers 0, or milliseconds to wait. */
  take(kind: AppKind, userId: string, perMinute: number): Promise<number>;
  /** Nothing by this application for `ms` of machine time. */
  hold(kind: AppKind, ms: number): Promise<void>;
  /** Whom the applications do not reach now: everybody, or this one person. */
  unreached(personId?: string): Promise<readonly Unreached[]>;
  /** Holds for a day of machine time, then the person is tried again; what it was told again is no news (false). */
  markUnreached(unreached: Unreached): Promise<boolean>;
  /** Tries them again: one person, or everybody of the application. */
  clearUnreached(kind: AppKind, personId?: string): Promise<void>;
}

/** The event log, and which requests were answered. Types only. */
import type { DubanEvent } from '../../core/ledger/model.js';

export interface EventStore {
  insert(events: readonly DubanEvent[]): Promise<void>;
  /** Oldest first. */
  of(kind: DubanEvent['subject']['kind'], id: string): Promise<readonly DubanEvent[]>;
  /** Reports that measured something, of all these tasks: each with its task, the oldest first. */
  measured(taskIds: readonly string[]): Promise<readonly DubanEvent[]>;
  /** What this person's request of this id was answered within the last 90 days of machine time, or null. */
  answered(personId: string, requestId: string): Promise<Answered | null>;
  /** Throws Refusal `request-repeated` when it is there already; call inside the transaction of the change. */
  remember(personId: string, requestId: string, answer: Answered): Promise<void>;
  /** Drops what was remembered under this id: of a round, from which states it was imported. */
  forget(personId: string): Promise<void>;
  /** Those of these that something happened to besides these actions; what an import says was reported before does not count. */
  touched(kind: DubanEvent['subject']['kind'], ids: readonly string[], besides: readonly string[]): Promise<ReadonlySet<string>>;
}

/** The memory of a request that was carried out. */
export interface Answered {
  readonly subjectId: string;
  readonly words: string;
  /** Fingerprint of what was asked, so that the id cannot stand for anything else; null where nobody asked. */
  readonly print: string | null;
  /** World time at which it was carried out; absent where nobody shows it. */
  readonly at?: Date;
}

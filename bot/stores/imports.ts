/** Ledgers as they were handed in. Types only. */
import type { Day } from '../../core/time/day.js';

export interface StoredImport {
  readonly id: string;
  readonly personId: string;
  readonly fileName: string;
  readonly at: Date;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly roundName: string | null;
  readonly feedbackDay: Day | null;
  readonly committedRoundId: string | null;
}

export interface ImportStore {
  save(stored: StoredImport): Promise<void>;
  find(id: string): Promise<StoredImport | null>;
  committed(id: string, roundId: string): Promise<void>;
  /** Its round is gone again: looked at, not taken over, from now on. */
  withdrawn(roundId: string): Promise<void>;
  /** Removes what was looked at but never taken over within `days` of machine time. Answers how many. */
  removeAbandoned(days: number): Promise<number>;
}

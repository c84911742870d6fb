/** What the outbox may forget. Types only. */
import type { NoticeDraft } from '../../core/notice/model.js';

/** A notice that is done with, as far as the janitor asks. */
export interface SettledNotice extends Pick<NoticeDraft, 'kind' | 'taskId'> {
  readonly id: string;
}

/** What the outbox remembers of the past, for the janitor. Each call is harmless when repeated. */
export interface OutboxMemory {
  /** Attempts that ended more than `days` of machine time ago; the figures go on counting them. Answers how many. */
  removeAttempts(days: number): Promise<number>;
  /** Notices settled, and due and sent before this world instant. In batches. */
  settledBefore(until: Date): AsyncIterable<readonly SettledNotice[]>;
  /** Answers how many. */
  removeSettled(ids: readonly string[]): Promise<number>;
  /** What platforms said of messages before this world instant, but not who took one back. */
  removeReceipts(until: Date): Promise<number>;
}

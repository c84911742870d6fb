/** Every version of the policy. Types only. */
import type { PolicyBook } from '../../core/notice/policy-book.js';

/** What the office saved once: a whole book, never changed again. */
export interface PolicyVersion {
  /** 1, 2, 3 …; version 0 is what the base began with and is not kept here. */
  readonly version: number;
  readonly book: PolicyBook;
  readonly by: string;
  /** World time. */
  readonly at: Date;
  /** What it changed, a sentence each (zh-CN). */
  readonly words: readonly string[];
}

export interface PolicyStore {
  latest(): Promise<PolicyVersion | null>;
  find(version: number): Promise<PolicyVersion | null>;
  /** Newest first, without their books. */
  list(): Promise<readonly Omit<PolicyVersion, 'book'>[]>;
  /** Throws Refusal `policy-version-taken` where the version is there already. */
  add(saved: PolicyVersion): Promise<void>;
}

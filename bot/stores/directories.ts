/** What was read and told of the platforms' directories. Types only. */
import type { KnownMember } from '../../core/people/directory.js';
import type { AppKind } from './apps.js';

/** What was read of a platform's directory. */
export interface StoredDirectory {
  /** World time, ISO. */
  readonly readAt: string;
  readonly departments: number;
  readonly members: number;
  /** Those whose name or account somebody here had then. */
  readonly known: readonly KnownMember[];
  readonly notes: readonly string[];
}

/** What a platform told of its directory since. World time. */
export interface DirectoryChange {
  readonly kind: AppKind;
  readonly userId: string;
  readonly change: 'left' | 'joined';
  readonly at: Date;
}

export interface DirectoryStore {
  /** The last of each member stands. */
  noteChange(change: DirectoryChange): Promise<void>;
  /** Oldest first. */
  changes(kind: AppKind): Promise<readonly DirectoryChange[]>;
  /** `broken`: somebody began to read and never ended. `wrong`: why the last reading failed, zh-CN. */
  find(kind: AppKind): Promise<{ readonly read: StoredDirectory | null; readonly wrong: string | null; readonly reading: 'no' | 'yes' | 'broken' }>;
  /** True for one reader at a time, until it ends or for `ms` of machine time. */
  claim(kind: AppKind, holder: string, ms: number): Promise<boolean>;
  /** False where another reads by now. Who joined before is in it. */
  keep(kind: AppKind, holder: string, read: StoredDirectory): Promise<boolean>;
  /** What was read before stays. */
  fail(kind: AppKind, holder: string, words: string): Promise<boolean>;
  remove(kind: AppKind): Promise<void>;
}

/** What a ledger is held against: the base as it is now, and what the office has chosen. Data only. */
import type { Person, Unit } from '../people/model.js';
import type { Finding, Round, Task } from './model.js';

export interface ImportBase {
  /** The round the ledger belongs to; null for a new one. */
  readonly round: Round | null;
  readonly findings: readonly Finding[];
  readonly tasks: readonly Task[];
  readonly units: readonly Unit[];
  readonly people: readonly Person[];
  /** Findings of other rounds, to point out what was found before. */
  readonly elsewhere: readonly { readonly text: string; readonly number: string; readonly roundName: string }[];
}

/** For each asked name as shown: the id of a known person, of another one in this ledger, or `new`. */
export type PersonChoices = Readonly<Record<string, string>>;

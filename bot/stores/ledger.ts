/** Rounds and findings. Types only. */
import type { Finding, Round } from '../../core/ledger/model.js';

export interface LedgerStore {
  rounds(): Promise<readonly Round[]>;
  round(id: string): Promise<Round | null>;
  saveRound(round: Round): Promise<void>;
  finding(id: string): Promise<Finding | null>;
  /** Those of these that are there, in no order. */
  findings(ids: readonly string[]): Promise<readonly Finding[]>;
  findingsOf(roundId: string): Promise<readonly Finding[]>;
  saveFindings(findings: readonly Finding[]): Promise<void>;
  /** The round and its findings. */
  removeRound(id: string): Promise<void>;
}

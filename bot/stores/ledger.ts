/** Rounds and findings. Types only. */
import type { Finding, Round } from '../../core/ledger/model.js';

export interface LedgerStore {
  rounds(): Promise<readonly Round[]>;
  round(id: string): Promise<Round | null>;
  saveRound(round: Round): Promise<void>;
  finding(id: string): Promise<Finding | null>;
  findingsOf(roundId: string): Promise<readonly Finding[]>;
  saveFindings(findings: readonly Finding[]): Promise<void>;
  /** The round and its findings. */
  removeRound(id: string): Promise<void>;
}

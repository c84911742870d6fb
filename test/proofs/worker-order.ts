/** What a worker of the proofs is told when it is born. */

export interface WorkerOrder {
  readonly uri: string;
  readonly dbName: string;
  readonly allowedHost: string;
  /** World time is the machine's plus this. */
  readonly aheadMs: number;
  readonly leaseMs: number;
  readonly concurrency: number;
  /** Dies here by SIGKILL, at the first time it comes by. */
  readonly dieAt?: string;
  /**
   * The safeguard that is missing. `blind`: nobody finds the attempts of the dead. `hasty`: a notice is settled before it
   * is sent. `leaseless`: a lane that is held can be claimed again. `ownClock`: it goes by its own machine's clock.
   */
  readonly without?: 'blind' | 'hasty' | 'leaseless' | 'ownClock';
  /** How far this machine's clock is off, and by how much it jumps two seconds after the start. */
  readonly skewMs?: number;
  readonly jumpMs?: number;
}

export const SECRET = 'a key that is only for proofs, and long enough';

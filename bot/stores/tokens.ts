/** Access tokens of the platforms. Types only. */

/** Access tokens of the platforms, sealed, shared by all processes. Machine time. */
export interface TokenStore {
  /** The last one kept; `isGood`: for `spareMs` more. */
  find(id: string, spareMs: number): Promise<{ readonly sealed: string; readonly number: number; readonly isGood: boolean } | null>;
  /** True for one caller at a time, until it keeps or leaves, or for `ms`; never when a newer token than `after` is there. */
  claim(id: string, holder: string, after: number, ms: number): Promise<boolean>;
  keep(id: string, holder: string, sealed: string, goodForMs: number): Promise<void>;
  /** Gives the claim back without a token. */
  leave(id: string, holder: string): Promise<void>;
}

/** What may be done so often in so long. Types only. */

/** Counts of what may be done so often in so long. Machine time ($$NOW in the base). */
export interface BudgetStore {
  /** Counts one more under this key; false where there were `most` of them in the running `seconds` already. */
  take(key: string, most: number, seconds: number): Promise<boolean>;
  /** Counts one more and answers how many there are by now. */
  count(key: string, seconds: number): Promise<number>;
  /** How many there are now. */
  counted(key: string): Promise<number>;
  /** Takes one of `most` in any `windowMs`; answers 0, or the milliseconds to wait. */
  turn(key: string, most: number, windowMs: number): Promise<number>;
}

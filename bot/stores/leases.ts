/** What only one process does at a time. Types only. */

/** What only one process does at a time. Machine time. */
export interface LeaseStore {
  /** True for one holder until it leaves or for `ms`; asked again by the holder it holds on. */
  hold(name: string, holder: string, ms: number): Promise<boolean>;
  leave(name: string, holder: string): Promise<void>;
}

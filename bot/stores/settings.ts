/** Small things kept by name. Types only. */

/** Small things kept by name: the demo's clock, the policy of version 0, calendar overrides. */
export interface SettingStore {
  get<T>(name: string): Promise<T | null>;
  set(name: string, value: unknown): Promise<void>;
}

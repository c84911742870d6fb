/** Ways of an application that its platform refuses for a while. Types only. */
import type { AppKind } from './apps.js';

/** A way of an application that its platform refused, for one person or (null) for everybody. */
export interface Detour {
  readonly kind: AppKind;
  /** As the channel calls it. */
  readonly way: string;
  readonly userId: string | null;
  /** Why and what to do, zh-CN. */
  readonly words: string;
}

/** Each holds for a while of machine time; then the way is tried again. */
export interface DetourStore {
  /** Those of this person and those of everybody. */
  of(kind: AppKind, userId: string): Promise<readonly Detour[]>;
  list(kind: AppKind): Promise<readonly Detour[]>;
  mark(detour: Detour, ms: number): Promise<void>;
  /** Of one person, or all of the application. */
  clear(kind: AppKind, userId?: string): Promise<void>;
}

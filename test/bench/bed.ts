/** What every bench is given, and what it hands back. */
import type { Result } from './interleave.js';

export type Size = 'quick' | 'usual' | 'full';

export interface Bed {
  readonly uri: string;
  /** `quick`: does it run at all; `usual`: what the README tells; `full`: a million tasks in the base. */
  readonly size: Size;
  readonly rounds: number;
}

/** A figure that is no ratio of two times. */
export interface Told {
  readonly name: string;
  readonly found: string;
}

export interface Report {
  readonly results: readonly Result[];
  readonly told: readonly Told[];
}

export type Bench = (bed: Bed) => Promise<Report>;

/** So many at once, each taken up as one ends. */
export async function atOnce<T>(list: readonly T[], most: number, run: (one: T) => Promise<unknown>): Promise<void> {
  const rest = list.values();
  await Promise.all(
    Array.from({ length: most }, async () => {
      for (const one of rest) await run(one);
    }),
  );
}

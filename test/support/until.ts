/** Waiting in tests: for something to come true, however busy the machine is, but not for ever. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from './world.js';

const LOOK_MS = 20;
/** Below what one test may take. */
const MOST_MS = 120_000;

/** Rejects with `words` where it never comes true. */
export async function until(isSo: () => boolean | Promise<boolean>, words = 'it never came true'): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < MOST_MS; await sleep(LOOK_MS)) if (await isSo()) return;
  throw new Error(words);
}

/** What the platforms called in with was taken, and is worked on no longer. */
export const workedOff = ({ base }: Pick<World, 'base'>): Promise<void> =>
  until(async () => (await base.db.collection('incoming').countDocuments({ incoming: { $ne: null } })) === 0, 'it was never worked on');

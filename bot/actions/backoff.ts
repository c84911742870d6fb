/** How long to wait before a message is tried again: machine time, growing and jittered. */

const FIRST_MS = 1_000;
const LONGEST_MS = 600_000;

/**
 * 1, 2, 4 … seconds up to ten minutes, each shortened by chance to at least half. `tries`: put off so often in a row.
 * `rest`: after so many tries again in a row the platform wants peace: ten minutes, then a new series. `chance` in [0, 1).
 */
export function backoffMs(tries: number, rest: number | null, chance: number): number {
  const inSeries = rest === null ? tries : tries % (rest + 1);
  const full = inSeries === rest ? LONGEST_MS : Math.min(LONGEST_MS, FIRST_MS * 2 ** inSeries);
  return inSeries === rest ? full : Math.round(full * (0.5 + chance / 2));
}

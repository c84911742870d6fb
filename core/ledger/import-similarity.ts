/** How alike two texts are, by pairs of characters: for a corrected wording, and for findings that say the same twice. */
import { identity } from './sheet/findings.js';

/** Long texts are told apart by their beginnings. */
const COMPARED = 400;

/** A text made ready to be compared with many others. */
export interface Comparable {
  readonly plain: string;
  /** Its pairs of characters as numbers, rising, each as often as it stands. */
  readonly pairs: Uint32Array;
}

export function comparable(text: string): Comparable {
  const plain = identity(text).slice(0, COMPARED);
  const pairs = new Uint32Array(Math.max(0, plain.length - 1));
  for (let at = 0; at < pairs.length; at += 1) pairs[at] = plain.charCodeAt(at) * 0x1_0000 + plain.charCodeAt(at + 1);
  return { plain, pairs: pairs.sort() };
}

function sharedPairs(a: Uint32Array, b: Uint32Array): number {
  let shared = 0;
  let at = 0;
  for (const pair of a) {
    while (at < b.length && (b[at] ?? 0) < pair) at += 1;
    if (b[at] !== pair) continue;
    shared += 1;
    at += 1;
  }
  return shared;
}

/** Dice's coefficient of two texts that share so many pairs. */
export const dice = (shared: number, a: Comparable, b: Comparable): number => (2 * shared) / (a.pairs.length + b.pairs.length);

/** 0 nothing in common … 1 the same. */
export function likeness(a: Comparable, b: Comparable): number {
  if (a.plain === b.plain) return 1;
  if (a.pairs.length === 0 || b.pairs.length === 0) return 0;
  return dice(sharedPairs(a.pairs, b.pairs), a, b);
}

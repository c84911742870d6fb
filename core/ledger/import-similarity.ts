/** How alike two texts are, by pairs of characters: for a corrected wording, and for findings that say the same twice. */
import { identity } from './sheet/findings.js';

/** Long texts are told apart by their beginnings. */
const COMPARED = 400;

/** A text made ready to be compared with many others. */
export interface Comparable {
  readonly plain: string;
  readonly pairs: ReadonlyMap<string, number>;
  /** How many pairs there are, each as often as it stands. */
  readonly size: number;
}

export function comparable(text: string): Comparable {
  const plain = identity(text).slice(0, COMPARED);
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < plain.length; at += 1) {
    const pair = plain.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return { plain, pairs, size: Math.max(0, plain.length - 1) };
}

/** 0 nothing in common … 1 the same (Dice's coefficient over pairs of characters). */
export function likeness(a: Comparable, b: Comparable): number {
  if (a.plain === b.plain) return 1;
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const [pair, count] of a.pairs) shared += Math.min(count, b.pairs.get(pair) ?? 0);
  return (2 * shared) / (a.size + b.size);
}

/** The most alike they could be for their lengths alone: spares most comparisons. */
const mostLikeness = (a: Comparable, b: Comparable): number => (a.size + b.size === 0 ? 1 : (2 * Math.min(a.size, b.size)) / (a.size + b.size));

export const areAlike = (a: Comparable, b: Comparable, least: number): boolean => mostLikeness(a, b) >= least && likeness(a, b) >= least;

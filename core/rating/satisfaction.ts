/** 满意率 with its lower bound, and who is proposed as 服务之星: from counts of levels alone. Pure. */
import { isSatisfied, LEVELS } from './levels.js';
import type { Level } from './model.js';

/** Valid ratings of each level. */
export type Counts = Readonly<Record<Level, number>>;

export const NO_RATINGS: Counts = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };

export const plus = (a: Counts, b: Counts): Counts => ({ 1: a[1] + b[1], 2: a[2] + b[2], 3: a[3] + b[3], 4: a[4] + b[4], 5: a[5] + b[5] });

export const totalOf = (counts: Counts): number => LEVELS.reduce((sum, level) => sum + counts[level], 0);
export const satisfiedOf = (counts: Counts): number => LEVELS.filter(isSatisfied).reduce((sum, level) => sum + counts[level], 0);

const Z = 1.96;

/**
 * Lower end of Wilson's interval at 95 %: what the share is at least, as far as so few or so many can tell. 3 of 3 is 0.44,
 * 196 of 200 is 0.95. Null without a rating.
 */
export function lowerBound(good: number, total: number): number | null {
  if (total === 0) return null;
  const share = good / total;
  const spread = Z * Math.sqrt((share * (1 - share) + (Z * Z) / (4 * total)) / total);
  return Math.max(0, (share + (Z * Z) / (2 * total) - spread) / (1 + (Z * Z) / total));
}

/** `98.2 %`; `—` without a rating. */
export const rateWords = (good: number, total: number): string => (total === 0 ? '—' : `${(Math.floor((good / total) * 1000) / 10).toFixed(1)} %`);

/** A window, a person or a service with what it was rated. */
export interface Rated {
  readonly id: string;
  readonly counts: Counts;
}

const boundOf = ({ counts }: Rated): number => lowerBound(satisfiedOf(counts), totalOf(counts)) ?? -1;
/** Among those who never disappointed, the share of 非常满意 tells more. */
const topBoundOf = ({ counts }: Rated): number => lowerBound(counts[5], totalOf(counts)) ?? -1;

/** The best first: by the lower bound, then by that of 非常满意, then by how many rated. */
export const bestFirst = <One extends Rated>(all: readonly One[]): readonly One[] =>
  [...all].sort(
    (a, b) => boundOf(b) - boundOf(a) || topBoundOf(b) - topBoundOf(a) || totalOf(b.counts) - totalOf(a.counts) || a.id.localeCompare(b.id),
  );

/** At most three that a person may choose from; nobody whom too few rated or half were dissatisfied with. */
export const starsProposed = <One extends Rated>(all: readonly One[], atLeast: number): readonly One[] =>
  bestFirst(all.filter((one) => totalOf(one.counts) >= atLeast && satisfiedOf(one.counts) * 2 > totalOf(one.counts))).slice(0, 3);

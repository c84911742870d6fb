/** The figures of the weekly word, and the few tasks that need a leader now. Pure. */
import { type BoardCell, picksIn, type Tally, tallyIn } from './board.js';
import type { Seen } from './picks.js';

export interface Week<Row extends Seen = Seen> {
  readonly all: Tally;
  readonly total: number;
  /** Of the last seven days. */
  readonly lateLately: number;
  readonly closedLately: number;
  readonly inReview: number;
  /** The latest first, then what is due soonest; at most `MOST_URGENT`. */
  readonly urgent: readonly Row[];
}

/** What a week is told from, all of it supervised: everything as it counts, and those that may be named. */
export interface WeekFacts<Row extends Seen = Seen> {
  readonly cells: readonly BoardCell[];
  readonly inReview: number;
  /** Open, red and yellow; of each at least the `MOST_URGENT` that are due first, in that order. */
  readonly pressing: readonly Row[];
}

export const MOST_URGENT = 5;

const days = ({ light }: Seen): number => light.days ?? Number.MAX_SAFE_INTEGER;
const rank = ({ light }: Seen): number => (light.light === 'red' ? 0 : 1);

export function weekOf<Row extends Seen>({ cells, inReview, pressing }: WeekFacts<Row>): Week<Row> {
  const { lateLately, closedLately } = picksIn(cells);
  return {
    all: tallyIn(cells),
    total: cells.reduce((sum, { count }) => sum + count, 0),
    ...{ lateLately, closedLately, inReview },
    urgent: [...pressing].sort((a, b) => rank(a) - rank(b) || days(a) - days(b)).slice(0, MOST_URGENT),
  };
}

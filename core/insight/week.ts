/** The figures of the weekly word, and the few tasks that need a leader now. Pure. */
import { isInReview, isOpen } from '../ledger/status.js';
import type { Calendar } from '../time/calendar.js';
import type { Day } from '../time/day.js';
import { type Tally, tallyOf } from './board.js';
import { isPicked, type Seen } from './picks.js';

export interface Week<Row extends Seen = Seen> {
  readonly all: Tally;
  readonly total: number;
  /** Of the last seven days. */
  readonly lateLately: number;
  readonly closedLately: number;
  readonly inReview: number;
  /** The latest first, then what is due soonest; at most five. */
  readonly urgent: readonly Row[];
}

const MOST_URGENT = 5;

const days = ({ light }: Seen): number => light.days ?? Number.MAX_SAFE_INTEGER;
const rank = ({ light }: Seen): number => (light.light === 'red' ? 0 : 1);

/** `seen`: supervised tasks only. */
export function weekOf<Row extends Seen>(seen: readonly Row[], today: Day, calendar: Calendar): Week<Row> {
  const count = (isIn: (one: Row) => boolean) => seen.filter(isIn).length;
  const pressing = seen.filter(({ task, light }) => isOpen(task) && (light.light === 'red' || light.light === 'yellow'));
  return {
    all: tallyOf(seen),
    total: seen.length,
    lateLately: count((one) => isPicked('lateLately', one, today, calendar)),
    closedLately: count((one) => isPicked('closedLately', one, today, calendar)),
    inReview: count(({ task }) => isInReview(task)),
    urgent: [...pressing].sort((a, b) => rank(a) - rank(b) || days(a) - days(b) || a.task.number - b.task.number).slice(0, MOST_URGENT),
  };
}

/** How tasks stand in a list where nothing else is said. Pure. */
import type { Day } from '../time/day.js';
import type { Task } from './model.js';
import { IN_REVIEW, OPEN } from './status.js';

/**
 * Days first, so that what is late stands on top; then standing ones, those in review, those done. Unique, and sorted as text:
 * rank, due day, number, e.g. `02026-12-20000000031`.
 */
export function urgencyOf({ status, due, number }: Task): string {
  const rank = OPEN.includes(status) ? (due.kind === 'standing' ? 1 : 0) : IN_REVIEW.includes(status) ? 2 : 3;
  return `${rank}${due.kind === 'standing' ? '9999-12-31' : due.day}${String(number).padStart(9, '0')}`;
}

/** Before it stands every open task, and none other. */
export const OPEN_BEFORE = '2';

/** Between which places the open tasks due within days stand: from the first on, before the second. */
export const placesOf = (from: Day | null, until: Day): readonly [from: string, before: string] => [`0${from ?? ''}`, `0${until}:`];

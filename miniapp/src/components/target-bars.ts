/** The bars of a target's small picture: baseline, the last readings, and beside them the goal. Needs no Taro. */
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import { figureWords } from '../../../core/ledger/targets.js';

export type Target = TaskDetail['targets'][number];

export interface Bar {
  /** Percent of the picture's width. */
  readonly length: number;
  readonly words: string;
  readonly dayWords: string;
}

/** More would be a page of their own in care mode. */
const MOST_BARS = 3;
/** What is smallest is still seen. */
const LEAST = 6;

export function barsOf({ baseline, goal, unit, readings }: Target): { readonly bars: readonly Bar[] } {
  const shown = readings.slice(-MOST_BARS);
  const values = [baseline, goal, ...shown.map(({ value }) => value)];
  const low = Math.min(0, ...values);
  const high = Math.max(...values, low + 1e-9);
  const length = (value: number): number => Math.max(LEAST, Math.round((100 * (value - low)) / (high - low)));
  const first: Bar = { length: length(baseline), words: figureWords(baseline, unit), dayWords: '整改前' };
  const aim: Bar = { length: length(goal), words: figureWords(goal, unit), dayWords: '目标' };
  return { bars: [first, ...shown.map(({ value, words, dayWords }) => ({ length: length(value), words, dayWords })), aim] };
}

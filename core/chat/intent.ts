/** What somebody means by a sentence typed to the bot. Plain data; whether it may be done is decided elsewhere. */
import type { Day } from '../time/day.js';

/**
 * Which task is meant. None: the one last talked about. One: that one. Several: the words fit all of them and somebody has to ask.
 * `unknown` holds words that plainly mean a task and fit none.
 */
export interface Which {
  readonly numbers: readonly number[];
  readonly unknown: string | null;
}

/** Whose figures: one's own, one's unit, everything, what this chat may see; null: as far as one may see. */
export type Whose = 'mine' | 'unit' | 'all' | 'here' | null;

/** A wish that changes data. It is always shown back and asked for once more before anything happens. */
export type Wish =
  /** `percent` null: as it stands. `text` may be empty where only a percentage was said. */
  | { readonly kind: 'progress'; readonly which: Which; readonly percent: number | null; readonly text: string }
  /** Either a day, or so many days after the present deadline; neither: not said. */
  | { readonly kind: 'askExtension'; readonly which: Which; readonly day: Day | null; readonly days: number | null; readonly reason: string }
  | { readonly kind: 'acknowledge'; readonly which: Which }
  | { readonly kind: 'snooze'; readonly which: Which; readonly until: Day | null }
  | { readonly kind: 'sign'; readonly which: Which }
  | { readonly kind: 'submit'; readonly which: Which }
  | { readonly kind: 'urge'; readonly which: Which };

export type WishKind = Wish['kind'];

/** Of the unit or person that is named; null: nobody is. */
interface Named {
  readonly named: string | null;
}

export type Question =
  | ({ readonly kind: 'myTasks' } & Named)
  | ({ readonly kind: 'dueToday' } & Named)
  /** Due up to and including `until`. */
  | ({ readonly kind: 'dueSoon'; readonly until: Day } & Named)
  | ({ readonly kind: 'late' } & Named)
  | { readonly kind: 'task'; readonly which: Which }
  | ({ readonly kind: 'statistics'; readonly of: Whose } & Named)
  | { readonly kind: 'weekly' }
  /** How to say what; null: everything. */
  | { readonly kind: 'help'; readonly about: WishKind | null };

export type Intent =
  | Wish
  | Question
  /** 通过, 退回, 同意延期: what somebody decides about another’s task, which is done where it can be looked at. */
  | { readonly kind: 'decision'; readonly of: DecisionKind; readonly which: Which }
  /** More than all of it, or less than nothing: a report that cannot be one. */
  | { readonly kind: 'slip'; readonly which: Which }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'cancel' }
  /** 谢谢, 辛苦了. */
  | { readonly kind: 'thanks' }
  /** Not understood; `guess` is the nearest thing that could have been meant. */
  | { readonly kind: 'unclear'; readonly guess: Guess };

export type DecisionKind = 'review' | 'extension';

export type Guess = Exclude<Question['kind'], 'weekly' | 'help'> | WishKind | 'help';

/** A task as far as words can mean it. */
export interface Known {
  readonly number: number;
  readonly measure: string;
}

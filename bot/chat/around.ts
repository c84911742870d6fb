/** What every message is written with: people, rules and the day, as they are when it is sent. */
import type { PolicyBook } from '../../core/notice/policy-book.js';
import type { Item } from '../../core/notice/digest.js';
import type { Roster } from '../../core/people/roster.js';
import type { Calendar } from '../../core/time/calendar.js';
import type { Day } from '../../core/time/day.js';
import type { OutboxNotice } from '../services.js';

export interface Around {
  readonly roster: Roster;
  readonly book: PolicyBook;
  readonly calendar: Calendar;
  readonly today: Day;
  /** Every link begins with it; no slash at the end. */
  readonly publicUrl: string;
  readonly roundName: (roundId: string) => string | null;
}

/** One task as one reader is told of it. */
export type Told = Item<OutboxNotice>;

/** At least one: there is no message without anything to tell. */
export type AllTold = readonly [Told, ...Told[]];

export const isSome = (items: readonly Told[]): items is AllTold => items.length > 0;

/** What citizens said. Types only. */
import type { Level, Rating } from '../../core/rating/model.js';
import type { Counts } from '../../core/rating/satisfaction.js';

/** What narrows ratings. `windowIds`: what the reader may see at all. */
export interface RatingFilter {
  readonly windowIds: readonly string[];
  /** From this month to that one, both among them: `2026-11`. */
  readonly from?: string;
  readonly until?: string;
  readonly windowId?: string;
  readonly staffId?: string;
  readonly service?: string;
  readonly levels?: readonly Level[];
  readonly validOnly?: boolean;
}

export interface RatingStore {
  find(id: string): Promise<Rating | null>;
  many(ids: readonly string[]): Promise<readonly Rating[]>;
  insert(rating: Rating): Promise<void>;
  /** Writes down that a ticket of this rating is still to be opened: with the rating itself, so that none is forgotten. */
  owe(ratingId: string): Promise<void>;
  /** Ratings whose tickets are still to be opened, in the order of their ids, after this one. */
  owed(after: string | null, limit: number): Promise<readonly Rating[]>;
  /** Strikes them out; answers how many were still there. */
  settle(ratingIds: readonly string[]): Promise<number>;
  /** Saves at `rating.version - 1`; false when another write came first. */
  replace(rating: Rating): Promise<boolean>;
  /** How many valid ratings of each level, by one field of theirs; those without it are left out. */
  countBy(field: 'windowId' | 'staffId' | 'service' | 'month', filter: RatingFilter): Promise<ReadonlyMap<string, Counts>>;
  count(filter: RatingFilter): Promise<number>;
  /** Newest first. */
  list(filter: RatingFilter, limit: number, cursor: string | null): Promise<{ readonly rows: readonly Rating[]; readonly cursor: string | null }>;
}

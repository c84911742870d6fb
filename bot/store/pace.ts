/** What paces a robot or what goes to one person: the sends of the last minute and a hold, both on the server's clock. */

export interface Paced {
  /** Machine time of each send of the last minute, oldest first. */
  readonly sends: readonly Date[];
  readonly heldUntil: Date | null;
  /** What the last `take` was told, in milliseconds. */
  readonly wait: number;
}

/** The fields of a schema. */
export const PACED = { sends: [Date], heldUntil: Date, wait: Number };

/** Nothing sent, nothing held. */
export const AT_EASE: Paced = { sends: [], heldUntil: null, wait: 0 };

export const MINUTE_MS = 60_000;

const msUntil = (instant: unknown) => ({ $max: [0, { $subtract: [instant, '$$NOW'] }] });
/** With `most` sends in the window, the next may go when the oldest of these leaves it. */
const oldestThatCounts = (most: number) => ({ $arrayElemAt: ['$sends', -most] });

/** A rolling window, never a fixed one: two full ones side by side would be twice the limit. */
export const takeOne = (most: number, windowMs: number) => [
  {
    $set: {
      sends: {
        $filter: { input: { $ifNull: ['$sends', []] }, as: 'sent', cond: { $gt: ['$$sent', { $subtract: ['$$NOW', windowMs] }] } },
      },
    },
  },
  {
    $set: {
      wait: {
        $max: [
          msUntil({ $ifNull: ['$heldUntil', '$$NOW'] }),
          { $cond: [{ $gte: [{ $size: '$sends' }, most] }, msUntil({ $add: [oldestThatCounts(most), windowMs] }), 0] },
        ],
      },
    },
  },
  { $set: { sends: { $cond: [{ $gt: ['$wait', 0] }, '$sends', { $concatArrays: ['$sends', ['$$NOW']] }] } } },
];

/** Never shortens a longer hold. */
export const holdFor = (ms: number) => [{ $set: { heldUntil: { $max: ['$heldUntil', { $add: ['$$NOW', ms] }] } } }];

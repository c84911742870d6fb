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

const MINUTE_MS = 60_000;

const msUntil = (instant: unknown) => ({ $max: [0, { $subtract: [instant, '$$NOW'] }] });
/** With `perMinute` sends in the last minute, the next may go when the oldest of these leaves it. */
const oldestThatCounts = (perMinute: number) => ({ $arrayElemAt: ['$sends', -perMinute] });

/** A rolling minute, never a fixed one: two full minutes side by side would be twice the limit. */
export const takeOne = (perMinute: number) => [
  {
    $set: {
      sends: {
        $filter: { input: { $ifNull: ['$sends', []] }, as: 'sent', cond: { $gt: ['$$sent', { $subtract: ['$$NOW', MINUTE_MS] }] } },
      },
    },
  },
  {
    $set: {
      wait: {
        $max: [
          msUntil({ $ifNull: ['$heldUntil', '$$NOW'] }),
          { $cond: [{ $gte: [{ $size: '$sends' }, perMinute] }, msUntil({ $add: [oldestThatCounts(perMinute), MINUTE_MS] }), 0] },
        ],
      },
    },
  },
  { $set: { sends: { $cond: [{ $gt: ['$wait', 0] }, '$sends', { $concatArrays: ['$sends', ['$$NOW']] }] } } },
];

/** Never shortens a longer hold. */
export const holdFor = (ms: number) => [{ $set: { heldUntil: { $max: ['$heldUntil', { $add: ['$$NOW', ms] }] } } }];

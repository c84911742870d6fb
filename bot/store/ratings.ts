/** Ratings, counted in the base by window, staff, service and month. */
import { type ClientSession, type Connection, type QueryFilter, Schema } from 'mongoose';
import type { Level, Rating } from '../../core/rating/model.js';
import { NO_RATINGS } from '../../core/rating/satisfaction.js';
import type { RatingFilter, RatingStore } from '../services.js';
import { asFilter, asRow, joining, kept, type Kept, modelOf, PART, plain, STRICT } from './documents.js';

type KeptRating = Kept<Rating>;

/** A rating whose ticket is still to be opened, by its id. */
interface Owed {
  readonly _id: string;
}

const owedSchema = new Schema<Owed>({ _id: String }, STRICT);

const followUp = new Schema({ level: Number, comment: String, at: Date }, PART);

const schema = new Schema<KeptRating>(
  {
    _id: String,
    windowId: { type: String, required: true },
    unitId: { type: String, required: true },
    staffId: String,
    service: String,
    level: { type: Number, required: true },
    tags: [String],
    comment: String,
    sealedPhone: String,
    maskedPhone: String,
    serviceNumber: String,
    photoIds: [String],
    at: { type: Date, required: true },
    day: String,
    month: { type: String, required: true },
    ticketId: String,
    valid: Boolean,
    followUp,
    version: { type: Number, required: true },
  },
  STRICT,
)
  // Counts are read from it alone, without a single rating.
  .index({ windowId: 1, month: 1, valid: 1, level: 1, staffId: 1, service: 1 });

function queryOf({ windowIds, from, until, windowId, staffId, service, levels, validOnly }: RatingFilter): QueryFilter<KeptRating> {
  const seen = windowId === undefined ? [...windowIds] : windowIds.filter((id) => id === windowId);
  const months = { ...(from === undefined ? {} : { $gte: from }), ...(until === undefined ? {} : { $lte: until }) };
  return {
    windowId: { $in: seen },
    ...(Object.keys(months).length === 0 ? {} : { month: months }),
    ...(staffId === undefined ? {} : { staffId }),
    ...(service === undefined ? {} : { service }),
    ...(levels === undefined ? {} : { level: { $in: [...levels] } }),
    ...(validOnly === true ? { valid: true } : {}),
  };
}

export function openRatings(connection: Connection, session: ClientSession | null): RatingStore {
  const ratings = modelOf(connection, 'Rating', schema, 'ratings');
  const owed = modelOf(connection, 'TicketOwed', owedSchema, 'ticketsOwed').collection;
  return {
    find: async (id) => {
      const found = await ratings.findById(id).session(session).lean<KeptRating>();
      return found === null ? null : plain<Rating>(found);
    },
    many: async (ids) =>
      (
        await ratings
          .find({ _id: { $in: [...ids] } })
          .session(session)
          .lean<KeptRating[]>()
      ).map(plain<Rating>),
    insert: async (rating) => {
      await ratings.collection.insertOne(asRow(kept(rating)), joining(session));
    },
    owe: async (ratingId) => {
      await owed.insertOne(asRow({ _id: ratingId }), joining(session));
    },
    owed: async (after, limit) => {
      // Joined before they are counted: what no rating belongs to any more hides none of those behind it.
      const rows = await owed
        .aggregate<KeptRating>([
          { $match: after === null ? {} : { _id: { $gt: after } } },
          { $sort: { _id: 1 } },
          { $lookup: { from: 'ratings', localField: '_id', foreignField: '_id', as: 'rating' } },
          { $unwind: '$rating' },
          { $limit: limit },
          { $replaceRoot: { newRoot: '$rating' } },
        ])
        .toArray();
      return rows.map(plain<Rating>);
    },
    settle: async (ratingIds) => (await owed.deleteMany(asFilter({ _id: { $in: ratingIds } }), joining(session))).deletedCount,
    replace: async (rating) => {
      const { matchedCount } = await ratings.replaceOne({ _id: rating.id, version: rating.version - 1 }, kept(rating), joining(session));
      return matchedCount === 1;
    },
    countBy: async (field, filter) => {
      const groups = await ratings.aggregate<{ _id: { by?: string | null; level: Level }; count: number }>([
        { $match: queryOf({ ...filter, validOnly: true }) },
        { $group: { _id: { by: `$${field}`, level: '$level' }, count: { $sum: 1 } } },
      ]);
      const counts = new Map<string, Record<Level, number>>();
      for (const {
        _id: { by, level },
        count,
      } of groups) {
        // Asking the base for what is not null would have it look at each rating.
        if (by == null) continue;
        const known = counts.get(by) ?? { ...NO_RATINGS };
        known[level] = count;
        counts.set(by, known);
      }
      return counts;
    },
    count: (filter) => ratings.countDocuments(queryOf(filter)).session(session).exec(),
    list: async (filter, limit, cursor) => {
      const query = queryOf(filter);
      // Ids sort by the time of making.
      const page = cursor === null ? query : { $and: [query, { _id: { $lt: cursor } }] };
      const found = await ratings
        .find(page)
        .session(session)
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<KeptRating[]>();
      const rows = found.slice(0, limit);
      return {
        rows: rows.map(plain<Rating>),
        cursor: found.length > limit ? (rows.at(-1)?._id ?? null) : null,
      };
    },
  };
}

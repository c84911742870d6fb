/** Access tokens, sealed, shared by all processes; one renewal at a time. Every time here is the server's own ($$NOW). */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { TokenStore } from '../services.js';
import { againIfMet, joining, modelOf, STRICT } from './documents.js';

interface KeptToken {
  readonly _id: string;
  readonly sealed: string;
  /** Rises with every token, so that one that did not hold is told from the next. */
  readonly number: number;
  readonly until: Date;
  readonly holder: string | null;
  readonly claimedUntil: Date | null;
}

/** Nothing is left of credentials that were given up. */
const FORGET_SECONDS = 24 * 3_600;

const schema = new Schema<KeptToken>({ _id: String, sealed: String, number: Number, until: Date, holder: String, claimedUntil: Date }, STRICT).index(
  { until: 1 },
  { expireAfterSeconds: FORGET_SECONDS },
);

const fromNow = (ms: number) => ({ $add: ['$$NOW', ms] });
const isPast = (field: string) => ({ $lte: [{ $ifNull: [field, null] }, '$$NOW'] });

/** A claim that is free goes to the holder; another's stays as it is. Nothing is sealed under number 0. */
const claimFor = (holder: string, after: number, ms: number) => [
  { $set: { number: { $ifNull: ['$number', 0] }, until: { $ifNull: ['$until', fromNow(ms)] } } },
  { $set: { holder: { $cond: [{ $and: [{ $eq: ['$number', after] }, isPast('$claimedUntil')] }, holder, '$holder'] } } },
  { $set: { claimedUntil: { $cond: [{ $eq: ['$holder', holder] }, fromNow(ms), '$claimedUntil'] } } },
];

export function openTokens(connection: Connection, session: ClientSession | null): TokenStore {
  const tokens = modelOf(connection, 'Token', schema, 'tokens');
  const byServerClock = { ...joining(session), updatePipeline: true } as const;
  return {
    find: async (id, spareMs) => {
      const [found] = await tokens
        .aggregate<{ sealed: string; number: number; isGood: boolean }>([
          { $match: { _id: id, number: { $gt: 0 } } },
          { $project: { _id: 0, sealed: 1, number: 1, isGood: { $gt: ['$until', fromNow(spareMs)] } } },
        ])
        .session(session);
      return found ?? null;
    },
    claim: async (id, holder, after, ms) => {
      const claimed = await againIfMet(() =>
        tokens
          .findOneAndUpdate({ _id: id }, claimFor(holder, after, ms), { ...byServerClock, upsert: true, returnDocument: 'after' })
          .lean<KeptToken>(),
      );
      return claimed?.holder === holder;
    },
    keep: async (id, holder, sealed, goodForMs) => {
      const kept = { sealed: { $literal: sealed }, number: { $add: ['$number', 1] }, until: fromNow(goodForMs), holder: null, claimedUntil: null };
      await tokens.updateOne({ _id: id, holder }, [{ $set: kept }], byServerClock);
    },
    leave: async (id, holder) => {
      await tokens.updateOne({ _id: id, holder }, { $set: { holder: null, claimedUntil: null } }, joining(session));
    },
  };
}

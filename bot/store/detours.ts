/** Ways of an application that its platform refused, for one person or for everybody, until they are tried again. Machine time. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { Detour, DetourStore } from '../services.js';
import { againIfMet, joining, modelOf, STRICT } from './documents.js';

interface KeptDetour extends Detour {
  /** `<kind> <way> <userId or *>`. */
  readonly _id: string;
  readonly until: Date;
}

const schema = new Schema<KeptDetour>({ _id: String, kind: String, way: String, userId: String, words: String, until: Date }, STRICT).index(
  { until: 1 },
  { expireAfterSeconds: 0 },
);

const inForce = { $expr: { $gt: ['$until', '$$NOW'] } };
const plain = ({ kind, way, userId, words }: KeptDetour): Detour => ({ kind, way, userId, words });

export function openDetours(connection: Connection, session: ClientSession | null): DetourStore {
  const detours = modelOf(connection, 'Detour', schema, 'detours');
  return {
    of: async (kind, userId) => {
      const found = await detours
        .find({ kind, userId: { $in: [userId, null] }, ...inForce })
        .session(session)
        .lean<KeptDetour[]>();
      return found.map(plain);
    },
    list: async (kind) =>
      (
        await detours
          .find({ kind, ...inForce })
          .session(session)
          .sort({ _id: 1 })
          .lean<KeptDetour[]>()
      ).map(plain),
    mark: async ({ kind, way, userId, words }, ms) => {
      const until = { $add: ['$$NOW', ms] };
      const mark = [{ $set: { kind, way, userId: { $literal: userId }, words: { $literal: words }, until } }];
      const options = { ...joining(session), upsert: true, updatePipeline: true };
      await againIfMet(() => detours.updateOne({ _id: `${kind} ${way} ${userId ?? '*'}` }, mark, options));
    },
    clear: async (kind, userId) => {
      await detours.deleteMany(userId === undefined ? { kind } : { kind, userId }, joining(session));
    },
  };
}

/** Every version of the reminder policies, inserted and never changed. The version is the primary key, so two tabs cannot both be next. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import { completeBook } from '../../core/notice/complete-policy.js';
import { Refusal } from '../../core/refusal.js';
import type { PolicyStore, PolicyVersion } from '../services.js';
import { isDuplicate, joining, modelOf, STRICT } from './documents.js';

type KeptVersion = Omit<PolicyVersion, 'version'> & { readonly _id: number };

const schema = new Schema<KeptVersion>(
  { _id: Number, book: { type: Schema.Types.Mixed, required: true }, by: { type: String, required: true }, at: Date, words: [String] },
  STRICT,
);

const plainVersion = ({ _id, book, by, at, words }: KeptVersion): PolicyVersion => ({ version: _id, book: completeBook(book), by, at, words });

export function openPolicies(connection: Connection, session: ClientSession | null): PolicyStore {
  const policies = modelOf(connection, 'Policy', schema, 'policies');
  return {
    latest: async () => {
      const found = await policies.collection.findOne<KeptVersion>({}, { ...joining(session), sort: { _id: -1 } });
      return found === null ? null : plainVersion(found);
    },
    find: async (version) => {
      const found = await policies.findById(version).session(session).lean<KeptVersion>();
      return found === null ? null : plainVersion(found);
    },
    list: async () => {
      const found = await policies.find().session(session).sort({ _id: -1 }).select({ book: 0 }).lean<Omit<KeptVersion, 'book'>[]>();
      return found.map(({ _id, by, at, words }) => ({ version: _id, by, at, words }));
    },
    add: async ({ version, ...saved }) => {
      try {
        await policies.insertMany([{ _id: version, ...saved }], joining(session));
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        throw new Refusal('policy-version-taken', '督办规则刚刚改过。', { kind: 'conflict' });
      }
    },
  };
}

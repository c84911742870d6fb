/** What only one process does at a time, by the server's own clock ($$NOW): who dies lets go when the time is over. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { LeaseStore } from '../services.js';
import { againIfMet, joining, modelOf, STRICT } from './documents.js';

interface KeptLease {
  readonly _id: string;
  readonly holder: string;
  readonly until: Date;
}

const schema = new Schema<KeptLease>({ _id: String, holder: String, until: Date }, STRICT);

const holdFor = (holder: string, ms: number) => [
  { $set: { holder: { $cond: [{ $gt: [{ $ifNull: ['$until', '$$NOW'] }, '$$NOW'] }, '$holder', holder] } } },
  { $set: { until: { $cond: [{ $eq: ['$holder', holder] }, { $add: ['$$NOW', ms] }, '$until'] } } },
];

export function openLeases(connection: Connection, session: ClientSession | null): LeaseStore {
  const leases = modelOf(connection, 'Lease', schema, 'leases');
  return {
    hold: async (name, holder, ms) => {
      const options = { ...joining(session), updatePipeline: true, upsert: true, returnDocument: 'after' } as const;
      const held = await againIfMet(() => leases.findOneAndUpdate({ _id: name }, holdFor(holder, ms), options).lean<KeptLease>());
      return held?.holder === holder;
    },
    leave: async (name, holder) => {
      await leases.deleteOne({ _id: name, holder }, joining(session));
    },
  };
}

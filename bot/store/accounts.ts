/** Accounts, sessions, failures and one-time codes. Every time here is the server's own ($$NOW), never the world's. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { Account, AccountStore } from '../services.js';
import { againIfMet, asFilter, joining, modelOf, STRICT } from './documents.js';

const FAILURES_THAT_LOCK = 5;
const LOCK_MS = 15 * 60_000;
const FORGET_FAILURES_MS = 24 * 3_600_000;
const MS_PER_HOUR = 3_600_000;

interface KeptAccount extends Omit<Account, 'account'> {
  readonly _id: string;
}
interface KeptFailures {
  readonly _id: string;
  readonly count: number;
  readonly lockedUntil: Date | null;
  readonly until: Date;
}
interface KeptSession {
  readonly _id: string;
  readonly personId: string;
  readonly until: Date;
}
interface KeptCode {
  readonly _id: string;
  readonly personId: string | null;
  readonly until: Date;
  readonly usedAt: Date | null;
}

const expiring = { expireAfterSeconds: 0 };
const accountSchema = new Schema<KeptAccount>(
  { _id: String, personId: { type: String, required: true }, passwordHash: { type: String, required: true } },
  STRICT,
).index({ personId: 1 }, { unique: true });
const failureSchema = new Schema<KeptFailures>({ _id: String, count: Number, lockedUntil: Date, until: Date }, STRICT).index({ until: 1 }, expiring);
const sessionSchema = new Schema<KeptSession>({ _id: String, personId: { type: String, required: true }, until: Date }, STRICT)
  .index({ until: 1 }, expiring)
  .index({ personId: 1 });
const codeSchema = new Schema<KeptCode>({ _id: String, personId: String, until: Date, usedAt: Date }, STRICT)
  .index({ until: 1 }, expiring)
  .index({ personId: 1 });

const fromNow = (ms: number) => ({ $add: ['$$NOW', ms] });
const isLive = { $expr: { $gt: ['$until', '$$NOW'] } };
const isLocked = { $gt: ['$lockedUntil', '$$NOW'] };

/** One wrong try: the fifth in a row locks, further ones do not lengthen the lock. A lock that has run out starts from one. */
const COUNT_ONE = [
  {
    $set: {
      count: {
        $cond: [isLocked, '$count', { $cond: [{ $eq: [{ $type: '$lockedUntil' }, 'date'] }, 1, { $add: [{ $ifNull: ['$count', 0] }, 1] }] }],
      },
    },
  },
  {
    $set: {
      lockedUntil: { $cond: [isLocked, '$lockedUntil', { $cond: [{ $gte: ['$count', FAILURES_THAT_LOCK] }, fromNow(LOCK_MS), null] }] },
      until: fromNow(FORGET_FAILURES_MS),
    },
  },
];

export function openAccounts(connection: Connection, session: ClientSession | null): AccountStore {
  const accounts = modelOf(connection, 'Account', accountSchema, 'accounts');
  const failures = modelOf(connection, 'Failure', failureSchema, 'failures');
  const sessions = modelOf(connection, 'Session', sessionSchema, 'sessions');
  const codes = modelOf(connection, 'Code', codeSchema, 'codes');
  const byServerClock = { ...joining(session), updatePipeline: true } as const;

  return {
    find: async (account) => {
      const found = await accounts.findById(account).session(session).lean();
      return found === null ? null : { account: found._id, personId: found.personId, passwordHash: found.passwordHash };
    },
    any: async () => (await accounts.exists({}).session(session)) !== null,
    save: async ({ account, personId, passwordHash }) => {
      const holder = await accounts.findById(account).session(session).lean();
      if (holder !== null && holder.personId !== personId) return false;
      await accounts.deleteMany({ personId, _id: { $ne: account } }, joining(session));
      await accounts.replaceOne({ _id: account }, { _id: account, personId, passwordHash }, { ...joining(session), upsert: true });
      return true;
    },
    countFailure: async (account) => {
      const after = await againIfMet(() =>
        failures.findOneAndUpdate({ _id: account }, COUNT_ONE, { ...byServerClock, upsert: true, returnDocument: 'after' }).lean(),
      );
      return after?.lockedUntil ?? null;
    },
    lockedUntil: async (account) => (await failures.findOne({ _id: account, $expr: isLocked }).session(session).lean())?.lockedUntil ?? null,
    admit: async (account) => {
      const { deletedCount } = await failures.deleteOne({ _id: account, $expr: { $not: [isLocked] } }, joining(session));
      return deletedCount === 1 || (await failures.exists({ _id: account, $expr: isLocked }).session(session)) === null;
    },
    clearFailures: async (account) => {
      await failures.deleteOne({ _id: account }, joining(session));
    },
    openSession: async ({ tokenHash, personId, days }) => {
      const opened = [{ $set: { personId: { $literal: personId }, until: fromNow(days * 24 * MS_PER_HOUR) } }];
      await sessions.updateOne({ _id: tokenHash }, opened, { ...byServerClock, upsert: true });
    },
    session: async (tokenHash) => {
      const found = await sessions.collection.findOne<KeptSession>(asFilter({ _id: tokenHash, ...isLive }), joining(session));
      return found === null ? null : { personId: found.personId };
    },
    closeSession: async (tokenHash) => {
      await sessions.deleteOne({ _id: tokenHash }, joining(session));
    },
    closeSessionsOf: async (personId) => {
      await sessions.deleteMany({ personId }, joining(session));
    },
    saveCode: async (codeHash, personId, hours) => {
      const code = [{ $set: { personId: { $literal: personId }, until: fromNow(hours * MS_PER_HOUR), usedAt: null } }];
      const { deletedCount } = await codes.deleteMany({ personId }, joining(session));
      await codes.updateOne({ _id: codeHash }, code, { ...byServerClock, upsert: true });
      return deletedCount > 0;
    },
    findCode: async (codeHash) => {
      const found = await codes
        .findOne({ _id: codeHash, usedAt: null, ...isLive })
        .session(session)
        .lean();
      return found === null ? null : { personId: found.personId };
    },
    useCode: async (codeHash) => {
      const used = await codes.updateOne({ _id: codeHash, usedAt: null, ...isLive }, [{ $set: { usedAt: '$$NOW' } }], byServerClock);
      return used.modifiedCount === 1;
    },
  };
}

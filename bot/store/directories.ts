/** What was last read of each platform's directory, as little as matching needs; one reading at a time by the server's clock ($$NOW). */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { AppKind, DirectoryChange, DirectoryStore, StoredDirectory } from '../services.js';
import { againIfMet, joining, modelOf, STRICT } from './documents.js';

interface KeptDirectory {
  readonly _id: AppKind;
  readonly read: StoredDirectory | null;
  /** Why the last reading failed; null: it did not. */
  readonly wrong: string | null;
  readonly holder: string | null;
  readonly heldUntil: Date | null;
}

const schema = new Schema<KeptDirectory>({ _id: String, read: Schema.Types.Mixed, wrong: String, holder: String, heldUntil: Date }, STRICT);

interface KeptChange extends DirectoryChange {
  /** `<kind> <the platform's id>`. */
  readonly _id: string;
  readonly until: Date;
}

const CHANGE_KEPT_MS = 90 * 24 * 3_600_000;
const changeSchema = new Schema<KeptChange>({ _id: String, kind: String, userId: String, change: String, at: Date, until: Date }, STRICT).index(
  { until: 1 },
  { expireAfterSeconds: 0 },
);

const isFree = { $lte: [{ $ifNull: ['$heldUntil', null] }, '$$NOW'] };

export function openDirectories(connection: Connection, session: ClientSession | null): DirectoryStore {
  const directories = modelOf(connection, 'Directory', schema, 'directories');
  const changes = modelOf(connection, 'DirectoryChange', changeSchema, 'directory-changes');
  const byServerClock = { ...joining(session), updatePipeline: true } as const;
  const end = async (kind: AppKind, holder: string, change: Partial<KeptDirectory>): Promise<boolean> => {
    const ended = { ...change, holder: null, heldUntil: null };
    return (await directories.updateOne({ _id: kind, holder }, { $set: ended }, joining(session))).matchedCount === 1;
  };
  return {
    find: async (kind) => {
      const [found] = await directories
        .aggregate<KeptDirectory & { readonly isFree: boolean }>([{ $match: { _id: kind } }, { $set: { isFree } }])
        .session(session);
      if (found === undefined) return { read: null, wrong: null, reading: 'no' };
      const reading = found.holder === null ? 'no' : found.isFree ? 'broken' : 'yes';
      return { read: found.read, wrong: found.wrong, reading };
    },
    claim: async (kind, holder, ms) => {
      const claim = [
        { $set: { read: { $ifNull: ['$read', null] }, wrong: { $ifNull: ['$wrong', null] } } },
        { $set: { holder: { $cond: [isFree, holder, '$holder'] } } },
        { $set: { heldUntil: { $cond: [{ $eq: ['$holder', holder] }, { $add: ['$$NOW', ms] }, '$heldUntil'] } } },
      ];
      const after = await againIfMet(() =>
        directories.findOneAndUpdate({ _id: kind }, claim, { ...byServerClock, upsert: true, returnDocument: 'after' }).lean<KeptDirectory>(),
      );
      return after?.holder === holder;
    },
    keep: async (kind, holder, read) => {
      const isMine = await end(kind, holder, { read, wrong: null });
      if (isMine) await changes.deleteMany({ kind, change: 'joined' }, joining(session));
      return isMine;
    },
    noteChange: async ({ kind, userId, change, at }) => {
      const until = new Date(at.getTime() + CHANGE_KEPT_MS);
      const options = { ...joining(session), upsert: true };
      await againIfMet(() =>
        changes.replaceOne({ _id: `${kind} ${userId}` }, { _id: `${kind} ${userId}`, kind, userId, change, at, until }, options),
      );
    },
    changes: async (kind) => {
      const found = await changes.find({ kind }).session(session).sort({ at: 1, _id: 1 }).lean<KeptChange[]>();
      return found.map(({ userId, change, at }) => ({ kind, userId, change, at }));
    },
    fail: (kind, holder, words) => end(kind, holder, { wrong: words }),
    remove: async (kind) => {
      await directories.deleteOne({ _id: kind }, joining(session));
      await changes.deleteMany({ kind }, joining(session));
    },
  };
}

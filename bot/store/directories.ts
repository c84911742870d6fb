/** What was last read of each platform's directory, as little as matching needs; one reading at a time by the server's clock ($$NOW). */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { AppKind, DirectoryStore, StoredDirectory } from '../services.js';
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

const isFree = { $lte: [{ $ifNull: ['$heldUntil', null] }, '$$NOW'] };

export function openDirectories(connection: Connection, session: ClientSession | null): DirectoryStore {
  const directories = modelOf(connection, 'Directory', schema, 'directories');
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
    keep: (kind, holder, read) => end(kind, holder, { read, wrong: null }),
    fail: (kind, holder, words) => end(kind, holder, { wrong: words }),
    remove: async (kind) => {
      await directories.deleteOne({ _id: kind }, joining(session));
    },
  };
}

/** Ledgers as they were uploaded: from the preview to the commit, and what was committed for good. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { ImportStore, StoredImport } from '../services.js';
import { joining, kept, type Kept, modelOf, plain, STRICT } from './documents.js';

const MS_PER_DAY = 86_400_000;

interface KeptImport extends Kept<StoredImport> {
  /** Machine time; `at` is the world's. */
  readonly savedAt: Date;
}

const schema = new Schema<KeptImport>(
  {
    _id: String,
    personId: { type: String, required: true },
    fileName: String,
    at: Date,
    bytes: Buffer,
    sha256: String,
    roundName: String,
    feedbackDay: String,
    committedRoundId: String,
    savedAt: Date,
  },
  STRICT,
).index({ savedAt: 1 }, { partialFilterExpression: { committedRoundId: { $type: 'null' } } });

export function openImports(connection: Connection, session: ClientSession | null): ImportStore {
  const imports = modelOf(connection, 'Import', schema, 'imports');
  return {
    save: async (stored) => {
      const { _id, ...rest } = kept(stored);
      await imports.updateOne({ _id }, { $set: rest, $currentDate: { savedAt: true } }, { ...joining(session), upsert: true });
    },
    find: async (id) => {
      const found = await imports.findById(id).session(session).lean();
      if (found === null) return null;
      // The driver answers binary data in a class of its own.
      const { buffer } = found.bytes as unknown as { readonly buffer: Uint8Array };
      const { savedAt: _savedAt, ...rest } = found;
      return { ...plain<StoredImport>(rest), bytes: Buffer.from(buffer) };
    },
    committed: async (id, roundId) => {
      await imports.updateOne({ _id: id }, { $set: { committedRoundId: roundId } }, joining(session));
    },
    withdrawn: async (roundId) => {
      const back = { $set: { committedRoundId: null }, $currentDate: { savedAt: true } } as const;
      await imports.updateMany({ committedRoundId: roundId }, back, joining(session));
    },
    removeAbandoned: async (days) => {
      const isOld = { $expr: { $lt: ['$savedAt', { $subtract: ['$$NOW', days * MS_PER_DAY] }] } };
      return (await imports.deleteMany({ committedRoundId: null, ...isOld }, joining(session))).deletedCount;
    },
  };
}

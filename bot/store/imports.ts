/** Ledgers as they were uploaded, from the preview to the commit. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { ImportStore, StoredImport } from '../services.js';
import { joining, kept, type Kept, modelOf, plain, STRICT } from './documents.js';

const schema = new Schema<Kept<StoredImport>>(
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
  },
  STRICT,
);

export function openImports(connection: Connection, session: ClientSession | null): ImportStore {
  const imports = modelOf(connection, 'Import', schema, 'imports');
  return {
    save: async (stored) => {
      await imports.replaceOne({ _id: stored.id }, kept(stored), { ...joining(session), upsert: true });
    },
    find: async (id) => {
      const found = await imports.findById(id).session(session).lean();
      if (found === null) return null;
      // The driver answers binary data in a class of its own.
      const { buffer } = found.bytes as unknown as { readonly buffer: Uint8Array };
      return { ...plain<StoredImport>(found), bytes: Buffer.from(buffer) };
    },
    committed: async (id, roundId) => {
      await imports.updateOne({ _id: id }, { $set: { committedRoundId: roundId } }, joining(session));
    },
  };
}

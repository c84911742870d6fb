/** How photos look: a small grey picture and its codes a photo, and which earlier ones show the same. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import { Binary } from 'mongodb';
import type { FingerprintStore, Twin } from '../services.js';
import { CODES_LENGTH, fingerprintOf } from '../../core/trust/fingerprint.js';
import { joining, modelOf, PART, STRICT } from './documents.js';

interface KeptFingerprint {
  readonly _id: string;
  readonly at: Date;
  readonly grey: Buffer | Binary;
  readonly codes: Buffer | Binary;
  readonly twins: readonly Twin[] | null;
}

const twin = new Schema<Twin>({ uploadId: String, score: Number }, PART);

const schema = new Schema<KeptFingerprint>(
  { _id: String, at: { type: Date, required: true }, grey: Buffer, codes: Buffer, twins: { type: [twin], default: undefined } },
  STRICT,
).index({ at: 1 });

const BATCH = 200;

const bytesOf = (kept: Buffer | Binary): Buffer => (kept instanceof Binary ? Buffer.from(kept.buffer) : kept);

/** A copy: what the driver hands over need not lie on a word's boundary. */
function wordsOf(kept: Buffer | Binary): Uint32Array {
  const bytes = Uint8Array.from(bytesOf(kept));
  return new Uint32Array(bytes.buffer, 0, bytes.length / 4);
}

/** Codes of an earlier rule are made again from the small picture, which is read for those alone. */
const codesIn = ({ codes, grey }: Pick<KeptFingerprint, 'codes'> & { readonly grey?: KeptFingerprint['grey'] }): Uint32Array =>
  grey === undefined || bytesOf(codes).length === CODES_BYTES ? wordsOf(codes) : fingerprintOf(Uint8Array.from(bytesOf(grey))).codes;
const CODES_BYTES = CODES_LENGTH * 4;
const GREY_OF_OLD = { $cond: [{ $eq: [{ $binarySize: '$codes' }, CODES_BYTES] }, '$$REMOVE', '$grey'] };

export function openFingerprints(connection: Connection, session: ClientSession | null): FingerprintStore {
  const fingerprints = modelOf(connection, 'Fingerprint', schema, 'fingerprints');
  return {
    save: async ({ uploadId, at, grey, codes }) => {
      const bytes = Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength);
      await fingerprints.updateOne(
        { _id: uploadId },
        { $setOnInsert: { at, grey: Buffer.from(grey), codes: bytes } },
        { upsert: true, ...joining(session) },
      );
    },
    of: async (uploadIds) => {
      const found = await fingerprints
        .find({ _id: { $in: [...uploadIds] } })
        .session(session)
        .lean<KeptFingerprint[]>();
      return found.map(({ _id, at, grey, codes, twins }) => ({
        uploadId: _id,
        at,
        grey: Uint8Array.from(bytesOf(grey)),
        codes: codesIn({ codes, grey }),
        twins: twins ?? null,
      }));
    },
    codesBefore: async function* (at) {
      const options = { projection: { at: 1, codes: 1, grey: GREY_OF_OLD }, sort: { at: -1 }, batchSize: BATCH } as const;
      for await (const { _id, at: made, ...kept } of fingerprints.collection.find<KeptFingerprint>({ at: { $lt: at } }, options))
        yield { uploadId: _id, at: made, codes: codesIn(kept) };
    },
    keepTwins: async (uploadId, twins) => {
      await fingerprints.updateOne({ _id: uploadId }, { $set: { twins: [...twins] } }, joining(session));
    },
    remove: async (uploadId) => {
      await fingerprints.deleteOne({ _id: uploadId }, joining(session));
    },
  };
}

/** Photos and files as rows: written before the first byte, finished once, attached by a report, else swept away. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import { Refusal } from '../../core/refusal.js';
import type { Capture, Place } from '../../core/trust/capture.js';
import type { StoredUpload, UploadStore } from '../services.js';
import { againIfMet, asFilter, joining, type Kept, kept, modelOf, PART, plain, STRICT } from './documents.js';

const MS_PER_DAY = 86_400_000;

interface KeptUpload extends Kept<StoredUpload> {
  /** Machine time; `at` is the world's. */
  readonly begunAt: Date;
  readonly isAttached: boolean;
}

const schema = new Schema<KeptUpload>(
  {
    _id: String,
    personId: { type: String, required: true },
    taskId: { type: String, required: true },
    kind: String,
    name: String,
    contentType: String,
    bytes: Number,
    sha256: String,
    blobId: String,
    viewBlobId: String,
    thumbBlobId: String,
    capture: new Schema<Capture>({ takenAt: Date, place: new Schema<Place>({ lat: Number, lon: Number }, PART), editor: String }, PART),
    at: Date,
    begunAt: Date,
    isAttached: Boolean,
  },
  STRICT,
)
  .index({ begunAt: 1 }, { partialFilterExpression: { isAttached: false } })
  .index({ blobId: 1 })
  .index({ viewBlobId: 1 })
  .index({ thumbBlobId: 1 });

function plainUpload({ begunAt, isAttached, capture, ...rest }: KeptUpload): StoredUpload {
  void [begunAt, isAttached];
  // Rows from before photos were read have none.
  return plain<StoredUpload>({ ...rest, capture: capture ?? null });
}

export function openUploads(connection: Connection, session: ClientSession | null): UploadStore {
  const uploads = modelOf(connection, 'Upload', schema, 'uploads');
  return {
    begin: async (upload) => {
      const fresh = { $mergeObjects: [{ $literal: { ...kept(upload), isAttached: false } }, { begunAt: '$$NOW' }] };
      const unlessThere = [{ $replaceWith: { $cond: [{ $eq: [{ $type: '$begunAt' }, 'missing'] }, fresh, '$$ROOT'] } }];
      const options = { upsert: true, returnDocument: 'after', ...joining(session), updatePipeline: true } as const;
      const row = await againIfMet(() => uploads.findOneAndUpdate({ _id: upload.id }, unlessThere, options).lean<KeptUpload>());
      if (row === null) throw new Error(`upload ${upload.id} was not begun`);
      return plainUpload(row);
    },
    finish: async (upload) => {
      const { _id, ...rest } = kept(upload);
      // Of two tabs that send the same photo the first to finish stands.
      await uploads.updateOne({ _id, blobId: null }, { $set: rest }, joining(session));
    },
    find: async (id) => {
      const found = await uploads.findById(id).session(session).lean<KeptUpload>();
      return found === null ? null : plainUpload(found);
    },
    many: async (ids) => {
      const found = await uploads.collection.find<KeptUpload>(asFilter({ _id: { $in: [...ids] } }), joining(session)).toArray();
      return found.map(plainUpload);
    },
    attach: async (ids) => {
      const { matchedCount } = await uploads.collection.updateMany(
        asFilter({ _id: { $in: [...ids] } }),
        { $set: { isAttached: true } },
        joining(session),
      );
      if (matchedCount !== ids.length)
        throw new Refusal('evidence-missing', '有材料已过期被清理。', { remedy: '文字已保存，请重新上传材料后再提交。' });
    },
    abandoned: async (days) => {
      const isOld = { $lt: ['$begunAt', { $subtract: ['$$NOW', days * MS_PER_DAY] }] };
      const found = await uploads.find({ isAttached: false, $expr: isOld }).session(session).sort({ begunAt: 1 }).lean<KeptUpload[]>();
      return found.map(plainUpload);
    },
    attached: async (ids) => {
      const rows = await uploads
        .find({ _id: { $in: [...ids] }, isAttached: true })
        .session(session)
        .select({ _id: 1 })
        .lean();
      return new Set(rows.map(({ _id }) => _id));
    },
    remove: async (id) => {
      return (await uploads.deleteOne({ _id: id, isAttached: false }, joining(session))).deletedCount === 1;
    },
    referenced: async (blobIds) => {
      const among = { $in: [...blobIds] };
      const rows = await uploads
        .find({ $or: [{ blobId: among }, { viewBlobId: among }, { thumbBlobId: among }] })
        .session(session)
        .lean<KeptUpload[]>();
      return new Set(rows.flatMap((row) => [row.blobId, row.viewBlobId, row.thumbBlobId].filter((id) => id !== null)));
    },
  };
}

/** Bytes in GridFS, by ids of our own. Never inside a transaction. */
import { pipeline } from 'node:stream/promises';
import { Binary, type Db, GridFSBucket, ObjectId } from 'mongodb';
import { Refusal } from '../../core/refusal.js';
import type { Blobs } from '../services.js';
import { diskFull, storageTrouble } from './storage-trouble.js';

const BUCKET = 'blobs';
const STRAY_BATCH = 500;
const MS_PER_DAY = 86_400_000;
/** A write still under way has chunks and no file yet; none takes an hour. */
const BROKEN_AFTER_MS = 3_600_000;

/** GridFS's own. */
const CHUNK_BYTES = 255 * 1_024;

interface KeptFile {
  readonly _id: string;
  readonly length: number;
  readonly chunkSize: number;
  readonly filename: string;
  readonly uploadDate: Date;
  readonly metadata: { readonly contentType: string };
}
interface KeptChunk {
  readonly _id: ObjectId;
  readonly files_id: string;
  readonly n: number;
  readonly data: Binary;
}

/**
 * A database whose disk is full to the last byte stops, and with it every reminder. Photos and files are what fills a disk: they are
 * refused while this much is still free.
 */
const RESERVE_BYTES = 512 * 1_048_576;
const LOOK_AGAIN_MS = 5_000;

/** Asks the server how full its disk is, seldom, and counts what went in since. A server that does not say is taken at its word. */
function diskOf(db: Db): { readonly demandRoom: (bytes: number) => Promise<void> } {
  let free = Number.POSITIVE_INFINITY;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    demandRoom: async (bytes) => {
      if (performance.now() - lookedAt > LOOK_AGAIN_MS) {
        const { fsTotalSize, fsUsedSize } = await db.command({ dbStats: 1 });
        free = typeof fsTotalSize === 'number' && typeof fsUsedSize === 'number' ? fsTotalSize - fsUsedSize : Number.POSITIVE_INFINITY;
        lookedAt = performance.now();
      }
      if (free - bytes < RESERVE_BYTES) throw diskFull();
      free -= bytes;
    },
  };
}

const missing = (): Refusal => new Refusal('blob-missing', '这份材料已不存在。', { kind: 'not-found', remedy: '请联系上传人重新上传。' });

const MAJORITY = { writeConcern: { w: 'majority' } } as const;

export function openBlobs(db: Db): Blobs {
  const bucket = new GridFSBucket(db, { bucketName: BUCKET, ...MAJORITY });
  const files = db.collection<KeptFile>(`${BUCKET}.files`);
  const chunks = db.collection<KeptChunk>(`${BUCKET}.chunks`);
  // The driver's types know ObjectId only; the server takes any id.
  const asId = (id: string) => id as unknown as ObjectId;

  const disk = diskOf(db);

  let indexed: Promise<unknown> | null = null;
  /** What the driver's own stream would see to, once a process. */
  const demandIndex = (): Promise<unknown> => {
    indexed ??= chunks.createIndex({ files_id: 1, n: 1 }, { unique: true }).catch((error: unknown) => {
      indexed = null;
      throw error;
    });
    return indexed;
  };

  /** All of its chunks in one command, where the driver's stream takes a round trip for each; as there, the file itself comes last. */
  async function writeWhole(id: string, bytes: Buffer, contentType: string): Promise<void> {
    await demandIndex();
    const parts = Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, n) => ({
      ...{ _id: new ObjectId(), files_id: id, n },
      data: new Binary(bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES)),
    }));
    // What comes after them waits for the majority, and so for them.
    if (parts.length > 0) await chunks.insertMany(parts, { writeConcern: { w: 1 } });
    await files.insertOne(
      { _id: id, length: bytes.length, chunkSize: CHUNK_BYTES, uploadDate: new Date(), filename: id, metadata: { contentType } },
      MAJORITY,
    );
  }

  async function remove(id: string): Promise<void> {
    await files.deleteOne({ _id: id });
    await chunks.deleteMany({ files_id: id });
  }

  async function removeUnwanted(days: number, wanted: (ids: readonly string[]) => Promise<ReadonlySet<string>>): Promise<number> {
    const old = files.find(
      { $expr: { $lt: ['$uploadDate', { $subtract: ['$$NOW', days * MS_PER_DAY] }] } },
      { projection: { _id: 1 }, sort: { _id: 1 } },
    );
    const ids: string[] = [];
    for await (const { _id } of old) ids.push(_id);
    let removed = 0;
    for (let at = 0; at < ids.length; at += STRAY_BATCH) {
      const batch = ids.slice(at, at + STRAY_BATCH);
      const keep = await wanted(batch);
      for (const id of batch.filter((one) => !keep.has(one))) {
        await remove(id);
        removed += 1;
      }
    }
    return removed;
  }

  async function removeHalves(): Promise<number> {
    // By the index alone: fetching a chunk means reading a quarter of a megabyte.
    const halves = chunks.aggregate<{ _id: string }>([
      { $sort: { files_id: 1 } },
      { $group: { _id: '$files_id' } },
      { $lookup: { from: `${BUCKET}.files`, localField: '_id', foreignField: '_id', as: 'file' } },
      { $match: { file: [] } },
      { $project: { _id: 1 } },
    ]);
    const isOld = { $expr: { $lt: [{ $toDate: '$_id' }, { $subtract: ['$$NOW', BROKEN_AFTER_MS] }] } };
    let removed = 0;
    for await (const { _id } of halves) {
      const first = await chunks.findOne({ files_id: _id, ...isOld }, { projection: { _id: 1 } });
      if (first === null) continue;
      await chunks.deleteMany({ files_id: _id });
      removed += 1;
    }
    return removed;
  }

  return {
    write: async (id, bytes, contentType) => {
      await disk.demandRoom(Buffer.isBuffer(bytes) ? bytes.length : 0).catch((error: unknown) => {
        throw storageTrouble(error);
      });
      try {
        if (Buffer.isBuffer(bytes)) await writeWhole(id, bytes, contentType);
        else await pipeline(bytes, bucket.openUploadStreamWithId(asId(id), id, { metadata: { contentType } }));
      } catch (error) {
        await remove(id).catch(() => undefined); // the janitor finds what this could not remove
        throw storageTrouble(error);
      }
    },
    read: async (id) => {
      const file = await files.findOne({ _id: id });
      if (file === null) throw missing();
      return { stream: bucket.openDownloadStream(asId(id)), contentType: file.metadata.contentType, bytes: file.length };
    },
    remove,
    removeStrays: async (days, wanted) => (await removeUnwanted(days, wanted)) + (await removeHalves()),
  };
}

/**
 * P9: uploads of 5 MB through the service, beside busboy, sha256 and GridFS in a bare server; P10: what others see of a photo, the
 * marked view and the small picture, beside the same by sharp in a bare loop.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { GridFSBucket } from 'mongodb';
import sharp from 'sharp';
import { createApp } from '../../bot/app.js';
import { openImages } from '../../bot/evidence/images.js';
import { markOver } from '../../bot/evidence/mark.js';
import { atOnce, type Bed, type Report } from './bed.js';
import { type Listening, listening } from './http.js';
import { measure } from './interleave.js';
import { type LedgerBase, openLedgerBase, TODAY } from './ledger.js';

const IN_FLIGHT = 4;
const MEGABYTE = 1_048_576;
const TASK = 't1';
const LINES = ['11月24日 10:00 · 北纬 31.23 东经 121.47', '政务服务科 · 何俊 · 任务 1'];

/** A document: a photo's derivatives are made before its answer, and P10 counts them. */
const documentOf = (): Buffer => Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(5 * MEGABYTE - 15), Buffer.from('\n%%EOF')]);

const formOf = (bytes: Buffer): FormData => {
  const form = new FormData();
  form.append('uploadId', randomUUID());
  form.append('taskId', TASK);
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), '会议纪要.pdf');
  return form;
};

const sending = (url: string, count: number, headers: Record<string, string>) => async () => {
  const bytes = documentOf();
  await atOnce(Array.from({ length: count }), IN_FLIGHT, async () => {
    const answer = await fetch(url, { method: 'POST', headers, body: formOf(bytes) });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    await answer.text();
  });
};

async function bareServer({ db }: LedgerBase): Promise<Listening> {
  const bucket = new GridFSBucket(db, { bucketName: 'bare', writeConcern: { w: 'majority' } });
  const take = async (file: Readable): Promise<string> => {
    const hash = createHash('sha256');
    await pipeline(
      file,
      async function* (chunks) {
        for await (const chunk of chunks as AsyncIterable<Buffer>) {
          hash.update(chunk);
          yield chunk;
        }
      },
      bucket.openUploadStream('file'),
    );
    return hash.digest('hex');
  };
  return listening(
    createServer((request, response) => {
      const parser = busboy({ headers: request.headers });
      let taken: Promise<string> = Promise.resolve('');
      parser.on('file', (_name, file) => {
        taken = take(file);
      });
      parser.on('close', () => void taken.then((sha256) => response.end(JSON.stringify({ sha256 }))));
      request.pipe(parser);
    }),
  );
}

async function benchUploads({ uri, size, rounds }: Bed): Promise<Report['results']> {
  const base = await openLedgerBase(uri);
  await base.addTasks(1, () => ({ ownerId: 'he', unitId: 'gov', status: 'inProgress', dueDay: TODAY }));
  const token = base.services.secrets.newToken();
  await base.services.store.accounts.openSession({ tokenHash: base.services.secrets.hashToken(token), personId: 'he', days: 1 });
  const h5 = { folder: '', progress: () => ({ state: 'missing', percent: 0, words: '' }) as const };
  const ours = await listening(createServer(createApp(base.services, { h5, demo: null, ready: () => base.ping() }).callback()));
  const bare = await bareServer(base);
  const count = size === 'quick' ? 10 : 50;
  const results = await measure({
    name: `P9 upload, ${count} × 5 MB, ${IN_FLIGHT} at once`,
    rounds,
    ours: sending(`${ours.url}/api/uploads`, count, { authorization: `Bearer ${token}` }),
    rivals: [{ name: 'busboy + sha256 + GridFS', aim: 0.8, run: sending(bare.url, count, {}) }],
  });
  ours.close();
  bare.close();
  await base.drop();
  return results;
}

/** 12 megapixels, as a phone takes them. */
async function photo(): Promise<Buffer> {
  const noise = randomBytes(1_000 * 750 * 3);
  return sharp(noise, { raw: { width: 1_000, height: 750, channels: 3 } })
    .resize(4_000, 3_000, { kernel: 'cubic' })
    .jpeg({ quality: 88 })
    .toBuffer();
}

async function bySharpAlone(bytes: Buffer): Promise<void> {
  const inside = { fit: 'inside', withoutEnlargement: true } as const;
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .resize({ width: 1_600, height: 1_600, ...inside })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  await sharp(data, { raw })
    .composite([...(await markOver(info, LINES))])
    .jpeg({ quality: 82 })
    .toBuffer();
  await sharp(data, { raw })
    .resize({ width: 360, height: 360, ...inside })
    .jpeg({ quality: 74 })
    .toBuffer();
}

async function benchDerivatives({ size, rounds }: Bed): Promise<Report['results']> {
  const images = openImages();
  const bytes = await photo();
  const times = Array.from({ length: size === 'quick' ? 3 : 10 });
  return measure({
    name: `P10 marked view and small picture, ${times.length} × 12 megapixels`,
    rounds,
    ours: async () => {
      for (const _ of times) await images.derive(bytes, LINES);
    },
    rivals: [
      {
        name: 'bare sharp loop',
        aim: 0.9,
        run: async () => {
          for (const _ of times) await bySharpAlone(bytes);
        },
      },
    ],
  });
}

export async function benchPhotos(bed: Bed): Promise<Report> {
  return { results: [...(await benchUploads(bed)), ...(await benchDerivatives(bed))], told: [] };
}

/** T12: a database on a small disk of its own, filled by uploads until nothing more goes in; everything that is no file must go on. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Db } from 'mongodb';
import sharp from 'sharp';
import { act } from '../../bot/actions/act.js';
import { uploadEvidence } from '../../bot/actions/upload-evidence.js';
import { openBlobs } from '../../bot/store/blobs.js';
import { openStore } from '../../bot/store/open-store.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { bookOf } from '../../core/notice/policy-book.js';
import { scopeOf } from '../../core/people/scope.js';
import { Refusal } from '../../core/refusal.js';
import { calendarOf } from '../../core/time/calendar.js';
import { HOLIDAYS } from '../../core/time/holidays.js';
import { aFinding, aRound, aTask, CENTRE } from '../support/make.js';
import { startOneMongo } from '../support/one-mongo.js';
import { servicesOn } from '../support/services-on.js';

const run = promisify(execFile);
const DISK_MB = 1_100;
const SIDE = 1_750;
const PATIENCE_MS = 20_000;

export interface Filled {
  readonly tried: number;
  readonly stored: number;
  /** Told in words that the disk is full. */
  readonly refused: number;
  /** Any other failure. */
  readonly other: number;
  /** Files no upload refers to, and chunks without a file; NaN where the database has stopped. */
  readonly orphans: number;
  /** A report without a photo still goes through afterwards. */
  readonly goesOn: boolean;
}

/** Noise, so that it does not compress; another one each time. */
async function noise(seed: number): Promise<Buffer> {
  const raw = Buffer.alloc(SIDE * SIDE * 3);
  for (let at = 0, state = seed + 1; at < raw.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    raw[at] = state >>> 24;
  }
  return sharp(raw, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

/** A server that does not say how full its disk is: the safeguard is out. */
const silent = (db: Db): Db => new Proxy(db, { get: (one, name) => (name === 'command' ? () => Promise.resolve({}) : Reflect.get(one, name, one)) });

/** Needs the right to mount a file system in memory. */
export async function fillDisk(uploads: number, isGuarded: boolean): Promise<Filled> {
  const folder = await mkdtemp(join(tmpdir(), 'duban-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder]);
  const mongo = await startOneMongo(folder);
  const opened = await openStore(mongo.uri, { dbName: 'full' });
  try {
    const { store, db } = opened;
    const services = {
      ...servicesOn({ store, blobs: openBlobs(isGuarded ? db : silent(db)) }),
      calendar: async () => calendarOf(HOLIDAYS),
      policyBook: async () => bookOf(DEFAULT_POLICY),
    };
    await store.people.saveUnits(CENTRE.units);
    await store.people.savePeople(CENTRE.people);
    await store.ledger.saveRound(aRound());
    await store.ledger.saveFindings([aFinding()]);
    for (const post of CENTRE.posts) await store.people.setPosts(post.personId, [post]);
    await store.tasks.insertMany([aTask({ id: 'task', ownerId: 'he' })]);
    const owner = await services.viewer('he');
    const counts = { stored: 0, refused: 0, other: 0 };
    // A database that has stopped is waited for half a minute each time: one such failure says enough.
    for (let index = 0; index < uploads && counts.other === 0; index += 1) {
      const sent = { uploadId: `upload-${index}`, taskId: 'task', fileName: '现场.png', bytes: await noise(index) };
      await uploadEvidence(services, owner, sent).then(
        () => (counts.stored += 1),
        (error: unknown) => {
          if (error instanceof Refusal && error.message.includes('磁盘空间不足')) counts.refused += 1;
          else counts.other += 1;
        },
      );
    }
    const action = { kind: 'progress', text: '没有照片也要能报', percent: 50, evidenceIds: [] } as const;
    const report = async () => {
      const found = await store.tasks.find('task', scopeOf(owner));
      return act(services, owner, 'task', {
        requestId: 'report-on-a-full-disk',
        version: found?.task.version ?? 1,
        action: { ...action, evidenceIds: [] },
      });
    };
    const goesOn = await Promise.race([
      report().then(
        () => true,
        () => false,
      ),
      sleep(PATIENCE_MS, false),
    ]);
    return { tried: uploads, ...counts, orphans: goesOn ? await orphansIn(db) : Number.NaN, goesOn };
  } finally {
    await Promise.race([opened.close().catch(() => undefined), sleep(PATIENCE_MS)]);
    await Promise.race([mongo.stop().catch(() => undefined), sleep(PATIENCE_MS)]);
    await run('umount', ['-l', folder]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function orphansIn(db: Db): Promise<number> {
  const uploads = await db.collection('uploads').find().toArray();
  const wanted = new Set(uploads.flatMap(({ blobId, viewBlobId, thumbBlobId }) => [blobId, viewBlobId, thumbBlobId]));
  const files = await db.collection('blobs.files').find().toArray();
  const ids = new Set(files.map(({ _id }) => String(_id)));
  const chunks = await db.collection('blobs.chunks').distinct('files_id');
  return files.filter(({ _id }) => !wanted.has(String(_id))).length + chunks.filter((id) => !ids.has(String(id))).length;
}

/** Bytes in GridFS: what goes in comes out, and what breaks is said in words and leaves nothing. */
import { randomBytes } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { MongoServerError } from 'mongodb';
import { openBlobs } from '../../../bot/store/blobs.js';
import { openStore } from '../../../bot/store/open-store.js';
import { storageTrouble } from '../../../bot/store/storage-trouble.js';
import { type TestStore, openTestStore } from '../../support/database.js';

let base: TestStore;
beforeAll(async () => {
  base = await openTestStore();
});
afterAll(() => base.close());

/** Stands between driver and server; `cut` ends every connection and takes no new one. */
async function cuttable(uri: string): Promise<{ readonly uri: string; cut(): void; server: Server }> {
  const { hostname, port } = new URL(uri.replace('mongodb://', 'http://').split(',')[0] ?? '');
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
      one.pipe(other);
    }
    return undefined;
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return { uri: `mongodb://127.0.0.1:${address.port}/?directConnection=true`, cut, server };
}

test.each([0, 1, 261_120, 261_121, 3_000_000])('%i bytes come out as they went in', async (size) => {
  const bytes = randomBytes(size);
  await base.blobs.write(`size-${size}`, Readable.from([bytes.subarray(0, size >> 1), bytes.subarray(size >> 1)]), 'image/png');
  await base.blobs.write(`whole-${size}`, bytes, 'image/png');
  for (const id of [`size-${size}`, `whole-${size}`]) {
    const read = await base.blobs.read(id);
    expect([read.contentType, read.bytes]).toEqual(['image/png', size]);
    expect((await buffer(read.stream)).equals(bytes)).toBe(true);
  }
});

test('what was removed is missing, and removing it again is no error', async () => {
  await base.blobs.write('gone', Buffer.from('x'), 'text/plain');
  await base.blobs.remove('gone');
  await base.blobs.remove('gone');
  await expect(base.blobs.read('gone')).rejects.toMatchObject({ id: 'blob-missing', kind: 'not-found' });
  expect(await base.db.collection('blobs.chunks').countDocuments({ files_id: 'gone' as never })).toBe(0);
});

test('a database that goes away in the middle is said in words', async () => {
  const proxy = await cuttable(base.uri);
  const behind = await openStore(proxy.uri, { dbName: base.dbName, autoIndex: false, patienceMs: 2_000 });
  async function* slow() {
    yield randomBytes(600_000);
    await new Promise((soon) => setTimeout(soon, 100));
    proxy.cut();
    yield randomBytes(600_000);
  }
  try {
    await expect(behind.blobs.write('cut', Readable.from(slow()), 'image/jpeg')).rejects.toMatchObject({
      id: 'blob-not-stored',
      kind: 'unavailable',
    });
    await expect(base.blobs.read('cut')).rejects.toMatchObject({ id: 'blob-missing' });
  } finally {
    await behind.close();
    proxy.server.close();
  }
});

test('a full disk is said in words, a bug stays a bug', () => {
  expect(storageTrouble(new MongoServerError({ message: 'no space', code: 14_031 }))).toMatchObject({
    id: 'blob-not-stored',
    message: expect.stringContaining('磁盘'),
  });
  const bug = new TypeError('x is undefined');
  expect(storageTrouble(bug)).toBe(bug);
  const refused = new MongoServerError({ message: 'bad query', code: 2 });
  expect(storageTrouble(refused)).toBe(refused);
});

test('the search for halves reads the index, not the bytes', async () => {
  const plan = JSON.stringify(
    await base.db
      .collection('blobs.chunks')
      .aggregate([{ $sort: { files_id: 1 } }, { $group: { _id: '$files_id' } }])
      .explain(),
  );
  expect(plan).toContain('DISTINCT_SCAN');
  expect(plan).not.toContain('"FETCH"');
});

test('while the disk of the database is nearly full no bytes come in, and everything else goes on', async () => {
  const total = 100 * 1_048_576_000;
  let free = 400 * 1_048_576;
  const nearlyFull = new Proxy(base.db, {
    get: (db, name) => (name === 'command' ? () => Promise.resolve({ fsTotalSize: total, fsUsedSize: total - free }) : Reflect.get(db, name, db)),
  });
  await expect(openBlobs(nearlyFull).write('no-room', Buffer.from('x'), 'text/plain')).rejects.toMatchObject({
    id: 'blob-not-stored',
    message: '文件没有存下来：服务器磁盘空间不足。',
  });
  expect(await base.db.collection('blobs.chunks').countDocuments({ files_id: 'no-room' as never })).toBe(0);
  await base.store.settings.set('on-a-full-disk', 1);

  free = 520 * 1_048_576;
  const blobs = openBlobs(nearlyFull);
  // What went in since the last look counts.
  await blobs.write('room', Buffer.alloc(6 * 1_048_576), 'text/plain');
  await expect(blobs.write('no-room', Buffer.alloc(6 * 1_048_576), 'text/plain')).rejects.toMatchObject({ id: 'blob-not-stored' });
});

/** The embedded MongoDB: its data and port stay, a taken port is left to its owner, another version is refused. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { readConfig } from '../../bot/config.js';
import { createLog } from '../../bot/log.js';
import { type EmbeddedMongo, embeddedUri, startEmbedded } from '../../bot/store/embedded.js';
import { findMongod, type Mongod } from '../../bot/store/find-mongod.js';
import { until } from '../support/until.js';

const log = createLog('silent');
let mongod: Mongod;
let dataDir: string;
let running: EmbeddedMongo | null = null;

beforeAll(async () => {
  mongod = await findMongod({ ...readConfig(process.env, { demo: false }), say: () => undefined });
});
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'duban-embedded-'));
});
afterEach(async () => {
  await running?.stop();
  running = null;
  await rm(dataDir, { recursive: true, force: true });
});

const start = async (): Promise<EmbeddedMongo> => {
  running = await startEmbedded({ dataDir, mongod, log });
  return running;
};

async function withNotes<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const write = (uri: string) =>
  withNotes(uri, (client) =>
    client
      .db('t')
      .collection('notes')
      .insertOne({ text: '在' }, { writeConcern: { w: 'majority' } }),
  );
const count = (uri: string) => withNotes(uri, (client) => client.db('t').collection('notes').countDocuments());

test('a second start finds the data at the same address', async () => {
  const first = await start();
  await write(first.uri);
  await first.stop();
  const second = await start();
  expect(second.uri).toBe(first.uri);
  expect(await count(second.uri)).toBe(1);
  expect(await embeddedUri(dataDir)).toBe(first.uri);
});

test('what was found is remembered once: of many that start at once none finds half a note', async () => {
  const options = { mongodBinary: null, searchPath: '', cacheDir: dataDir, say: () => undefined };
  const note = join(dataDir, 'mongod.json');
  await writeFile(note, JSON.stringify({ binary: mongod.binary, from: '已知' }));
  const before = await stat(note, { bigint: true });
  const found = await Promise.all(Array.from({ length: 10 }, () => findMongod(options)));
  for (const one of found) expect(one).toEqual({ ...mongod, from: '已知' });
  expect(await stat(note, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs });
});

test('it takes transactions', async () => {
  const { uri } = await start();
  await withNotes(uri, (client) =>
    client.withSession((session) =>
      session.withTransaction((): Promise<unknown> => client.db('t').collection('notes').insertOne({ text: '在' }, { session })),
    ),
  );
  expect(await count(uri)).toBe(1);
});

test('a port taken meanwhile is left to its owner and the data is found on another', async () => {
  const first = await start();
  await write(first.uri);
  await first.stop();
  const squatter = await listenOn(first.port);
  try {
    const second = await start();
    expect(second.port).not.toBe(first.port);
    expect(await count(second.uri)).toBe(1);
  } finally {
    await new Promise((resolve) => squatter.close(resolve));
  }
});

const pidOfServer = async (): Promise<number> => Number((await readFile(join(dataDir, 'mongo', 'mongod.lock'), 'utf8')).trim());

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a server that dies is started again on the same port', async () => {
  const { uri } = await start();
  await write(uri);
  const dead = await pidOfServer();
  process.kill(dead, 'SIGKILL');
  await until(async () => ![0, dead].includes(await pidOfServer()), 'no other server came');
  await until(async () => (await count(uri).catch(() => 0)) === 1, 'the data was not found again');
});

describe('a server that dies', () => {
  const said: string[] = [];
  beforeEach(async () => {
    said.length = 0;
    const note = (words: string): void => void said.push(words);
    running = await startEmbedded({ dataDir, mongod, log: { info: note, warn: note, error: note } });
  });

  /** Returns in the very turn of the event loop in which its end was heard of. */
  async function kill(): Promise<void> {
    const pid = await pidOfServer();
    process.kill(pid, 'SIGKILL');
    while (isThere(pid)) await new Promise((resolve) => setImmediate(resolve));
  }

  test('says so', async () => {
    await kill();
    await until(() => said.length > 0, 'nothing was said');
    expect(said).toEqual(['embedded MongoDB died, starting it again']);
  });

  test('while it is being started again the service can stop, and none is left behind', async () => {
    await kill();
    await until(() => said.length > 0, 'it is not started again');
    await running?.stop();
    await expect(count(running?.uri ?? '')).rejects.toThrow();
    expect(said).toHaveLength(1);
  });

  test('is let go in silence while the service stops', async () => {
    await kill();
    running?.expectEnd();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(said).toEqual([]);
  });
});

test('a folder written by another major version is refused with a remedy', async () => {
  await writeFile(join(dataDir, 'mongod.json'), JSON.stringify({ port: 27_999, version: '3.6.1' }));
  await expect(start()).rejects.toMatchObject({ id: 'data-other-version', remedy: expect.stringContaining('MONGOD_BINARY') });
});

test('a folder in use by another server is refused with a remedy', async () => {
  await start();
  await rm(join(dataDir, 'mongod.json'));
  await expect(startEmbedded({ dataDir, mongod, log })).rejects.toMatchObject({ id: 'data-in-use' });
});

const listenOn = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    // It speaks another language and hangs up.
    const server = createServer((socket) => void socket.destroy());
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

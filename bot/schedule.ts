/**
 * The clock of the service: a few recurring ticks, kept in the base so that several processes share them. The only file
 * that knows Agenda. What a tick computes comes from the data, so a missed or doubled one does no harm.
 */
import { type MongoBackendConfig, MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, type Job } from 'agenda';
import type { Log } from './services.js';

/** The connected database, as Agenda's backend takes it. */
export type ScheduleBase = Extract<MongoBackendConfig, { mongo: unknown }>['mongo'];

export interface Tick {
  readonly name: string;
  /** Five fields, in Asia/Shanghai; holidays are the tick's own business. */
  readonly cron: string;
  run(): Promise<unknown>;
}

const COLLECTION = 'agendaJobs';
const LOCK_MS = 60_000;
const TIMEZONE = 'Asia/Shanghai';
/** Five fields of numbers, stars, steps, lists and ranges: a bad cron string does not throw in Agenda. */
const CRON = /^(\S+\s){4}\S+$/;
const FIELD = /^(\*|\d{1,2})(-\d{1,2})?(\/\d{1,2})?(,\d{1,2})*$/;

export async function startSchedule(base: ScheduleBase, ticks: readonly Tick[], log: Log): Promise<{ stop(): Promise<void> }> {
  for (const { name, cron } of ticks) {
    if (!CRON.test(cron) || !cron.split(' ').every((field) => FIELD.test(field))) throw new Error(`tick ${name} has a bad cron string: ${cron}`);
  }
  // Two processes that start at once must not both create the job.
  await base.collection(COLLECTION).createIndex({ name: 1 }, { unique: true, partialFilterExpression: { type: 'single' } });
  const agenda = new Agenda({ backend: new MongoBackend({ mongo: base, collection: COLLECTION }), processEvery: 15_000 });
  agenda.on('error', (error) => log.error('schedule failed', { error }));
  await agenda.ready;

  const running = new Set<Promise<void>>();
  // Until its last word is in the base, and with it its lock.
  const ended = (job: Job): Promise<void> => new Promise((resolve) => agenda.once(`complete:${job.attrs.name}`, () => resolve()));
  for (const tick of ticks) {
    const handle = handlerOf(tick, log);
    const counted = async (job: Job): Promise<void> => {
      const whole = ended(job);
      running.add(whole);
      void whole.then(() => running.delete(whole));
      await handle(job);
    };
    agenda.define(tick.name, counted, { concurrency: 1, lockLimit: 1, lockLifetime: LOCK_MS });
  }
  for (const tick of ticks) await agree(agenda, tick);
  await agenda.start();

  return {
    async stop() {
      // `drain()` would leave queued jobs locked; a limit of −1 lets nothing new in.
      for (const definition of Object.values(agenda.definitions)) definition.lockLimit = -1;
      await agenda.stop(false);
      await Promise.all(running);
    },
  };
}

/** One parameter only: with two, Agenda waits for a callback. */
const handlerOf =
  (tick: Tick, log: Log) =>
  async (job: Job): Promise<void> => {
    const stillAtIt = setInterval(() => void job.touch().catch(() => undefined), LOCK_MS / 3);
    try {
      await tick.run();
    } catch (error) {
      log.error('tick failed', { tick: tick.name, error });
      throw error;
    } finally {
      clearInterval(stillAtIt);
    }
  };

/** `every` resets a stored job (unlocks it, skips a run missed while down): it is called only where something differs. */
async function agree(agenda: Agenda, { name, cron }: Tick): Promise<void> {
  const { jobs } = await agenda.queryJobs({ name });
  const stored = jobs[0];
  if (stored?.repeatInterval === cron && stored.repeatTimezone === TIMEZONE) return;
  await agenda.every(cron, name, undefined, { timezone: TIMEZONE, skipImmediate: true });
}

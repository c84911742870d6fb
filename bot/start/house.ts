/** One base opened and at work: stores, services, the HTTP application, delivery and the ticks. It does not listen. */
import type { RequestListener } from 'node:http';
import { cleanUp } from '../actions/clean-up.js';
import { type DeliveryLoop, deliveryLoop } from '../actions/delivery-loop.js';
import { sweep } from '../actions/sweep.js';
import { createApp } from '../app.js';
import { assembleServices } from '../assemble.js';
import type { DemoControls } from '../demo/controls.js';
import { startSchedule } from '../schedule.js';
import type { Clock, Log, Secrets, Services, Settings, Store } from '../services.js';
import { openStore } from '../store/open-store.js';
import { coalesce } from './coalesce.js';
import type { H5State } from './h5-state.js';

export interface HouseOptions {
  readonly uri: string;
  readonly database: string;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly allowedRobotHosts: readonly string[];
  readonly log: Log;
  readonly h5: H5State;
  /** World time; it may come from the base itself. */
  readonly clockOf: (store: Store) => Promise<Clock>;
  /** What only the demo has; called before anything is served. */
  readonly demoOf?: (inside: Inside) => Promise<DemoControls>;
}

/** What the demo needs of a house besides its services: to run by hand what otherwise runs by itself. */
export interface Inside {
  readonly services: Services;
  /** Runs the sweep and delivers what is due now; resolves when both are through. */
  settle(): Promise<void>;
  /** Removes everything the base holds. */
  empty(): Promise<void>;
}

export interface House {
  readonly services: Services;
  readonly listener: RequestListener;
  /** Finishes what is under way, then lets go of the base. */
  stop(): Promise<void>;
  /** Stops, and removes the base. */
  destroy(): Promise<void>;
}

export async function openHouse(options: HouseOptions): Promise<House> {
  const { log, settings, secrets, allowedRobotHosts } = options;
  const opened = await openStore(options.uri, { dbName: options.database });
  const clock = await options.clockOf(opened.store);

  let delivery: DeliveryLoop | null = null;
  const sweeps = coalesce(
    () => sweep(services),
    (error) => log.error('sweep failed', { error }),
  );
  const services = assembleServices({
    store: opened.store,
    blobs: opened.blobs,
    clock,
    settings,
    secrets,
    allowedRobotHosts,
    log,
    kick: () => delivery?.kick(),
    kickSweep: () => sweeps.ask(),
  });

  const settle = async (): Promise<void> => {
    await sweep(services);
    await delivery?.idle();
  };
  const empty = async (): Promise<void> => {
    await opened.db.dropDatabase();
    await opened.ensureIndexes();
  };
  const demo = options.demoOf === undefined ? null : await options.demoOf({ services, settle, empty });
  delivery = deliveryLoop(services);
  const app = createApp(services, { h5: options.h5, demo, ready: opened.ping });
  const schedule = await startSchedule(
    opened.db,
    [
      { name: 'sweep', cron: '*/5 * * * *', run: () => sweep(services) },
      { name: 'clean-up', cron: '17 3 * * *', run: () => cleanUp(services) },
    ],
    log,
  );
  // What fell due while nobody was there goes out at once, not at the next tick.
  sweeps.ask();

  const quiet = async (): Promise<void> => {
    await Promise.all([schedule.stop(), sweeps.stop()]);
    await delivery?.stop();
  };
  return {
    services,
    listener: app.callback(),
    stop: async () => {
      await quiet();
      await opened.close();
    },
    destroy: async () => {
      await quiet();
      await opened.db.dropDatabase();
      await opened.close();
    },
  };
}

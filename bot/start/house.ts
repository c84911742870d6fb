/** One base opened and at work: stores, services, the HTTP application and, unless it is a `web` process, the work. It does not listen. */
import type { RequestListener } from 'node:http';
import { openTickets, TICKETS_REST_MS } from '../actions/ratings/open-tickets.js';
import { momentOf } from '../actions/sweep.js';
import { createApp } from '../app.js';
import { assembleServices } from '../assemble.js';
import type { DemoControls } from '../demo/controls.js';
import type { Role } from '../config.js';
import type { Clock, Log, Secrets, Services, Settings, Store } from '../services.js';
import { openBaseClock } from '../store/base-clock.js';
import { openStore } from '../store/open-store.js';
import { coalesce } from './coalesce.js';
import type { H5State } from './h5-state.js';
import { startWork, type Work } from './work.js';

export interface HouseOptions {
  readonly uri: string;
  readonly database: string;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly allowedRobotHosts: readonly string[];
  readonly log: Log;
  readonly h5: H5State;
  readonly role: Role;
  readonly trustedProxies: number;
  /** World time in place of the base's own: the demo's, which can be moved, or a test's. */
  readonly clockOf?: (store: Store, base: Clock) => Promise<Clock>;
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
  const base = await openBaseClock(opened.serverTime, log);
  const clock = (await options.clockOf?.(opened.store, base)) ?? base;

  let work: Work | null = null;
  const services = assembleServices({
    store: opened.store,
    blobs: opened.blobs,
    clock,
    settings,
    secrets,
    allowedRobotHosts,
    log,
    kick: () => work?.kick(),
    kickSweep: () => work?.kickSweep(),
    kickTickets: () => tickets.ask(),
  });

  // Where the rating came in, a `web` process too.
  const tickets = coalesce(
    async () => openTickets(services, await momentOf(services)),
    (error) => log.error('tickets were not opened', { error }),
    TICKETS_REST_MS,
  );
  const settle = async (): Promise<void> => work?.settle();
  const empty = async (): Promise<void> => {
    await opened.db.dropDatabase();
    await opened.ensureIndexes();
  };
  const demo = options.demoOf === undefined ? null : await options.demoOf({ services, settle, empty });
  const app = createApp(services, { h5: options.h5, demo, ready: opened.ping, role: options.role, trustedProxies: options.trustedProxies });
  if (options.role !== 'web') work = await startWork(services, opened.db);
  const quiet = async (): Promise<void> => {
    base.halt();
    await tickets.stop();
    await work?.stop();
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

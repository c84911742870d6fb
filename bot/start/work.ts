/** The work nobody asks for over HTTP: ticks, sweeps and delivery on one base. A `worker` runs it, a `web` process does not. */
import { cleanUp, forgetDeliveries } from '../actions/clean-up.js';
import { deliveryLoop } from '../actions/delivery-loop.js';
import { tickClocks } from '../actions/emergency-tick.js';
import { lineKeeper } from '../actions/line-keeper.js';
import { askReceipts } from '../actions/receipts.js';
import { checkReckoned, renewReckoned } from '../actions/reckoned-tasks.js';
import { takeUpLeft } from '../actions/receive.js';
import { momentOf, sweep } from '../actions/sweep.js';
import { within } from '../actions/within.js';
import { type ScheduleBase, startSchedule } from '../schedule.js';
import type { Services } from '../services.js';
import { coalesce } from './coalesce.js';
import { auditAndBeat } from './heartbeat.js';

/** A million tasks take a minute; what takes longer hangs, and would keep every later one away. */
const SWEEP_MS = 600_000;

export interface Work {
  /** Wakes delivery. Never throws, returns at once. */
  kick(): void;
  kickSweep(): void;
  /** Runs the sweep and delivers what is due now; resolves when both are through. */
  settle(): Promise<void>;
  /** Starts nothing more; resolves when what is under way is settled and no lease is held here. */
  stop(): Promise<void>;
}

export async function startWork(services: Services, base: ScheduleBase): Promise<Work> {
  const round = async (): Promise<void> => {
    await sweep(services);
    // Whoever lists first would do it; at night and after a change of the rules nobody needs to wait for it.
    await renewReckoned(services, await momentOf(services));
  };
  const sweeps = coalesce(
    () => within(SWEEP_MS, 'a sweep', round()),
    (error) => services.log.error('sweep failed', { error }),
  );
  const delivery = deliveryLoop(services);
  const lines = lineKeeper(services);
  const schedule = await startSchedule(
    base,
    [
      { name: 'sweep', cron: '*/5 * * * *', run: () => within(SWEEP_MS, 'a sweep', round()) },
      { name: 'audit', cron: '* * * * *', run: () => auditAndBeat(services) },
      { name: 'emergency-clocks', cron: '* * * * *', run: () => tickClocks(services) },
      { name: 'callbacks', cron: '* * * * *', run: () => takeUpLeft(services) },
      { name: 'receipts', cron: '*/10 * * * *', run: () => askReceipts(services) },
      { name: 'check-reckoned', cron: '47 3 * * *', run: async () => checkReckoned(services, await momentOf(services)) },
      { name: 'forget-deliveries', cron: '27 3 * * *', run: () => forgetDeliveries(services) },
      { name: 'clean-up', cron: '17 3 * * *', run: () => cleanUp(services) },
    ],
    services.log,
  );
  // What fell due while nobody was there goes out at once, not at the next tick.
  sweeps.ask();
  return {
    kick: delivery.kick,
    kickSweep: sweeps.ask,
    settle: async () => {
      await sweep(services);
      await tickClocks(services);
      await delivery.idle();
    },
    stop: async () => {
      await Promise.all([schedule.stop(), sweeps.stop(), delivery.stop(), lines.stop()]);
    },
  };
}

/** Delivery's own timer: looks every second, at once after a kick, and to the moment where a robot's pace ends. */
import type { Services } from '../services.js';
import type { DeliveryOptions } from './deliver-lane.js';
import { lanePool, POOL_DEFAULTS } from './lane-pool.js';

export interface DeliveryLoop {
  /** Looks for work soon. Never throws, returns at once. */
  kick(): void;
  /** Resolves when nothing is due now and nothing is in flight in this process. */
  idle(): Promise<void>;
  /** Starts nothing more and resolves when what is in flight is settled. */
  stop(): Promise<void>;
}

/** Another process may have written what is due: one small read a second finds it. */
const POLL_MS = 1_000;
/** A wait longer than this is found by the timer anyway, within a second. */
const EXACT_UP_TO_MS = 120_000;

export function deliveryLoop(
  services: Services,
  options: Partial<DeliveryOptions & { readonly concurrency: number; readonly pollMs: number }> = {},
): DeliveryLoop {
  const { pollMs = POLL_MS, ...rest } = options;
  const alarms = new Set<NodeJS.Timeout>();
  let isStopped = false;
  let isKicked = false;
  let isLooking = false;

  const look = async (): Promise<void> => {
    if (isLooking || isStopped) return;
    isLooking = true;
    while (isKicked && !isStopped) {
      isKicked = false;
      await pool.look().catch((error: unknown) => services.log.error('delivery could not look for work', { error }));
    }
    isLooking = false;
  };
  const kick = (): void => {
    isKicked = true;
    setImmediate(() => void look());
  };
  const wakeAfter = (ms: number): void => {
    const alarm = setTimeout(() => {
      alarms.delete(alarm);
      kick();
    }, ms + 1);
    alarms.add(alarm);
  };
  const pool = lanePool(services, {
    ...POOL_DEFAULTS,
    ...rest,
    onDone: (wakeMs) => {
      kick();
      if (wakeMs !== null && wakeMs > 0 && wakeMs <= EXACT_UP_TO_MS && !isStopped) wakeAfter(wakeMs);
    },
  });
  const timer = setInterval(kick, pollMs);
  kick();

  return {
    kick,
    idle: async () => {
      for (;;) {
        const started = await pool.look();
        if (started === 0 && pool.size() === 0) return;
        await pool.oneDone();
      }
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      for (const alarm of alarms) clearTimeout(alarm);
      await pool.close();
    },
  };
}

/** Delivers all that is due now, lane by lane, and answers what became of it. */
import type { Services } from '../services.js';
import type { Delivered, DeliveryOptions } from './deliver-lane.js';
import { lanePool, POOL_DEFAULTS } from './lane-pool.js';

export type { Delivered };

/** Counts notices, not messages. Several may run side by side, in one process or many: each notice goes out once. */
export async function deliver(services: Services, options: Partial<DeliveryOptions & { concurrency: number }> = {}): Promise<Delivered> {
  const pool = lanePool(services, { ...POOL_DEFAULTS, ...options, onDone: () => undefined });
  for (;;) {
    const started = await pool.look();
    if (started === 0 && pool.size() === 0) return pool.delivered();
    await pool.oneDone();
  }
}

/** Lanes being delivered by this process, several at once and never the same twice. Who calls `look`, and when, is others' business. */
import { nextSpeakingTime } from '../../core/notice/quiet-hours.js';
import type { Services, WhichNotices } from '../services.js';
import { type Delivered, deliverLane, type DeliveryOptions, type LaneOutcome, NOTHING } from './deliver-lane.js';
import { within } from './within.js';

export interface PoolOptions extends DeliveryOptions {
  readonly concurrency: number;
  /** A lane is done; something of it may go after `wakeMs`. */
  readonly onDone: (wakeMs: number | null) => void;
}

export interface LanePool {
  /** Starts what is due while there is room; answers how many lanes it started. Calls take turns. */
  look(): Promise<number>;
  size(): number;
  /** Resolves when one of those in flight is done; at once when there is none. */
  oneDone(): Promise<void>;
  /** Starts nothing more; resolves when what is in flight is done. */
  close(): Promise<void>;
  delivered(): Delivered;
}

export const POOL_DEFAULTS = { concurrency: 16, leaseMs: 30_000, reached: () => undefined } as const;

/** A lane that takes longer has lost its lease and its call: it is left as a crash would leave it. */
const LANE_MS = 60_000;
const LOOK_MS = 30_000;

/** Lanes read at once; the next are read when these are started. */
const BATCH = 256;

const plus = (a: Delivered, b: Delivered): Delivered => ({
  sent: a.sent + b.sent,
  dropped: a.dropped + b.dropped,
  retried: a.retried + b.retried,
  refused: a.refused + b.refused,
  unknown: a.unknown + b.unknown,
});

export function lanePool(services: Services, { concurrency, onDone, ...options }: PoolOptions): LanePool {
  const inFlight = new Map<string, Promise<void>>();
  let queue: string[] = [];
  let which: WhichNotices = 'all';
  let isClosed = false;
  let { wakeMs: _, ...total }: LaneOutcome = NOTHING;
  let turn: Promise<unknown> = Promise.resolve();

  const start = (lane: string): void => {
    const work = within(Math.max(LANE_MS, 2 * options.leaseMs), `lane ${lane}`, deliverLane(services, lane, { ...options, which }))
      .catch((error: unknown) => {
        services.log.error('delivery failed', { lane, error });
        return NOTHING;
      })
      .then((outcome) => {
        inFlight.delete(lane);
        total = plus(total, outcome);
        onDone(outcome.wakeMs);
      });
    inFlight.set(lane, work);
  };

  /** What had to wait longer than its moment (an outage, a hold) still keeps quiet hours; what is urgent never does. */
  const maySpeak = async (now: Date): Promise<boolean> => {
    const [policy, calendar] = await Promise.all([services.policy(), services.calendar()]);
    return nextSpeakingTime(policy, calendar, now) <= now;
  };

  const fill = async (): Promise<void> => {
    const now = services.clock.now();
    const lanes = await services.store.outbox.dueLanes(now, BATCH);
    which = lanes.length === 0 || (await maySpeak(now)) ? 'all' : 'urgent';
    queue = [...(which === 'all' ? lanes : await services.store.outbox.dueLanes(now, BATCH, which))];
  };

  const lookOnce = async (): Promise<number> => {
    if (isClosed || inFlight.size >= concurrency) return 0;
    if (queue.length === 0) await within(LOOK_MS, 'a look for work', fill());
    let started = 0;
    while (!isClosed && inFlight.size < concurrency) {
      const lane = queue.shift();
      if (lane === undefined) break;
      if (inFlight.has(lane)) continue;
      start(lane);
      started += 1;
    }
    return started;
  };

  return {
    look: () => {
      const mine = turn.then(lookOnce);
      turn = mine.catch(() => undefined);
      return mine;
    },
    size: () => inFlight.size,
    oneDone: async () => {
      if (inFlight.size > 0) await Promise.race(inFlight.values());
    },
    close: async () => {
      isClosed = true;
      await turn;
      await Promise.all(inFlight.values());
    },
    delivered: () => total,
  };
}

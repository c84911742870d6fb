/**
 * A worker that can be killed: the real stores, channels, ticks and delivery as a process, with a world clock of its own
 * and, for the positive controls, one safeguard taken out.
 */
import { assembleServices } from '../../bot/assemble.js';
import { deliveryLoop } from '../../bot/actions/delivery-loop.js';
import type { Compose, Outbox } from '../../bot/services.js';
import { secretsFrom } from '../../bot/secrets.js';
import { openBaseClock } from '../../bot/store/base-clock.js';
import { openOutbox } from '../../bot/store/outbox.js';
import { type OpenedStore, openStore } from '../../bot/store/open-store.js';
import { SECRET, type WorkerOrder } from './worker-order.js';

const order = JSON.parse(process.argv[2] ?? '{}') as WorkerOrder;

/** This machine's clock, wrong as ordered. */
let skewMs = order.skewMs ?? 0;
const RightDate = Date;
globalThis.Date = class extends RightDate {
  constructor(given?: number | string | Date) {
    super(given ?? RightDate.now() + skewMs);
  }
  static override now = (): number => RightDate.now() + skewMs;
} as DateConstructor;
setTimeout(() => {
  skewMs += order.jumpMs ?? 0;
}, 2_000).unref();

const reached = (point: string): void => {
  if (point === order.dieAt) process.kill(process.pid, 'SIGKILL');
};

/** The keys and whether it is a repeat, for the judge to read at the gateway. */
const compose: Compose = async (_services, _recipient, notices) => {
  const text = notices.map(({ key, unknowns }) => `<${key}>${unknowns > 0 ? '（如已收到请忽略）' : ''}`).join('\n');
  return { id: 'replaced', title: '督办', text, markdown: null, card: null };
};

function crippled(outbox: Outbox, { db }: OpenedStore): Outbox {
  switch (order.without) {
    case 'blind':
      return {
        ...outbox,
        claim: async (lane, now, leaseMs) => {
          await db.collection('lanes').updateMany({ _id: lane as never }, { $set: { open: null } });
          return outbox.claim(lane, now, leaseMs);
        },
      };
    case 'hasty':
      return {
        ...outbox,
        beginAttempt: async (claim, keys, id) => {
          const attempt = await outbox.beginAttempt(claim, keys, id);
          return attempt !== null && (await outbox.settle(claim, attempt, { kind: 'sent', messageId: null })) ? attempt : null;
        },
      };
    case 'leaseless':
      return {
        ...outbox,
        claim: async (lane, now, leaseMs) => {
          await db.collection('lanes').updateMany({ _id: lane as never }, { $set: { leasedUntil: null } });
          return outbox.claim(lane, now, leaseMs);
        },
      };
    default:
      return outbox;
  }
}

const opened = await openStore(order.uri, { dbName: order.dbName, autoIndex: false });
const outbox = crippled(openOutbox(opened.connection, null, reached), opened);
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (words: string, fields?: unknown) => process.stderr.write(`${words} ${JSON.stringify(fields, errorText)}\n`),
};
const base = order.without === 'ownClock' ? { now: () => new Date(), halt: () => undefined } : await openBaseClock(opened.serverTime, log);
const services = {
  ...assembleServices({
    store: { ...opened.store, outbox },
    blobs: opened.blobs,
    clock: { now: () => new Date(base.now().getTime() + order.aheadMs) },
    settings: { publicUrl: 'http://localhost:3000', demo: false },
    secrets: secretsFrom(SECRET),
    allowedRobotHosts: [order.allowedHost],
    log,
    kick: () => undefined,
    kickSweep: () => undefined,
    kickTickets: () => undefined,
  }),
  compose,
};
const delivery = deliveryLoop(services, { leaseMs: order.leaseMs, concurrency: order.concurrency, reached });

process.on('SIGTERM', () => {
  void delivery
    .stop()
    .then(() => opened.close())
    .then(() => process.exit(0));
});
process.send?.('up');
// A killed proof leaves no workers behind.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

function errorText(_name: string, value: unknown): unknown {
  return value instanceof Error ? value.message : value;
}

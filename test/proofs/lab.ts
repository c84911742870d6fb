/**
 * A place to kill in: a base, the gateway as a process of its own, and workers as processes that are born, stopped and
 * killed. It knows no proof; proofs are written with it.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import type { NoticeDraft } from '../../core/notice/model.js';
import { secretsFrom } from '../../bot/secrets.js';
import type { Robot } from '../../bot/services.js';
import { type OpenedStore, openStore } from '../../bot/store/open-store.js';
import type { GatewayPoint } from '../support/fake-gateway.js';
import type { GatewayWord, Order, Weather } from './gateway.js';
import { type Arrival, type Due, judge, type Tried, type Verdict } from './judge.js';
import { SECRET, type WorkerOrder } from './worker-order.js';

export interface Worker {
  readonly process: ChildProcess;
  /** Resolves when it is at work. */
  readonly up: Promise<void>;
  readonly gone: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

export interface LabRobot {
  readonly id: string;
  readonly key: string;
  readonly lane: string;
  readonly address: string;
}

export interface Lab {
  readonly gatewayHost: string;
  readonly opened: OpenedStore;
  readonly uri: string;
  readonly dbName: string;
  /** Tuesday 10:00 in Shanghai, on a day on which everybody may be spoken to, at the lab's beginning. */
  readonly aheadMs: number;
  worldNow(): Date;
  robots(count: number): Promise<readonly LabRobot[]>;
  /** Puts notices into the outbox; due at once unless they say otherwise. */
  due(notices: readonly LabNotice[]): Promise<void>;
  weather(weather: Partial<Weather>): Promise<void>;
  /** Calls on `told` for each moment the gateway sees, until told again. */
  watch(told: (point: GatewayPoint) => void): void;
  gateway(order: Order): Promise<unknown>;
  /** `zone`: the time zone of its machine. */
  worker(order?: Partial<WorkerOrder> & { readonly zone?: string }): Worker;
  /** How many notices still wait, those of a sweep that is not through and those for another among them. */
  waiting(): Promise<number>;
  /** Resolves with the milliseconds it took until nothing waits; throws after `mostMs`. */
  drained(mostMs: number): Promise<number>;
  /** How many attempts are under way, or were left behind by one who died. */
  open(): Promise<number>;
  /** How many attempts ended like this. */
  attempts(like: Readonly<Record<string, unknown>>): Promise<number>;
  until(isSo: () => Promise<boolean>, mostMs: number): Promise<void>;
  verdict(): Promise<Verdict>;
  /** Kills what still works, and empties the base and the gateway's log. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export interface LabNotice extends Partial<NoticeDraft> {
  readonly key: string;
  readonly lane: string;
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
const BUILT = fileURLToPath(new URL('../../artifacts/proofs/worker.mjs', import.meta.url));
const GATEWAY = fileURLToPath(new URL('./gateway.ts', import.meta.url));
/** A Tuesday, 10:00 in Shanghai. */
const BEGIN = Date.parse('2026-12-01T02:00:00Z');
const EMPTIED = ['notices', 'lanes', 'attempts', 'robots', 'previews'];

export async function openLab(uri: string): Promise<Lab> {
  await buildWorker();
  const dbName = `proof_${randomBytes(6).toString('hex')}`;
  const opened = await openStore(uri, { dbName });
  const aheadMs = BEGIN - Date.now();
  const worldNow = () => new Date(Date.now() + aheadMs);
  // Nobody is kept waiting by the night: a long proof may last through it.
  await opened.store.settings.set('policy', { ...DEFAULT_POLICY, speak: { from: '00:00', until: '23:59' } });
  const gateway = await startGateway();
  const workers = new Set<Worker>();
  const secrets = secretsFrom(SECRET);

  const worker: Lab['worker'] = ({ zone, ...order } = {}) => {
    const whole: WorkerOrder = {
      ...{ uri, dbName, aheadMs, allowedHost: new URL(gateway.origin).host, leaseMs: 30_000, concurrency: 16 },
      ...order,
    };
    const child = fork(BUILT, [JSON.stringify(whole)], {
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      ...(zone === undefined ? {} : { env: { ...process.env, TZ: zone } }),
    });
    const made: Worker = {
      process: child,
      up: new Promise((resolve) => {
        child.once('message', () => resolve());
        child.once('exit', () => resolve());
      }),
      gone: new Promise((resolve) => {
        child.once('exit', (code, signal) => {
          workers.delete(made);
          resolve({ code, signal });
        });
      }),
    };
    workers.add(made);
    return made;
  };

  const killAll = async (): Promise<void> => {
    const left = [...workers];
    for (const { process: child } of left) child.kill('SIGKILL');
    await Promise.all(left.map(({ gone }) => gone));
  };

  const waiting = () => opened.db.collection('notices').countDocuments({ state: 'waiting' });
  return {
    gatewayHost: new URL(gateway.origin).host,
    opened,
    uri,
    dbName,
    aheadMs,
    worldNow,
    worker,
    waiting,
    robots: async (count) => {
      const made = (await gateway.order({ kind: 'robots', count })) as readonly { key: string; address: string }[];
      const robots = made.map(({ key, address }, index): Robot => {
        const id = `${randomBytes(6).toString('hex')}${index}`;
        return {
          ...{ id, kind: 'wecom', name: '群', group: 'office', sealedAddress: secrets.seal(address), sealedSecret: null },
          ...{ addressTail: key.slice(-4), stopped: null },
        };
      });
      const kept = robots.map(({ id, ...robot }) => ({ _id: id as never, ...robot, sends: [], heldUntil: null, wait: 0 }));
      await opened.db.collection('robots').insertMany(kept);
      return robots.map(({ id }, index) => ({ id, key: made[index]?.key ?? '', lane: `wecom:${id}`, address: made[index]?.address ?? '' }));
    },
    due: async (notices) => {
      const drafts = notices.map((notice) => ({ ...plainNotice(worldNow()), ...notice }));
      for (let from = 0; from < drafts.length; from += 1_000) await opened.store.outbox.insert(drafts.slice(from, from + 1_000));
    },
    weather: async (weather) => {
      await gateway.order({ kind: 'weather', weather: { seed: 1, delayMs: [0, 0], faults: [], ...weather } });
    },
    watch: gateway.watch,
    gateway: gateway.order,
    drained: async (mostMs) => {
      const start = Date.now();
      await until(async () => (await waiting()) === 0, mostMs);
      return Date.now() - start;
    },
    open: () => opened.db.collection('lanes').countDocuments({ open: { $ne: null } }),
    attempts: (like) => opened.db.collection('attempts').countDocuments(like),
    until,
    verdict: async () => {
      const due = await opened.db.collection<Due>('notices').find().toArray();
      const tried = await opened.db.collection<Tried>('attempts').find().toArray();
      return judge(due, tried, (await gateway.order({ kind: 'accepted' })) as readonly Arrival[]);
    },
    forget: async () => {
      await killAll();
      await gateway.order({ kind: 'forget' });
      for (const name of EMPTIED) await opened.db.collection(name).deleteMany({});
    },
    close: async () => {
      await killAll();
      gateway.close();
      await opened.db.dropDatabase();
      await opened.close();
    },
  };
}

async function until(isSo: () => Promise<boolean>, mostMs: number): Promise<void> {
  const start = Date.now();
  while (!(await isSo())) {
    if (Date.now() - start > mostMs) throw new Error(`what was waited for did not come within ${mostMs} ms`);
    await sleep(50);
  }
}

/** One file of our own code, so that a killed worker is back within a second; packages stay outside. */
let built: Promise<unknown> | null = null;
function buildWorker(): Promise<unknown> {
  built ??= mkdir(fileURLToPath(new URL('../../artifacts/proofs', import.meta.url)), { recursive: true }).then(() =>
    build({ entryPoints: [WORKER], outfile: BUILT, bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' }),
  );
  return built;
}

async function startGateway() {
  const child = fork(GATEWAY, [], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answers: ((value: unknown) => void)[] = [];
  let told: (point: GatewayPoint) => void = () => undefined;
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the gateway did not start')));
    child.on('message', (word: GatewayWord) => {
      if (word.kind === 'ready') resolve(word.origin);
      else if (word.kind === 'answer') answers.shift()?.(word.value);
      else told(word.point);
    });
  });
  return {
    origin,
    order: (order: Order): Promise<unknown> =>
      new Promise((resolve) => {
        answers.push(resolve);
        child.send(order);
      }),
    watch: (hears: (point: GatewayPoint) => void) => {
      told = hears;
    },
    close: () => void child.kill('SIGKILL'),
  };
}

const plainNotice = (now: Date): Omit<NoticeDraft, 'key'> => ({
  ...{ kind: 'groupDigest', recipient: { kind: 'group', id: 'office' }, taskId: null, deadlineNumber: 1, rung: 'digest' },
  ...{ posts: [], vacant: null, notBefore: now, unknown: 'again', facts: {}, day: '2026-12-01' },
});

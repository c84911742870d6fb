/**
 * The embedded MongoDB: a one-node replica set below DATA_DIR, on a port that stays the same from start to start. For one
 * machine and for tests; production brings its own replica set.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Refusal } from '../../core/refusal.js';
import type { Log } from '../services.js';
import type { Mongod } from './find-mongod.js';
import { type Command, withAdmin } from './mongod-admin.js';
import { launchMongod, type MongodProcess } from './mongod-process.js';

export interface EmbeddedMongo {
  readonly uri: string;
  readonly port: number;
  /** The service is stopping: from now on a server that goes is not started again. */
  expectEnd(): void;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly mongod: Mongod;
  readonly log: Log;
}

const HOST = '127.0.0.1';
const SET = 'duban';
/** How long a mongod whose node was killed may take to go: its watchdog looks every two seconds. */
const GOING_MS = 5_000;
const FORMING_MS = 30_000;

const Memory = z.object({ port: z.number().int(), version: z.string() });
type Memory = z.infer<typeof Memory>;

const memoryOf = (dataDir: string): string => join(dataDir, 'mongod.json');
const uriOf = (port: number): string => `mongodb://${HOST}:${port}/?replicaSet=${SET}`;

async function recall(dataDir: string): Promise<Memory | null> {
  const text = await readFile(memoryOf(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return Memory.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The address of the server that a running service keeps for this folder; null when its port was never written. */
export async function embeddedUri(dataDir: string): Promise<string | null> {
  const known = await recall(dataDir);
  return known === null ? null : uriOf(known.port);
}

/** Starts it and finds its data again. Rejects with a Refusal that says what to do. */
export async function startEmbedded({ dataDir, mongod, log }: EmbeddedOptions): Promise<EmbeddedMongo> {
  const dbPath = join(dataDir, 'mongo');
  const known = await recall(dataDir);
  if (known !== null) refuseOtherVersion(dataDir, known.version, mongod.version);
  await mkdir(dbPath, { recursive: true });
  const port = await portFor(known?.port ?? null);
  if (known !== null && known.port !== port) log.warn('embedded MongoDB moved', { from: known.port, to: port });

  const launch = async (): Promise<MongodProcess> => {
    const launched = await launchMongod({ binary: mongod.binary, dbPath, port, set: SET });
    let isGone = false;
    void launched.gone.then(() => (isGone = true));
    await formSet(port, () => isGone);
    return launched;
  };
  let current = await onceFree(launch);
  await writeFile(memoryOf(dataDir), `${JSON.stringify({ port, version: mongod.version })}\n`);

  let isStopping = false;
  const ending = new AbortController();
  const keepAlive = async (): Promise<void> => {
    await current.gone;
    for (let wait = 250; !isStopping; wait = Math.min(wait * 2, 30_000)) {
      await pause(wait, undefined, { signal: ending.signal }).catch(() => undefined);
      // A signal to all of a machine's processes may have reached the server before it reached us.
      if (isStopping) return;
      log.error('embedded MongoDB died, starting it again', { port });
      try {
        current = await launch();
        // Told to stop while it was being started again: nobody else knows of this one.
        return await (isStopping ? current.stop() : keepAlive());
      } catch (error) {
        log.error('embedded MongoDB did not start', { error });
      }
    }
  };
  const alive = keepAlive();

  return {
    uri: uriOf(port),
    port,
    expectEnd: () => {
      isStopping = true;
    },
    async stop() {
      isStopping = true;
      ending.abort();
      await current.stop();
      await alive;
    },
  };
}

/** Up to 4.x a release series is `4.4`, from 5 on the first number. */
const seriesOf = (version: string): string =>
  /^\d+/.exec(version)?.[0] === '4' ? version.split('.').slice(0, 2).join('.') : (version.split('.')[0] ?? '');

function refuseOtherVersion(dataDir: string, written: string, found: string): void {
  if (seriesOf(written) === seriesOf(found)) return;
  throw new Refusal(
    'data-other-version',
    `数据文件夹 ${dataDir} 由 MongoDB ${written} 写成，找到的 mongod 是 ${found}，不能直接打开，服务没有启动。`,
    {
      remedy: `请用 MONGOD_BINARY 指向 MongoDB ${seriesOf(written)} 的 mongod，或用 DATA_DIR 换一个新文件夹。`,
    },
  );
}

/** The port of last time once it is free again, else any free one. */
async function portFor(wanted: number | null): Promise<number> {
  if (wanted === null) return freePort(0);
  for (let waited = 0; waited < GOING_MS; waited += 250) {
    const port = await freePort(wanted).catch(() => null);
    if (port !== null) return port;
    if (!(await isOurs(wanted))) break;
    await pause(250);
  }
  return freePort(0);
}

function freePort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port, host: HOST, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** Whether what holds the port is a member of our set, left behind by a service that was killed. */
const isOurs = (port: number): Promise<boolean> =>
  withAdmin(port, 1_000, async (command) => (await command({ hello: 1 }))['setName'] === SET).catch(() => false);

/** A mongod whose node was killed lets go of its port before it lets go of its files. */
async function onceFree(launch: () => Promise<MongodProcess>): Promise<MongodProcess> {
  for (let waited = 0; ; waited += 500) {
    try {
      return await launch();
    } catch (error) {
      if (!(error instanceof Refusal && error.id === 'data-in-use') || waited >= GOING_MS) throw error;
      await pause(500);
    }
  }
}

/** Makes the one-node set, or tells a known one its port of today; then waits until it takes writes. */
async function formSet(port: number, isGone: () => boolean): Promise<void> {
  const host = `${HOST}:${port}`;
  const agree = async (command: Command): Promise<boolean> => {
    const answer = await command({ replSetGetConfig: 1 }).catch(() => null);
    const config = answer?.['config'] as { version: number; members: { host: string }[] } | undefined;
    if (config === undefined) await command({ replSetInitiate: { _id: SET, members: [{ _id: 0, host }] } });
    else if (config.members[0]?.host !== host) {
      const members = config.members.slice(0, 1).map((member) => ({ ...member, host }));
      await command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
    }
    return (await command({ hello: 1 }))['isWritablePrimary'] === true;
  };
  // A set that learns a new port hangs up on everyone, so each look is a connection of its own.
  for (const begun = performance.now(); performance.now() - begun < FORMING_MS && !isGone(); await pause(50)) {
    if (await withAdmin(port, 2_000, agree).catch(() => false)) return;
  }
  throw new Error('the embedded MongoDB does not become primary');
}

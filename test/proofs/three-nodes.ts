/** A replica set of three real nodes whose primary can be told to step down or killed; a killed node comes back by itself. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../bot/config.js';
import { findMongod } from '../../bot/store/find-mongod.js';
import { withAdmin } from '../../bot/store/mongod-admin.js';
import { launchMongod, type MongodProcess } from '../../bot/store/mongod-process.js';

export interface ThreeNodes {
  readonly uri: string;
  stepDown(): Promise<void>;
  killPrimary(): Promise<void>;
  stop(): Promise<void>;
}

const SET = 'three';

/** The process a mongod wrote into its lock file; waits for one that has just begun. */
export async function pidIn(dbPath: string): Promise<number> {
  for (;;) {
    const pid = Number(await readFile(join(dbPath, 'mongod.lock'), 'utf8').catch(() => ''));
    if (pid > 0) return pid;
    await sleep(50);
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

export async function startThreeNodes(): Promise<ThreeNodes> {
  const { binary } = await findMongod({ ...readConfig(process.env, { demo: false }), say: () => undefined });
  const nodes: { readonly port: number; readonly dbPath: string; process: MongodProcess }[] = [];
  let isOver = false;
  for (let index = 0; index < 3; index += 1) {
    const [port, dbPath] = [await freePort(), await mkdtemp(join(tmpdir(), 'duban-node-'))];
    const launch = () => launchMongod({ binary, dbPath, port, set: SET });
    const node = { port, dbPath, process: await launch() };
    nodes.push(node);
    void (async () => {
      while (!isOver) {
        await node.process.gone;
        for (let isBack = false; !isBack && !isOver; ) {
          await sleep(500);
          isBack = await launch().then(
            (again) => {
              node.process = again;
              return true;
            },
            () => false,
          );
        }
      }
    })();
  }
  const members = nodes.map(({ port }, _id) => ({ _id, host: `127.0.0.1:${port}` }));
  const first = nodes[0]?.port ?? 0;
  // Elections within a second or two instead of ten: what is proved is ours, not the default of the server.
  await withAdmin(first, 10_000, (command) => command({ replSetInitiate: { _id: SET, members, settings: { electionTimeoutMillis: 2_000 } } }));
  const primary = async () => {
    for (;;) {
      for (const node of nodes) {
        const hello = await withAdmin(node.port, 1_000, (command) => command({ hello: 1 })).catch(() => null);
        if (hello?.['isWritablePrimary'] === true) return node;
      }
      await sleep(100);
    }
  };
  await primary();
  return {
    uri: `mongodb://${members.map(({ host }) => host).join(',')}/?replicaSet=${SET}`,
    stepDown: async () => {
      const { port } = await primary();
      await withAdmin(port, 5_000, (command) => command({ replSetStepDown: 10, secondaryCatchUpPeriodSecs: 5 })).catch(() => undefined);
    },
    killPrimary: async () => {
      process.kill(await pidIn((await primary()).dbPath), 'SIGKILL');
    },
    stop: async () => {
      isOver = true;
      for (const node of nodes) {
        await node.process.stop();
        await rm(node.dbPath, { recursive: true, force: true });
      }
    },
  };
}

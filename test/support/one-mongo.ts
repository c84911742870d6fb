/** One real MongoDB, a one-node replica set on a free port, for a whole run of the tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { readConfig } from '../../bot/config.js';
import { findMongod } from '../../bot/store/find-mongod.js';

export interface OneMongo {
  readonly uri: string;
  stop(): Promise<void>;
}

/** `parent`: where its folder is made, a disk of its own for instance. */
export async function startOneMongo(parent = tmpdir()): Promise<OneMongo> {
  const config = readConfig(process.env, { demo: false });
  const { binary, version } = await findMongod({ ...config, say: (words) => console.log(words) });
  const folder = await mkdtemp(join(parent, 'duban-test-'));
  const server = await MongoMemoryReplSet.create({
    binary: { systemBinary: binary, version },
    replSet: { name: 'test', count: 1, storageEngine: 'wiredTiger' },
    instanceOpts: [
      {
        ...{ dbPath: folder, launchTimeout: 60_000 },
        args: ['--networkMessageCompressors', 'disabled', '--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '512'],
      },
    ],
  });
  return {
    uri: server.getUri(),
    async stop() {
      await server.stop({ doCleanup: false });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

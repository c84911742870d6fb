/** The MongoDB of this start: the one given, the one a running service keeps for the same folder, or the embedded one. */
import { Refusal } from '../../core/refusal.js';
import type { Config } from '../config.js';
import type { Log } from '../services.js';
import { embeddedUri, startEmbedded } from '../store/embedded.js';
import { findMongod } from '../store/find-mongod.js';
import { folderRefusal, holderOf, takeDataFolder } from './data-folder.js';

export interface OpenMongo {
  readonly uri: string;
  /** The database the given address names; null: ours to choose. */
  readonly database: string | null;
  readonly isEmbedded: boolean;
  /** For the first lines, without credentials. */
  readonly words: string;
  /** Said before anything stops, so that a server which goes with us is not taken for dead. */
  expectEnd(): void;
  stop(): Promise<void>;
}

const DEMO_DATABASE = 'duban-demo';

export async function openMongo(config: Config, log: Log, say: (words: string) => void, signal?: AbortSignal): Promise<OpenMongo> {
  return config.mongodbUri === null ? embedded(config, log, say, signal) : given(config.mongodbUri);
}

/** For a command beside the service: its server while it runs, else one of our own for as long as we need it. */
export async function openMongoBeside(config: Config, log: Log, say: (words: string) => void): Promise<OpenMongo> {
  if (config.mongodbUri !== null || (await holderOf(config.dataDir)) === null) return openMongo(config, log, say);
  const uri = await embeddedUri(config.dataDir);
  if (uri === null) return openMongo(config, log, say);
  return { uri, database: null, isEmbedded: true, words: '正在运行的督办服务的数据库', expectEnd: () => undefined, stop: async () => undefined };
}

function given(uri: string): OpenMongo {
  const database = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1] ?? null;
  if (database === DEMO_DATABASE) {
    throw new Refusal('demo-database', `MONGODB_URI 指向演示专用的数据库 ${DEMO_DATABASE}，服务没有启动。`, {
      remedy: '请换一个数据库名，例如 duban。',
    });
  }
  const hosts = uri.replace(/^mongodb(\+srv)?:\/\/([^@/]*@)?/, '').split(/[/?]/)[0] ?? '';
  return { uri, database, isEmbedded: false, words: `MONGODB_URI 指定的 ${hosts}`, expectEnd: () => undefined, stop: async () => undefined };
}

async function embedded(config: Config, log: Log, say: (words: string) => void, signal?: AbortSignal): Promise<OpenMongo> {
  const { dataDir } = config;
  const folder = await takeDataFolder(dataDir);
  try {
    const mongod = await findMongod({ ...config, say });
    signal?.throwIfAborted();
    const server = await startEmbedded({ dataDir, mongod, log });
    return {
      uri: server.uri,
      database: null,
      isEmbedded: true,
      words: `内置 MongoDB ${mongod.version}（${mongod.from}），127.0.0.1:${server.port}`,
      expectEnd: () => server.expectEnd(),
      stop: async () => {
        await server.stop();
        await folder.release();
      },
    };
  } catch (error) {
    await folder.release();
    throw folderRefusal(dataDir, error);
  }
}

/** Services for one command at a terminal: on the running service's database, or on one of its own for as long as it lasts. */
import { assembleServices } from '../assemble.js';
import type { Config } from '../config.js';
import { createLog } from '../log.js';
import { openSecrets } from '../secrets.js';
import type { Services } from '../services.js';
import { openStore } from '../store/open-store.js';
import { openMongoBeside } from './open-mongo.js';

export async function withServices<T>(config: Config, say: (words: string) => void, work: (services: Services) => Promise<T>): Promise<T> {
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const mongo = await openMongoBeside(config, log, say);
  try {
    const opened = await openStore(mongo.uri, { dbName: mongo.database ?? 'duban' });
    try {
      return await work(
        assembleServices({
          store: opened.store,
          blobs: opened.blobs,
          clock: { now: () => new Date() },
          settings: { publicUrl: config.publicUrl ?? `http://localhost:${config.port}`, demo: false },
          secrets: await openSecrets({ key: config.secretKey, dataDir: config.dataDir }),
          allowedRobotHosts: config.allowedRobotHosts,
          log,
          // The service beside us finds new work by itself.
          kick: () => undefined,
          kickSweep: () => undefined,
          kickTickets: () => undefined,
        }),
      );
    } finally {
      await opened.close();
    }
  } finally {
    await mongo.stop();
  }
}

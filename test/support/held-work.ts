/** A service that takes what it hears and then cannot go on: the first look at the people waits until it is let go. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../bot/app.js';
import type { Services } from '../../bot/services.js';
import type { World } from './world.js';

export interface HeldWork {
  readonly services: Services;
  /** The work was begun and waits. */
  isHeld(): boolean;
  letGo(): void;
}

export function holdWork({ services }: Pick<World, 'services'>): HeldWork {
  let [isHeld, letGo] = [false, (): void => undefined];
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const roster = async () => {
    isHeld = true;
    await gate;
    return services.roster();
  };
  return { services: { ...services, roster }, isHeld: () => isHeld, letGo };
}

const NO_PAGES = { folder: '', progress: () => ({ state: 'missing', percent: 0, words: '' }) as const };

/** The same service at another address. */
export async function serve(services: Services): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(createApp(services, { h5: NO_PAGES, demo: null, ready: async () => undefined }).callback() as RequestListener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

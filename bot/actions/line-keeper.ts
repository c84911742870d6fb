/** Holds the lines by which platforms speak to us without calling us: one an application that is in service and wants one. */
import { ConnectionKind } from '../../core/contract/connection.js';
import type { Line } from '../channels/channel.js';
import type { AppKind, PlatformApp, Services } from '../services.js';
import { keep } from './receive.js';
import { stopApp } from './send-message.js';
import { noteTakenLine } from './taken-lines.js';

export interface LineKeeper {
  /** Looks for what was connected, changed or taken away. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** What the office changes on the screen holds within so long. */
const LOOK_MS = 10_000;

/** Whoever dies holding a line that is one alone lets go after so long. */
const LEASE_MS = 4 * LOOK_MS;

interface Held {
  /** What the line was made of. */
  readonly of: string;
  readonly line: Line;
}

const madeOf = ({ open, sealed }: PlatformApp): string => JSON.stringify([open, sealed]);

export function lineKeeper(services: Services): LineKeeper {
  const holder = services.newId();
  const held = new Map<AppKind, Held>();
  const working = new Set<Promise<void>>();
  let looking: Promise<void> = Promise.resolve();
  let isStopped = false;

  const leaseOf = (kind: AppKind): string => `line ${kind}`;
  /** Several lines are harmless, or one process alone has it. */
  const isMine = async (kind: AppKind): Promise<boolean> =>
    services.channels[kind].isLineAlone !== true || services.store.leases.hold(leaseOf(kind), holder, LEASE_MS);

  const start = (kind: AppKind, app: PlatformApp): void => {
    const line = services.channels[kind].listen?.(app, {
      heard: async (heard) => {
        const work = (await keep(services, kind, heard))?.work();
        if (work === undefined) return;
        const ended = work.finally(() => working.delete(ended));
        working.add(ended);
      },
      refused: (words) => stopApp(services, app, words),
      taken: () => noteTakenLine(services, kind),
      noted: (words, fields = {}) => services.log.info(words, { app: kind, ...fields }),
    });
    if (line !== undefined && line !== null) held.set(kind, { of: madeOf(app), line });
  };

  const lookNow = async (): Promise<void> => {
    const apps = await services.store.apps.list();
    for (const kind of ConnectionKind.options) {
      const wanted = apps.find((one) => one.kind === kind && one.stopped === null);
      const app = wanted !== undefined && (await isMine(kind)) ? wanted : undefined;
      const known = held.get(kind);
      if (known !== undefined && (app === undefined || madeOf(app) !== known.of)) {
        held.delete(kind);
        await known.line.close();
      }
      if (app !== undefined && !held.has(kind) && !isStopped) start(kind, app);
    }
  };
  const look = (): Promise<void> => {
    looking = looking.then(lookNow).catch((error: unknown) => services.log.error('lines were not looked after', { error }));
    return looking;
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  void look();
  return {
    look,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await looking;
      await Promise.all([...held.values()].map(({ line }) => line.close()));
      held.clear();
      await Promise.all(working);
      // The next process need not wait for the lease to run out.
      for (const kind of ConnectionKind.options) {
        if (services.channels[kind].isLineAlone === true) await services.store.leases.leave(leaseOf(kind), holder);
      }
    },
  };
}

/**
 * World time as the base's primary has it, so that processes whose own clocks differ or jump agree on what is due. Between
 * two looks it goes on by the monotonic clock, which nobody sets.
 */
import type { Clock, Log } from '../services.js';

const LOOK_EVERY_MS = 60_000;
/** A machine that is further off is named in the log: its file times and certificates are wrong too. */
const FAR_OFF_MS = 60_000;

export interface BaseClock extends Clock {
  /** Looks no more. */
  halt(): void;
}

/** `serverTime` asks the primary. Rejects when it does not answer the first time. */
export async function openBaseClock(serverTime: () => Promise<Date>, log: Log): Promise<BaseClock> {
  const look = async (): Promise<{ readonly server: number; readonly at: number }> => {
    const asked = performance.now();
    const server = (await serverTime()).getTime();
    const answered = performance.now();
    return { server, at: (asked + answered) / 2 };
  };
  let anchor = await look();
  const now = (): Date => new Date(anchor.server + performance.now() - anchor.at);
  const off = Date.now() - now().getTime();
  if (Math.abs(off) > FAR_OFF_MS) log.warn('clock of this machine differed from the database', { seconds: Math.round(off / 1_000) });
  const timer = setInterval(() => {
    look().then(
      (found) => {
        anchor = found;
      },
      // The primary is away: the monotonic clock goes on.
      () => undefined,
    );
  }, LOOK_EVERY_MS);
  timer.unref();
  return { now, halt: () => clearInterval(timer) };
}

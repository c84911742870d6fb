/** A deadline for work that may never be answered: a call whose connection dies in the wrong instant is not. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Rejects after `ms` of machine time, naming what it was. What was begun may still happen; leases and keys make that harmless. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = async (): Promise<never> => {
    await sleep(ms, undefined, { signal: done.signal, ref: false });
    throw new Error(`${what} was not answered within ${ms} ms`);
  };
  try {
    return await Promise.race([work, late()]);
  } finally {
    done.abort();
  }
}

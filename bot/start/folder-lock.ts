/**
 * A lock file that names the process that holds it. The lock of a dead process is taken over by exactly one of those who
 * find it: whoever first makes a second lock, named after the dead one, may replace it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { copyFile, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { processMark } from './process-mark.js';

const Lock = z.object({ pid: z.number(), mark: z.string() });

export type Taken = { readonly release: () => Promise<void> } | { readonly holder: number | null };

/** The living process that a lock's text names, or null. */
async function aliveIn(text: string): Promise<number | null> {
  const lock = Lock.safeParse(parsed(text));
  if (!lock.success) return null;
  return (await processMark(lock.data.pid)) === lock.data.mark ? lock.data.pid : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
}

/** Who holds the lock now; null when nobody alive does. */
export async function holderOfLock(path: string): Promise<number | null> {
  const text = await textOf(path).catch(() => null);
  return text === null ? null : aliveIn(text);
}

/** Answers how to let go, or who holds it (null: another one is just taking it). */
export async function takeLock(path: string): Promise<Taken> {
  // Written aside and linked into place: nobody ever reads half a lock. The chance in it tells two locks of one process apart.
  const mine = { pid: process.pid, mark: (await processMark(process.pid)) ?? '', nonce: randomBytes(8).toString('hex') };
  const aside = `${path}.${mine.pid}.${mine.nonce}`;
  const text = JSON.stringify(mine);
  await writeFile(aside, text);
  try {
    const holder = await claim(path, aside);
    if (holder !== 'mine') return { holder };
  } finally {
    await rm(aside, { force: true });
  }
  return { release: async () => ((await textOf(path)) === text ? rm(path, { force: true }) : undefined) };
}

const TRIES = 5;

async function claim(path: string, aside: string): Promise<'mine' | number | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await linked(aside, path)) return 'mine';
    const found = await textOf(path);
    if (found === null) continue;
    const holder = await aliveIn(found);
    if (holder !== null) return holder;
    const over = `${path}.over-${createHash('sha256').update(`${path}\n${found}`).digest('hex').slice(0, 16)}`;
    const other = await claim(over, aside);
    if (other !== 'mine') return other;
    try {
      // Nobody else may replace this very lock now; but somebody may have done so before.
      if ((await textOf(path)) !== found) continue;
      await copyFile(aside, `${aside}.new`);
      await rename(`${aside}.new`, path);
      return 'mine';
    } finally {
      await rm(over, { force: true });
    }
  }
  return null;
}

const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    },
  );

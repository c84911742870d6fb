// Jest's globalSetup: a folder for all that a run writes, and the one MongoDB of the run in it; its address is
// DUBAN_TEST_MONGODB_URI. Jest loads this file without its own transform's module map, so the TypeScript behind it comes through tsx.
import { existsSync, statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';

/** Memory in place of a disk: every base is a hundred files, and every write waits for the disk to say that it has it. */
const MEMORY = '/dev/shm';
/** A run writes some hundred megabytes. */
const ROOM = 4 * 1024 ** 3;

function hasRoom() {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM && freemem() > ROOM;
}

export default async function startMongo() {
  globalThis.dubanTestFolder = await mkdtemp(join(hasRoom() ? MEMORY : tmpdir(), 'duban-run-'));
  process.env.TMPDIR = globalThis.dubanTestFolder;
  if (process.env.DUBAN_TEST_MONGODB_URI) return;
  const { startOneMongo } = await tsImport('./one-mongo.ts', import.meta.url);
  globalThis.dubanTestMongo = await startOneMongo();
  process.env.DUBAN_TEST_MONGODB_URI = globalThis.dubanTestMongo.uri;
}

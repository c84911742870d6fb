// Jest's globalTeardown: stops the MongoDB of `start-mongo` and removes the folder of the run.
import { rm } from 'node:fs/promises';

export default async function stopMongo() {
  await globalThis.dubanTestMongo?.stop();
  await rm(globalThis.dubanTestFolder, { recursive: true, force: true });
}

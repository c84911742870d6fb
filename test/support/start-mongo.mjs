// Jest's globalSetup: starts the one MongoDB of the run; its address is DUBAN_TEST_MONGODB_URI. Jest loads this file
// without its own transform's module map, so the TypeScript behind it comes through tsx.
import { tsImport } from 'tsx/esm/api';

export default async function startMongo() {
  if (process.env.DUBAN_TEST_MONGODB_URI) return;
  const { startOneMongo } = await tsImport('./one-mongo.ts', import.meta.url);
  globalThis.dubanTestMongo = await startOneMongo();
  process.env.DUBAN_TEST_MONGODB_URI = globalThis.dubanTestMongo.uri;
}

// Jest's globalTeardown: stops the MongoDB of `start-mongo` and removes its folder.
export default async function stopMongo() {
  await globalThis.dubanTestMongo?.stop();
}

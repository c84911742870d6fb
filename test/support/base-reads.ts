/** How much of a collection a run costs, as the base's own profiler tells: what grows with the data is seen without a clock. */
import type { TestStore } from './database.js';

interface Profiled {
  readonly docsExamined?: number;
  readonly nreturned?: number;
}

async function profiled({ db }: Pick<TestStore, 'db'>, collections: readonly string[], run: () => Promise<unknown>): Promise<readonly Profiled[]> {
  await db.command({ profile: 2 });
  try {
    await run();
  } finally {
    await db.command({ profile: 0 });
  }
  const asked = collections.map((name) => `${db.databaseName}.${name}`);
  const profile = db.collection('system.profile');
  const done = await profile.find<Profiled>({ ns: { $in: asked } }).toArray();
  await profile.drop();
  return done;
}

/** Documents of these collections that the base itself looks at while `run` runs. */
export async function readsOf(base: Pick<TestStore, 'db'>, collections: readonly string[], run: () => Promise<unknown>): Promise<number> {
  return (await profiled(base, collections, run)).reduce((sum, { docsExamined = 0 }) => sum + Number(docsExamined), 0);
}

/** What the base hands out of them: documents, or what it has counted. */
export async function handedOut(base: Pick<TestStore, 'db'>, collections: readonly string[], run: () => Promise<unknown>): Promise<number> {
  return (await profiled(base, collections, run)).reduce((sum, { nreturned = 0 }) => sum + Number(nreturned), 0);
}

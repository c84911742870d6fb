/** How much of a collection the base itself looks at, as its profiler tells: what grows with the data is seen without a clock. */
import type { TestStore } from './database.js';

/** Documents of these collections that are looked at while `run` runs. */
export async function readsOf({ db }: Pick<TestStore, 'db'>, collections: readonly string[], run: () => Promise<unknown>): Promise<number> {
  await db.command({ profile: 2 });
  try {
    await run();
  } finally {
    await db.command({ profile: 0 });
  }
  const asked = collections.map((name) => `${db.databaseName}.${name}`);
  const profile = db.collection('system.profile');
  const done = await profile.find({ ns: { $in: asked } }).toArray();
  await profile.drop();
  return done.reduce((sum, { docsExamined }) => sum + Number(docsExamined ?? 0), 0);
}

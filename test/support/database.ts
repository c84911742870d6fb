/** A store on a fresh database of the run's one real replica set (`start-mongo`). */
import { randomBytes } from 'node:crypto';
import { type OpenedStore, openStore } from '../../bot/store/open-store.js';

export interface TestStore extends OpenedStore {
  readonly uri: string;
  readonly dbName: string;
  /** Opens the same database a second time, as another process would; closed with the first. */
  again(): Promise<OpenedStore>;
  /** Deletes everything but the indexes: quicker than a fresh database for each test of a file. */
  empty(): Promise<void>;
  /** Remembers all that it holds now; what comes back puts just that into it again. */
  remember(): Promise<() => Promise<void>>;
}

/** A fresh database with every index; `close` drops it. */
export async function openTestStore(): Promise<TestStore> {
  const uri = process.env['DUBAN_TEST_MONGODB_URI'];
  if (uri === undefined || uri === '') throw new Error('DUBAN_TEST_MONGODB_URI is missing: run through jest, whose global setup starts MongoDB');
  const dbName = `test_${randomBytes(6).toString('hex')}`;
  const opened = await openStore(uri, { dbName });
  const others: OpenedStore[] = [];
  const empty = async (): Promise<void> => {
    await Promise.all((await opened.db.collections()).map((collection) => collection.deleteMany({})));
  };
  return {
    ...opened,
    uri,
    dbName,
    again: async () => {
      const other = await openStore(uri, { dbName, autoIndex: false });
      others.push(other);
      return other;
    },
    empty,
    remember: async () => {
      const rows = await Promise.all(
        (await opened.db.collections()).map(async (collection) => ({
          collection,
          all: await collection.find({}, { promoteValues: false }).toArray(),
        })),
      );
      const held = rows.filter(({ all }) => all.length > 0);
      return async () => {
        await empty();
        await Promise.all(held.map(({ collection, all }) => collection.insertMany(all)));
      };
    },
    close: async () => {
      for (const other of others) await other.close();
      await opened.db.dropDatabase();
      await opened.close();
    },
  };
}

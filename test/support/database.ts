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
}

/** A fresh database with every index; `close` drops it. */
export async function openTestStore(): Promise<TestStore> {
  const uri = process.env['DUBAN_TEST_MONGODB_URI'];
  if (uri === undefined || uri === '') throw new Error('DUBAN_TEST_MONGODB_URI is missing: run through jest, whose global setup starts MongoDB');
  const dbName = `test_${randomBytes(6).toString('hex')}`;
  const opened = await openStore(uri, { dbName });
  const others: OpenedStore[] = [];
  return {
    ...opened,
    uri,
    dbName,
    again: async () => {
      const other = await openStore(uri, { dbName, autoIndex: false });
      others.push(other);
      return other;
    },
    empty: async () => {
      for (const collection of await opened.db.collections()) await collection.deleteMany({});
    },
    close: async () => {
      for (const other of others) await other.close();
      await opened.db.dropDatabase();
      await opened.close();
    },
  };
}

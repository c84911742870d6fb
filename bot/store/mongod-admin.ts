/** Commands to one mongod itself, whatever its replica set thinks. */
import { MongoClient } from 'mongodb';

export type Command = (command: Readonly<Record<string, unknown>>) => Promise<Record<string, unknown>>;

export async function withAdmin<T>(port: number, patienceMs: number, work: (command: Command) => Promise<T>): Promise<T> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/`, {
    directConnection: true,
    serverSelectionTimeoutMS: patienceMs,
    connectTimeoutMS: patienceMs,
  });
  try {
    await client.connect();
    return await work((command) => client.db('admin').command({ ...command }));
  } finally {
    await client.close();
  }
}

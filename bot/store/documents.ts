/** What every collection here has in common: strict schemas, string ids, plain data in and out. */
import type { Document, Filter } from 'mongodb';
import type { ClientSession, Connection, Model, Schema } from 'mongoose';

/** The options of every schema. Indexes and collections are made by `ensureIndexes` only. */
export const STRICT = {
  strict: 'throw',
  strictQuery: 'throw',
  versionKey: false,
  id: false,
  minimize: false,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
} as const;

/** Options of a schema inside a document: no id of its own. */
export const PART = { ...STRICT, _id: false } as const;

/** How a thing with an `id` is kept. */
export type Kept<T extends { readonly id: string }> = Omit<T, 'id'> & { readonly _id: string };

/** The model of this connection, compiled once however often a store is opened on it. */
export function modelOf<Doc>(connection: Connection, name: string, schema: Schema<Doc>, collection: string): Model<Doc> {
  const known = connection.models[name] as Model<Doc> | undefined;
  return known ?? connection.model<Doc>(name, schema, collection);
}

export function kept<T extends { readonly id: string }>({ id, ...rest }: T): Kept<T> {
  return { _id: id, ...rest };
}

export function plain<T extends { readonly id: string }>({ _id, ...rest }: Kept<T>): T {
  return { id: _id, ...rest } as unknown as T;
}

/** The option by which a write joins a transaction. */
export const joining = (session: ClientSession | null): { readonly session?: ClientSession } => (session === null ? {} : { session });

/**
 * For what every request reads, by the driver itself: mongoose costs it as much again as the base does. The driver's types take
 * every id for an ObjectId.
 */
export const asFilter = (query: object): Filter<Document> => query;

/** The same for what is written; its fields are those of the schema by its type. */
export const asRow = (row: object): Document => row;

/** A unique index said no. Never swallow it inside a transaction: the server has ended that one. */
export const isDuplicate = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;

/** Does it again once when two upserts of one new document met. Only outside a transaction. */
export async function againIfMet<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return write();
  }
}

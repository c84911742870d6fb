/** Numbers that only rise, by name: the last task's, and how many of something there were that is not kept any more. */
import { type Connection, type Model, Schema } from 'mongoose';
import { modelOf, STRICT } from './documents.js';

export interface KeptCounter {
  readonly _id: string;
  readonly value: number;
}

const schema = new Schema<KeptCounter>({ _id: String, value: Number }, STRICT);

export const countersOf = (connection: Connection): Model<KeptCounter> => modelOf(connection, 'Counter', schema, 'counters');

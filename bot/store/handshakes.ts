/** What was begun with a platform: kept hashed, good for minutes of the server's own clock ($$NOW) and for one use. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { Handshake, HandshakeStore } from '../services.js';
import { joining, modelOf, STRICT } from './documents.js';

interface KeptHandshake extends Handshake {
  readonly _id: string;
  readonly until: Date;
}

const MINUTE_MS = 60_000;

const schema = new Schema<KeptHandshake>({ _id: String, kind: String, about: Schema.Types.Mixed, until: Date }, STRICT).index(
  { until: 1 },
  { expireAfterSeconds: 0 },
);

export function openHandshakes(connection: Connection, session: ClientSession | null): HandshakeStore {
  const handshakes = modelOf(connection, 'Handshake', schema, 'handshakes');
  return {
    open: async (hash, { kind, about }, minutes) => {
      const row = [{ $set: { kind, about: { $literal: about }, until: { $add: ['$$NOW', minutes * MINUTE_MS] } } }];
      await handshakes.updateOne({ _id: hash }, row, { ...joining(session), updatePipeline: true, upsert: true });
    },
    take: async (hash) => {
      const taken = await handshakes
        .findOneAndDelete({ _id: hash, $expr: { $gt: ['$until', '$$NOW'] } })
        .session(session)
        .lean<KeptHandshake>();
      return taken === null ? null : { kind: taken.kind, about: taken.about };
    },
  };
}

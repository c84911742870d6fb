/** Small things kept by name: the demo's clock, the policy, calendar overrides. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { SettingStore } from '../services.js';
import { asFilter, joining, modelOf, STRICT } from './documents.js';

interface KeptSetting {
  readonly _id: string;
  readonly value: unknown;
}

const schema = new Schema<KeptSetting>({ _id: String, value: Schema.Types.Mixed }, STRICT);

export function openSettings(connection: Connection, session: ClientSession | null): SettingStore {
  const settings = modelOf(connection, 'Setting', schema, 'settings');
  return {
    get: async <T>(name: string) => {
      const found = await settings.collection.findOne<KeptSetting>(asFilter({ _id: name }), joining(session));
      return found === null ? null : (found.value as T);
    },
    set: async (name, value) => {
      await settings.replaceOne({ _id: name }, { _id: name, value }, { ...joining(session), upsert: true });
    },
  };
}

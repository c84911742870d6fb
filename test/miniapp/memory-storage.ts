/** The device's storage as a map that survives only what JSON survives, as the real one does. */
import type { Storage } from '../../miniapp/src/storage.js';

export function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get: (key) => (kept.has(key) ? (JSON.parse(kept.get(key) ?? '') as unknown) : ''),
    set: (key, value) => void kept.set(key, JSON.stringify(value)),
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
}

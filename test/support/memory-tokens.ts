/** Tokens kept in memory, for channels tried without a base: one caller at a time, as in the base. */
import type { TokenStore } from '../../bot/services.js';

export function memoryTokens(): TokenStore {
  const kept = new Map<string, { sealed: string; number: number }>();
  const holders = new Map<string, string>();
  return {
    find: async (id) => {
      const found = kept.get(id);
      return found === undefined ? null : { ...found, isGood: true };
    },
    claim: async (id, holder, after) => {
      if (holders.has(id) || (kept.get(id)?.number ?? 0) !== after) return false;
      holders.set(id, holder);
      return true;
    },
    keep: async (id, holder, sealed) => {
      if (holders.get(id) !== holder) return;
      kept.set(id, { sealed, number: (kept.get(id)?.number ?? 0) + 1 });
      holders.delete(id);
    },
    leave: async (id) => void holders.delete(id),
  };
}

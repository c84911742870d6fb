/** Tokens kept in memory, for channels tried without a base: one caller at a time, as in the base. */
import type { BudgetStore, Detour, DetourStore, TokenStore } from '../../bot/services.js';

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

/** What is counted and which ways are closed, in memory: nothing runs out but rolling windows. */
export function memoryLimits(): { readonly budgets: BudgetStore; readonly detours: DetourStore } {
  const counts = new Map<string, number>();
  const turns = new Map<string, number[]>();
  const marks = new Map<string, Detour>();
  const count = async (key: string): Promise<number> => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts.get(key) ?? 0;
  };
  return {
    budgets: {
      take: async (key, most) => (await count(key)) <= most,
      count,
      counted: async (key) => counts.get(key) ?? 0,
      turn: async (key, most, windowMs) => {
        const now = Date.now();
        const lately = (turns.get(key) ?? []).filter((at) => at > now - windowMs);
        const oldest = lately.at(-most);
        turns.set(key, oldest === undefined ? [...lately, now] : lately);
        return oldest === undefined ? 0 : oldest + windowMs - now;
      },
    },
    detours: {
      of: async (kind, userId) => [...marks.values()].filter((one) => one.kind === kind && (one.userId === null || one.userId === userId)),
      list: async (kind) => [...marks.values()].filter((one) => one.kind === kind),
      mark: async (detour) => void marks.set(`${detour.kind} ${detour.way} ${detour.userId}`, detour),
      clear: async () => marks.clear(),
    },
  };
}

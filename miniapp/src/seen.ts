/** What a person saw last, so that a screen opens at once and then refreshes. Holds a few dozen answers, oldest out first. */
import type { Storage } from './storage.js';

const PREFIX = 'duban.seen.';
const ROOM = 40;

export interface Seen<T> {
  readonly value: T;
  /** ISO, the phone's clock. */
  readonly at: string;
}

const keyOf = (personId: string, name: string): string => `${PREFIX}${personId}.${name}`;

export function readSeen<T>(storage: Storage, personId: string, name: string): Seen<T> | null {
  const seen = storage.get(keyOf(personId, name));
  return typeof seen === 'object' && seen !== null && 'at' in seen ? (seen as Seen<T>) : null;
}

export function keepSeen<T>(storage: Storage, personId: string, name: string, value: T, at: Date): void {
  storage.set(keyOf(personId, name), { value, at: at.toISOString() });
  const kept = storage.keys().filter((key) => key.startsWith(PREFIX));
  if (kept.length <= ROOM) return;
  const dated = kept.map((key) => ({ key, at: (storage.get(key) as Seen<unknown> | null)?.at ?? '' }));
  dated.sort((a, b) => (a.at < b.at ? -1 : 1));
  for (const { key } of dated.slice(0, kept.length - ROOM)) storage.remove(key);
}

/** At sign-out: the next person on this phone sees nothing of it. Drafts stay, under their own person. */
export function forgetSeen(storage: Storage): void {
  for (const key of storage.keys()) if (key.startsWith(PREFIX)) storage.remove(key);
}

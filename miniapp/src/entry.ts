/**
 * What the phone keeps while it is away at a platform's page, and the ticket of an account that nobody knows yet. Needs no Taro.
 * Neither is ever part of an address.
 */
import type { ConnectionKind } from '../../core/contract/connection.js';
import type { Storage } from './storage.js';

const AWAY = 'duban.away';
const TICKET = 'duban.ticket';
/** Whoever is back sooner without a code came by the back button or from a page that refused. */
const JUST_NOW_MS = 30_000;
const AWAY_MS = 10 * 60_000;
const TICKET_MS = 30 * 60_000;

export interface Away {
  readonly platform: ConnectionKind;
  readonly verifier: string;
  /** Where the person was going. */
  readonly to: string;
}

export interface Ticket {
  readonly platform: ConnectionKind;
  readonly ticket: string;
}

const keptAt = (kept: unknown): number | null =>
  typeof kept === 'object' && kept !== null && 'at' in kept && typeof kept.at === 'number' ? kept.at : null;

/** Null where nothing is kept, or it is too old, or from a clock that was turned back. */
function fresh<T>(storage: Storage, key: string, now: Date, goodForMs: number): T | null {
  const kept = storage.get(key);
  const at = keptAt(kept);
  const age = at === null ? -1 : now.getTime() - at;
  return age >= 0 && age < goodForMs ? (kept as T) : null;
}

export const goAway = (storage: Storage, away: Away, now: Date): void => storage.set(AWAY, { ...away, at: now.getTime() });
export const hasJustGone = (storage: Storage, now: Date): boolean => fresh(storage, AWAY, now, JUST_NOW_MS) !== null;

/** Once. */
export function comeBack(storage: Storage, now: Date): Away | null {
  const away = fresh<Away>(storage, AWAY, now, AWAY_MS);
  storage.remove(AWAY);
  return away;
}

export const keepTicket = (storage: Storage, ticket: Ticket, now: Date): void => storage.set(TICKET, { ...ticket, at: now.getTime() });
export const keptTicket = (storage: Storage, now: Date): Ticket | null => fresh<Ticket>(storage, TICKET, now, TICKET_MS);
export const dropTicket = (storage: Storage): void => storage.remove(TICKET);

/** The credentials of an application: opened only to call, and called only where they may go. */
import { createHash } from 'node:crypto';
import { Refusal } from '../../core/refusal.js';
import type { BudgetStore, DetourStore, PlatformApp, Secrets, TokenStore } from '../services.js';
import type { SendResult } from './channel.js';
import type { Patience } from './http-json.js';
import type { LinePatience } from './long-line.js';

export interface AppOptions {
  readonly secrets: Pick<Secrets, 'seal' | 'open' | 'sign'>;
  readonly tokens: TokenStore;
  readonly budgets: BudgetStore;
  readonly detours: DetourStore;
  /** Hosts besides the platform's own; plain http on loopback only. */
  readonly allowedRobotHosts: readonly string[];
  readonly patience: Patience;
  readonly linePatience: LinePatience;
}

export interface Stopped {
  readonly kind: 'failed';
  readonly result: SendResult;
}

export const stopped = (words: string): Stopped => ({ kind: 'failed', result: { kind: 'refused', stops: 'connection', words } });

/** Null where it was sealed with another key, or was never given. */
export const openSecret = ({ sealed }: PlatformApp, name: string, secrets: Pick<Secrets, 'open'>): string | null =>
  openSealed(sealed[name] ?? null, secrets);

/** Null where it was sealed with another key, or is not there. */
export function openSealed(sealed: string | null, secrets: Pick<Secrets, 'open'>): string | null {
  if (sealed === null) return null;
  try {
    return secrets.open(sealed);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Other credentials are another token; the name tells nothing about them. */
export const tokenName = (kind: PlatformApp['kind'], credentials: readonly string[]): string =>
  `${kind}:${createHash('sha256').update(JSON.stringify(credentials)).digest('base64url').slice(0, 22)}`;

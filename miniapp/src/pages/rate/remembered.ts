/** What this device remembers of its own ratings: who it is, and the last rating of each window. Needs no Taro. */
import { newId } from '../../new-id.js';
import { decoded } from '../../paths.js';
import type { Storage } from '../../storage.js';

const DEVICE = 'duban.rating.device';
const MINE = 'duban.rating.mine';
const MOST = 20;

/** Made once. */
export function deviceId(storage: Storage): string {
  const kept = storage.get(DEVICE);
  if (typeof kept === 'string' && kept.length >= 16) return kept;
  const made = newId();
  storage.set(DEVICE, made);
  return made;
}

/** The window a code is about: its second part. */
export const windowIn = (code: string): string => code.split('.')[1] ?? '';

const listIn = (storage: Storage): readonly (readonly [string, string])[] => {
  const kept = storage.get(MINE);
  return Array.isArray(kept) ? (kept as readonly (readonly [string, string])[]) : [];
};

export const tokenFor = (storage: Storage, code: string): string | null => listIn(storage).find(([window]) => window === windowIn(code))?.[1] ?? null;

export function rememberToken(storage: Storage, code: string, token: string): void {
  const others = listIn(storage).filter(([window]) => window !== windowIn(code));
  storage.set(MINE, [[windowIn(code), token], ...others].slice(0, MOST));
}

/** The code in what was scanned: the page's own parameter, or the whole address a mini-program was opened with. */
export function codeFrom(params: Readonly<Record<string, string | undefined>>): string {
  const { c, q } = params;
  if (c !== undefined && c !== '') return c;
  return /[?&]c=([^&#]+)/.exec(decoded(q ?? ''))?.[1] ?? '';
}

/** An access token that all processes share: taken from the base while it is good, renewed by one of them at a time. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Secrets, TokenStore } from '../services.js';
import { openSealed } from './app-credentials.js';
import type { SendResult } from './channel.js';

export interface TokenDesk {
  readonly tokens: TokenStore;
  readonly secrets: Pick<Secrets, 'seal' | 'open'>;
}

export type Obtained =
  | { readonly kind: 'obtained'; readonly token: string; readonly goodForMs: number }
  | { readonly kind: 'failed'; readonly result: SendResult };

export type Token =
  | { readonly kind: 'token'; readonly token: string; readonly number: number }
  | { readonly kind: 'failed'; readonly result: SendResult };

/** Renewed before it runs out, so that none runs out on its way. */
const SPARE_MS = 5 * 60_000;
/** Whoever died while renewing keeps the others waiting no longer. */
const CLAIM_MS = 15_000;
const LOOK_AGAIN_MS = 100;
const MOST_LOOKS = 50;

const waited: SendResult = { kind: 'later', afterMs: 1_000, holdLane: false, rest: null, words: '等待平台的访问凭证，系统会自动重发。' };

/**
 * `id` names the credentials, so that other credentials are another token. `stale`: the number of a token that the platform
 * no longer takes; null: none. `obtain` asks the platform.
 */
export async function sharedToken({ tokens, secrets }: TokenDesk, id: string, obtain: () => Promise<Obtained>, stale: number | null): Promise<Token> {
  const holder = randomUUID();
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const kept = await tokens.find(id, SPARE_MS);
    // What was sealed with another key is no token: the next one takes its place.
    const token = kept?.isGood === true && kept.number !== stale ? openSealed(kept.sealed, secrets) : null;
    if (kept !== null && token !== null) return { kind: 'token', token, number: kept.number };
    const number = kept?.number ?? 0;
    if (await tokens.claim(id, holder, number, CLAIM_MS)) {
      const obtained = await obtain();
      if (obtained.kind === 'failed') {
        await tokens.leave(id, holder);
        return obtained;
      }
      await tokens.keep(id, holder, secrets.seal(obtained.token), obtained.goodForMs);
      return { kind: 'token', token: obtained.token, number: number + 1 };
    }
    await sleep(LOOK_AGAIN_MS);
  }
  return { kind: 'failed', result: waited };
}

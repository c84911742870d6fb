/** A call with the shared token: where the platform no longer takes it, it is renewed once and the call made once more. */
import type { SendResult } from './channel.js';
import type { Exchange } from './http-json.js';
import { type Obtained, sharedToken, type TokenDesk } from './shared-token.js';

export type Called = { readonly kind: 'called'; readonly exchange: Exchange } | { readonly kind: 'failed'; readonly result: SendResult };

export interface TokenCall {
  /** Names the credentials. */
  readonly id: string;
  readonly obtain: () => Promise<Obtained>;
  readonly call: (token: string) => Promise<Exchange>;
  readonly isRefused: (answer: Extract<Exchange, { kind: 'answered' }>) => boolean;
}

export async function callWithToken(desk: TokenDesk, { id, obtain, call, isRefused }: TokenCall): Promise<Called> {
  const first = await sharedToken(desk, id, obtain, null);
  if (first.kind === 'failed') return first;
  const exchange = await call(first.token);
  if (exchange.kind !== 'answered' || !isRefused(exchange)) return { kind: 'called', exchange };
  const second = await sharedToken(desk, id, obtain, first.number);
  return second.kind === 'failed' ? second : { kind: 'called', exchange: await call(second.token) };
}

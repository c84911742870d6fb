/** Many questions to a platform, one after the other and never too quick; what it cannot answer now is asked again a few times. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SendResult } from './channel.js';
import { type Platform, reactionBefore, rowOf } from './reactions.js';
import type { Called } from './token-call.js';

type Json = Readonly<Record<string, unknown>>;

/** `code` of a failure that the platform numbered. `isPassing`: the same question may be answered later. `stops`: the token itself was refused. */
export type Told =
  | { readonly kind: 'told'; readonly json: Json }
  | {
      readonly kind: 'failed';
      readonly code: number | null;
      readonly words: string;
      readonly isPassing: boolean;
      readonly stops: 'nothing' | 'connection';
    };

const TRIES = 3;
/** A platform that holds us off for longer is not waited for. */
const LONGEST_WAIT_MS = 5_000;

function readAnswer(platform: Platform, called: Called): { readonly told: Told; readonly waitMs: number } {
  const failed = (result: SendResult, code: number | null, stops: 'nothing' | 'connection') => {
    const isPassing = result.kind === 'later';
    const told = { kind: 'failed', code, words: 'words' in result ? result.words : '', isPassing, stops: isPassing ? 'nothing' : stops } as const;
    return { told, waitMs: isPassing ? result.afterMs : 0 };
  };
  if (called.kind === 'failed') return failed(called.result, null, 'connection');
  const { exchange } = called;
  if (exchange.kind === 'answered' && exchange.json !== null && rowOf(platform, exchange)?.class === 'success') {
    return { told: { kind: 'told', json: exchange.json }, waitMs: 0 };
  }
  const code = exchange.kind === 'answered' ? Number(exchange.json?.['errcode'] ?? Number.NaN) : Number.NaN;
  return failed(reactionBefore(platform, exchange), Number.isNaN(code) ? null : code, 'nothing');
}

/** `gapMs` lies at least between two questions. Nothing is sent on by them, so asking again does no harm. */
export function askInTurn<Question>(
  platform: Platform,
  call: (question: Question) => Promise<Called>,
  gapMs: number,
): (question: Question) => Promise<Told> {
  let last = 0;
  return async (question) => {
    for (let attempt = 1; ; attempt += 1) {
      const wait = last + gapMs - performance.now();
      if (wait > 0) await sleep(wait);
      last = performance.now();
      const { told, waitMs } = readAnswer(platform, await call(question));
      if (told.kind === 'told' || !told.isPassing || attempt === TRIES || waitMs > LONGEST_WAIT_MS) return told;
      await sleep(Math.max(waitMs, attempt * 300));
    }
  };
}

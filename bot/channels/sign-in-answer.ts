/** What a platform's answer to a code means for whoever signs in. The table of codes is the platform's own. */
import type { SendResult, WhoIs } from './channel.js';
import { type Platform, reactionBefore, rowOf } from './reactions.js';
import type { Called } from './token-call.js';

type Json = Readonly<Record<string, unknown>>;

/** No message is involved: whatever the platform does not say clearly comes back by itself. */
function notKnown(result: SendResult, isOfConnection: boolean): WhoIs {
  if (result.kind === 'sent') throw new Error('who was known is not refused');
  if (result.kind !== 'refused') return { kind: 'later', words: result.words };
  return { kind: 'refused', stops: isOfConnection ? 'connection' : 'nothing', words: result.words };
}

/**
 * `stale`: codes of a code that no longer holds. `read` tells who from an answer without fault. A token that is refused puts the
 * connection out of service where messages go by the same one (`isShared`), and only then.
 */
export function whoIsBy(platform: Platform, called: Called, stale: readonly number[], read: (json: Json) => WhoIs, isShared: boolean): WhoIs {
  if (called.kind === 'failed') return notKnown(called.result, isShared);
  const { exchange } = called;
  if (exchange.kind === 'answered' && exchange.json !== null) {
    if (stale.includes(Number(exchange.json['errcode']))) return { kind: 'stale' };
    if (rowOf(platform, exchange)?.class === 'success') return read(exchange.json);
  }
  return notKnown(reactionBefore(platform, exchange), false);
}

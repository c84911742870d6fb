/**
 * The seal on a callback: `@wecom/crypto` decrypts, but checks neither signature nor receiver nor age and takes bad padding, so
 * all of that is done here. The scheme of DingTalk's event callback is the same; only the receiver's id differs.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { decrypt, encrypt as encryptFor, getSignature } from '@wecom/crypto';

export interface Keys {
  readonly token: string;
  readonly aesKey: string;
  /** Whom the message must be meant for: the corp's id, of DingTalk the application's key. */
  readonly receiver: string;
}

export interface Envelope {
  readonly signature: string;
  /** Seconds; of DingTalk milliseconds. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypt: string;
}

/** Clocks differ, and a platform tries again for some seconds. */
const WINDOW_MS = 10 * 60_000;
const BLOCK_BYTES = 32;

const SIGNATURE = /^[0-9a-f]{40}$/;
const TIMESTAMP = /^\d{10}(?:\d{3})?$/;
const SECONDS_LONG = 10;
const NONCE = /^[\x21-\x7e]{1,128}$/;
const BASE64 = /^[0-9A-Za-z+/]+={0,2}$/;

function isWellFormed({ signature, timestamp, nonce, encrypt }: Envelope): boolean {
  const isShaped = SIGNATURE.test(signature) && TIMESTAMP.test(timestamp) && NONCE.test(nonce) && BASE64.test(encrypt);
  const bytes = isShaped ? Buffer.from(encrypt, 'base64').length : 0;
  return bytes > 0 && bytes % BLOCK_BYTES === 0;
}

function isSigned({ signature, timestamp, nonce, encrypt }: Envelope, token: string): boolean {
  const expected = createHash('sha1').update([token, timestamp, nonce, encrypt].sort().join('')).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

const instantOf = (timestamp: string): number => Number(timestamp) * (timestamp.length === SECONDS_LONG ? 1_000 : 1);

/** The plain text, or null for whatever is not genuine, not for us or not of these minutes. */
export function openEnvelope(keys: Keys, envelope: Envelope, now: Date): string | null {
  if (!isWellFormed(envelope) || !isSigned(envelope, keys.token)) return null;
  try {
    const { message, id } = decrypt(keys.aesKey, envelope.encrypt);
    const isFresh = Math.abs(now.getTime() - instantOf(envelope.timestamp)) <= WINDOW_MS;
    return id === keys.receiver && isFresh ? message : null;
  } catch {
    return null;
  }
}

export interface SealedAnswer {
  readonly msg_signature: string;
  readonly timeStamp: string;
  readonly nonce: string;
  readonly encrypt: string;
}

/** The answer that DingTalk wants to an event. `random`: 16 bytes, for a vector alone. */
export function sealEnvelope(
  { token, aesKey, receiver }: Keys,
  plain: string,
  when: Pick<Envelope, 'timestamp' | 'nonce'>,
  random?: Buffer,
): SealedAnswer {
  const { timestamp, nonce } = when;
  const encrypt = random === undefined ? encryptFor(aesKey, plain, receiver) : encryptFor(aesKey, plain, receiver, random);
  return { msg_signature: getSignature(token, timestamp, nonce, encrypt), timeStamp: timestamp, nonce, encrypt };
}

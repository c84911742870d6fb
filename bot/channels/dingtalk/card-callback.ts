/**
 * A press of an interactive card as DingTalk brings it to our door. How the platform signs such a call is not published with certainty,
 * so the address itself is the proof: it holds a key that only the registration told the platform.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { PlatformApp, Secrets } from '../../services.js';
import type { Heard, Knock } from '../channel.js';
import { cardPress, objectIn } from './app-callback.js';

const MINUTE_MS = 60_000;

const keyOf = ({ open }: PlatformApp, secrets: Pick<Secrets, 'sign'>): string => secrets.sign(`dingtalk card ${open['appKey'] ?? ''}`);

export const cardAddress = (app: PlatformApp, publicUrl: string, secrets: Pick<Secrets, 'sign'>): string =>
  `${publicUrl}/api/callbacks/dingtalk/card?key=${keyOf(app, secrets)}`;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The same press within a minute is the same call: the platform repeats what it thinks was lost. */
export function receiveCard(app: PlatformApp, { method, query, body, now }: Knock, secrets: Pick<Secrets, 'sign'>): Heard | null {
  const isOurs = timingSafeEqual(digest(query['key'] ?? ''), digest(keyOf(app, secrets)));
  const press = method === 'post' && isOurs ? objectIn(body) : null;
  if (press === null) return null;
  const callId = `${createHash('sha256').update(body).digest('base64url')} ${Math.floor(now.getTime() / MINUTE_MS)}`;
  const incoming = cardPress(press, callId);
  return incoming === null ? null : { answer: '{}', call: `dingtalkApp card ${callId}`, incoming };
}

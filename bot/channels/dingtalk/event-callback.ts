/**
 * DingTalk's event subscription (事件订阅): a sealed call that wants a sealed answer within a second and a half. Who joined or left the
 * organisation is what the office hears of; every other event is taken and left alone.
 */
import type { Incoming, PlatformApp, Secrets } from '../../services.js';
import { openSecret } from '../app-credentials.js';
import type { Heard, Knock } from '../channel.js';
import { type Envelope, openEnvelope, sealEnvelope } from '../wecom/callback-crypto.js';
import { objectIn } from './app-callback.js';

type Json = Readonly<Record<string, unknown>>;

/** Names of events as they are seen in the field. [U] */
const CHANGES: Readonly<Record<string, 'left' | 'joined'>> = { user_leave_org: 'left', user_add_org: 'joined', user_active_org: 'joined' };
const MOST_USERS = 200;
const USER_ID = /^[\x21-\x7e]{1,200}$/;

/** Written `UserId` by a call and `userId` by Stream. */
function usersIn(event: Json): readonly string[] {
  const found = event['UserId'] ?? event['userId'];
  const list = Array.isArray(found) ? found : [found];
  return list.filter((one): one is string => typeof one === 'string' && USER_ID.test(one)).slice(0, MOST_USERS);
}

/** What the office hears of an event, by whatever way it came; null: nothing. */
export function directoryEvent(type: unknown, event: Json): Extract<Incoming['what'], { kind: 'directory' }> | null {
  const change = typeof type === 'string' && Object.hasOwn(CHANGES, type) ? CHANGES[type] : undefined;
  const userIds = usersIn(event);
  return change === undefined || userIds.length === 0 ? null : { kind: 'directory', change, userIds };
}

export const hasEvents = ({ sealed }: Pick<PlatformApp, 'sealed'>): boolean =>
  sealed['eventToken'] !== undefined && sealed['eventAesKey'] !== undefined;

/** Newer subscriptions are sealed for the application's key, older ones for the corp's id. */
const receiversOf = ({ open }: PlatformApp): readonly string[] => [open['appKey'], open['corpId']].filter((id) => id !== undefined);

export function receiveEvent(app: PlatformApp, { method, query, body, now }: Knock, secrets: Pick<Secrets, 'open'>): Heard | null {
  const [token, aesKey] = [openSecret(app, 'eventToken', secrets), openSecret(app, 'eventAesKey', secrets)];
  const encrypt = objectIn(body)?.['encrypt'];
  if (method !== 'post' || token === null || aesKey === null || typeof encrypt !== 'string') return null;
  const { timestamp = '', nonce = '' } = query;
  const envelope: Envelope = { signature: query['msg_signature'] ?? query['signature'] ?? '', timestamp, nonce, encrypt };
  const opened = receiversOf(app).flatMap((receiver) => {
    const plain = openEnvelope({ token, aesKey, receiver }, envelope, now);
    return plain === null ? [] : [{ receiver, event: objectIn(Buffer.from(plain)) }];
  })[0];
  if (opened === undefined || opened.event === null) return null;
  const { receiver, event } = opened;
  const answer = sealEnvelope({ token, aesKey, receiver }, 'success', { timestamp: String(now.getTime()), nonce });
  // Kept whatever it is, so that the very same call again is known.
  const what = directoryEvent(event['EventType'], event) ?? ({ kind: 'sign of life' } as const);
  const incoming: Incoming = { id: `event ${envelope.signature}`, userId: null, replyTo: null, what };
  return { answer: JSON.stringify(answer), call: `dingtalkApp event ${envelope.signature}`, incoming };
}

/** A call of WeCom at our door: the check of the address, or a sealed message, told apart. Works on nothing. */
import type { Incoming, PlatformApp, Secrets } from '../../services.js';
import { openSecret } from '../app-credentials.js';
import type { Heard, Knock } from '../channel.js';
import { type Envelope, type Keys, openEnvelope } from './callback-crypto.js';
import { readSelected, readXml } from './callback-xml.js';

type Texts = Readonly<Record<string, string>>;

function keysOf(app: PlatformApp, secrets: Pick<Secrets, 'open'>): Keys | null {
  const [token, aesKey] = [openSecret(app, 'token', secrets), openSecret(app, 'aesKey', secrets)];
  return token === null || aesKey === null ? null : { token, aesKey, receiver: app.open['corpId'] ?? '' };
}

const envelopeOf = (query: Texts, encrypt: string): Envelope => ({
  ...{ signature: query['msg_signature'] ?? '', timestamp: query['timestamp'] ?? '', nonce: query['nonce'] ?? '' },
  encrypt,
});

/** The sealed part of a call, found without reading the rest as XML, for nobody has vouched for that yet. */
const SEALED = /<Encrypt>\s*(?:<!\[CDATA\[)?([0-9A-Za-z+/=]+)/;

/** Kinds of `change_contact` as they are seen in the field. [U] */
const CHANGES: Readonly<Record<string, 'left' | 'joined'>> = { delete_user: 'left', create_user: 'joined' };

/** What the platform itself tells of the directory; it names no application. Null: it is something else. */
function directoryOf(message: Texts): Extract<Incoming['what'], { kind: 'directory' | 'sign of life' }> | null {
  if (message['MsgType'] !== 'event' || message['Event'] !== 'change_contact') return null;
  const [type, userId] = [message['ChangeType'] ?? '', message['UserID'] ?? ''];
  const change = Object.hasOwn(CHANGES, type) ? CHANGES[type] : undefined;
  return change === undefined || userId === '' ? { kind: 'sign of life' } : { kind: 'directory', change, userIds: [userId] };
}

/** What the check of the address brings. A message under a seal of its own is none: whoever caught one must not have it opened here. */
const ECHO = /^[0-9A-Za-z_.=+/-]{1,128}$/;

const MEDIA_ID = /^[\x21-\x7e]{1,512}$/;

function whatOf(message: Texts, plain: string): Incoming['what'] {
  const [type, event] = [message['MsgType'], message['Event']];
  if (type === 'text') return { kind: 'text', text: message['Content'] ?? '' };
  if (type === 'image' && MEDIA_ID.test(message['MediaId'] ?? '')) return { kind: 'photos', refs: [message['MediaId'] ?? ''], text: '' };
  if (type !== 'event') return { kind: 'unread' };
  if (event !== 'template_card_event' && event !== 'template_card_menu_event') return { kind: 'sign of life' };
  const picked = readSelected(plain);
  const press = { cardId: message['TaskId'] ?? '', key: message['EventKey'] ?? '', code: message['ResponseCode'] ?? null };
  return { kind: 'press', ...press, ...(picked === null ? {} : { picked }) };
}

/** Messages have an id; of events the vendor names sender and second, to which what happened is added: two buttons are two events. */
const idOf = (message: Texts): string =>
  message['MsgId'] ?? ['FromUserName', 'CreateTime', 'Event', 'EventKey', 'TaskId'].map((name) => message[name] ?? '').join(' ');

export function receiveWecom(app: PlatformApp, { method, query, body, now }: Knock, secrets: Pick<Secrets, 'open'>): Heard | null {
  const keys = keysOf(app, secrets);
  if (keys === null) return null;
  const encrypt = method === 'get' ? query['echostr'] : SEALED.exec(body.toString('utf8'))?.[1];
  const envelope = envelopeOf(query, encrypt ?? '');
  const plain = openEnvelope(keys, envelope, now);
  if (plain === null) return null;
  // By the signature alone: it stands for time and nonce together, and would be the same were figures moved from one to the other.
  const call = `wecomApp ${envelope.signature}`;
  if (method === 'get') return ECHO.test(plain) ? { answer: plain, call, incoming: null } : null;
  const message = readXml(plain);
  const directory = message === null ? null : directoryOf(message);
  if (message !== null && directory !== null && message['ToUserName'] === keys.receiver) {
    return { answer: '', call, incoming: { id: `${idOf(message)} ${message['UserID'] ?? ''}`, userId: null, replyTo: null, what: directory } };
  }
  const userId = message?.['FromUserName'] ?? '';
  const isOurs = message?.['ToUserName'] === keys.receiver && message['AgentID'] === app.open['agentId'];
  if (message === null || userId === '' || !isOurs) return null;
  return { answer: '', call, incoming: { id: idOf(message), userId, replyTo: null, what: whatOf(message, plain) } };
}

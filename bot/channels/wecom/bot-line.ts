/**
 * WeCom's smart bot (智能机器人) over its WebSocket: heard without a public address, alone and in groups where it is @-mentioned.
 * The platform keeps one line alone; a second one ends the first. Frames are `{cmd, headers: {req_id}, body}`.
 */
import { randomUUID } from 'node:crypto';
import type { Incoming, PlatformApp } from '../../services.js';
import { type AppOptions, openSecret } from '../app-credentials.js';
import { readBaseAddress } from '../base-address.js';
import type { Ears, Heard } from '../channel.js';
import type { Door, LineShape, Say } from '../long-line.js';
import { asPicture, asText, type Part, whatInParts } from '../said-parts.js';
import { WECOM_BOT } from './app-form.js';
import { readResponseUrl } from './bot-answer.js';
import { botPhotoRef } from './bot-photo.js';

type Json = Readonly<Record<string, unknown>>;

const SUBSCRIBE = 'aibot_subscribe';

export const hasBot = ({ open, sealed }: Pick<PlatformApp, 'open' | 'sealed'>): boolean =>
  open['botId'] !== undefined && sealed['botSecret'] !== undefined;

export function botDoor({ open }: PlatformApp, { allowedRobotHosts }: AppOptions): Door {
  // Looked at again: the configuration may have changed since the address was kept.
  const base = readBaseAddress(open['botBaseUrl'] ?? WECOM_BOT, WECOM_BOT, '', allowedRobotHosts);
  if (typeof base !== 'string') return { kind: 'later', words: '保存的智能机器人地址已不在允许之列。' };
  return { kind: 'open', url: new URL(base.replace(/^http/, 'ws')) };
}

export function subscribe(app: PlatformApp, options: AppOptions, say: Say): void {
  const body = { bot_id: app.open['botId'], secret: openSecret(app, 'botSecret', options.secrets) ?? '' };
  say({ cmd: SUBSCRIBE, headers: { req_id: `${SUBSCRIBE}_${randomUUID()}` }, body });
}

const objectOf = (value: unknown): Json | null => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null);
const ID = /^[\x21-\x7e]{1,200}$/;
const idOf = (value: unknown): string | null => (typeof value === 'string' && ID.test(value) ? value : null);
const LONGEST_KEY = 1_024;

export function frameIn(text: string): Json | null {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The answer to what we sent first: true, it was taken; null: this frame is no such answer. */
export function isTaken(frame: Json): boolean | null {
  const id = objectOf(frame['headers'])?.['req_id'];
  return typeof id === 'string' && id.startsWith(SUBSCRIBE) ? Number(frame['errcode']) === 0 : null;
}

/** In a group the words begin with the bot's own name. */
const withoutMention = (text: string): string => text.replace(/^\s*@\S+\s*/, '').trim();

function whatOf(body: Json, secrets: AppOptions['secrets']): Incoming['what'] {
  const event = objectOf(body['event']);
  if (body['msgtype'] === 'event' && event !== null) {
    const pressed = objectOf(event['template_card_event']) ?? event;
    const [cardId, key] = [idOf(pressed['task_id']), pressed['event_key']];
    const isPress = event['eventtype'] === 'template_card_event' && cardId !== null && typeof key === 'string' && key.length <= LONGEST_KEY;
    return isPress ? { kind: 'press', cardId, key, code: null } : { kind: 'sign of life' };
  }
  const what = whatInParts(partsOf(body).map((part) => partOf(part, secrets)));
  return 'text' in what && body['chattype'] === 'group' ? { ...what, text: withoutMention(what.text) } : what;
}

/** Words and pictures sent as one message (`mixed`) are told one by one, each like a message of its kind. */
function partsOf(body: Json): readonly Json[] {
  if (body['msgtype'] !== 'mixed') return [body];
  const items = objectOf(body['mixed'])?.['msg_item'];
  return Array.isArray(items) ? items.map((item) => objectOf(item) ?? {}) : [];
}

/** What was spoken comes as the platform understood it. */
function partOf(part: Json, secrets: AppOptions['secrets']): Part {
  const type = part['msgtype'];
  if (type === 'image') return asPicture(botPhotoRef(objectOf(part['image']), secrets));
  return asText(type === 'text' || type === 'voice' ? objectOf(part[type])?.['content'] : null);
}

/** Null for whatever is not told by this bot, or by nobody. */
export function botIncoming(body: Json, app: PlatformApp, { secrets, allowedRobotHosts }: AppOptions): Incoming | null {
  const [id, userId] = [idOf(body['msgid']), idOf(objectOf(body['from'])?.['userid'])];
  if (id === null || userId === null || body['aibotid'] !== app.open['botId']) return null;
  const chat = body['chattype'] === 'group' ? idOf(body['chatid']) : null;
  if (body['chattype'] === 'group' && chat === null) return null;
  const url = body['response_url'];
  const replyTo = typeof url === 'string' && readResponseUrl(url, app, allowedRobotHosts) !== null ? secrets.seal(url) : null;
  return { id: `bot ${id}`, userId, replyTo, ...(chat === null ? {} : { group: chat }), what: whatOf(body, secrets) };
}

const isKicked = (body: Json): boolean => objectOf(body['event'])?.['eventtype'] === 'disconnected_event';

export function botShape(app: PlatformApp, ears: Ears, options: AppOptions): LineShape {
  const heardIn = (body: Json): Heard | null => {
    const incoming = botIncoming(body, app, options);
    return incoming === null ? null : { answer: '', call: `wecomApp ${incoming.id}`, incoming };
  };
  return {
    door: async () => botDoor(app, options),
    opened: (say) => subscribe(app, options, say),
    beat: (say) => say({ cmd: 'ping', headers: { req_id: `ping_${randomUUID()}` } }),
    refused: ears.refused,
    noted: ears.noted,
    came: async (text) => {
      const frame = frameIn(text);
      const body = objectOf(frame?.['body']);
      if (frame !== null && isTaken(frame) === false) {
        ears.noted('line was not taken', { errcode: Number(frame['errcode']) });
        return 'end';
      }
      if (body === null || (frame?.['cmd'] !== 'aibot_msg_callback' && frame?.['cmd'] !== 'aibot_event_callback')) return 'stay';
      if (isKicked(body)) {
        ears.noted('line was taken by another');
        await ears.taken?.();
        return 'end';
      }
      const heard = heardIn(body);
      if (heard === null) ears.noted('frame was not understood', { cmd: frame['cmd'] });
      else await ears.heard(heard);
      return 'stay';
    },
  };
}

/**
 * DingTalk's Stream mode: what the robot would be called with comes over a line of ours, so no public address is needed. A frame is
 * acknowledged when what it brought is kept; DingTalk sends it again for a minute otherwise, to any of our lines.
 */
import type { Incoming, PlatformApp } from '../../services.js';
import type { AppOptions } from '../app-credentials.js';
import { isAllowedHost } from '../base-address.js';
import type { Ears, Heard } from '../channel.js';
import { postJson } from '../http-json.js';
import type { Door, LineShape, Say } from '../long-line.js';
import { reactionBefore } from '../reactions.js';
import { DINGTALK_APP } from './app-answers.js';
import { accessOf } from './app-call.js';
import { directoryEvent } from './event-callback.js';
import { cardPress, objectIn, robotIncoming } from './app-callback.js';

type Json = Readonly<Record<string, unknown>>;

const ROBOT = '/v1.0/im/bot/messages/get';
const CARD = '/v1.0/card/instances/callback';
const SUBSCRIPTIONS = [...[ROBOT, CARD].map((topic) => ({ type: 'CALLBACK', topic })), { type: 'EVENT', topic: '*' }];
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The platform names the door itself: only one of its own hosts, or one that the configuration names. */
function readEndpoint(endpoint: unknown, ticket: unknown, allowedHosts: readonly string[]): URL | null {
  if (typeof endpoint !== 'string' || typeof ticket !== 'string' || !URL.canParse(endpoint)) return null;
  const url = new URL(endpoint);
  const isOurs = url.hostname.endsWith('.dingtalk.com') || isAllowedHost(url, '', allowedHosts);
  const isSafe = url.protocol === 'wss:' || (url.protocol === 'ws:' && LOOPBACK.has(url.hostname));
  if (!isOurs || !isSafe) return null;
  url.searchParams.set('ticket', ticket);
  // The line's protocol knows none.
  url.hash = '';
  return url;
}

/** A ticket is good for one line and for moments. */
export async function streamDoor(app: PlatformApp, options: AppOptions): Promise<Door> {
  const access = accessOf(app, options);
  if ('kind' in access) return { kind: 'refused', words: 'words' in access.result ? access.result.words : '' };
  const body = { clientId: access.appKey, clientSecret: access.appSecret, ua: 'duban', subscriptions: SUBSCRIPTIONS };
  const exchange = await postJson(new URL('/v1.0/gateway/connections/open', access.baseUrl), body, options.patience);
  const json = exchange.kind === 'answered' && exchange.status === 200 ? exchange.json : null;
  const url = readEndpoint(json?.['endpoint'], json?.['ticket'], options.allowedRobotHosts);
  if (url !== null) return { kind: 'open', url };
  if (json?.['endpoint'] !== undefined)
    return { kind: 'refused', words: '钉钉给出的 Stream 地址不在允许之列。请检查配置 DUBAN_ALLOWED_ROBOT_HOSTS。' };
  const result = reactionBefore(DINGTALK_APP, exchange);
  return result.kind === 'refused' ? { kind: 'refused', words: result.words } : { kind: 'later', words: 'words' in result ? result.words : '' };
}

interface Frame {
  readonly type: string;
  readonly topic: string;
  readonly messageId: string;
  /** Of an event its kind. */
  readonly eventType: string;
  readonly data: string;
}

const textIn = (json: Json | null, name: string): string => (typeof json?.[name] === 'string' ? json[name] : '');

function readFrame(text: string): Frame | null {
  const json = objectIn(Buffer.from(text));
  const headers = json?.['headers'];
  if (json === null || typeof headers !== 'object' || headers === null) return null;
  const [topic, messageId, eventType] = ['topic', 'messageId', 'eventType'].map((name) => textIn(headers as Json, name));
  return { type: textIn(json, 'type'), topic: topic ?? '', messageId: messageId ?? '', eventType: eventType ?? '', data: textIn(json, 'data') };
}

const acknowledge = ({ messageId }: Frame, say: Say, data: string): void =>
  say({ code: 200, headers: { contentType: 'application/json', messageId }, message: 'OK', data });

/** Every other event is acknowledged and left alone. */
function eventIn({ eventType, messageId }: Frame, message: Json): Incoming | null {
  const what = directoryEvent(eventType, message);
  return what === null ? null : { id: `event ${messageId}`, userId: null, replyTo: null, what };
}

function heardIn(frame: Frame, options: AppOptions, now: Date): Heard | null {
  const { type, topic, messageId } = frame;
  const message = objectIn(Buffer.from(frame.data));
  if (message === null) return null;
  if (type === 'EVENT') {
    const event = eventIn(frame, message);
    return event === null ? null : { answer: '', call: `dingtalkApp stream ${messageId}`, incoming: event };
  }
  const incoming = topic === ROBOT ? robotIncoming(message, now, options) : topic === CARD ? cardPress(message, messageId) : null;
  return incoming === null ? null : { answer: '', call: `dingtalkApp stream ${messageId}`, incoming };
}

/** `ears.heard` rejects where nothing could be kept: no acknowledgement then. */
export function streamShape(app: PlatformApp, ears: Ears, options: AppOptions): LineShape {
  return {
    door: () => streamDoor(app, options),
    refused: ears.refused,
    noted: ears.noted,
    came: async (text, say) => {
      const frame = readFrame(text);
      if (frame === null) return 'stay';
      if (frame.type === 'SYSTEM') {
        if (frame.topic === 'ping') acknowledge(frame, say, frame.data);
        return frame.topic === 'disconnect' ? 'end' : 'stay';
      }
      const heard = (frame.type === 'CALLBACK' || frame.type === 'EVENT') && frame.messageId !== '' ? heardIn(frame, options, new Date()) : null;
      if (heard === null) ears.noted('frame was not understood', { type: frame.type, topic: frame.topic });
      else await ears.heard(heard);
      acknowledge(frame, say, frame.type === 'EVENT' ? '{"status":"SUCCESS"}' : '{}');
      return 'stay';
    },
  };
}

/**
 * A call of DingTalk's robot at our door, signed in its headers. The signature covers the time alone and not the body, so a
 * message is told from its repetition by its own id. Works on nothing.
 */
import { timingSafeEqual } from 'node:crypto';
import type { Incoming, PlatformApp } from '../../services.js';
import { type AppOptions, openSecret } from '../app-credentials.js';
import type { Heard, Knock } from '../channel.js';
import { readSession } from './app-answer.js';
import { asPicture, asText, type Part, whatInParts } from '../said-parts.js';
import { pictureCode } from './robot-photo.js';
import { signature } from './sign.js';

type Json = Readonly<Record<string, unknown>>;

/** The vendor's own limit. */
const WINDOW_MS = 3_600_000;
const TIMESTAMP = /^\d{13}$/;
const SIGN = /^[0-9A-Za-z+/]{43}=$/;
const ID = /^[\x21-\x7e]{1,200}$/;
const LONGEST_KEY = 1_024;

export function isSigned({ timestamp = '', sign = '' }: Knock['headers'], appSecret: string, now: Date): boolean {
  if (!TIMESTAMP.test(timestamp) || !SIGN.test(sign)) return false;
  const isRight = timingSafeEqual(Buffer.from(signature(Number(timestamp), appSecret), 'base64'), Buffer.from(sign, 'base64'));
  return isRight && Math.abs(now.getTime() - Number(timestamp)) <= WINDOW_MS;
}

export function objectIn(body: Buffer): Json | null {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Json) : null;
  } catch {
    return null;
  }
}

const idIn = (value: unknown): string | null => (typeof value === 'string' && ID.test(value) ? value : null);

function whatOf(message: Json): Incoming['what'] {
  return whatInParts(partsOf(message));
}

const fieldOf = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (value as Json)[name] : undefined);

/** Words and pictures sent as one message (`richText`) are told one by one. */
function partsOf({ msgtype, text, content }: Json): readonly Part[] {
  if (msgtype === 'text') return [asText(fieldOf(text, 'content'))];
  if (msgtype === 'picture') return [asPicture(pictureCode(content))];
  const parts = msgtype === 'richText' ? fieldOf(content, 'richText') : undefined;
  if (!Array.isArray(parts)) return [];
  return parts.map((part: unknown) => (fieldOf(part, 'downloadCode') === undefined ? asText(fieldOf(part, 'text')) : asPicture(pictureCode(part))));
}

function replyToOf(message: Json, now: Date, { secrets, allowedRobotHosts }: Pick<AppOptions, 'secrets' | 'allowedRobotHosts'>): string | null {
  const [address, until] = [message['sessionWebhook'], Number(message['sessionWebhookExpiredTime'])];
  if (typeof address !== 'string' || !(until > now.getTime())) return null;
  return readSession(address, allowedRobotHosts) === null ? null : secrets.seal(address);
}

/** What was said to the robot, by whatever way it came. Null: it has no id of its own. */
export function robotIncoming(message: Json, now: Date, options: Pick<AppOptions, 'secrets' | 'allowedRobotHosts'>): Incoming | null {
  const [id, chat] = [idIn(message['msgId']), idIn(message['conversationId'])];
  const isAlone = message['conversationType'] === '1';
  if (id === null || (!isAlone && chat === null)) return null;
  const to = { userId: idIn(message['senderStaffId']), replyTo: replyToOf(message, now, options) };
  return { id, ...to, ...(isAlone || chat === null ? {} : { group: chat }), what: whatOf(message) };
}

/** A button of an interactive card; `callId` stands for the message id that a press does not have. Null: it is none of ours. */
export function cardPress(press: Json, callId: string): Incoming | null {
  const [cardId, userId, content] = [idIn(press['outTrackId']), idIn(press['userId']), press['content']];
  const inner = typeof content === 'string' ? objectIn(Buffer.from(content)) : null;
  const data = inner?.['cardPrivateData'];
  const params = typeof data === 'object' && data !== null ? (data as Json)['params'] : null;
  const key = typeof params === 'object' && params !== null ? (params as Json)['key'] : null;
  if (cardId === null || userId === null || typeof key !== 'string' || key.length > LONGEST_KEY) return null;
  return { id: `press ${callId}`, userId, replyTo: null, what: { kind: 'press', cardId, key, code: cardId } };
}

export function receiveDingtalk(app: PlatformApp, { method, headers, body, now }: Knock, options: AppOptions): Heard | null {
  const appSecret = openSecret(app, 'appSecret', options.secrets);
  if (method !== 'post' || appSecret === null || !isSigned(headers, appSecret, now)) return null;
  const message = objectIn(body);
  const incoming = message === null ? null : robotIncoming(message, now, options);
  return incoming === null ? null : { answer: '', call: `dingtalkApp ${headers['timestamp']} ${incoming.id}`, incoming };
}

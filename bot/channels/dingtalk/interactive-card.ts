/**
 * DingTalk's interactive card (互动卡片): where the office built the template that `VARIABLES` names, a message with buttons is this
 * card, and a pressed one says who did what and when. Whatever the platform has against a card, the message goes as it does without.
 */
import type { Card } from '../../../core/contract/chat.js';
import type { PlatformApp } from '../../services.js';
import type { AppOptions } from '../app-credentials.js';
import type { Member, Message, PressedCard, SendResult } from '../channel.js';
import type { Exchange } from '../http-json.js';
import { type Platform, reactionTo, rowOf } from '../reactions.js';
import type { Called } from '../token-call.js';
import { withPermission } from './app-answers.js';
import { callDingtalk } from './app-call.js';
import { isStream } from './app-form.js';
import { robotCodeOf } from './app-message.js';
import { comingBack } from './way-result.js';
import { CLOSED_MS } from './ways.js';

type Json = Readonly<Record<string, unknown>>;

const INSTANCES = '/v1.0/card/instances';
export const ROUTE_KEY = 'duban';
const WAY = 'card';
export const MOST_BUTTONS = 3;

/** What the template binds. A button is shown while its words are not empty, and calls back with its key as the parameter `key`. */
const VARIABLES = ['title', 'text', 'link', 'linkWords', 'done', 'button1', 'key1', 'button2', 'key2', 'button3', 'key3'] as const;
export const VARIABLE_WORDS = VARIABLES.join('、');

const CARD: Platform = withPermission(
  {
    codes: [60011, 'Forbidden.AccessDenied.AccessTokenPermissionDenied'],
    class: 'config',
    words:
      '督办应用没有互动卡片的权限。请在钉钉开放平台“应用开发”里的督办应用→“开发配置”→“权限管理”里搜索“互动卡片”，点“申请权限”，并在“版本管理与发布”里发布新版本。',
  },
  [],
);

export const templateOf = ({ open }: Pick<PlatformApp, 'open'>): string | null => open['cardTemplateId'] ?? null;
const routeKeyOf = ({ open }: PlatformApp): string => open['cardRouteKey'] ?? ROUTE_KEY;

/** Every value is a text. */
function paramsOf({ title, text, markdown }: Message, card: Card, buttons: NonNullable<Card['buttons']>): Readonly<Record<string, string>> {
  const [first] = card.links;
  const shown = [0, 1, 2].flatMap((at) => [
    [`button${at + 1}`, buttons[at]?.words ?? ''],
    [`key${at + 1}`, buttons[at]?.key ?? ''],
  ]);
  return {
    title: card.title || title,
    text: markdown ?? text,
    link: first?.url ?? '',
    linkWords: first?.words ?? '',
    done: '',
    ...Object.fromEntries(shown),
  };
}

const isDone = ({ status, json }: Extract<Exchange, { kind: 'answered' }>): boolean => status === 200 && json?.['success'] === true;

/** Whom it was not given to, by the platform's own word. */
const isUndelivered = (json: Json | null): boolean => {
  const result = json?.['result'] as Json | undefined;
  const list = Array.isArray(result?.['deliverResults']) ? (result['deliverResults'] as Json[]) : [];
  return list.some(({ success }) => success === false);
};

const UNDELIVERED = '钉钉没有把互动卡片给到这个人，消息改用普通卡片。请核对他在督办应用的“可使用范围”里。';

/** What stands between us and a card; null: nothing that concerns cards alone. */
function refusalOf(called: Called): { readonly words: string; readonly isPersonal: boolean } | null {
  if (called.kind === 'failed' || called.exchange.kind !== 'answered') return null;
  const { exchange } = called;
  if (isDone(exchange)) return isUndelivered(exchange.json) ? { words: UNDELIVERED, isPersonal: true } : null;
  const row = rowOf(CARD, exchange);
  const isOfCards = row !== null && ['content', 'target', 'config'].includes(row.class);
  return isOfCards ? { words: row.words, isPersonal: false } : null;
}

function resultOf(called: Called, id: string, now: Date): SendResult {
  if (called.kind === 'failed') return called.result;
  const { exchange } = called;
  if (exchange.kind === 'answered' && isDone(exchange)) return { kind: 'sent', platformId: `${WAY} ${id}` };
  const row = exchange.kind === 'answered' ? rowOf(CARD, exchange) : null;
  const result = reactionTo(CARD, exchange);
  return row?.class === 'quota' ? comingBack(result, now) : result;
}

export const isCard = (platformId: string): boolean => platformId.startsWith(`${WAY} `);

/** Null: it has to go as it does without interactive cards. */
export async function sendCard({ app, userId }: Member, message: Message, options: AppOptions): Promise<SendResult | null> {
  const [template, buttons] = [templateOf(app), message.card?.buttons ?? []];
  if (template === null || message.card === null || buttons.length === 0 || buttons.length > MOST_BUTTONS) return null;
  if ((await options.detours.of(app.kind, userId)).some(({ way }) => way === WAY)) return null;
  const body = {
    cardTemplateId: template,
    outTrackId: message.id,
    cardData: { cardParamMap: paramsOf(message, message.card, buttons) },
    openSpaceId: `dtv1.card//IM_ROBOT.${userId}`,
    ...(isStream(app) ? { callbackType: 'STREAM' } : { callbackType: 'HTTP', callbackRouteKey: routeKeyOf(app) }),
    imRobotOpenSpaceModel: { supportForward: false },
    imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: robotCodeOf(app) },
  };
  const called = await callDingtalk(app, `${INSTANCES}/createAndDeliver`, body, options);
  const refusal = refusalOf(called);
  if (refusal === null) return resultOf(called, message.id, new Date());
  await options.detours.mark({ kind: app.kind, way: WAY, userId: refusal.isPersonal ? userId : null, words: refusal.words }, CLOSED_MS);
  return null;
}

/** The buttons go; `done` tells who did what and when. */
export async function settleCard(app: PlatformApp, { code, words }: PressedCard, options: AppOptions): Promise<SendResult> {
  const gone = [1, 2, 3].flatMap((number) => [
    [`button${number}`, ''],
    [`key${number}`, ''],
  ]);
  const cardData = { cardParamMap: { done: words, ...Object.fromEntries(gone) } };
  const body = { outTrackId: code, cardData, cardUpdateOptions: { updateCardDataByKey: true } };
  return resultOf(await callDingtalk(app, INSTANCES, body, options, 'PUT'), code, new Date());
}

/** Tells the platform where a press is to be brought; null: done, else why not. */
export async function registerCallback(app: PlatformApp, url: string, options: AppOptions): Promise<string | null> {
  const body = { callbackRouteKey: routeKeyOf(app), callbackUrl: url, forceUpdate: true };
  const called = await callDingtalk(app, '/v1.0/card/callbacks/register', body, options);
  const result = resultOf(called, '', new Date());
  return result.kind === 'sent' ? null : result.words;
}

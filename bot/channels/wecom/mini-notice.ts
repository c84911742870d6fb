/**
 * WeCom's notice of a mini-program (小程序通知): where the office bound the mini-program, a tap opens the very page inside WeCom. It has
 * no buttons, and its rows are short: what does not fit whole goes as a card. Whatever WeCom has against it, the card goes instead.
 */
import type { Card } from '../../../core/contract/chat.js';
import type { PlatformApp } from '../../services.js';
import type { AppOptions } from '../app-credentials.js';
import type { Member, Message, SendResult } from '../channel.js';
import { reactionTo } from '../reactions.js';
import { WECOM_APP } from './app-answers.js';
import { callWecom } from './app-call.js';
import type { Purpose } from './budget.js';
import { shownOnce } from './shown-once.js';

type Json = Readonly<Record<string, unknown>>;
type Item = { readonly key: string; readonly value: string };

const ROOM = { titleFrom: 4, titleTo: 12, items: 10, key: 10, value: 30, page: 1_024 } as const;
const WAY = 'miniprogram';
export const MINI_WAY_WORDS = { [WAY]: '小程序通知' } as const;
const CLOSED_MS = 24 * 3_600_000;
const PREFIX = 'mini ';

export const isMini = (platformId: string): boolean => platformId.startsWith(PREFIX);
export const miniMessageId = (platformId: string): string => platformId.slice(PREFIX.length);

const lengthOf = (text: string): number => [...text].length;

/** The mini-program has the same pages as the H5. */
const pageOf = (url: string): string | null => /\/#\/(pages\/[a-z-]+\/index(?:\?.*)?)$/.exec(url)?.[1] ?? null;

/** At marks of a sentence, as much in a row as it takes; null where a part has no mark to part it at. */
function rowsOf(words: string): readonly string[] | null {
  const rows: string[] = [];
  for (const part of words.match(/[^，。；：、]+[，。；：、]*/g) ?? []) {
    if (lengthOf(part) > ROOM.value) return null;
    const last = rows.at(-1);
    if (last !== undefined && lengthOf(last + part) <= ROOM.value) rows[rows.length - 1] = last + part;
    else rows.push(part);
  }
  return rows;
}

/** `说明`, and what goes on below it. */
function sayingItems(words: string): readonly Item[] | null {
  return rowsOf(words)?.map((value, index) => ({ key: index === 0 ? '说明' : '（续）', value })) ?? null;
}

function itemsOf({ title, subtitle, lines, foot }: Card): readonly Item[] | null {
  const said = [sayingItems(title), sayingItems(subtitle ?? ''), sayingItems(foot)];
  const [head, under, why] = said;
  if (head === null || head === undefined || under === null || under === undefined || why === null || why === undefined) return null;
  const about = head.map((item, index) => (index === 0 ? { ...item, key: '事项' } : item));
  const items = [...about, ...under, ...lines.map(({ key, value }) => ({ key, value })), ...why];
  return items.length <= ROOM.items && items.every(({ key, value }) => lengthOf(key) <= ROOM.key && lengthOf(value) <= ROOM.value) ? items : null;
}

/** Null: there is no room for all of it, or no page of the mini-program to open. */
export function miniNotice({ short, card }: Pick<Message, 'short' | 'card'>, appId: string): Json | null {
  const [first] = card?.links ?? [];
  if (short === undefined || card === null || card.choose !== undefined || first === undefined) return null;
  const [page, items] = [pageOf(first.url), itemsOf(card)];
  const isTitled = lengthOf(short) >= ROOM.titleFrom && lengthOf(short) <= ROOM.titleTo;
  if (!isTitled || items === null || page === null || Buffer.byteLength(page) > ROOM.page) return null;
  return { appid: appId, page, title: short, emphasis_first_item: false, content_item: items };
}

export const hasMiniProgram = ({ open, sealed }: PlatformApp): boolean =>
  open['miniprogramAppId'] !== undefined && sealed['miniprogramSecret'] !== undefined;

/** Null: it goes as it does without a mini-program. What goes was taken by the token of the mini-program's own application. */
export async function sendMini({ app, userId }: Member, message: Message, purpose: Purpose, options: AppOptions): Promise<SendResult | null> {
  const notice = hasMiniProgram(app) ? miniNotice(message, app.open['miniprogramAppId'] ?? '') : null;
  if (notice === null || (await options.detours.of(app.kind, userId)).some(({ way }) => way === WAY)) return null;
  const body = { touser: userId, msgtype: 'miniprogram_notice', miniprogram_notice: notice, ...shownOnce(purpose) };
  const called = await callWecom(app, { path: '/cgi-bin/message/send', body, credential: 'miniprogramSecret' }, options);
  const result = called.kind === 'failed' ? called.result : reactionTo(WECOM_APP, called.exchange);
  if (result.kind === 'sent') return result.platformId === null ? result : { ...result, platformId: `${PREFIX}${result.platformId}` };
  if (result.kind !== 'refused') return result;
  const whose = result.stops === 'target' ? userId : null;
  await options.detours.mark({ kind: app.kind, way: WAY, userId: whose, words: result.words }, CLOSED_MS);
  return null;
}

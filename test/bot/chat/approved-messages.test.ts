/** Every kind of message as its reader gets it, read once by somebody and kept: whoever changes a word reads what becomes of it. */
import { oneToOneBody } from '../../../bot/channels/dingtalk/app-message.js';
import { noticeBody } from '../../../bot/channels/dingtalk/work-notice.js';
import { appMessageBody } from '../../../bot/channels/wecom/app-card.js';
import { dingtalkBody } from '../../../bot/channels/dingtalk/group-robot.js';
import { wecomBody } from '../../../bot/channels/wecom/group-robot.js';
import { miniNotice } from '../../../bot/channels/wecom/mini-notice.js';
import type { MessageWords } from '../../../bot/services.js';
import { cardWords, expectApproved } from '../../support/approved.js';
import { cardFault } from '../../support/fake-wecom-card.js';
import type { Scene } from './scene.js';
import { allScenes } from './scenes.js';

type Json = Readonly<Record<string, unknown>>;

/** Words alone: what is left when places and marks are taken out. */
const bare = (text: string): string =>
  text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/https?:\S+/g, '')
    .replaceAll(/[#>*（）：\s]|【督办】|督办 ·/g, '')
    .replaceAll(/[＃－（）“”。]/g, '');

const id = 'm'.repeat(24);

/** How each channel brings it to a person. */
function formsOf(message: MessageWords): string {
  const whole = { id, ...message };
  const wecom = appMessageBody(whole, { userId: 'HeJun', agentId: '1000002', isReceiving: true, purpose: 'message' });
  const card = wecom['template_card'] as Json | undefined;
  const mini = miniNotice(whole, 'wx0123456789abcdef');
  const robot = oneToOneBody(whole, '016422', 'dingrobot') as { readonly msgKey: string };
  const { msg } = noticeBody(whole, '016422', '1000') as { readonly msg: Json };
  return [
    `企业微信应用：${card === undefined ? String(wecom['msgtype']) : String(card['card_type'])}`,
    `小程序通知：${mini === null ? '—' : String(mini['title'])}`,
    `钉钉机器人：${robot.msgKey}`,
    `工作通知：${String(msg['msgtype'])}${Buffer.byteLength(JSON.stringify(msg)) > 2_048 ? ' 太长' : ''}`,
  ].join('；');
}

/** What a group reads of its robot; where people are named, on both platforms. */
function inGroup(message: MessageWords): readonly string[] {
  const whole = { id, ...message };
  const wecom = `—— 群机器人\n${contentOf(wecomBody(whole))}`;
  return message.mentions === undefined ? [wecom] : [wecom, `—— 钉钉群机器人\n${contentOf(dingtalkBody(whole))}`];
}

/** Markdown or text, or what it carries instead. */
function contentOf(body: Json): string {
  const said = body[String(body['msgtype'])] as { readonly content?: string; readonly text?: string };
  return said.content ?? said.text ?? `（${String(body['msgtype'])}）`;
}

function passage({ name, to, message }: Scene): readonly [string, string] {
  const { card, text, title, short } = message;
  const isCut = card === null || JSON.stringify([card.title, card.lines]).includes('…');
  const parts = [
    ...(card === null ? [] : [cardWords(card)]),
    // A card says the same; where something of it is cut, or where a group reads no card, the words count.
    ...(isCut ? [`—— 文字\n${text}`] : []),
    ...(to === 'person' ? [`—— ${formsOf(message)}`] : inGroup(message)),
    `—— 会话列表：${title}${short === undefined ? '' : `；小程序通知标题：${short}`}`,
  ];
  return [name, parts.join('\n')];
}

const scenes = allScenes();

test('reads as somebody approved it', () => {
  expectApproved('messages', '各种消息（按读者看到的样子）', scenes.map(passage));
});

/** No code, no English, no word from our machine room. */
const FOREIGN = /[A-Za-z]+/g;
const KNOWN = /^(T\d+|Word|Secret|duban|test)$/;

test.each(scenes.map((scene) => [scene.name, scene] as const))('%s keeps every platform’s room and the reader’s language', (_name, { message }) => {
  const { card, text, markdown, short } = message;
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_048);
  expect(Buffer.byteLength(markdown ?? '')).toBeLessThanOrEqual(4_096);
  if (short !== undefined) expect([...short].length >= 4 && [...short].length <= 12).toBe(true);
  const words = [
    text,
    markdown ?? '',
    JSON.stringify([card?.title ?? '', card?.subtitle ?? '', card?.lines.map(({ key, value }) => [key, value]) ?? [], card?.foot ?? '']),
  ];
  const foreign = words.flatMap((one) => bareOfPlaces(one).match(FOREIGN) ?? []).filter((word) => !KNOWN.test(word));
  expect(foreign).toEqual([]);
  expect(words.join('')).not.toMatch(/undefined|null|NaN|\[object|，，|。。|；；|：：|！|确定/);
  if (card === null) return;
  const body = appMessageBody({ id, ...message }, { userId: 'HeJun', agentId: '1000002', isReceiving: true, purpose: 'message' });
  if (body['msgtype'] === 'template_card') expect(cardFault(body['template_card'] as Json)).toBeNull();
  if (markdown !== null && card.lines.length < 6) expect(bare(markdown)).toContain(bare(card.foot));
});

function bareOfPlaces(text: string): string {
  return text.replaceAll(/https?:[^\s")\]]+/g, '').replaceAll(/T\d+/g, '');
}

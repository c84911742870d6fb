/** What DingTalk's robot is given to say to one person: one sure button, links in the text, `msgParam` within its bytes. */
import type { Message } from '../../../bot/channels/channel.js';
import { oneToOneBody } from '../../../bot/channels/dingtalk/app-message.js';

const message = (facts: Partial<Message>): Message => ({ id: 'm', title: '2 项任务逾期', text: '纯文字', markdown: null, card: null, ...facts });
const url = (page: string) => `http://localhost:3000/#/pages/${page}/index`;
const card = (links: readonly string[]): Message['card'] => ({
  ...{ source: '督办', title: '2 项任务逾期', subtitle: null, lines: [], foot: '' },
  links: links.map((page) => ({ words: page, url: url(page) })),
});
const bodyOf = (facts: Partial<Message>) => {
  const { msgParam, ...rest } = oneToOneBody(message(facts), '016422', 'dingrobot');
  return { ...rest, msgParam: String(msgParam), param: JSON.parse(String(msgParam)) as Record<string, string> };
};

test('a card has one button, which leads to the first of its places; the others stay links in the text', () => {
  const markdown = `### 督办\n[去审核](${url('review')})　[查看](${url('my')})`;
  expect(bodyOf({ markdown, card: card(['review', 'my']) })).toMatchObject({
    robotCode: 'dingrobot',
    userIds: ['016422'],
    msgKey: 'sampleActionCard',
    param: { title: '2 项任务逾期', text: markdown.replace('\n', '  \n'), singleTitle: 'review', singleURL: url('review') },
  });
});

test('without a place it is markdown, without markdown it is text', () => {
  expect(bodyOf({ markdown: '### 督办', card: card([]) })).toMatchObject({
    msgKey: 'sampleMarkdown',
    param: { title: '2 项任务逾期', text: '### 督办' },
  });
  expect(bodyOf({})).toMatchObject({ msgKey: 'sampleText', param: { content: '纯文字' } });
});

test.each([
  ['quotation marks', '"'.repeat(40)],
  ['backslashes', '\\'.repeat(40)],
  ['Chinese', '督'.repeat(40)],
  ['short lines', 'x'],
  ['what JSON writes as six bytes', '\u0001'.repeat(40)],
])('with %s it keeps 15,000 bytes of JSON, fills most of them, and ends with its link', (_name, line) => {
  const markdown = [...Array.from({ length: 9_000 }, () => line), `[查看](${url('my')})`].join('\n');
  const { msgParam, param } = bodyOf({ markdown, card: card(['my']) });
  expect(Buffer.byteLength(msgParam)).toBeLessThanOrEqual(15_000);
  expect(Buffer.byteLength(msgParam)).toBeGreaterThan(7_000);
  expect(param['text']?.endsWith(`[查看](${url('my')})`)).toBe(true);
});

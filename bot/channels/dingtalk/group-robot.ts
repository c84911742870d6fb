/** DingTalk's custom group robot: signed, markdown with a title. */
import type { Message, RobotChannel } from '../channel.js';
import { type Exchange, type Patience, postJson } from '../http-json.js';
import { type Calling, mentionedIds, withMentions } from '../mentions.js';
import { robotChannel, type RobotOptions } from '../robot-channel.js';
import { DINGTALK, isOldSignature } from './answers.js';
import { shortTitle, withHardBreaks } from './markdown.js';
import { signed } from './sign.js';

/** 20,000 bytes a request are often quoted; JSON doubles a line break and a quotation mark. */
const MAX_BYTES = 15_000;
/** A robot guarded by keywords takes only messages that hold one: ours is always there. */
const KEYWORD = '督办';

const withKeyword = (text: string): string => (text.includes(KEYWORD) ? text : `【${KEYWORD}】${text}`);

/** Shown only where the words hold it as well as the list beside them. */
const CALLING: Calling = { account: 'dingtalkUserId', written: (id) => `@${id}` };

export function dingtalkBody({ title, markdown, text, mentions }: Message): Readonly<Record<string, unknown>> {
  const ids = mentionedIds(mentions, CALLING.account);
  const at = ids.length === 0 ? {} : { at: { atUserIds: ids, isAtAll: false } };
  const content = (words: string): string => withMentions(withKeyword(words), mentions, MAX_BYTES, CALLING);
  if (markdown === null) return { msgtype: 'text', text: { content: content(text) }, ...at };
  return { msgtype: 'markdown', markdown: { title: shortTitle(title), text: content(withHardBreaks(markdown)) }, ...at };
}

/** A signature too old is made anew, once, with the platform's own time. */
async function post(address: URL, secret: string | null, message: Message, patience: Patience): Promise<Exchange> {
  const body = dingtalkBody(message);
  const first = await postJson(signed(address, secret, Date.now()), body, patience);
  if (secret === null || first.kind !== 'answered' || !isOldSignature(first.json)) return first;
  return postJson(signed(address, secret, first.at?.getTime() ?? Date.now()), body, patience);
}

export const dingtalkGroupRobot = (options: RobotOptions): RobotChannel =>
  robotChannel(
    {
      kind: 'dingtalk',
      maxBytes: MAX_BYTES,
      carries: [],
      platform: DINGTALK,
      shape: {
        platform: '钉钉',
        host: 'oapi.dingtalk.com',
        path: '/robot/send',
        key: 'access_token',
        example: 'https://oapi.dingtalk.com/robot/send',
      },
      secretFaults: (secret) =>
        secret === null || /^SEC[0-9A-Za-z]{1,128}$/.test(secret)
          ? []
          : [{ place: '加签密钥', message: '要以 SEC 开头，后面只有字母和数字。请在机器人“安全设置”的“加签”里完整复制。' }],
      post,
    },
    options,
  );

/** WeCom's group robot (消息推送, formerly 群机器人): markdown of at most 4096 bytes or text of at most 2048. */
import { createHash } from 'node:crypto';
import type { Message, RobotChannel } from '../channel.js';
import { type Exchange, type Patience, postFile, postJson } from '../http-json.js';
import { type Calling, withMentions } from '../mentions.js';
import { robotChannel, type RobotOptions } from '../robot-channel.js';
import { WECOM } from './answers.js';

const MARKDOWN_BYTES = 4096;
const TEXT_BYTES = 2048;

/** `<@id>` would mention somebody: what people typed must not. */
export const withoutMentions = (text: string): string => text.replaceAll('<@', '＜@');

/** At most 2 MB; ours are far below. */
const image = (picture: Buffer) => ({ base64: picture.toString('base64'), md5: createHash('md5').update(picture).digest('hex') });

/**
 * A file is left with the robot first, for three days, and then shown. What was lost on that way was shown to nobody, so it counts as
 * not sent; a refusal of the file is the answer to the message.
 */
async function postDocument(address: URL, file: NonNullable<Message['file']>, patience: Patience): Promise<Exchange> {
  const upload = new URL(address);
  upload.pathname = upload.pathname.replace(/send$/, 'upload_media');
  upload.searchParams.set('type', 'file');
  const left = await postFile(upload, 'media', file, patience);
  if (left.kind !== 'answered') return { kind: 'unsent', code: left.code };
  const { errcode, media_id: mediaId } = left.json ?? {};
  if (left.status >= 400 || left.isHtml || (typeof errcode === 'number' && errcode !== 0)) return left;
  if (typeof mediaId !== 'string') return { kind: 'unsent', code: 'EPROTO' };
  return postJson(address, { msgtype: 'file', file: { media_id: mediaId } }, patience);
}

/** Inside the content, which text and markdown have alike; a list beside it markdown does not know. */
const CALLING: Calling = { account: 'wecomUserId', written: (id) => `<@${id}>` };

export function wecomBody({ markdown, text, picture, mentions }: Message): Readonly<Record<string, unknown>> {
  if (picture !== undefined) return { msgtype: 'image', image: image(picture) };
  const content = (words: string, most: number): string => withMentions(withoutMentions(words), mentions, most, CALLING);
  return markdown === null
    ? { msgtype: 'text', text: { content: content(text, TEXT_BYTES) } }
    : { msgtype: 'markdown', markdown: { content: content(markdown, MARKDOWN_BYTES) } };
}

export const wecomGroupRobot = (options: RobotOptions): RobotChannel =>
  robotChannel(
    {
      kind: 'wecom',
      maxBytes: MARKDOWN_BYTES,
      carries: ['picture', 'file'],
      platform: WECOM,
      shape: {
        platform: '企业微信',
        host: 'qyapi.weixin.qq.com',
        path: '/cgi-bin/webhook/send',
        key: 'key',
        example: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send',
      },
      secretFaults: (secret) => (secret === null ? [] : [{ place: '加签密钥', message: '企业微信的机器人没有加签，请留空。' }]),
      post: (address, _secret, message, patience) =>
        message.file === undefined ? postJson(address, wecomBody(message), patience) : postDocument(address, message.file, patience),
    },
    options,
  );

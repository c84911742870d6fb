/** WeCom's group robot (消息推送, formerly 群机器人): markdown of at most 4096 bytes or text of at most 2048. */
import { createHash } from 'node:crypto';
import type { Message, RobotChannel } from '../channel.js';
import { fitLines } from '../fit-lines.js';
import { postJson } from '../http-json.js';
import { robotChannel, type RobotOptions } from '../robot-channel.js';
import { WECOM } from './answers.js';

const MARKDOWN_BYTES = 4096;
const TEXT_BYTES = 2048;

/** `<@id>` would mention somebody: what people typed must not. */
export const withoutMentions = (text: string): string => text.replaceAll('<@', '＜@');

/** At most 2 MB; ours are far below. */
const image = (picture: Buffer) => ({ base64: picture.toString('base64'), md5: createHash('md5').update(picture).digest('hex') });

export function wecomBody({ markdown, text, picture }: Message): Readonly<Record<string, unknown>> {
  if (picture !== undefined) return { msgtype: 'image', image: image(picture) };
  return markdown === null
    ? { msgtype: 'text', text: { content: fitLines(withoutMentions(text), TEXT_BYTES) } }
    : { msgtype: 'markdown', markdown: { content: fitLines(withoutMentions(markdown), MARKDOWN_BYTES) } };
}

export const wecomGroupRobot = (options: RobotOptions): RobotChannel =>
  robotChannel(
    {
      kind: 'wecom',
      maxBytes: MARKDOWN_BYTES,
      platform: WECOM,
      shape: {
        platform: '企业微信',
        host: 'qyapi.weixin.qq.com',
        path: '/cgi-bin/webhook/send',
        key: 'key',
        example: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send',
      },
      secretFaults: (secret) => (secret === null ? [] : [{ place: '加签密钥', message: '企业微信的机器人没有加签，请留空。' }]),
      post: (address, _secret, message, patience) => postJson(address, wecomBody(message), patience),
    },
    options,
  );

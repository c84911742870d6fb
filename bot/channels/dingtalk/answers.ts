/** DingTalk's error codes: the one table. Four codes mean "too fast", and 310000 has four causes told apart by its text alone. */
import type { Platform, Row } from '../reactions.js';

const RESUME = '改好后点“发一条测试消息”恢复。';
const READD = '请在钉钉群“群设置”→“机器人”里重新添加自定义机器人，复制新的 Webhook 地址，在这里重新添加。';
const BAN_MS = 10 * 60_000 + 5_000;
const PAGE_BAN_MS = 5 * 60_000 + 5_000;

const config = (words: string): Row => ({ codes: [310000], class: 'config', words });

/** The text may have ` more: [link]` behind it. */
function securityCause(message: string): Row {
  if (/keyword/i.test(message)) {
    return config(`机器人开了“自定义关键词”，消息里没有它要的词。请在机器人的“安全设置”里把关键词设为“督办”，或改用“加签”。${RESUME}`);
  }
  if (/timestamp/i.test(message)) {
    return config(`“加签”的时间没有通过。没有填加签密钥的，请重新添加机器人并填上；已经填了的，请校准服务器时间。${RESUME}`);
  }
  if (/sign/i.test(message)) {
    return config('加签密钥不对或没有填写。请在机器人的“安全设置”→“加签”里复制以 SEC 开头的密钥，在这里重新添加机器人。');
  }
  if (/whitelist|\bip\b/i.test(message)) {
    return config(`服务器的 IP 不在机器人的“IP 地址（段）”白名单里。请在机器人的“安全设置”里加上服务器的出口 IP。${RESUME}`);
  }
  return config(`机器人的“安全设置”（加签、自定义关键词、IP 地址段）没有通过。请逐项核对。${RESUME}`);
}

export const DINGTALK: Platform = {
  name: '钉钉',
  noun: '机器人',
  resume: '点“发一条测试消息”',
  rows: [
    { codes: [-1], class: 'busy', words: '钉钉系统繁忙，系统会自动重发。' },
    { codes: [90002, 143103, 143104], class: 'overloaded', words: '钉钉接口暂时限流，系统会自动重发。' },
    { codes: [130101, 410100, 302033, 660026], class: 'rate', waitMs: BAN_MS, words: '发送过快，钉钉让这个机器人停发十分钟，之后自动继续。' },
    { codes: [90018, 90019], class: 'rate', waitMs: 1_500, words: '钉钉接口调用过快，稍后自动继续。' },
    { codes: [90020, 143105], class: 'quota', words: `本月的钉钉接口调用次数已用完。请钉钉管理员升级版本或等下月恢复。${RESUME}` },
    { codes: [40014, 42001, 33012, 88], class: 'token', words: `钉钉不认这个机器人的凭证。${READD}` },
    { codes: [300001, 300005], class: 'target', words: `机器人已被移出群聊，或地址已失效。${READD}` },
    { codes: [400013], class: 'target', words: '群聊已解散。请为新的群添加机器人。' },
    { codes: [400101], class: 'target', words: `机器人地址不完整。${READD}` },
    { codes: [400102], class: 'target', words: `机器人已停用。请在钉钉群“群设置”→“机器人”里启用。${RESUME}` },
    { codes: [400106], class: 'target', words: `机器人已被移出群聊。${READD}` },
    {
      codes: [40035, 43004, 400105, 430101, 430102, 430103, 430104, 1430002],
      class: 'content',
      words: '钉钉不接受这条消息的内容，没有发出。请在消息预览或任务页查看原文，并告知系统管理员。',
    },
    { codes: [143106], class: 'done', words: '' },
  ],
  special: (json) => {
    const code = Number(json['errcode']);
    if (code === 310000) return securityCause(String(json['errmsg'] ?? ''));
    // The ban of a whole IP address has no error code: {"status":1111,"wait":5,"punish":"deny",…}
    if (json['errcode'] === undefined && json['punish'] === 'deny') return DINGTALK.page;
    return null;
  },
  page: { codes: [], class: 'rate', waitMs: PAGE_BAN_MS, words: '钉钉暂时拒绝了这台服务器的访问，约五分钟后自动继续。' },
};

/** A clock too far off: signed again with the platform's own time it may pass. */
export const isOldSignature = (json: Readonly<Record<string, unknown>> | null): boolean =>
  json !== null && Number(json['errcode']) === 310000 && /timestamp/i.test(String(json['errmsg'] ?? ''));

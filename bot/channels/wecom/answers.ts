/** WeCom's error codes: the one table, after the vendor's list of global error codes and what robots are seen to answer. */
import type { Platform } from '../reactions.js';

const READD = '请在企业微信群右上角“…”→“消息推送”（旧版叫“群机器人”）里重新添加，复制新的 Webhook 地址，在这里重新添加机器人。';

export const WECOM: Platform = {
  name: '企业微信',
  noun: '机器人',
  resume: '点“发一条测试消息”',
  rows: [
    { codes: [-1], class: 'busy', words: '企业微信系统繁忙，系统会自动重发。' },
    { codes: [45033], class: 'overloaded', words: '企业微信同时收到的请求过多，系统会自动重发。' },
    { codes: [45009], class: 'rate', waitMs: 61_000, words: '这个机器人一分钟内发满了 20 条，约一分钟后自动继续。' },
    { codes: [40014, 42001, 41001], class: 'token', words: `企业微信不认这个机器人的凭证。${READD}` },
    {
      codes: [40001, 40013, 40091, 60020, 48002, 50003, 301002, 40056, 43012, 60011],
      class: 'config',
      words: '企业微信拒绝了这次调用，可能是权限或 IP 白名单的设置问题。请企业微信管理员检查设置，然后点“发一条测试消息”恢复。',
    },
    { codes: [93000], class: 'target', words: `机器人已被移出群聊，或地址已失效。${READD}` },
    { codes: [93004], class: 'target', words: '机器人已被停用。请群主或企业微信管理员重新启用，然后点“发一条测试消息”恢复。' },
    { codes: [93006, 93008, 81013, 60111, 40003, 46004, 86003, 86008], class: 'target', words: `机器人所在的群聊已不可用。${READD}` },
    {
      codes: [40004, 40006, 44001, 40008, 40058, 44004, 45002, 93017, 40007, 90201, 90202, 90203, 90204, 85002],
      class: 'content',
      words: '企业微信不接受这条消息的内容，没有发出。请在消息预览或任务页查看原文，并告知系统管理员。',
    },
    { codes: [42014], class: 'done', words: '' },
  ],
  special: () => null,
  page: { codes: [], class: 'overloaded', words: '企业微信返回了网页而不是结果，系统会自动重发。请检查服务器的上网代理。' },
};

/** WeCom's error codes as an application meets them: the one table, with the remedy in the console's own menu words. */
import type { Platform, Row } from '../reactions.js';

const CHECK = '改好后在“接入”里点“检查连接”恢复。';
const APP = '企业微信管理后台“应用管理”里的督办应用';
const VISIBLE = `请在${APP}，把这个人加入“可见范围”；已离职或换了账号的，请在“人员”里改正企业微信账号。`;

const target = (words: string): Row => ({ codes: [], class: 'target', words });

/** The address from which the platform saw us call: what belongs into the list of trusted addresses. */
const seenFrom = (json: Readonly<Record<string, unknown>>): string => {
  const found = /from ip: ((?:\d{1,3}\.){3}\d{1,3}|[0-9a-f:]{3,39})/i.exec(String(json['errmsg'] ?? ''));
  return found === null ? '服务器的出口 IP' : `服务器的出口 IP ${found[1]}`;
};

const isSome = (list: unknown): boolean => typeof list === 'string' && list !== '';

export const WECOM_APP: Platform = {
  name: '企业微信',
  noun: '应用',
  resume: '在“接入”里点“检查连接”',
  rows: [
    { codes: [-1], class: 'busy', words: '企业微信系统繁忙，系统会自动重发。' },
    { codes: [45033], class: 'overloaded', words: '企业微信同时收到的请求过多，系统会自动重发。' },
    { codes: [45009], class: 'rate', waitMs: 61_000, words: '督办应用的调用次数到了企业微信的上限，约一分钟后自动再试。' },
    { codes: [40014, 42001, 41001], class: 'token', words: `企业微信不认换取的访问凭证。请核对企业 ID 和 Secret。${CHECK}` },
    { codes: [40001, 40091, 41004], class: 'config', words: `Secret 不对或应用已停用。请在${APP}，点“Secret”右边的“查看”，重新填写。${CHECK}` },
    { codes: [40013, 41002], class: 'config', words: `企业 ID 不对。请在企业微信管理后台“我的企业”→“企业信息”最下面复制“企业ID”。${CHECK}` },
    { codes: [40056, 301002], class: 'config', words: `AgentId 与 Secret 不是同一个应用的。请在${APP}里一起复制“AgentId”和“Secret”。${CHECK}` },
    { codes: [50003], class: 'config', words: `督办应用已停用。请在${APP}里点“启用”。${CHECK}` },
    {
      codes: [43012],
      class: 'config',
      words: `应用还没有配置接收消息的地址，带按钮的卡片发不出去。请在${APP}的“接收消息”→“设置API接收”里配置。${CHECK}`,
    },
    {
      codes: [48002, 60011],
      class: 'config',
      words: `督办应用没有这项权限。请企业微信管理员在${APP}里核对“可见范围”和接口权限。${CHECK}`,
    },
    { codes: [81013, 60111, 40003, 46004], class: 'target', words: `企业微信里没有这个账号，或督办应用对此人不可见。${VISIBLE}` },
    {
      codes: [40008, 40058, 44004, 45002, 93017, 40007, 82001, 85002, 90201, 90202, 90203, 90204, 42017, 42018],
      class: 'content',
      words: '企业微信不接受这条消息的内容，没有发出。请在消息预览或任务页查看原文，并告知系统管理员。',
    },
    {
      codes: [90200, 90206, 90207],
      class: 'config',
      words: `小程序的 AppID 不对，或小程序没有关联到企业微信。请在企业微信管理后台“应用管理”→“小程序”里关联督办小程序，并核对“接入”里的 AppID 和 Secret。${CHECK}`,
    },
    { codes: [42014], class: 'done', words: '' },
  ],
  // Errors are told apart by code alone; the text is read only for what no code says: our own address.
  special: (json) => {
    const code = Number(json['errcode']);
    if (code === 60020) {
      const where = `${APP}最下面的“企业可信IP”→“配置”`;
      return { codes: [60020], class: 'config', words: `${seenFrom(json)} 不在可信 IP 里。请在${where}里加上它，约一分钟后生效。${CHECK}` };
    }
    if (code !== 0) return null;
    // One receiver a message: a list that is not empty names them. Ids come back in small letters, so they are not compared.
    if (isSome(json['invaliduser'])) return target(`企业微信里没有这个账号，或督办应用对此人不可见。${VISIBLE}`);
    if (isSome(json['unlicenseduser'])) {
      return target('这个人没有企业微信的接口许可，收不到应用消息。请企业微信管理员在“应用管理”→“接口调用许可”里激活。');
    }
    return null;
  },
  page: { codes: [], class: 'overloaded', words: '企业微信返回了网页而不是结果，系统会自动重发。请检查服务器的上网代理。' },
};

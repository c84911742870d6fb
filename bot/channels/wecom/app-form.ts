/** What the office fills in to connect WeCom's application, and what is wrong with it. Calls nobody. */
import type { Fault } from '../../../core/refusal.js';
import type { FormField, ReadForm } from '../channel.js';
import { USUAL_ACCOUNTS } from './budget.js';
import { baseField, field, formOf, OPTIONAL, readForm, type Rule, SECRET } from '../connection-form.js';

export const WECOM_API = 'https://qyapi.weixin.qq.com';
/** Where a browser inside WeCom is told who holds it. */
export const WECOM_LOGIN = 'https://open.weixin.qq.com';

/** Of the smart bot's line: the same host by WebSocket. */
export const WECOM_BOT = 'https://openws.work.weixin.qq.com';

const APP = '企业微信管理后台“应用管理”→督办应用（自建）';

const RULES: readonly Rule[] = [
  field('corpId', '企业 ID', '企业微信管理后台“我的企业”→“企业信息”最下面。', /^w[0-9A-Za-z]{10,40}$/, '应以 ww 开头，只含字母和数字。'),
  field('agentId', 'AgentId', `${APP}的第一屏。`, /^\d{4,12}$/, '应是一串数字，如 1000002。'),
  field('secret', 'Secret', `${APP}的第一屏，点“查看”后在企业微信里收到。`, /^[0-9A-Za-z_-]{20,100}$/, '应是 43 个字母、数字和短横。', SECRET),
  field('token', '接收消息的 Token', `${APP}→“接收消息”→“设置API接收”，点“随机获取”。`, /^[0-9A-Za-z]{3,32}$/, '应是 3 到 32 个字母或数字。', {
    ...SECRET,
    ...OPTIONAL,
  }),
  field('aesKey', 'EncodingAESKey', '同一页的第二项，点“随机获取”。', /^[0-9A-Za-z]{43}$/, '应是 43 个字母或数字。', { ...SECRET, ...OPTIONAL }),
  field(
    'directorySecret',
    '通讯录同步的 Secret',
    '企业微信管理后台“管理工具”→“通讯录同步”。只用来按姓名匹配账号，可以不填。',
    /^[0-9A-Za-z_-]{20,100}$/,
    '应是 43 个字母、数字和短横。',
    { ...SECRET, ...OPTIONAL },
  ),
  field(
    'botId',
    '智能机器人的 Bot ID',
    '企业微信“工作台”→“智能机器人”→创建→“API 模式”→“使用长连接”。要在群里@督办、或没有公网地址时才填。',
    /^[0-9A-Za-z_-]{8,100}$/,
    '应只含字母、数字和短横。',
    OPTIONAL,
  ),
  field('botSecret', '智能机器人的 Secret', '同一页，Bot ID 的下面。', /^[0-9A-Za-z_-]{16,200}$/, '应只含字母、数字和短横。', {
    ...SECRET,
    ...OPTIONAL,
  }),
  field(
    'miniprogramAppId',
    '小程序的 AppID',
    '微信公众平台（mp.weixin.qq.com）“开发管理”→“开发设置”里督办小程序的 AppID。填了以后，没有按钮的提醒点开就是小程序里的那一页，可以不填。',
    /^wx[0-9a-z]{16}$/,
    '应以 wx 开头，后面 16 个字母或数字。',
    OPTIONAL,
  ),
  field(
    'miniprogramSecret',
    '小程序的 Secret',
    '企业微信管理后台“应用管理”→“小程序”→已关联的督办小程序。用来在小程序里免登录、发小程序通知，可以不填。',
    /^[0-9A-Za-z_-]{20,100}$/,
    '应是 43 个字母、数字和短横。',
    { ...SECRET, ...OPTIONAL },
  ),
  field(
    'accounts',
    '账号上限',
    `企业微信里全单位最多可以有多少个账号；督办应用每天最多发这个数的 200 倍。不填按 ${USUAL_ACCOUNTS} 个计，通常够用。`,
    /^[1-9]\d{0,6}$/,
    '应是一个整数。',
    OPTIONAL,
  ),
  baseField('baseUrl', '接口地址', `一般不填，默认 ${WECOM_API}；私有化部署填自己的地址。`, WECOM_API),
  baseField('botBaseUrl', '智能机器人的地址', `一般不填，默认 ${WECOM_BOT}；私有化部署填自己的地址。`, WECOM_BOT),
  baseField('loginUrl', '登录页地址', `一般不填，默认 ${WECOM_LOGIN}；私有化部署填自己的地址。`, WECOM_LOGIN),
];

export const WECOM_FORM: readonly FormField[] = formOf(RULES);

const notFilled = (place: string): Fault => ({ place, message: '没有填写。这两项要一起填，或都不填。' });

/** Each way of receiving needs both its halves; the secret of a bot that was taken out may stay. */
function halfFaults(has: (name: string) => boolean): readonly Fault[] {
  const receiving = has('token') === has('aesKey') ? [] : [notFilled(has('token') ? 'EncodingAESKey' : '接收消息的 Token')];
  const mini = has('miniprogramAppId') && !has('miniprogramSecret') ? [notFilled('小程序的 Secret')] : [];
  return [...receiving, ...mini, ...(has('botId') && !has('botSecret') ? [notFilled('智能机器人的 Secret')] : [])];
}

/** `kept`: secrets that stay where nothing is given. The bot's address says nothing without a bot. */
export function readWecomForm(given: Readonly<Record<string, string>>, kept: readonly string[], allowedHosts: readonly string[]): ReadForm {
  const read = readForm(RULES, given, kept, allowedHosts, halfFaults);
  if (!('open' in read) || read.open['botId'] !== undefined) return read;
  const { botBaseUrl: _none, ...open } = read.open;
  return { ...read, open };
}

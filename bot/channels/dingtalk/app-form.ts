/** What the office fills in to connect DingTalk's robot, in the words of its 开放平台. Calls nobody. */
import type { WayName } from './ways.js';
import type { PlatformApp } from '../../services.js';
import type { FormField, ReadForm } from '../channel.js';
import { USUAL_CALLS } from './budget.js';
import { baseField, choiceField, field, formOf, OPTIONAL, readForm, type Rule, SECRET } from '../connection-form.js';

export const DINGTALK_API = 'https://api.dingtalk.com';
/** The older host: signing in, and where a robot's answer goes. */
export const DINGTALK_OLD_API = 'https://oapi.dingtalk.com';

const APP = '钉钉开放平台“应用开发”→督办应用（企业内部应用）';
const ADDRESS = '一般不填，默认';

const RULES: readonly Rule[] = [
  field('appKey', 'Client ID', `${APP}→“凭证与基础信息”，原名 AppKey。`, /^[0-9A-Za-z]{8,64}$/, '应以 ding 开头，只含字母和数字。'),
  field('appSecret', 'Client Secret', '同一页，原名 AppSecret。', /^[0-9A-Za-z_-]{20,128}$/, '应是 64 个字母、数字和短横。', SECRET),
  field('robotCode', 'RobotCode', `${APP}→“机器人”。通常与 Client ID 相同，可以不填。`, /^[0-9A-Za-z_-]{4,64}$/, '应只含字母和数字。', OPTIONAL),
  choiceField('personalBy', '发给个人的方式', '一般选机器人单聊；机器人发不到的单位选工作通知。', [
    { value: 'robot', words: '机器人单聊' },
    { value: 'notice', words: '工作通知' },
  ]),
  field(
    'agentId',
    'AgentId',
    `${APP}→“凭证与基础信息”。选工作通知时要填；填了以后，两种方式有一种被钉钉拒绝时自动改用另一种。`,
    /^\d{4,20}$/,
    '应是一串数字。',
    OPTIONAL,
  ),
  choiceField('receiving', '收消息的方式', '督办应用“机器人”→“消息接收模式”，两边选一样的。没有公网地址的，选 Stream 模式。', [
    { value: 'http', words: 'HTTP 模式：钉钉访问本系统' },
    { value: 'stream', words: 'Stream 模式：本系统连到钉钉' },
  ]),
  field(
    'cardTemplateId',
    '互动卡片的模板 ID',
    '钉钉“卡片平台”里按说明建好、关联督办应用的模板，形如 xxxx.schema。不填时卡片上只有链接，没有按钮。',
    /^[0-9A-Za-z._-]{8,100}$/,
    '应只含字母、数字、点和短横。',
    OPTIONAL,
  ),
  field(
    'cardRouteKey',
    '互动卡片回调的 routeKey',
    '一般不填。同一个组织里有几套督办系统时各填各的。收消息用 Stream 模式的不用填。',
    /^[0-9A-Za-z_-]{1,60}$/,
    '应只含字母、数字和短横。',
    OPTIONAL,
  ),
  field(
    'eventToken',
    '事件订阅的签名 token',
    `${APP}→“开发配置”→“事件订阅”，请求网址填本系统网址加 /api/callbacks/dingtalk/events，订阅“通讯录用户增加”“通讯录用户离职”。有人离职时巡察办会知道，可以不填。`,
    /^[0-9A-Za-z]{3,64}$/,
    '应只含字母和数字。',
    { ...SECRET, ...OPTIONAL },
  ),
  field('eventAesKey', '事件订阅的加密 aes_key', '同一页的第二项。', /^[0-9A-Za-z]{43}$/, '应是 43 个字母或数字。', { ...SECRET, ...OPTIONAL }),
  field(
    'corpId',
    '企业 CorpId',
    '钉钉开放平台首页，您的组织名称旁边。只用来在钉钉里免登录，可以不填。',
    /^ding[0-9A-Za-z]{8,60}$/,
    '应以 ding 开头，只含字母和数字。',
    OPTIONAL,
  ),
  field(
    'monthlyCalls',
    '每月接口调用次数',
    `钉钉管理后台里组织所用版本的额度，标准版是 ${USUAL_CALLS}。不填按 ${USUAL_CALLS} 计；没有上限的填 0。`,
    /^\d{1,9}$/,
    '应是一个整数。',
    OPTIONAL,
  ),
  baseField('baseUrl', '接口地址', `${ADDRESS} ${DINGTALK_API}；专有钉钉填自己的地址。`, DINGTALK_API),
  baseField('oldBaseUrl', '旧版接口地址', `${ADDRESS} ${DINGTALK_OLD_API}；专有钉钉填自己的地址。`, DINGTALK_OLD_API),
];

export const DINGTALK_FORM: readonly FormField[] = formOf(RULES);

/** `kept`: secrets that stay where nothing is given. */
export function readDingtalkForm(given: Readonly<Record<string, string>>, kept: readonly string[], allowedHosts: readonly string[]): ReadForm {
  const isLacking = (given['personalBy'] ?? '').trim() === 'notice';
  return readForm(RULES, given, kept, allowedHosts, (has) => [
    ...(isLacking && !has('agentId') ? [{ place: 'AgentId', message: '没有填写。发工作通知要用它。' }] : []),
    ...(has('eventToken') === has('eventAesKey')
      ? []
      : [
          {
            place: has('eventToken') ? '事件订阅的加密 aes_key' : '事件订阅的签名 token',
            message: '没有填写。这两项要一起填，或都不填。',
          },
        ]),
  ]);
}

export const isStream = ({ open }: Pick<PlatformApp, 'open'>): boolean => open['receiving'] === 'stream';

/** Ways to one person, the one the office chose first; what people say is answered by the robot all the same. */
export function waysOf({ open }: Pick<PlatformApp, 'open'>): readonly WayName[] {
  if (open['personalBy'] === 'notice') return ['notice', 'robot'];
  return open['agentId'] === undefined ? ['robot'] : ['robot', 'notice'];
}

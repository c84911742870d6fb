/** What the office fills in to connect DingTalk's robot, in the words of its 开放平台. Calls nobody. */
import type { FormField, ReadForm } from '../channel.js';
import { baseField, field, formOf, OPTIONAL, readForm, type Rule, SECRET } from '../connection-form.js';

export const DINGTALK_API = 'https://api.dingtalk.com';
/** The older host: signing in, and where a robot's answer goes. */
export const DINGTALK_OLD_API = 'https://oapi.dingtalk.com';

const APP = '钉钉开放平台“应用开发”→督办应用（企业内部应用）';
const ADDRESS = '一般不填，默认';

const RULES: readonly Rule[] = [
  field('appKey', 'Client ID', `${APP}→“凭证与基础信息”，原名 AppKey。`, /^[0-9A-Za-z]{8,64}$/, '应以 ding 开头，只含字母和数字。'),
  field('appSecret', 'Client Secret', '同一页，原名 AppSecret。', /^[0-9A-Za-z_-]{20,128}$/, '应是 64 个字母、数字和短横。', SECRET),
  field('robotCode', 'RobotCode', `${APP}→“机器人”。通常与 Client ID 相同，可以不填。`, /^[0-9A-Za-z_-]{4,64}$/, '应只含字母和数字。', OPTIONAL),
  field(
    'corpId',
    '企业 CorpId',
    '钉钉开放平台首页，您的组织名称旁边。只用来在钉钉里免登录，可以不填。',
    /^ding[0-9A-Za-z]{8,60}$/,
    '应以 ding 开头，只含字母和数字。',
    OPTIONAL,
  ),
  baseField('baseUrl', '接口地址', `${ADDRESS} ${DINGTALK_API}；专有钉钉填自己的地址。`, DINGTALK_API),
  baseField('oldBaseUrl', '旧版接口地址', `${ADDRESS} ${DINGTALK_OLD_API}；专有钉钉填自己的地址。`, DINGTALK_OLD_API),
];

export const DINGTALK_FORM: readonly FormField[] = formOf(RULES);

/** `kept`: secrets that stay where nothing is given. */
export const readDingtalkForm = (given: Readonly<Record<string, string>>, kept: readonly string[], allowedHosts: readonly string[]): ReadForm =>
  readForm(RULES, given, kept, allowedHosts);

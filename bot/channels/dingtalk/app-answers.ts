/**
 * DingTalk's codes as the robot of an application meets them: the one table. The newer API names its failures behind an HTTP
 * status, the older one numbers them behind HTTP 200; both may come from one host. Names tagged [U] are seen in the field only.
 */
import type { Platform, Row } from '../reactions.js';

const CHECK = '改好后在“接入”里点“检查连接”恢复。';
const APP = '钉钉开放平台“应用开发”里的督办应用';
const REPUBLISH = '并在“版本管理与发布”里发布新版本';
const SCOPE = `请在${APP}的“版本管理与发布”里，把这个人加入“可使用范围”；已离职或换了账号的，请在“人员”里改正钉钉账号。`;
const BAN_MS = 10 * 60_000 + 5_000;
const PAGE_BAN_MS = 5 * 60_000 + 5_000;
/** The platform does not say how long it holds one person's messages back. */
const FLOW_MS = 60_000;

const ROWS = {
  missed: { codes: ['staffId.notExisted'], class: 'target', words: `钉钉里没有这个账号，或督办应用对他不可用。${SCOPE}` },
  flow: { codes: [], class: 'overloaded', waitMs: FLOW_MS, words: '这个人收到的机器人消息太多，钉钉暂时限流，系统会自动重发。' },
  token: {
    codes: [40014, 42001, 33012, 'InvalidAuthentication'],
    class: 'token',
    words: `钉钉不认换取的访问凭证。请核对 Client ID 和 Client Secret。${CHECK}`,
  },
  permission: {
    codes: [60011, 'Forbidden.AccessDenied.AccessTokenPermissionDenied'], // [U]
    class: 'config',
    isOfWay: true,
    words: `督办应用没有发消息的权限。请在${APP}的“开发配置”→“权限管理”里搜索“企业内机器人发送消息权限”，点“申请权限”，${REPUBLISH}。${CHECK}`,
  },
  refused: { codes: [88], class: 'config', words: `钉钉拒绝了这次调用。请核对督办应用的凭证、权限和“服务器出口IP”。${CHECK}` },
  quick: { codes: [90018, 90019], class: 'rate', waitMs: 1_500, words: '钉钉接口调用过快，稍后自动继续。' },
  content: {
    codes: [
      ...['invalidParameter.userIds.empty', 'invalidParameter.userIds.overMax', 'invalidParameter.msgKey.empty', 'invalidParameter.msgKey.invalid'],
      ...['invalidParameter.msgParam.invalid', 'invalidParameter.param.invalid', 'template.not.existed', 'template.stopped'],
      ...[40035, 43004, 400105, 430101, 430102, 430103, 430104, 1430002],
    ],
    class: 'content',
    words: '钉钉不接受这条消息的内容，没有发出。请在消息预览或任务页查看原文，并告知系统管理员。',
  },
} satisfies Readonly<Record<string, Row>>;

const PAGE: Row = { codes: [], class: 'rate', waitMs: PAGE_BAN_MS, words: '钉钉暂时拒绝了这台服务器的访问，约五分钟后自动继续。' };

const isSome = (list: unknown): boolean => Array.isArray(list) && list.length > 0;

/** One receiver a message: a list that is not empty names them. */
function sentRow(json: Readonly<Record<string, unknown>>): Row | null {
  if (isSome(json['invalidStaffIdList'])) return ROWS.missed;
  if (isSome(json['flowControlledStaffIdList'])) return ROWS.flow;
  return typeof json['processQueryKey'] === 'string' ? { codes: [0], class: 'success', words: '' } : null;
}

/** `errcode 88` has a second code, as a number beside it or inside its text: `ding talk error[subcode=40014,…]`. */
const subCodeOf = (json: Readonly<Record<string, unknown>>): number =>
  Number(json['sub_code'] ?? /subcode=(\d+)/.exec(String(json['errmsg'] ?? ''))?.[1]);

const subRow = (json: Readonly<Record<string, unknown>>): Row =>
  DINGTALK_APP.rows.find(({ codes }) => codes.includes(subCodeOf(json))) ?? ROWS.refused;

/** The same table where another permission is asked for, besides `rows` of its own. */
export function withPermission(permission: Row, rows: readonly Row[]): Platform {
  const isMissing = (json: Readonly<Record<string, unknown>>): boolean => Number(json['errcode']) === 88 && subCodeOf(json) === 60011;
  return {
    ...DINGTALK_APP,
    rows: [permission, ...rows, ...DINGTALK_APP.rows],
    special: (json, status) => (isMissing(json) ? permission : DINGTALK_APP.special(json, status)),
  };
}

/** Names that begin alike mean alike; the table's own come first. */
const FAMILIES: readonly (readonly [string, Row])[] = [
  ['Forbidden.AccessDenied.QpsLimit', ROWS.quick], // [U]
  ['invalidParameter.', ROWS.content],
];

function familyRow(code: string): Row | null {
  if (DINGTALK_APP.rows.some(({ codes }) => codes.includes(code))) return null;
  return FAMILIES.find(([begin]) => code.startsWith(begin))?.[1] ?? null;
}

export const DINGTALK_APP: Platform = {
  name: '钉钉',
  noun: '应用',
  resume: '在“接入”里点“检查连接”',
  rows: [
    { codes: [-1], class: 'busy', words: '钉钉系统繁忙，系统会自动重发。' },
    { codes: [90002, 143103, 143104], class: 'overloaded', words: '钉钉接口暂时限流，系统会自动重发。' },
    { codes: [130101, 410100, 302033, 660026], class: 'rate', waitMs: BAN_MS, words: '发送过快，钉钉让这个机器人停发十分钟，之后自动继续。' },
    ROWS.quick,
    {
      codes: [90020, 143105, 'Forbidden.AccessDenied.ApiCountLimitForOrg'],
      class: 'quota',
      words: `本月的钉钉接口调用次数已用完。请钉钉管理员升级版本或等下月恢复。${CHECK}`,
    },
    ROWS.token,
    {
      codes: ['invalid.client', 'invalidClientIdOrSecret', 'unsupported.grant.type', 40089], // the second and the last [U]
      class: 'config',
      words: `Client ID 或 Client Secret 不对。请在${APP}的“凭证与基础信息”里重新复制这两项。${CHECK}`,
    },
    ROWS.permission,
    {
      codes: ['Forbidden.AccessDenied.IpNotInWhiteList'], // [U]
      class: 'config',
      words: `服务器的 IP 不在应用的“服务器出口IP”里。请在${APP}的“开发配置”→“安全设置”里加上服务器的出口 IP。${CHECK}`,
    },
    {
      codes: [
        'invalidParameter.robotCode.empty',
        'invalidParameter.robotCode.auth',
        'invalidParameter.robotCode.coolApp',
        'invalidParameter.robotCode.notExsit',
      ],
      class: 'config',
      isOfWay: true,
      words: `RobotCode 不对，或不是这个应用的机器人。请在${APP}的“机器人”里复制 RobotCode；还没有机器人的，先在“添加应用能力”里添加，${REPUBLISH}。${CHECK}`,
    },
    { codes: ['bot.stopped'], class: 'config', isOfWay: true, words: `督办应用的机器人已停用。请在${APP}的“机器人”里启用，${REPUBLISH}。${CHECK}` },
    ROWS.missed,
    {
      codes: ['invalid.openConversationId', 300001, 300005, 400013, 400101, 400102, 400106],
      class: 'target',
      words: `钉钉里的这个会话已不可用。${SCOPE}`,
    },
    ROWS.content,
    { codes: [143106], class: 'done', words: '' },
  ],
  special: (json, status) => {
    // The ban of a whole IP address has no code: {"status":1111,"wait":5,"punish":"deny",…}
    if (json['errcode'] === undefined && json['code'] === undefined && json['punish'] === 'deny') return PAGE;
    if (Number(json['errcode']) === 88) return subRow(json);
    if (status === 200) return sentRow(json);
    const code = String(json['code'] ?? '');
    if (status === 401 && !DINGTALK_APP.rows.some(({ codes }) => codes.includes(code))) return ROWS.token;
    return status >= 400 && status < 500 && status !== 429 ? familyRow(code) : null;
  },
  page: PAGE,
};

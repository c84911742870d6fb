/**
 * DingTalk's applications and their robots as strict as the vendor: a token of each application in a header of its own, real
 * HTTP statuses with `{code, message, requestid}`, at most 20 receivers, `msgParam` as a string of 15,000 bytes, partial failures
 * behind HTTP 200, 20 calls a second, a quota of the month.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { type FakeCards, fakeCards } from './fake-dingtalk-card.js';
import { type FakeNotices, fakeNotices } from './fake-dingtalk-notice.js';
import type { StreamGateway } from './fake-dingtalk-stream.js';
import { type FakeDingtalkPeople, fakeDingtalkPeople } from './fake-dingtalk-people.js';
import { type Accepted, type Judged, jsonIn, type Request } from './fake-gateway.js';

type Json = Readonly<Record<string, unknown>>;

/** What the console shows of an application. */
export interface DingtalkApp {
  readonly appKey: string;
  readonly appSecret: string;
  readonly robotCode: string;
}

export interface FakeDingtalkApps extends FakeNotices, FakeCards, FakeDingtalkPeople {
  addApp(): DingtalkApp;
  addUser(userId: string): void;
  removeUser(userId: string): void;
  /** Too much went to this person lately. */
  holdBack(userId: string, isHeld: boolean): void;
  /** Another secret; the tokens of the old one no longer hold. */
  resetSecret(appKey: string): string;
  stopRobot(appKey: string): void;
  /** 企业内机器人发送消息权限. */
  permit(appKey: string, isPermitted: boolean): void;
  /** Calls come from an address that is not in 服务器出口IP. */
  distrustIp(isDistrusted: boolean): void;
  /** Calls that are left of the month. */
  limitQuota(calls: number): void;
  /** A picture lies with the platform; answers the code that its message brings. */
  addPicture(appKey: string, picture: Buffer): string;
  /** The addresses of pictures are of this host; null: its own. */
  givePicturesAt(host: string | null): void;
  /** The platform may give up any token early. */
  revokeTokens(): void;
  /** How often a token was given out; whoever asks again while it is good gets the same. */
  tokensGiven(): number;
  /** Messages that were taken back, by their text. */
  readonly recalled: readonly string[];
  /** `msgKey` and `msgParam` of each message, oldest first. */
  readonly params: readonly { readonly msgKey: string; readonly param: Json }[];
}

interface KeptApp extends DingtalkApp {
  appSecret: string;
  isStopped: boolean;
  isPermitted: boolean;
  calls: number[];
}

const TOKEN_MS = 7_200_000;
const DAY_MS = 24 * 3_600_000;
const MOST_RECEIVERS = 20;
const MOST_PARAM_BYTES = 15_000;
const PER_SECOND = 20;

/** What each kind of message must have. */
const PARAMS: Readonly<Record<string, readonly string[]>> = {
  sampleText: ['content'],
  sampleMarkdown: ['title', 'text'],
  sampleImageMsg: ['photoURL'],
  sampleLink: ['title', 'text', 'messageUrl', 'picUrl'],
  sampleActionCard: ['title', 'text', 'singleTitle', 'singleURL'],
};

const PICTURE_MS = 5 * 60_000;

const says = (status: number, reply: Json, got: readonly Accepted[] = []): Judged => ({ status, reply, got });
const no = (status: number, code: string, message: string): Judged => says(status, { code, message, requestid: randomUUID().toUpperCase() });
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

export function fakeDingtalkApps(
  stream: Pick<StreamGateway, 'give'>,
  originOf: () => string,
): FakeDingtalkApps & { judge(request: Request): Judged | null; forget(): void } {
  const apps = new Map<string, KeptApp>();
  const users = new Map<string, { isHeld: boolean }>();
  const tokens = new Map<string, { readonly app: KeptApp; readonly secret: string; readonly until: number }>();
  /** What each `processQueryKey` stands for. */
  const sent = new Map<string, { readonly app: KeptApp; readonly at: number; readonly text: string }>();
  const recalled: string[] = [];
  /** What the robots were sent, by the code in the message, and by the address that the code was given for. */
  const pictures = new Map<string, { readonly appKey: string; readonly picture: Buffer }>();
  const addresses = new Map<string, { readonly picture: Buffer; readonly until: number }>();
  let pictureHost: string | null = null;
  const params: { msgKey: string; param: Json }[] = [];
  const { judge: judgePeople, forget: forgetPeople, appKeyOf, ...people } = fakeDingtalkPeople(() => [...apps.values()]);
  let [isDistrusted, given, quota] = [false, 0, Number.POSITIVE_INFINITY];

  const accessToken = ({ body, at }: Request): Judged => {
    const json = jsonIn(body) ?? {};
    const app = apps.get(String(json['appKey']));
    if (app === undefined || app.appSecret !== json['appSecret']) return no(400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret');
    const kept = [...tokens].find(([, one]) => one.app === app && one.secret === app.appSecret && one.until > at);
    const token = kept?.[0] ?? randomBytes(16).toString('hex');
    given += 1;
    if (kept === undefined) tokens.set(token, { app, secret: app.appSecret, until: at + TOKEN_MS });
    return says(200, { accessToken: token, expireIn: Math.floor(((tokens.get(token)?.until ?? at) - at) / 1_000) });
  };

  /** Credentials and not a token; without the header that asks for JSON the gateway answers XML. */
  const openStream = ({ body, headers, at }: Request): Judged => {
    if (!String(headers.accept ?? '').includes('application/json')) return no(406, 'NotAcceptable', '<error/>');
    const json = jsonIn(body) ?? {};
    const app = apps.get(String(json['clientId']));
    if (app === undefined || app.appSecret !== json['clientSecret']) return no(400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret');
    const given = stream.give(app.appKey, json['subscriptions'], at);
    return given === null ? no(400, 'invalidParameter.subscriptions.empty', 'subscriptions is empty') : says(200, given);
  };

  /** The application whose token came along in the header; in the query it counts for nothing. */
  const appOf = ({ headers, at }: Request): KeptApp | Judged => {
    const found = tokens.get(String(headers['x-acs-dingtalk-access-token'] ?? ''));
    if (found === undefined || found.secret !== found.app.appSecret || found.until <= at)
      return no(401, 'InvalidAuthentication', '不合法的access_token');
    const { app } = found;
    if (isDistrusted) return no(403, 'Forbidden.AccessDenied.IpNotInWhiteList', '访问ip不在白名单之中');
    if (!app.isPermitted) return no(403, 'Forbidden.AccessDenied.AccessTokenPermissionDenied', '应用尚未开通所需的权限：[qyapi_robot_sendmsg]');
    if (quota <= 0) return no(403, 'Forbidden.AccessDenied.ApiCountLimitForOrg', '您的组织本月的API调用量已达上限');
    app.calls = app.calls.filter((call) => call > at - 1_000);
    if (app.calls.length >= PER_SECOND) return no(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', '该应用对该接口的调用超过QPS限制');
    app.calls.push(at);
    quota -= 1;
    return app;
  };

  /** A code is good with the robot that got it alone. */
  const pictureAddress = (app: KeptApp, { body, at }: Request): Judged => {
    const json = jsonIn(body) ?? {};
    if (json['robotCode'] !== app.robotCode) return no(400, 'invalidParameter.robotCode.auth', 'robotCode is not of this app');
    const found = pictures.get(String(json['downloadCode']));
    if (found === undefined || found.appKey !== app.appKey) return no(400, 'invalidParameter.downloadCode.invalid', 'downloadCode is invalid');
    const sign = randomBytes(16).toString('hex');
    addresses.set(sign, { picture: found.picture, until: at + PICTURE_MS });
    return says(200, { downloadUrl: `${pictureHost ?? originOf()}/ddmedia/1.jpg?sign=${sign}` });
  };

  /** To whoever has the address; a token does not belong there. */
  const pictureAt = ({ url, headers, method, at }: Request): Judged => {
    const found = addresses.get(url.searchParams.get('sign') ?? '');
    const hasToken = headers['x-acs-dingtalk-access-token'] !== undefined || headers.authorization !== undefined;
    if (method !== 'GET' || hasToken || found === undefined || found.until <= at) return says(403, {});
    return { picture: found.picture, type: 'application/octet-stream' };
  };

  const readParam = (json: Json): { readonly param: Json } | { readonly refusal: Judged } => {
    const { msgKey, msgParam } = json;
    const refusal = (part: string, how: string) => ({ refusal: no(400, `invalidParameter.${part}.${how}`, `${part} is ${how}`) });
    if (!isText(msgKey)) return refusal('msgKey', 'empty');
    const needed = PARAMS[msgKey];
    if (needed === undefined) return refusal('msgKey', 'invalid');
    const param = isText(msgParam) && Buffer.byteLength(msgParam) <= MOST_PARAM_BYTES ? jsonIn(Buffer.from(msgParam)) : null;
    return param !== null && needed.every((name) => isText(param[name])) ? { param } : refusal('msgParam', 'invalid');
  };

  const batchSend = (app: KeptApp, { body, at }: Request): Judged => {
    const json = jsonIn(body);
    if (json === null) return no(400, 'invalidParameter.param.invalid', 'param is invalid');
    const { robotCode, userIds } = json;
    if (!isText(robotCode)) return no(400, 'invalidParameter.robotCode.empty', 'robotCode is empty');
    const owner = [...apps.values()].find((one) => one.robotCode === robotCode);
    if (owner === undefined) return no(400, 'invalidParameter.robotCode.notExsit', 'robot is not exist');
    if (owner !== app) return no(400, 'invalidParameter.robotCode.auth', 'robotCode has no auth');
    if (app.isStopped) return no(400, 'bot.stopped', 'bot is stopped');
    if (!Array.isArray(userIds) || userIds.length === 0) return no(400, 'invalidParameter.userIds.empty', 'userIds is empty');
    if (userIds.length > MOST_RECEIVERS) return no(400, 'invalidParameter.userIds.overMax', 'userIds over max');
    const read = readParam(json);
    if ('refusal' in read) return read.refusal;
    const { param } = read;
    const to = userIds.map(String);
    const invalidStaffIdList = to.filter((id) => !users.has(id));
    const flowControlledStaffIdList = to.filter((id) => users.get(id)?.isHeld === true);
    const reached = to.filter((id) => users.get(id)?.isHeld === false);
    const title = isText(param['title']) ? param['title'] : null;
    const got = reached.map((key) => ({ at, key, msgtype: String(json['msgKey']), title, text: textOf(param) }));
    if (got.length > 0) params.push({ msgKey: String(json['msgKey']), param });
    const processQueryKey = randomBytes(24).toString('base64url');
    sent.set(processQueryKey, { app, at, text: textOf(param) });
    return says(200, { processQueryKey, invalidStaffIdList, flowControlledStaffIdList }, got);
  };

  /** Each key ends in one of two lists, whatever became of the others. */
  const batchRecall = (app: KeptApp, { body, at }: Request): Judged => {
    const json = jsonIn(body);
    const keys = Array.isArray(json?.['processQueryKeys']) ? (json['processQueryKeys'] as unknown[]).map(String) : [];
    if (json?.['robotCode'] !== app.robotCode) return no(400, 'invalidParameter.robotCode.auth', 'robotCode has no auth');
    if (keys.length === 0) return no(400, 'invalidParameter.param.invalid', 'processQueryKeys is empty');
    const isOurs = (key: string) => sent.get(key)?.app === app && (sent.get(key)?.at ?? 0) > at - DAY_MS;
    const successResult = keys.filter(isOurs);
    for (const key of successResult) {
      recalled.push(sent.get(key)?.text ?? '');
      sent.delete(key);
    }
    return says(200, {
      successResult,
      failedResult: Object.fromEntries(keys.filter((key) => !successResult.includes(key)).map((key) => [key, 'recall failed'])),
    });
  };

  const {
    judge: judgeNotice,
    forget: forgetNotices,
    ...notices
  } = fakeNotices({
    appKeyOf,
    isUser: (userId) => users.has(userId),
  });

  const { judge: judgeCard, forget: forgetCards, ...cards } = fakeCards({ isUser: (userId) => users.has(userId), says, no });

  const change = (appKey: string, to: Partial<KeptApp>): void => {
    const app = apps.get(appKey);
    if (app !== undefined) Object.assign(app, to);
  };

  return {
    judge: (request) => {
      if (request.url.pathname.startsWith('/ddmedia/')) return pictureAt(request);
      if (!request.url.pathname.startsWith('/v1.0/')) return judgeNotice(request) ?? judgePeople(request);
      if (request.method !== 'POST' && request.url.pathname !== '/v1.0/card/instances') return no(405, 'MethodNotAllowed', 'method is not allowed');
      if (!/^application\/json/.test(request.contentType ?? '')) return no(415, 'UnsupportedMediaType', 'unsupported content type');
      if (request.url.pathname === '/v1.0/oauth2/accessToken') return accessToken(request);
      if (request.url.pathname === '/v1.0/gateway/connections/open') return openStream(request);
      const app = appOf(request);
      if (!('appKey' in app)) return app;
      const ofCard = judgeCard(app, request);
      if (ofCard !== null) return ofCard;
      if (request.url.pathname === '/v1.0/robot/messageFiles/download') return pictureAddress(app, request);
      // The path is written with a small t in `recall` alone.
      if (request.url.pathname === '/v1.0/robot/otoMessages/batchRecall') return batchRecall(app, request);
      return request.url.pathname === '/v1.0/robot/oToMessages/batchSend'
        ? batchSend(app, request)
        : no(404, 'InvalidAction.NotFound', 'Specified api is not found');
    },
    ...notices,
    ...cards,
    forget: () => {
      forgetCards();
      forgetNotices();
      params.length = 0;
      recalled.length = 0;
      forgetPeople();
      [isDistrusted, given, quota] = [false, 0, Number.POSITIVE_INFINITY];
      for (const app of apps.values()) app.calls = [];
    },
    addApp: () => {
      const appKey = `ding${randomBytes(10).toString('hex').slice(0, 16)}`;
      const app = { appKey, appSecret: randomBytes(48).toString('base64url'), robotCode: appKey, isStopped: false, isPermitted: true, calls: [] };
      apps.set(appKey, app);
      return { appKey, appSecret: app.appSecret, robotCode: app.robotCode };
    },
    addUser: (userId) => void users.set(userId, { isHeld: false }),
    removeUser: (userId) => void users.delete(userId),
    holdBack: (userId, isHeld) => void users.set(userId, { isHeld }),
    resetSecret: (appKey) => {
      const appSecret = randomBytes(48).toString('base64url');
      change(appKey, { appSecret });
      return appSecret;
    },
    stopRobot: (appKey) => change(appKey, { isStopped: true }),
    permit: (appKey, isPermitted) => change(appKey, { isPermitted }),
    distrustIp: (isIt) => {
      isDistrusted = isIt;
    },
    limitQuota: (calls) => {
      quota = calls;
    },
    addPicture: (appKey, picture) => {
      const code = `${randomBytes(48).toString('base64')}==`;
      pictures.set(code, { appKey, picture });
      return code;
    },
    givePicturesAt: (host) => {
      pictureHost = host;
    },
    revokeTokens: () => tokens.clear(),
    tokensGiven: () => given,
    params,
    recalled,
    ...people,
  };
}

/** As a reader sees it: the words, then what the button says. */
function textOf(param: Json): string {
  const words = String(param['text'] ?? param['content'] ?? '').replaceAll('  \n', '\n');
  return isText(param['singleTitle']) ? `${words}\n[${param['singleTitle']}]` : words;
}

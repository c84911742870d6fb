/** What each answer of each platform leads to: the table of the platforms' rules, tried over real HTTP. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Channel, Message, SendResult, Target } from '../../../bot/channels/channel.js';
import { openChannels } from '../../../bot/channels/open-channels.js';
import { secretsFrom } from '../../../bot/secrets.js';
import type { Robot } from '../../../bot/services.js';
import { type FakeDingtalk, startFakeDingtalk } from '../../support/fake-dingtalk.js';
import type { Fault, Gateway } from '../../support/fake-gateway.js';
import { type FakeWecom, startFakeWecom } from '../../support/fake-wecom.js';
import { memoryLimits, memoryTokens } from '../../support/memory-tokens.js';
import { dingtalkConnection, wecomConnection } from '../../support/connect.js';

const secrets = secretsFrom('k'.repeat(44));
const SECRET = 'SECveryhidden123';
const limits = memoryLimits();
/** Each row is met by the way that was chosen. */
afterEach(() => limits.detours.clear('dingtalkApp'));
const channels = openChannels({
  previews: { insert: async () => undefined },
  tokens: memoryTokens(),
  ...limits,
  secrets,
  allowedRobotHosts: ['127.0.0.1'],
  patience: { connectMs: 2_000, totalMs: 2_500 },
});
const MESSAGE: Message = { id: 'm', title: '今日督办', text: '督办', markdown: null, card: null };
const NOW = new Date('2026-12-01T02:00:00Z');
const MINUTE = 60_000;

/** later · wait in ms, hold; stop: the whole robot or application; miss: this group or person; refused; sent; unknown. */
type Expected = 'sent' | 'busy' | 'backoff' | 'stop' | 'miss' | 'refused' | 'unknown' | { readonly holdAtLeast: number };

const WECOM_CODES: readonly (readonly [Expected, readonly number[]])[] = [
  ['sent', [0, 42014]],
  ['busy', [-1]],
  ['backoff', [45033]],
  [{ holdAtLeast: MINUTE }, [45009]],
  ['stop', [40014, 42001, 41001]],
  ['stop', [40001, 40013, 40091, 60020, 48002, 50003, 301002, 40056, 43012, 60011]],
  ['miss', [93000, 93004, 93006, 93008, 81013, 60111, 40003, 46004, 86003, 86008]],
  ['refused', [40004, 40006, 44001, 40008, 40058, 44004, 45002, 93017, 40007, 90201, 90202, 90203, 90204, 85002]],
  ['stop', [987654]],
];

const WECOM_APP_CODES: readonly (readonly [Expected, readonly number[]])[] = [
  ['sent', [0, 42014]],
  ['busy', [-1]],
  ['backoff', [45033]],
  [{ holdAtLeast: MINUTE }, [45009]],
  // The token was given up early: renewed once, and sent.
  ['sent', [40014, 42001]],
  ['stop', [40001, 40013, 40091, 60020, 48002, 50003, 301002, 40056, 43012, 60011, 41002, 41004, 90200, 90206, 90207]],
  ['miss', [81013, 60111, 40003, 46004]],
  ['refused', [40008, 40058, 44004, 45002, 93017, 40007, 82001, 90201, 90202, 90203, 90204, 85002, 42017, 42018]],
  ['stop', [987654]],
];

/** In a group of its own: what is wrong with the group stops the group, and persons are still told. */
const WECOM_CHAT_CODES: readonly (readonly [Expected, readonly number[]])[] = [
  ['sent', [0, 86215]],
  ['busy', [-1]],
  ['backoff', [45033]],
  [{ holdAtLeast: MINUTE }, [45009]],
  ['sent', [40014, 42001]],
  ['stop', [40001, 40013, 40091, 60020, 48002, 50003, 301002, 40056]],
  ['miss', [60011, 86001, 86003, 40050, 86008, 86217]],
  ['refused', [86004, 86005, 86207, 86006, 86216, 40008, 40058, 44004, 45002]],
  ['stop', [987654]],
];

const DINGTALK_CODES: readonly (readonly [Expected, readonly number[]])[] = [
  ['sent', [0, 143106]],
  ['busy', [-1]],
  ['backoff', [90002, 143103, 143104]],
  [{ holdAtLeast: 10 * MINUTE }, [130101, 410100, 302033, 660026]],
  [{ holdAtLeast: 1_000 }, [90018, 90019]],
  ['stop', [90020, 143105, 40014, 42001, 33012, 88]],
  ['stop', [310000]],
  ['miss', [300001, 300005, 400013, 400101, 400102, 400106]],
  ['refused', [40035, 43004, 400105, 430101, 430102, 430103, 430104, 1430002]],
  ['stop', [987654]],
];

/** Names stand behind an HTTP status, numbers behind HTTP 200. */
const DINGTALK_APP_CODES: readonly (readonly [Expected, readonly (number | string)[]])[] = [
  ['sent', [143106]],
  ['busy', [-1]],
  ['backoff', [90002, 143103, 143104]],
  [{ holdAtLeast: 10 * MINUTE }, [130101, 410100, 302033, 660026]],
  [{ holdAtLeast: 1_000 }, [90018, 90019, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 'Forbidden.AccessDenied.QpsLimitForApi']],
  ['stop', [90020, 143105, 'Forbidden.AccessDenied.ApiCountLimitForOrg']],
  // The token was given up early: renewed once, and sent.
  ['sent', [40014, 42001, 33012, 'InvalidAuthentication']],
  ['stop', ['invalid.client', 'invalidClientIdOrSecret', 'unsupported.grant.type', 88, 60011]],
  ['stop', ['Forbidden.AccessDenied.AccessTokenPermissionDenied', 'Forbidden.AccessDenied.IpNotInWhiteList', 'bot.stopped']],
  ['stop', ['empty', 'auth', 'coolApp', 'notExsit'].map((how) => `invalidParameter.robotCode.${how}`)],
  ['miss', ['staffId.notExisted', 'invalid.openConversationId', 300001, 300005, 400013, 400101, 400102, 400106]],
  ['refused', ['userIds.empty', 'userIds.overMax', 'msgKey.empty', 'msgKey.invalid'].map((what) => `invalidParameter.${what}`)],
  ['refused', ['invalidParameter.msgParam.invalid', 'invalidParameter.param.invalid', 'template.not.existed', 'template.stopped']],
  ['refused', [40035, 43004, 400105, 430101, 430102, 430103, 430104, 1430002, 'invalidParameter.somethingNew']],
  ['stop', [987654, 'some.other.name']],
];

const OTHERS: readonly (readonly [string, Fault, Expected, Expected])[] = [
  ['HTTP 500', { kind: 'status', status: 500 }, 'backoff', 'backoff'],
  ['HTTP 502 with a page', { kind: 'status', status: 502, type: 'text/html', body: '<html></html>' }, 'backoff', { holdAtLeast: 5 * MINUTE }],
  ['HTTP 429', { kind: 'status', status: 429 }, 'backoff', 'backoff'],
  ['HTTP 302, which is not followed', { kind: 'status', status: 302 }, 'backoff', 'backoff'],
  ['HTTP 401', { kind: 'status', status: 401 }, 'stop', 'stop'],
  ['HTTP 403', { kind: 'status', status: 403 }, 'stop', 'stop'],
  ['a page instead of an answer', { kind: 'html' }, 'backoff', { holdAtLeast: 5 * MINUTE }],
  ['broken JSON behind an accepted message', { kind: 'brokenJson' }, 'unknown', 'unknown'],
  ['an accepted message without a reply', { kind: 'dropReply' }, 'unknown', 'unknown'],
  ['a line that breaks', { kind: 'hangUp' }, 'unknown', 'unknown'],
  ['an answer later than our patience', { kind: 'slow', ms: 4_000 }, 'unknown', 'unknown'],
];

function robotAt(kind: Robot['kind'], address: string, secret: string | null): Robot {
  const sealedSecret = secret === null ? null : secrets.seal(secret);
  return { id: 'robot', kind, name: '群', group: 'office', sealedAddress: secrets.seal(address), sealedSecret, addressTail: '', stopped: null };
}

function check(result: SendResult, expected: Expected): void {
  if (typeof expected === 'object') {
    expect(result).toMatchObject({ kind: 'later', holdLane: true });
    expect(result.kind === 'later' && result.afterMs).toBeGreaterThanOrEqual(expected.holdAtLeast);
  } else if (expected === 'busy') expect(result).toMatchObject({ kind: 'later', holdLane: false, rest: 3 });
  else if (expected === 'backoff') expect(result).toMatchObject({ kind: 'later', holdLane: false, afterMs: 0, rest: null });
  else if (expected === 'stop') expect(result).toMatchObject({ kind: 'refused', stops: 'connection' });
  else if (expected === 'miss') expect(result).toMatchObject({ kind: 'refused', stops: 'target' });
  else if (expected === 'refused') expect(result).toMatchObject({ kind: 'refused', stops: 'nothing' });
  else expect(result.kind).toBe(expected);
}

let wecom: FakeWecom;
let dingtalk: FakeDingtalk;
beforeAll(async () => {
  [wecom, dingtalk] = await Promise.all([startFakeWecom(), startFakeDingtalk()]);
});
afterAll(() => Promise.all([wecom.close(), dingtalk.close()]));

const said: string[] = [];
async function sendTo(channel: Channel, target: Target): Promise<SendResult> {
  const result = await channel.send(target, MESSAGE, NOW);
  if ('words' in result) said.push(result.words);
  return result;
}
const send = (channel: Channel, robot: Robot) => sendTo(channel, { kind: 'robot', robot });
const toWecom = () => send(channels.wecom, robotAt('wecom', wecom.addRobot().address, null));
const toDingtalk = () => send(channels.dingtalk, robotAt('dingtalk', dingtalk.addRobot({ secret: SECRET }).address, SECRET));

let member: Target;
/** The token is there already, so that what is ordered next meets the message itself. */
beforeAll(async () => {
  wecom.addUser('HeJun');
  member = { kind: 'member', app: wecomConnection(wecom, secrets), personId: 'he', userId: 'HeJun' };
  check(await sendTo(channels.wecomApp, member), 'sent');
});
const toMember = () => sendTo(channels.wecomApp, member);

let chat: Target;
beforeAll(async () => {
  wecom.addUser('FangZheng');
  const app = wecomConnection(wecom, secrets);
  const asked = { chatId: 'office', name: '巡察办', ownerId: null, userIds: ['HeJun', 'FangZheng'] };
  check(await channels.wecomChat.create(app, asked), 'sent');
  chat = { kind: 'chat', app, robot: robotAt('wecomChat', 'office', null) };
});
const toChat = () => sendTo(channels.wecomChat, chat);

let staff: Target;
beforeAll(async () => {
  dingtalk.addUser('016422');
  staff = { kind: 'member', app: dingtalkConnection(dingtalk, secrets), personId: 'he', userId: '016422' };
  check(await sendTo(channels.dingtalkApp, staff), 'sent');
});
const toStaff = () => sendTo(channels.dingtalkApp, staff);
let noticed: Target;
beforeAll(async () => {
  const made = dingtalkConnection(dingtalk, secrets);
  const open = { ...made.open, personalBy: 'notice', agentId: dingtalk.agentOf(made.open['appKey'] ?? '') };
  noticed = { kind: 'member', app: { ...made, open }, personId: 'he', userId: '016422' };
  check(await sendTo(channels.dingtalkApp, noticed), 'sent');
});
const toNoticed = () => sendTo(channels.dingtalkApp, noticed);
const statusOf = (code: string) => (code === 'InvalidAuthentication' ? 401 : code.startsWith('Forbidden.') ? 403 : 400);
const named = (code: string, status = statusOf(code)): Fault => ({
  ...{ kind: 'status', status, type: 'application/json' },
  body: JSON.stringify({ code, message: 'see http://127.0.0.1/?key=abc', requestid: '5373616E-A1FB-750A-A30B-53495AC82560' }),
});
const numbered = (body: Readonly<Record<string, unknown>>): Fault => ({
  ...{ kind: 'status', status: 200, type: 'application/json' },
  body: JSON.stringify(body),
});

const rows = <Code>(table: readonly (readonly [Expected, readonly Code[]])[]) =>
  table.flatMap(([expected, codes]) => codes.map((code) => ({ code, expected })));

test.each(rows(WECOM_CODES))('WeCom $code leads to $expected', async ({ code, expected }) => {
  wecom.next({ kind: 'errcode', code });
  check(await toWecom(), expected);
});

test.each(rows(WECOM_APP_CODES))('WeCom’s application, $code, leads to $expected', async ({ code, expected }) => {
  wecom.next({ kind: 'errcode', code });
  check(await toMember(), expected);
});

test.each(rows(WECOM_CHAT_CODES))('WeCom’s application in its group, $code, leads to $expected', async ({ code, expected }) => {
  wecom.next({ kind: 'errcode', code });
  check(await toChat(), expected);
});

test('a reminder that goes again in the same words is shown once by WeCom, an answer each time', async () => {
  const words = { id: 'again', title: '督办', text: '同样的话', markdown: null, card: null } as const;
  const app = wecomConnection(wecom, secrets);
  const before = [wecom.accepted.length, wecom.dropped.length] as const;
  for (const _ of [1, 2]) check(await channels.wecomApp.send(member, words, new Date()), 'sent');
  expect([wecom.accepted.length - before[0], wecom.dropped.length - before[1]]).toEqual([1, 1]);
  const to = { id: 'asked', userId: 'HeJun', replyTo: null, what: { kind: 'text', text: '帮助' } } as const;
  for (const _ of [1, 2]) check(await channels.wecomApp.answer(app, to, words, new Date()), 'sent');
  expect([wecom.accepted.length - before[0], wecom.dropped.length - before[1]]).toEqual([3, 1]);
});

test.each([40014, 42001])('a token that is refused twice (%d) stops the application', async (code) => {
  wecom.next({ kind: 'errcode', code });
  wecom.next({ kind: 'status', status: 200, type: 'application/json', body: '{"errcode":0,"access_token":"t","expires_in":7200}' });
  wecom.next({ kind: 'errcode', code });
  check(await toMember(), 'stop');
});

test.each(rows(DINGTALK_CODES))('DingTalk $code leads to $expected', async ({ code, expected }) => {
  dingtalk.next({ kind: 'errcode', code });
  check(await toDingtalk(), expected);
});

test.each(rows(DINGTALK_APP_CODES))('DingTalk’s application, $code, leads to $expected', async ({ code, expected }) => {
  dingtalk.next(typeof code === 'number' ? { kind: 'errcode', code } : named(code));
  check(await toStaff(), expected);
});

test.each(rows(DINGTALK_APP_CODES).filter(({ code }) => typeof code === 'number'))(
  'DingTalk’s work notice, $code, leads to $expected',
  async ({ code, expected }) => {
    dingtalk.next({ kind: 'errcode', code: Number(code) });
    // What concerns this person or notices alone goes by the robot.
    check(await toNoticed(), expected === 'miss' || code === 60011 ? 'sent' : expected);
  },
);

test.each(OTHERS)('DingTalk’s work notice, %s', async (name, fault, _onWecom, onDingtalk) => {
  dingtalk.next(fault);
  check(await toNoticed(), name === 'HTTP 401' ? 'sent' : onDingtalk);
});

test.each(OTHERS)('DingTalk’s application, %s', async (name, fault, _onWecom, onDingtalk) => {
  dingtalk.next(fault);
  check(await toStaff(), name === 'HTTP 401' ? 'sent' : onDingtalk);
});

test.each([
  ['a name of its own', named('authFailed', 401)],
  ['HTTP 400', named('InvalidAuthentication', 400)],
  ['88 with the second code in the text', numbered({ errcode: 88, errmsg: 'ding talk error[subcode=40014,submsg=不合法的access_token]' })],
  ['88 with the second code beside it', numbered({ errcode: 88, sub_code: '40014', sub_msg: '不合法的access_token', errmsg: 'ding talk error' })],
])('a token that DingTalk gave up, said by %s, is renewed once; refused twice it stops the application', async (_name, fault) => {
  const given = dingtalk.calls();
  dingtalk.next(fault);
  check(await toStaff(), 'sent');
  expect(dingtalk.calls() - given).toBe(3);
  dingtalk.next(fault);
  dingtalk.next(numbered({ accessToken: 't', expireIn: 7_200 }));
  dingtalk.next(fault);
  check(await toStaff(), 'stop');
});

test('DingTalk 88 with the second code 60011 names the permission', async () => {
  dingtalk.next(numbered({ errcode: 88, sub_code: '60011', errmsg: 'ding talk error' }));
  const result = await toStaff();
  check(result, 'stop');
  expect(result.kind === 'refused' && result.words).toMatch(/权限管理.*企业内机器人发送消息权限/);
});

test('DingTalk takes it and names who does not get it: never, or later', async () => {
  dingtalk.next(numbered({ processQueryKey: 'k', invalidStaffIdList: ['016422'], flowControlledStaffIdList: [] }));
  check(await toStaff(), 'miss');
  dingtalk.next(numbered({ processQueryKey: 'k', invalidStaffIdList: [], flowControlledStaffIdList: ['016422'] }));
  expect(await toStaff()).toMatchObject({ kind: 'later', holdLane: false, afterMs: MINUTE });
});

test('HTTP 200 without the key of the message is no proof that it went', async () => {
  dingtalk.next(numbered({}));
  check(await toStaff(), 'unknown');
});

test.each(OTHERS)('%s', async (_name, fault, onWecom, onDingtalk) => {
  for (const [fake, to, expected] of [
    [wecom, toWecom, onWecom],
    [wecom, toMember, onWecom],
    [wecom, toChat, onWecom],
    [dingtalk, toDingtalk, onDingtalk],
  ] as readonly (readonly [Gateway, () => Promise<SendResult>, Expected])[]) {
    fake.next(fault);
    check(await to(), expected);
  }
});

test.each([
  ['robot', () => toDingtalk()],
  ['application', () => toStaff()],
])('the ban of an address without an error code holds the %s for five minutes', async (_name, to) => {
  dingtalk.next({ kind: 'status', status: 200, type: 'application/json', body: '{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"x"}' });
  check(await to(), { holdAtLeast: 5 * MINUTE });
});

test('nobody at the other end: nothing was sent, it goes again', async () => {
  const gone = await startFakeWecom();
  const { address } = gone.addRobot();
  await gone.close();
  check(await send(channels.wecom, robotAt('wecom', address, null)), 'backoff');
});

test('a line that never stands: nothing was sent, it goes again', async () => {
  // Takes the connection and never answers the TLS greeting, so no byte of ours has gone.
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = `https://127.0.0.1:${(silent.address() as AddressInfo).port}/cgi-bin/webhook/send?key=abcd`;
  check(await send(channels.wecom, robotAt('wecom', address, null)), 'backoff');
  silent.close();
});

test.each([
  ['sign not match', { secret: 'SECother' }, /“安全设置”→“加签”/],
  ['ip not listed', { secret: SECRET, ipNotListed: true }, /“IP 地址（段）”.*“安全设置”/],
  ['keywords', { secret: SECRET, keywords: ['别的词'] }, /“自定义关键词”.*“安全设置”/],
])('DingTalk 310000, %s: the words name the setting', async (_name, security, words) => {
  const result = await send(channels.dingtalk, robotAt('dingtalk', dingtalk.addRobot(security).address, SECRET));
  check(result, 'stop');
  expect(result.kind === 'refused' && result.words).toMatch(words);
});

test('a clock two hours off: signed again with the time of DingTalk, and sent', async () => {
  const away = await startFakeDingtalk();
  away.advance(2 * 3_600_000);
  const before = away.calls();
  check(await send(channels.dingtalk, robotAt('dingtalk', away.addRobot({ secret: SECRET }).address, SECRET)), 'sent');
  expect(away.calls() - before).toBe(2);
  await away.close();
});

test('an address that was sealed with another key stops the robot and says so', async () => {
  const other = secretsFrom('z'.repeat(44));
  const robot = { ...robotAt('wecom', wecom.addRobot().address, null), sealedAddress: other.seal('https://qyapi.weixin.qq.com/') };
  check(await send(channels.wecom, robot), 'stop');
});

test('an address outside the allowed hosts is not called, even when it is sealed already', async () => {
  const before = wecom.calls();
  const strict = openChannels({
    previews: { insert: async () => undefined },
    tokens: memoryTokens(),
    ...memoryLimits(),
    secrets,
    allowedRobotHosts: [],
  });
  check(await send(strict.wecom, robotAt('wecom', wecom.addRobot().address, null)), 'stop');
  expect(wecom.calls()).toBe(before);
});

test('an answer goes to no address that is no longer allowed, though it was when the message came', async () => {
  const before = dingtalk.calls();
  const options = { previews: { insert: async () => undefined }, tokens: memoryTokens(), ...memoryLimits(), secrets };
  const strict = openChannels({ ...options, allowedRobotHosts: [] }).dingtalkApp;
  const to = { id: 'i', userId: null, replyTo: secrets.seal(dingtalk.openSession('session')), what: { kind: 'unread' } } as const;
  const { app } = staff as Extract<Target, { kind: 'member' }>;
  expect(await strict.answer(app, to, MESSAGE, NOW)).toMatchObject({ kind: 'refused', stops: 'nothing' });
  expect(dingtalk.calls()).toBe(before);
  expect(await channels.dingtalkApp.answer(app, to, MESSAGE, NOW)).toMatchObject({ kind: 'sent' });
});

test('an address that is not trusted is named, for it belongs into the list of the console', async () => {
  wecom.distrustIp(true);
  const result = await toMember();
  wecom.distrustIp(false);
  check(result, 'stop');
  expect(result.kind === 'refused' && result.words).toMatch(/203\.0\.113\.9 不在可信 IP 里.*企业可信IP/);
});

test('a token that was sealed with another key is renewed, and the message goes', async () => {
  const tokens = memoryTokens();
  const other = secretsFrom('z'.repeat(44));
  const options = { previews: { insert: async () => undefined }, ...memoryLimits(), allowedRobotHosts: ['127.0.0.1'] };
  await openChannels({ ...options, tokens, secrets }).wecomApp.send(member, MESSAGE, NOW);
  const spoilt = {
    ...tokens,
    find: async (id: string, spareMs: number) => {
      const found = await tokens.find(id, spareMs);
      return found?.number === 1 ? { ...found, sealed: other.seal('anything') } : found;
    },
  };
  check(await openChannels({ ...options, tokens: spoilt, secrets }).wecomApp.send(member, MESSAGE, NOW), 'sent');
});

test('no words hold an address, a key or a secret', () => {
  expect(said.length).toBeGreaterThan(60);
  for (const words of said) expect(words).not.toMatch(/127\.0\.0\.1|key=|access_token|SEC[a-z]|[0-9a-f]{8}-|[0-9a-f]{32}/);
});

/** What each answer of each platform means for whoever signs in: the table of codes, tried over real HTTP. */
import type { WhoIs } from '../../../bot/channels/channel.js';
import { openChannels } from '../../../bot/channels/open-channels.js';
import { secretsFrom } from '../../../bot/secrets.js';
import type { PlatformApp } from '../../../bot/services.js';
import { dingtalkConnection, wecomConnection } from '../../support/connect.js';
import { type FakeDingtalk, startFakeDingtalk } from '../../support/fake-dingtalk.js';
import { type FakeWecom, startFakeWecom } from '../../support/fake-wecom.js';
import { memoryLimits, memoryTokens } from '../../support/memory-tokens.js';

const secrets = secretsFrom('k'.repeat(44));
const channels = openChannels({
  previews: { insert: async () => undefined },
  tokens: memoryTokens(),
  ...memoryLimits(),
  secrets,
  allowedRobotHosts: ['127.0.0.1'],
});

let wecom: FakeWecom;
let dingtalk: FakeDingtalk;
let [corp, ding]: PlatformApp[] = [];

beforeAll(async () => {
  [wecom, dingtalk] = await Promise.all([startFakeWecom(), startFakeDingtalk()]);
  corp = wecomConnection(wecom, secrets);
  ding = dingtalkConnection(dingtalk, secrets);
});
beforeEach(() => {
  wecom.forget();
  dingtalk.forget();
  wecom.addUser('HE');
});
afterAll(() => Promise.all([wecom.close(), dingtalk.close()]));

const agentId = () => corp?.open['agentId'] ?? '';
const appKey = () => ding?.open['appKey'] ?? '';
const page = (code: string, app = corp as PlatformApp) => channels.wecomApp.door.whoIs(app, code, 'page');
const mini = (code: string, app = corp as PlatformApp) => channels.wecomApp.door.whoIs(app, code, 'app');
const inside = (code: string, app = ding as PlatformApp) => channels.dingtalkApp.door.whoIs(app, code, 'app');
const outcome = (who: WhoIs): string => (who.kind === 'refused' ? `refused ${who.stops}` : who.kind);
const withSecret = (app: PlatformApp, name: string, secret: string): PlatformApp => ({
  ...app,
  sealed: { ...app.sealed, [name]: secrets.seal(secret) },
});

/** stale: a new code is needed; later: by itself; refused nothing: the office must mend sign-in; refused connection: messages too. */
const WECOM: readonly (readonly [string, readonly number[]])[] = [
  ['stale', [40029]],
  ['later', [-1, 45033, 45009]],
  ['refused nothing', [50001, 40013, 60020, 48002, 50003, 60011, 40056, 301002]],
  ['refused nothing', [987654]],
];
const DINGTALK: readonly (readonly [string, readonly number[]])[] = [
  ['stale', [40078]],
  ['later', [-1, 90002, 90018, 90019, 130101]],
  ['refused nothing', [60011, 88, 90020]],
  ['refused nothing', [987654]],
];
const rows = (table: typeof WECOM) => table.flatMap(([expected, codes]) => codes.map((code) => [code, expected] as const));

test.each(rows(WECOM))('WeCom answers %i to a code: %s', async (code, expected) => {
  await page(wecom.pageCode(agentId(), 'HE'));
  wecom.next({ kind: 'errcode', code });
  const who = await page(wecom.pageCode(agentId(), 'HE'));
  expect(outcome(who)).toBe(expected);
  if ('words' in who) expect(who.words).not.toMatch(/token|error at|127\.0\.0\.1/);
});

test.each(rows(DINGTALK))('DingTalk answers %i to a code: %s', async (code, expected) => {
  await inside(dingtalk.authCode(appKey(), 'he'));
  dingtalk.next({ kind: 'errcode', code });
  expect(outcome(await inside(dingtalk.authCode(appKey(), 'he')))).toBe(expected);
});

test.each([
  ['a page', { kind: 'html' }],
  ['half an answer', { kind: 'brokenJson' }],
  ['no answer', { kind: 'dropReply' }],
  ['a gateway error', { kind: 'status', status: 502 }],
] as const)('%s instead of an answer says nothing of anybody', async (_name, fault) => {
  await page(wecom.pageCode(agentId(), 'HE'));
  wecom.next(fault);
  expect(outcome(await page(wecom.pageCode(agentId(), 'HE')))).toBe('later');
});

test('a code is good once, and for five minutes', async () => {
  const [first, old] = [wecom.pageCode(agentId(), 'HE'), wecom.pageCode(agentId(), 'HE')];
  expect(await page(first)).toEqual({ kind: 'known', userId: 'HE' });
  expect(await page(first)).toEqual({ kind: 'stale' });
  wecom.advance(5 * 60_000);
  expect(await page(old)).toEqual({ kind: 'stale' });
  const [ofDing, oldOfDing] = [dingtalk.authCode(appKey(), 'he'), dingtalk.authCode(appKey(), 'he')];
  expect(await inside(ofDing)).toEqual({ kind: 'known', userId: 'he' });
  expect(await inside(ofDing)).toEqual({ kind: 'stale' });
  dingtalk.advance(5 * 60_000);
  expect(await inside(oldOfDing)).toEqual({ kind: 'stale' });
});

test('a code of another application, and one of the other way, is none', async () => {
  const other = wecomConnection(wecom, secrets);
  expect(await page(wecom.pageCode(other.open['agentId'] ?? '', 'HE'))).toEqual({ kind: 'stale' });
  expect(await page(wecom.miniprogramCode(agentId(), 'HE'))).toEqual({ kind: 'stale' });
  expect(await mini(wecom.pageCode(agentId(), 'HE'))).toEqual({ kind: 'stale' });
  expect(await channels.dingtalkApp.door.whoIs(ding as PlatformApp, dingtalk.authCode(appKey(), 'he'), 'page')).toEqual({ kind: 'stale' });
});

test('whoever is no member is an outsider, and so is another organisation’s member of the same name', async () => {
  expect(await page(wecom.pageCode(agentId(), 'somebody of WeChat'))).toEqual({ kind: 'outsider' });
  expect(await mini(wecom.miniprogramCode(agentId(), 'HE'))).toEqual({ kind: 'known', userId: 'HE' });
  expect(await mini(wecom.miniprogramCode(agentId(), 'HE', 'ww9999999999999999'))).toEqual({ kind: 'outsider' });
});

test('the mini-program signs in by its own secret; a wrong one leaves messages alone', async () => {
  const { miniprogramSecret } = wecom.moreSecrets(agentId());
  const right = withSecret(corp as PlatformApp, 'miniprogramSecret', miniprogramSecret);
  expect(await mini(wecom.miniprogramCode(agentId(), 'HE'), right)).toEqual({ kind: 'known', userId: 'HE' });
  const wrong = withSecret(corp as PlatformApp, 'miniprogramSecret', 'x'.repeat(43));
  expect(outcome(await mini(wecom.miniprogramCode(agentId(), 'HE'), wrong))).toBe('refused nothing');
});

test('a secret that no longer holds concerns messages as well', async () => {
  expect(outcome(await page('any', withSecret(corp as PlatformApp, 'secret', 'x'.repeat(43))))).toBe('refused connection');
  const refused = await inside('any', withSecret(ding as PlatformApp, 'appSecret', 'x'.repeat(64)));
  expect(outcome(refused)).toBe('refused connection');
});

test('a missing permission is named as the one that signing in needs', async () => {
  dingtalk.permitDirectory(false);
  const who = await inside(dingtalk.authCode(appKey(), 'he'));
  expect(who).toMatchObject({ kind: 'refused', stops: 'nothing', words: expect.stringMatching(/“成员信息读权限”/) });
});

test('a token that was given up early is renewed once', async () => {
  await page(wecom.pageCode(agentId(), 'HE'));
  wecom.revokeTokens();
  expect(await page(wecom.pageCode(agentId(), 'HE'))).toEqual({ kind: 'known', userId: 'HE' });
});

test('WeCom’s page is asked for no more than who it is, and refuses a domain it does not trust', async () => {
  const way = channels.wecomApp.door.wayOf(corp as PlatformApp, 'https://duban.example.cn/app/', 'abc123');
  if (way?.way !== 'page') throw new Error('no page');
  const url = new URL(way.url);
  expect([url.origin, url.pathname, url.hash]).toEqual([wecom.origin, '/connect/oauth2/authorize', '#wechat_redirect']);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    appid: corp?.open['corpId'],
    redirect_uri: 'https://duban.example.cn/app/',
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'abc123',
    agentid: agentId(),
  });
  wecom.holdPhone('HE');
  expect(await (await fetch(url)).text()).toMatch(/可信域名/);
  wecom.trustDomain(agentId(), 'duban.example.cn');
  const back = await fetch(url, { redirect: 'manual' });
  expect(back.headers.get('location')).toMatch(/^https:\/\/duban\.example\.cn\/app\/\?code=[0-9a-f]{64}&state=abc123$/);
});

test('without the organisation’s id DingTalk’s app cannot be asked', () => {
  const { corpId: _corpId, ...open } = (ding as PlatformApp).open;
  expect(channels.dingtalkApp.door.wayOf({ ...(ding as PlatformApp), open }, '', '')).toBeNull();
  expect(channels.dingtalkApp.door.wayOf(ding as PlatformApp, '', '')).toEqual({ way: 'app', corpId: 'dingcorp12345678', clientId: appKey() });
});

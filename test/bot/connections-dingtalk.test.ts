/** DingTalk on the office's 接入: beside WeCom's, with its own fields, its own steps and remedies in its own menu words. */
import { checkConnection } from '../../bot/actions/check-connection.js';
import { readConnections } from '../../bot/actions/read-connections.js';
import { saveConnection } from '../../bot/actions/save-connection.js';
import type { Viewer } from '../../core/people/model.js';
import type { Refusal } from '../../core/refusal.js';
import { type DeliveryWorld, deliveryWorld } from '../support/delivery.js';
import { aPerson } from '../support/make.js';

let w: DeliveryWorld;
beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(() => w.forget());
afterAll(() => w.close());

const viewer = (dingtalkUserId: string | null): Viewer => ({
  person: aPerson('fang', '方正', { dingtalkUserId }),
  posts: [{ kind: 'office', personId: 'fang', unitId: null }],
  unitsBelow: {},
});
const [office, myself] = [viewer(null), viewer('ding-fang')];

let requests = 0;
const save = (fields: Readonly<Record<string, string>>) =>
  saveConnection(w.services, office, 'dingtalkApp', { requestId: `request-${(requests += 1)}`, fields });
const given = (facts: Readonly<Record<string, string>> = {}) => ({
  ...w.dingtalk.addApp(),
  baseUrl: w.dingtalk.origin,
  oldBaseUrl: w.dingtalk.origin,
  ...facts,
});
const check = (by = myself) => checkConnection(w.services, by, 'dingtalkApp');
const line = async () => (await readConnections(w.services, office)).connections.find(({ kind }) => kind === 'dingtalkApp');
const refusalOf = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => {
      throw new Error('nothing was refused');
    },
    (error: Refusal) => error,
  );

describe('filling in', () => {
  test('the form says where the platform shows each value, and where it wants our address', async () => {
    const none = await line();
    expect(none).toMatchObject({ name: '钉钉', state: 'none', callbackUrl: 'http://localhost:3000/api/callbacks/dingtalk' });
    expect(none?.callbackWords).toMatch(/消息接收地址/);
    expect(none?.fields.map(({ label }) => label)).toEqual([
      'Client ID',
      'Client Secret',
      'RobotCode',
      '发给个人的方式',
      'AgentId',
      '收消息的方式',
      '互动卡片的模板 ID',
      '互动卡片回调的 routeKey',
      '事件订阅的签名 token',
      '事件订阅的加密 aes_key',
      '企业 CorpId',
      '每月接口调用次数',
      '接口地址',
      '旧版接口地址',
    ]);
  });

  test('the secret is sealed: neither list, base, event nor log shows it', async () => {
    const fields = given();
    await save(fields);
    const kept = await w.base.db.collection('apps').find().toArray();
    const shown = JSON.stringify([await line(), kept, await w.base.store.events.of('connection', 'dingtalkApp'), w.lines]);
    expect(shown).not.toContain(fields.appSecret);
    expect(shown).toContain(fields.appKey);
    expect((await line())?.fields.find(({ isSecret }) => isSecret)).toMatchObject({ isKept: true, value: null });
  });

  test('every fault is named at once, with its place', async () => {
    const refusal = await refusalOf(
      save({ appKey: '钉钉应用', appSecret: 'short', robotCode: '？', baseUrl: 'https://evil.example', oldBaseUrl: 'http://oapi.dingtalk.com' }),
    );
    expect(refusal.faults.map(({ place }) => place)).toEqual(['Client ID', 'Client Secret', 'RobotCode', '接口地址', '旧版接口地址']);
    expect(refusal.message).not.toMatch(/short/);
  });

  test('the platform’s own addresses are taken when none is given', async () => {
    await save(given({ baseUrl: '', oldBaseUrl: '', robotCode: '' }));
    const app = await w.base.store.apps.find('dingtalkApp');
    expect(app?.open).toMatchObject({ baseUrl: 'https://api.dingtalk.com', oldBaseUrl: 'https://oapi.dingtalk.com' });
    expect(w.dingtalk.calls()).toBe(0);
  });

  test.each(['baseUrl', 'oldBaseUrl'])('a demo speaks to no real platform, by neither address (%s)', async (name) => {
    const demo = { ...w.services, settings: { ...w.services.settings, demo: true } };
    const request = { requestId: `demo-request-${name}`, fields: given({ [name]: '' }) };
    expect((await refusalOf(saveConnection(demo, office, 'dingtalkApp', request))).message).toMatch(/演示模式/);
  });
});

test('receiving secrets are cleared by name; one that is needed is missed', async () => {
  const fields = { ...given(), eventToken: 'token123', eventAesKey: 'a'.repeat(43) };
  await saveConnection(w.services, office, 'dingtalkApp', { requestId: 'request-clear-1', fields });
  const sealedNow = async () => Object.keys((await w.base.store.apps.find('dingtalkApp'))?.sealed ?? {}).sort();
  expect(await sealedNow()).toEqual(['appSecret', 'eventAesKey', 'eventToken']);
  const kept = { ...given(), appSecret: '' };
  await saveConnection(w.services, office, 'dingtalkApp', { requestId: 'request-clear-2', fields: kept, cleared: ['eventToken', 'eventAesKey'] });
  expect(await sealedNow()).toEqual(['appSecret']);
  const none = { requestId: 'request-clear-3', fields: kept, cleared: ['appSecret'] };
  await expect(saveConnection(w.services, office, 'dingtalkApp', none)).rejects.toMatchObject({ id: 'connection-faults' });
});

describe('检查连接', () => {
  test('step by step to a message to oneself; then the connection is in service', async () => {
    w.dingtalk.addUser('ding-fang');
    await save(given({ robotCode: '' }));
    expect(await line()).toMatchObject({ state: 'stopped', stateWords: expect.stringMatching(/检查连接/) });
    const result = await check();
    expect(result.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      ...['换取访问凭证 ok', '每月接口调用 ok', '接收消息 open', '免登录 open', '给自己发一条测试消息 ok'],
    ]);
    expect(result).toMatchObject({ ok: true });
    w.dingtalk.expect('ding-fang', /【督办】测试消息[^]*钉钉已接通/);
    expect(await line()).toMatchObject({ state: 'ready' });
  });

  test('in Stream mode a line is tried, and no address is asked for', async () => {
    w.dingtalk.addUser('ding-fang');
    await save(given({ receiving: 'stream' }));
    expect(await line()).toMatchObject({ callbackUrl: null, callbackWords: expect.stringMatching(/不需要公网地址/) });
    const { ok, steps } = await check();
    expect(ok).toBe(true);
    expect(steps.map(({ name, state }) => `${name} ${state}`)).toContain('接收消息（Stream 模式） ok');
    w.dingtalk.expect('ding-fang', /测试消息/);
  });

  test('work notices need the AgentId', async () => {
    expect((await refusalOf(save(given({ personalBy: 'notice' })))).faults).toMatchObject([{ place: 'AgentId' }]);
  });

  test('a way of receiving that is none is a fault', async () => {
    expect((await refusalOf(save(given({ receiving: 'pigeon' })))).faults).toMatchObject([{ place: '收消息的方式' }]);
  });

  test('without an account of one’s own it says that robot and permission are unproved', async () => {
    await save(given());
    const { ok, steps } = await check(office);
    expect(ok).toBe(true);
    expect(steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      ...['换取访问凭证 ok', '每月接口调用 ok', '接收消息 open', '免登录 open', '机器人和发消息权限 open', '给自己发一条测试消息 open'],
    ]);
    expect(steps.at(-1)?.words).toMatch(/您的钉钉账号还没有登记/);
  });

  test.each([
    ['another secret', { appSecret: 'x'.repeat(64) }, () => undefined, '换取访问凭证', /“凭证与基础信息”/],
    ['another robot', { robotCode: 'dingother' }, () => undefined, '给自己发一条测试消息', /复制 RobotCode/],
    ['no permission', {}, (appKey: string) => w.dingtalk.permit(appKey, false), '给自己发一条测试消息', /“权限管理”里搜索“企业内机器人发送消息权限”/],
    ['an address that is not trusted', {}, () => w.dingtalk.distrustIp(true), '给自己发一条测试消息', /“服务器出口IP”/],
    ['a stopped robot', {}, (appKey: string) => w.dingtalk.stopRobot(appKey), '给自己发一条测试消息', /机器人已停用/],
    ['oneself out of reach', {}, () => w.dingtalk.removeUser('ding-fang'), '给自己发一条测试消息', /“可使用范围”/],
  ])('%s is named with the remedy in the console’s words, and keeps it out of service', async (_name, facts, change, name, words) => {
    w.dingtalk.addUser('ding-fang');
    const fields = given(facts);
    await save(fields);
    change(fields.appKey);
    const { ok, steps } = await check();
    expect(ok).toBe(false);
    expect(steps.at(-1)).toMatchObject({ name, state: 'wrong', words: expect.stringMatching(words) });
    expect(await line()).toMatchObject({ state: 'stopped', stateWords: expect.stringMatching(words) });
    w.dingtalk.expectNothing();
  });

  test('a page of the gateway says nothing of the connection: its state stays', async () => {
    w.dingtalk.addUser('ding-fang');
    await save(given());
    expect((await check()).ok).toBe(true);
    w.dingtalk.next({ kind: 'html' });
    const { ok, words, steps } = await check();
    expect([ok, steps.at(-1)?.state]).toEqual([false, 'later']);
    expect(words).toMatch(/没有改变/);
    expect((await line())?.state).toBe('ready');
  });
});

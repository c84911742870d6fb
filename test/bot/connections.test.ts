/** 接入 on the office's screen: credentials go in and never come out, tried step by step, in and out of service. */
import { checkConnection } from '../../bot/actions/check-connection.js';
import { deliver } from '../../bot/actions/deliver.js';
import { readConnections } from '../../bot/actions/read-connections.js';
import { removeConnection, retryUnreached, saveConnection } from '../../bot/actions/save-connection.js';
import type { Viewer } from '../../core/people/model.js';
import type { Refusal } from '../../core/refusal.js';
import { aNotice, type DeliveryWorld, deliveryWorld, toPerson } from '../support/delivery.js';
import { aPerson } from '../support/make.js';

let w: DeliveryWorld;
beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(() => w.forget());
afterAll(() => w.close());

const viewer = (id: string, name: string, isOffice: boolean, wecomUserId: string | null = null): Viewer => ({
  person: aPerson(id, name, { wecomUserId }),
  posts: isOffice ? [{ kind: 'office', personId: id, unitId: null }] : [],
  unitsBelow: {},
});
const office = viewer('fang', '方正', true);
const myself = viewer('fang', '方正', true, 'FANG');
const owner = viewer('he', '何俊', false);

let requests = 0;
const save = (fields: Readonly<Record<string, string>>, by = office, requestId = `request-${(requests += 1)}`) =>
  saveConnection(w.services, by, 'wecomApp', { requestId, fields });
const given = (facts: Readonly<Record<string, string>> = {}) => ({
  ...w.wecom.addApp(),
  baseUrl: w.wecom.origin,
  loginUrl: w.wecom.origin,
  ...facts,
});
const check = (by = office) => checkConnection(w.services, by, 'wecomApp');
const line = async () => (await readConnections(w.services, office)).connections[0];
const states = async (by = office) => (await check(by)).steps.map(({ name, state }) => `${name} ${state}`);
const refusalOf = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => {
      throw new Error('nothing was refused');
    },
    (error: Refusal) => error,
  );
const KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };

describe('filling in', () => {
  test('before anything is filled in the form says where the platform shows each value', async () => {
    const none = await line();
    expect(none).toMatchObject({ kind: 'wecomApp', name: '企业微信', state: 'none', callbackUrl: 'http://localhost:3000/api/callbacks/wecom' });
    expect(none?.fields.map(({ label }) => label)).toEqual([
      ...['企业 ID', 'AgentId', 'Secret', '接收消息的 Token', 'EncodingAESKey', '通讯录同步的 Secret'],
      ...[
        '智能机器人的 Bot ID',
        '智能机器人的 Secret',
        '小程序的 AppID',
        '小程序的 Secret',
        '账号上限',
        '接口地址',
        '智能机器人的地址',
        '登录页地址',
      ],
    ]);
    for (const { where } of none?.fields ?? []) expect(where.length).toBeGreaterThan(8);
  });

  test('secrets are sealed: neither list, base, event nor log shows one', async () => {
    const fields = given(KEYS);
    await save(fields);
    const kept = await w.base.db.collection('apps').find().toArray();
    const events = await w.base.store.events.of('connection', 'wecomApp');
    expect(events.map(({ action, by, data }) => [action, by, data['secrets']])).toEqual([['added', 'fang', ['secret', 'token', 'aesKey']]]);
    const shown = JSON.stringify([await line(), kept, events, w.lines]);
    for (const secret of [fields.secret, KEYS.token, KEYS.aesKey]) expect(shown).not.toContain(secret);
    expect(shown).toContain(fields.corpId);
    expect((await line())?.fields.filter(({ isSecret }) => isSecret).map(({ isKept, value }) => [isKept, value])).toEqual([
      [true, null],
      [true, null],
      [true, null],
      [false, null],
      [false, null],
      [false, null],
    ]);
  });

  test('a secret that is not given again stays, another field changes', async () => {
    const fields = given();
    await save(fields);
    await save({ ...fields, secret: '', agentId: '1000099' });
    const app = await w.base.store.apps.find('wecomApp');
    expect(app?.open).toMatchObject({ agentId: '1000099' });
    expect(w.services.secrets.open(app?.sealed['secret'] ?? '')).toBe(fields.secret);
  });

  test('the same request twice, and twice at once, is saved once', async () => {
    const fields = given();
    await Promise.all([save(fields, office, 'same-request'), save(fields, office, 'same-request')]);
    await save(fields, office, 'same-request');
    expect(await w.base.store.events.of('connection', 'wecomApp')).toHaveLength(1);
  });

  test('every fault is named at once, with its place', async () => {
    const refusal = await refusalOf(save({ corpId: '我的企业', agentId: 'abc', secret: 'short', token: 'QDG6eK', baseUrl: 'https://evil.example' }));
    expect(refusal.id).toBe('connection-faults');
    expect(refusal.faults.map(({ place }) => place)).toEqual(['企业 ID', 'AgentId', 'Secret', 'EncodingAESKey', '接口地址']);
    expect(refusal.message).not.toMatch(/short|QDG6eK/);
  });

  test.each([
    ['another host', 'https://qyapi.weixin.qq.com.evil.example'],
    ['plain http to the platform', 'http://qyapi.weixin.qq.com'],
    ['an address inside the house', 'http://169.254.169.254'],
    ['credentials', 'https://u:p@qyapi.weixin.qq.com'],
    ['a path', 'https://qyapi.weixin.qq.com/cgi-bin/'],
    ['a question', 'https://qyapi.weixin.qq.com/?x=1'],
    ['another port', 'https://qyapi.weixin.qq.com:8443'],
    ['wide letters', 'https://ｑｙapi.weixin.qq.com'],
    ['a line break', 'https://qyapi.weixin\n.qq.com'],
  ])('a base address with %s is refused', async (_name, baseUrl) => {
    expect((await refusalOf(save(given({ baseUrl })))).faults.map(({ place }) => place)).toEqual(['接口地址']);
  });

  test('the platform’s own address is taken when none is given', async () => {
    await save(given({ baseUrl: '', loginUrl: '' }));
    const open = (await w.base.store.apps.find('wecomApp'))?.open;
    expect([open?.['baseUrl'], open?.['loginUrl']]).toEqual(['https://qyapi.weixin.qq.com', 'https://open.weixin.qq.com']);
    expect(w.wecom.calls()).toBe(0);
  });

  test('a demo speaks to no real platform', async () => {
    const demo = { ...w.services, settings: { ...w.services.settings, demo: true } };
    const request = { requestId: 'demo-request', fields: given({ baseUrl: '' }) };
    expect((await refusalOf(saveConnection(demo, office, 'wecomApp', request))).message).toMatch(/演示模式/);
    await saveConnection(demo, office, 'wecomApp', { requestId: 'demo-request-2', fields: given() });
  });

  test('only the office may see, save, check, try again or disconnect', async () => {
    const of = { w: w.services, kind: 'wecomApp' } as const;
    for (const tried of [
      readConnections(of.w, owner),
      save(given(), owner),
      check(owner),
      retryUnreached(of.w, owner, of.kind),
      removeConnection(of.w, owner, of.kind),
    ]) {
      expect((await refusalOf(tried)).id).toBe('not-allowed');
    }
  });
});

describe('检查连接', () => {
  test('nothing goes by credentials that nobody tried', async () => {
    await save(given());
    expect(await line()).toMatchObject({ state: 'stopped', stateWords: expect.stringMatching(/检查连接/) });
  });

  test('step by step to a message to oneself; then the connection is in service', async () => {
    w.wecom.addUser('FANG');
    const fields = given(KEYS);
    w.wecom.trustDomain(fields.agentId, 'localhost:3000');
    await save(fields);
    const result = await check(myself);
    expect(result).toMatchObject({ ok: true, words: '连接正常，已启用。' });
    expect(result.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      ...['换取访问凭证 ok', '督办应用 ok', '可信域名 ok', '接收消息 ok', '每天的消息量 ok', '给自己发一条测试消息 ok'],
    ]);
    w.wecom.expect('FANG', /督办测试消息[^]*已接通/);
    expect(await line()).toMatchObject({ state: 'ready' });
    // Pressed again at once: the platform swallows nothing, for each has an id of its own.
    expect((await check(myself)).ok).toBe(true);
    w.wecom.expect('FANG', /督办测试消息/);
  });

  test('what messages do not need stays open and hinders nothing', async () => {
    w.wecom.addUser('FANG');
    await save(given());
    const { ok, steps } = await check();
    expect(ok).toBe(true);
    expect(steps.filter(({ state }) => state === 'open').map(({ name }) => name)).toEqual(['可信域名', '接收消息', '给自己发一条测试消息']);
    expect(steps.find(({ name }) => name === '可信域名')?.words).toMatch(/网页授权及JS-SDK.*localhost:3000/);
    expect(steps.at(-1)?.words).toMatch(/请在“人员”里填写/);
  });

  test.each([
    ['another secret', { secret: 'x'.repeat(43) }, ['换取访问凭证 wrong'], /“Secret”右边的“查看”/],
    ['another corp', { corpId: 'ww0000000000000000' }, ['换取访问凭证 wrong'], /“我的企业”→“企业信息”/],
    ['the AgentId of another application', { agentId: '1009999' }, ['换取访问凭证 ok', '督办应用 wrong'], /同一个应用/],
  ])('%s is named with the remedy in the console’s words, and keeps it out of service', async (_name, facts, expected, words) => {
    w.wecom.addUser('FANG');
    await save(given(facts));
    const { ok, steps } = await check(myself);
    expect(ok).toBe(false);
    expect(steps.map(({ name, state }) => `${name} ${state}`)).toEqual(expected);
    expect(steps.at(-1)?.words).toMatch(words);
    expect(await line()).toMatchObject({ state: 'stopped', stateWords: expect.stringMatching(words) });
    w.wecom.expectNothing();
  });

  test('our address is not trusted: the address to add is named', async () => {
    await save(given());
    w.wecom.distrustIp(true);
    expect((await check()).steps.at(-1)?.words).toMatch(/203\.0\.113\.9.*“企业可信IP”→“配置”/);
  });

  test('an empty 可见范围 is wrong, and so is being outside it oneself', async () => {
    for (const id of ['FANG', 'HE']) w.wecom.addUser(id, { isVisible: false });
    await save(given());
    expect((await states()).slice(0, 2)).toEqual(['换取访问凭证 ok', '督办应用 wrong']);
    const [, empty] = (await check(myself)).steps;
    expect(empty?.words).toMatch(/“可见范围”是空的.*企业微信管理后台“应用管理”.*“可见范围”里加上/);
    w.wecom.addUser('HE');
    const { ok, steps } = await check(myself);
    expect(ok).toBe(false);
    expect(steps.at(-1)).toMatchObject({ state: 'wrong', words: expect.stringMatching(/可见范围/) });
  });

  test('a changed secret is tried as it is now, whatever token is kept', async () => {
    w.wecom.addUser('FANG');
    const fields = given();
    await save(fields);
    expect((await check()).ok).toBe(true);
    w.wecom.resetSecret(fields.agentId);
    expect(await states()).toEqual(['换取访问凭证 wrong']);
    expect((await line())?.state).toBe('stopped');
  });

  test('no words hold a secret or a token', async () => {
    const fields = given({ secret: 'hidden_hidden_hidden_hidden_hidden' });
    await save(fields);
    w.wecom.next({ kind: 'html' });
    const said = JSON.stringify([await check(), await check(), w.lines]);
    expect(said).not.toMatch(/hidden_|access_token|127\.0\.0\.1/);
    expect(JSON.stringify(await w.base.store.events.of('connection', 'wecomApp'))).not.toContain('hidden_');
  });

  test.each([
    ['a page', { kind: 'html' }],
    ['busy', { kind: 'errcode', code: -1 }],
    ['no answer', { kind: 'dropReply' }],
  ] as const)('a platform that answers with %s says nothing of the connection: its state stays', async (_name, fault) => {
    w.wecom.addUser('FANG');
    await save(given());
    expect((await check()).ok).toBe(true);
    w.wecom.next(fault);
    const { ok, words, steps } = await check();
    expect([ok, steps.at(-1)?.state]).toEqual([false, 'later']);
    expect(words).toMatch(/没有改变/);
    expect((await line())?.state).toBe('ready');
  });
});

describe('out of service', () => {
  test('whom it does not reach stands there by name with what to do, and is tried again on request', async () => {
    await w.connect('he');
    w.wecom.removeUser('HE');
    await w.services.store.outbox.insert([aNotice('astray', 'wecomApp:person:he', { recipient: toPerson('he') })]);
    await deliver(w.services);
    expect((await line())?.unreached).toEqual([{ personId: 'he', name: '何俊', words: expect.stringMatching(/可见范围/) }]);
    w.wecom.addUser('HE');
    expect((await retryUnreached(w.services, office, 'wecomApp')).connections[0]?.unreached).toEqual([]);
    await w.services.store.outbox.insert([aNotice('again', 'wecomApp:person:he', { recipient: toPerson('he') })]);
    await deliver(w.services);
    w.wecom.expect('HE', /again/);
  });

  test('disconnected, what waits for it is read in the preview chat', async () => {
    await w.connect('he');
    await w.services.store.outbox.insert([aNotice('left', 'wecomApp:person:he', { recipient: toPerson('he') })]);
    expect((await removeConnection(w.services, office, 'wecomApp')).connections[0]).toMatchObject({ state: 'none' });
    await deliver(w.services);
    expect((await w.base.store.previews.ofRoom('person:he', 9)).map(({ text }) => text)).toEqual(['督办\n<left>']);
    w.wecom.expectNothing();
  });
});

/** `duban connect check`: the same steps and remedies as on the screen, for whoever sets the machine up. */
import { runConnectCheck } from '../../bot/commands/connect.js';
import { dingtalkConnection, wecomConnection } from '../support/connect.js';
import { type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk.js';
import { type FakeWecom, startFakeWecom } from '../support/fake-wecom.js';
import { aPerson } from '../support/make.js';
import { type World, world } from '../support/world.js';

let w: World;
let wecom: FakeWecom;
let dingtalk: FakeDingtalk;

beforeAll(async () => {
  [w, wecom, dingtalk] = await Promise.all([world({ today: '2026-11-24' }), startFakeWecom(), startFakeDingtalk()]);
  await w.services.store.people.savePeople([
    aPerson('fang', '方正', { unitId: null, wecomUserId: 'FangZheng' }),
    aPerson('zhang', '张伟', { unitId: null }),
    aPerson('other-zhang', '张伟', { unitId: null }),
  ]);
  wecom.addUser('FangZheng');
});
afterAll(async () => {
  await Promise.all([w?.close(), wecom?.close(), dingtalk?.close()]);
});
beforeEach(() => wecom.forget());

const check = (sendTo: string | null = null) => runConnectCheck(w.services, sendTo);

test('where nothing is connected it says so, and where to begin', async () => {
  const { stdout, exitCode } = await check();
  expect(stdout).toBe(
    '企业微信\n  ○ 没有接入。需要时请巡察办在网页的“接入”里填写参数，再来检查。\n钉钉\n  ○ 没有接入。需要时请巡察办在网页的“接入”里填写参数，再来检查。\n',
  );
  expect(exitCode).toBe(0);
});

test('step by step, with a message to the one who is named, and then it is in service', async () => {
  const app = wecomConnection(wecom, w.services.secrets);
  await w.services.store.apps.save({ ...app, stopped: '还没有检查。' });
  const { stdout, exitCode } = await check('方正');
  expect(stdout).toMatch(
    /✓ 换取访问凭证：[^]*✓ 督办应用：[^]*○ 可信域名：[^]*“可信域名”里填 localhost:3000[^]*○ 接收消息：[^]*✓ 给自己发一条测试消息：已发出/,
  );
  expect(stdout).toMatch(/连接正常，已启用。\n钉钉\n/);
  expect(exitCode).toBe(0);
  wecom.expect('FangZheng', /督办测试消息/);
  expect((await w.services.store.apps.find('wecomApp'))?.stopped).toBeNull();
  expect((await w.base.store.events.of('connection', 'wecomApp')).at(-1)).toMatchObject({ action: 'checked', by: null });
});

test('without a name nobody gets a message, and it says how to send one', async () => {
  const { stdout } = await check();
  expect(stdout).toMatch(/○ 给自己发一条测试消息：没有发：没有指定发给谁。加上 --send-to/);
  wecom.expectNothing();
});

test('what is wrong is named in the console’s words and ends with 1, and the other connection is checked all the same', async () => {
  await w.services.store.apps.save(dingtalkConnection(dingtalk, w.services.secrets));
  wecom.distrustIp(true);
  const { stdout, exitCode } = await check();
  expect(stdout).toMatch(/✗ .*“企业可信IP”→“配置”/);
  expect(stdout).toMatch(/钉钉\n {2}✓ 换取访问凭证/);
  expect(exitCode).toBe(1);
});

test.each([
  ['nobody has', '王五', /人员里没有“王五”/],
  ['two people have', '张伟', /有 2 人叫“张伟”/],
])('a name that %s is refused before anything is tried', async (_which, name, words) => {
  const calls = wecom.calls();
  await expect(check(name)).rejects.toThrow(words);
  expect(wecom.calls()).toBe(calls);
});

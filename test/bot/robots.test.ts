/** Group robots on the office's screen: added with a write-only address, tested, taken away. */
import { addRobot } from '../../bot/actions/add-robot.js';
import { deliver } from '../../bot/actions/deliver.js';
import { listRobots } from '../../bot/actions/list-robots.js';
import { removeRobot } from '../../bot/actions/remove-robot.js';
import { testRobot } from '../../bot/actions/test-robot.js';
import type { RobotNew } from '../../core/contract/robot.js';
import type { Viewer } from '../../core/people/model.js';
import type { Refusal } from '../../core/refusal.js';
import { aNotice, type DeliveryWorld, deliveryWorld } from '../support/delivery.js';
import { aPerson } from '../support/make.js';

let w: DeliveryWorld;
beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(() => w.forget());
afterAll(() => w.close());

const office: Viewer = {
  person: aPerson('fang', '方正'),
  posts: [{ kind: 'office', personId: 'fang', unitId: null }],
  unitsBelow: {},
};
const owner: Viewer = { person: aPerson('he', '何俊'), posts: [], unitsBelow: {} };

let requests = 0;
const asked = (facts: Partial<RobotNew>): RobotNew => ({
  requestId: `request-${(requests += 1)}`,
  kind: 'wecom',
  name: '巡察办群',
  group: 'office',
  address: w.wecom.addRobot().address,
  ...facts,
});
const refusalOf = async (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => {
      throw new Error('nothing was refused');
    },
    (error: Refusal) => error,
  );

describe('adding', () => {
  test('the address is sealed: neither list, base, event nor log shows it', async () => {
    const { key, address } = w.dingtalk.addRobot({ secret: 'SEChidden1234' });
    const line = await addRobot(w.services, office, asked({ kind: 'dingtalk', group: 'unit:section', address, secret: 'SEChidden1234' }));
    expect(line).toMatchObject({
      kind: 'dingtalk',
      groupWords: '政务服务科',
      state: 'ready',
      stateWords: '还没有发成功过',
      addressTail: key.slice(-4),
    });
    const kept = await w.base.db.collection('robots').find().toArray();
    const events = await w.base.store.events.of('robot', line.id);
    expect(events.map(({ action, by }) => [action, by])).toEqual([['added', 'fang']]);
    const shown = JSON.stringify([line, await listRobots(w.services, office), kept, events, w.lines]);
    expect(shown).not.toContain(key);
    expect(shown).not.toContain('SEChidden');
    expect(shown).not.toContain('127.0.0.1');
  });

  test('a robot is in order once a message of ours has arrived, and not before', async () => {
    const { address } = w.wecom.addRobot();
    const { id } = await addRobot(w.services, office, asked({ address }));
    const words = async () => (await listRobots(w.services, office)).robots.find((robot) => robot.id === id)?.stateWords;
    expect(await words()).toBe('还没有发成功过');
    expect((await testRobot(w.services, office, id)).sent).toBe(true);
    expect(await words()).toBe('正常');
  });

  test('the same request twice, and twice at once, adds one robot', async () => {
    const request = asked({});
    const lines = await Promise.all([addRobot(w.services, office, request), addRobot(w.services, office, request)]);
    lines.push(await addRobot(w.services, office, request));
    expect(new Set(lines.map((line) => line.id)).size).toBe(1);
    expect(await w.base.store.robots.list()).toHaveLength(1);
  });

  test('every fault is named at once, with its place', async () => {
    const refusal = await refusalOf(
      addRobot(w.services, office, asked({ kind: 'dingtalk', group: 'unit:none', address: 'https://evil.example/robot/send', secret: 'abc' })),
    );
    expect(refusal.id).toBe('robot-faults');
    expect(refusal.faults.map((fault) => fault.place)).toEqual(['机器人地址', '机器人地址', '加签密钥', '所属群']);
  });

  test.each([
    ['another host', 'https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=a'],
    ['plain http to the platform', 'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a'],
    ['an address inside the house', 'http://169.254.169.254/cgi-bin/webhook/send?key=a'],
    ['credentials in the address', 'https://u:p@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a'],
    ['another path', 'https://qyapi.weixin.qq.com/cgi-bin/gettoken?key=a'],
    ['no key', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send'],
    ['another port', 'https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=a'],
    ['a line break in the key', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a\r\nHost: evil.example'],
    ['an encoded line break in the key', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a%0d%0aHost:%20evil.example'],
    ['a line break in the host', 'https://qyapi.weixin\n.qq.com/cgi-bin/webhook/send?key=a'],
    ['a blank in the key', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a b'],
    ['a blank as a plus sign', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a+b'],
    ['a control character in the key', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a%00b'],
    ['an invisible character in the key', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a\u200bb'],
    ['a key of another kind', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a/../b'],
    ['two keys', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a&key=b'],
    ['wide letters', 'https://ｑｙapi.weixin.qq.com/cgi-bin/webhook/send?key=a'],
    ['a dot after the host', 'https://qyapi.weixin.qq.com./cgi-bin/webhook/send?key=a'],
    ['dots in the path', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send/%2e%2e/x?key=a'],
    ['the other platform', 'https://oapi.dingtalk.com/robot/send?access_token=a'],
  ])('%s is refused', async (_name, address) => {
    const refusal = await refusalOf(addRobot(w.services, office, asked({ address })));
    expect(refusal.id).toBe('robot-faults');
    expect(refusal.message).not.toMatch(/key=a|access_token=a|u:p@|evil/);
  });

  test.each(['SEC', 'SECa b', 'SECa\r\nX: 1', 'SECa\u0000b', 'SECa\u200bb', 'secabc', 'ＳＥＣabc', 'SEC密钥'])(
    'the secret %j is refused in words',
    async (secret) => {
      const { address } = w.dingtalk.addRobot();
      const refusal = await refusalOf(addRobot(w.services, office, asked({ kind: 'dingtalk', address, secret })));
      expect(refusal.faults).toEqual([{ place: '加签密钥', message: expect.stringMatching(/要以 SEC 开头，后面只有字母和数字/) }]);
      expect(await w.base.store.robots.list()).toEqual([]);
    },
  );

  test('a name with a line break is refused, and an address copied with blanks around it is taken', async () => {
    const { address } = w.wecom.addRobot();
    const refusal = await refusalOf(addRobot(w.services, office, asked({ name: '甲\n乙', address })));
    expect(refusal.faults).toEqual([{ place: '名称', message: expect.stringMatching(/换行/) }]);
    await addRobot(w.services, office, asked({ address: ` ${address}\n` }));
    expect(await w.base.store.robots.list()).toHaveLength(1);
  });

  test('the platform’s own address is taken', async () => {
    await addRobot(
      w.services,
      office,
      asked({ address: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa' }),
    );
    expect(await w.base.store.robots.list()).toHaveLength(1);
  });

  test('one address serves one robot, else two would break the pace together', async () => {
    const request = asked({});
    await addRobot(w.services, office, request);
    const refusal = await refusalOf(addRobot(w.services, office, asked({ address: request.address, group: 'leadingGroup' })));
    expect(refusal.message).toMatch(/已由机器人“巡察办群”使用/);
  });

  test('a demo speaks to no real group', async () => {
    const demo = { ...w.services, settings: { ...w.services.settings, demo: true } };
    const address = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abcd';
    expect((await refusalOf(addRobot(demo, office, asked({ address })))).message).toMatch(/演示模式/);
    await addRobot(demo, office, asked({}));
  });

  test('only the office may see, add, test or take away', async () => {
    const line = await addRobot(w.services, office, asked({}));
    for (const tried of [
      listRobots(w.services, owner),
      addRobot(w.services, owner, asked({})),
      testRobot(w.services, owner, line.id),
      removeRobot(w.services, owner, line.id),
    ]) {
      expect((await refusalOf(tried)).id).toBe('not-allowed');
    }
  });

  test('the groups to choose from are the office, the leading group and every unit', async () => {
    const { groups } = await listRobots(w.services, office);
    expect(groups.slice(0, 2).map((group) => group.words)).toEqual(['巡察办', '领导小组']);
    expect(new Set(groups.slice(2).map((group) => group.words))).toEqual(new Set(['某市政务服务中心', '政务服务科', '综合科']));
    await w.services.store.people.saveUnits([{ id: 'own', name: '巡察办', parentId: null }]);
    const own = (await listRobots(w.services, office)).groups.find(({ id }) => id === 'unit:own');
    expect(own?.words).toBe('巡察办（单位）');
  });
});

describe('发一条测试消息', () => {
  test('reaches the group and says so', async () => {
    const { key, address } = w.dingtalk.addRobot({ secret: 'SECright', keywords: ['督办'] });
    const line = await addRobot(w.services, office, asked({ kind: 'dingtalk', address, secret: 'SECright' }));
    expect(await testRobot(w.services, office, line.id)).toEqual({ sent: true, words: '测试消息已发出，请到群里确认。' });
    w.dingtalk.expect(key, /这是一条测试消息/);
  });

  test.each([
    ['without the secret', { secret: 'SECneeded' }, /加签/],
    ['with other keywords', { keywords: ['别的'] }, /关键词/],
    ['from a foreign address', { ipNotListed: true }, /IP 地址（段）/],
  ])('%s names the setting in the platform’s own words, and stops the robot', async (_name, security, words) => {
    const line = await addRobot(w.services, office, asked({ kind: 'dingtalk', address: w.dingtalk.addRobot(security).address }));
    const result = await testRobot(w.services, office, line.id);
    expect(result.sent).toBe(false);
    expect(result.words).toMatch(words);
    expect((await listRobots(w.services, office)).robots).toMatchObject([{ state: 'stopped', stateWords: expect.stringMatching(words) }]);
  });

  test('a stopped robot is in service again after a success', async () => {
    const { lane, robot } = await w.wecomRobot('office');
    w.wecom.next({ kind: 'errcode', code: 93004 });
    expect((await testRobot(w.services, office, robot.id)).words).toMatch(/机器人已被停用/);
    expect((await testRobot(w.services, office, robot.id)).words).toMatch(/已恢复使用/);
    await w.services.store.outbox.insert([aNotice('again', lane)]);
    expect(await deliver(w.services)).toMatchObject({ sent: 1 });
    expect(w.wecom.accepted.at(-1)?.text).toContain('<again>');
  });

  test.each([
    ['busy', { kind: 'errcode', code: -1 }, /没有发出.*请稍后再试/],
    ['without an answer', { kind: 'dropReply' }, /没有等到回应.*请到群里看一看/],
    ['refused content', { kind: 'errcode', code: 40058 }, /没有发出.*不接受这条消息的内容/],
  ] as const)('%s is said plainly and leaves the robot in service', async (_name, fault, words) => {
    const { robot } = await w.wecomRobot('office');
    w.wecom.next(fault);
    expect(await testRobot(w.services, office, robot.id)).toEqual({ sent: false, words: expect.stringMatching(words) });
    expect((await w.base.store.robots.find(robot.id))?.stopped).toBeNull();
  });

  test('keeps the robot’s pace', async () => {
    const { robot } = await w.wecomRobot('office');
    for (let n = 0; n < 18; n += 1) await w.base.store.robots.take(robot.id, 18);
    expect((await testRobot(w.services, office, robot.id)).words).toMatch(/请等 \d+ 秒后再试/);
    expect(w.wecom.calls()).toBe(0);
  });
});

test('a robot that was taken away is gone, and the second try says so', async () => {
  const line = await addRobot(w.services, office, asked({}));
  await removeRobot(w.services, office, line.id);
  expect((await listRobots(w.services, office)).robots).toEqual([]);
  expect((await refusalOf(removeRobot(w.services, office, line.id))).id).toBe('robot-not-found');
});

/** A person's own messages by DingTalk's robot: once, by one shared token, later where DingTalk says so, elsewhere where it does not reach them. */
import { deliver } from '../../bot/actions/deliver.js';
import { lanesOf, switchboardOf } from '../../bot/actions/lanes.js';
import { aNotice, type DeliveryWorld, deliveryWorld, toPerson } from '../support/delivery.js';

const MINUTE = 60_000;
let w: DeliveryWorld;
beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(() => w.forget());
afterAll(() => w.close());

const laneOf = async (id: string) => lanesOf(toPerson(id), await switchboardOf(w.services));
async function tell(id: string, key: string): Promise<void> {
  const [lane = ''] = await laneOf(id);
  await w.services.store.outbox.insert([aNotice(key, lane, { recipient: toPerson(id) })]);
}
const chat = async (id: string) => (await w.base.store.previews.ofRoom(`person:${id}`, 100)).map((message) => message.text);
const arrivals = (key: string) => w.dingtalk.accepted.filter((message) => message.text.includes(`<${key}>`)).length;
const unreached = async () => (await w.base.store.apps.unreached()).map(({ kind, personId, words }) => [kind, personId, words]);

describe('the lane of a person', () => {
  test('is DingTalk’s where it is connected and knows them; WeCom comes first where both do', async () => {
    await w.connectDingtalk('he', 'zhou');
    expect([await laneOf('he'), await laneOf('chen')]).toEqual([['dingtalkApp:person:he'], ['preview:person:chen']]);
    await w.connect('he');
    const he = await w.base.store.people.person('he');
    if (he !== null) await w.base.store.people.savePeople([{ ...he, dingtalkUserId: 'ding-he' }]);
    expect([await laneOf('he'), await laneOf('zhou')]).toEqual([['wecomApp:person:he'], ['dingtalkApp:person:zhou']]);
  });
});

describe('what goes by DingTalk', () => {
  test('arrives once, with the key of the message, and stands among what was said on the phone', async () => {
    await w.connectDingtalk('he', 'zhou');
    await tell('he', 'n1');
    await tell('he', 'n2');
    await tell('zhou', 'n3');
    expect(await deliver(w.services)).toMatchObject({ sent: 3 });
    w.dingtalk.expect('ding-he', /<n1>\n<n2>/);
    w.dingtalk.expect('ding-zhou', /<n3>/);
    w.dingtalk.expectNothing();
    expect(await chat('he')).toEqual(['督办\n<n1>\n<n2>']);
    expect(await w.row('n1')).toMatchObject({ state: 'sent', messageId: expect.stringMatching(/^[\w-]{32}$/) });
  });

  test('many people in three processes need one token, sealed, and one more when DingTalk gives it up early', async () => {
    const ids = ['he', 'zhou', 'chen', 'gao', 'lin', 'fang', 'song'];
    await w.connectDingtalk(...ids);
    const processes = [w.services, await w.process(), await w.process()];
    for (const id of ids) await tell(id, `a-${id}`);
    await Promise.all(processes.map((services) => deliver(services)));
    expect(w.dingtalk.tokensGiven()).toBe(1);
    const kept = await w.base.db.collection('tokens').findOne({});
    expect(kept?.['sealed']).toMatch(/^v1\./);
    expect(w.services.secrets.open(String(kept?.['sealed']))).toMatch(/^[0-9a-f]{32}$/);
    w.dingtalk.revokeTokens();
    w.dingtalk.advance(2_000);
    for (const id of ids) await tell(id, `b-${id}`);
    await Promise.all(processes.map((services) => deliver(services)));
    expect(w.dingtalk.tokensGiven()).toBe(2);
    for (const id of ids) for (const key of [`a-${id}`, `b-${id}`]) expect(arrivals(key)).toBe(1);
  });

  test('a person whom DingTalk holds back gets it later; nobody else waits, and nobody is marked', async () => {
    await w.connectDingtalk('he', 'zhou');
    w.dingtalk.holdBack('ding-he', true);
    await tell('he', 'held');
    await tell('zhou', 'fine');
    expect(await deliver(w.services)).toMatchObject({ retried: 1, sent: 1 });
    expect(await unreached()).toEqual([]);
    w.dingtalk.holdBack('ding-he', false);
    expect(await deliver(w.services)).toMatchObject({ sent: 0 });
    await w.pass(2 * MINUTE);
    expect(await deliver(w.services)).toMatchObject({ sent: 1 });
    expect(arrivals('held')).toBe(1);
  });

  test('beyond twenty calls a second everybody waits a moment, and nothing is lost', async () => {
    await w.connectDingtalk('he', 'zhou');
    await tell('he', 'warm');
    await deliver(w.services);
    w.dingtalk.next({
      kind: 'status',
      status: 403,
      type: 'application/json',
      body: '{"code":"Forbidden.AccessDenied.QpsLimitForApi","message":"x"}',
    });
    await tell('he', 'quick');
    await deliver(w.services);
    await w.pass(10_000);
    await deliver(w.services);
    expect(arrivals('quick')).toBe(1);
    expect(await w.base.store.apps.find('dingtalkApp')).toMatchObject({ stopped: null });
  });
});

describe('a person whom DingTalk does not reach', () => {
  test('reads it in the preview chat; the office sees why, and nobody else is stopped', async () => {
    await w.connectDingtalk('he', 'zhou');
    w.dingtalk.removeUser('ding-he');
    await tell('he', 'astray');
    await tell('zhou', 'fine');
    expect(await deliver(w.services)).toMatchObject({ retried: 1, sent: 2 });
    expect(await chat('he')).toEqual(['督办\n<astray>']);
    w.dingtalk.expect('ding-zhou', /<fine>/);
    expect(await unreached()).toEqual([['dingtalkApp', 'he', expect.stringMatching(/可使用范围/)]]);
    expect(await laneOf('he')).toEqual(['preview:person:he']);
    expect(await w.base.store.apps.find('dingtalkApp')).toMatchObject({ stopped: null });
  });

  test.each([
    ['does not reach them', async () => w.wecom.removeUser('HE')],
    ['is disconnected', async () => w.base.store.apps.remove('wecomApp')],
  ])('where WeCom %s, DingTalk takes over what waits', async (_name, change) => {
    await w.connectDingtalk('he');
    await w.connect('he');
    const he = await w.base.store.people.person('he');
    if (he !== null) await w.base.store.people.savePeople([{ ...he, dingtalkUserId: 'ding-he' }]);
    await tell('he', 'either');
    expect(await w.row('either')).toMatchObject({ lane: 'wecomApp:person:he' });
    await change();
    await deliver(w.services);
    w.dingtalk.expect('ding-he', /<either>/);
    w.wecom.expectNothing();
    expect(await chat('he')).toEqual(['督办\n<either>']);
  });
});

describe('a connection that no longer holds', () => {
  test.each([
    ['the secret was changed', (appKey: string) => void w.dingtalk.resetSecret(appKey), /凭证与基础信息/],
    ['the robot was stopped', (appKey: string) => w.dingtalk.stopRobot(appKey), /机器人已停用/],
    ['the permission was taken away', (appKey: string) => w.dingtalk.permit(appKey, false), /企业内机器人发送消息权限/],
    ['our address is not trusted', () => w.dingtalk.distrustIp(true), /服务器出口IP/],
    ['the month is used up', () => w.dingtalk.limitQuota(0), /本月/],
  ])('%s: it stops, visibly, and everybody reads in the preview chat', async (_name, change, words) => {
    const app = await w.connectDingtalk('he', 'zhou');
    await tell('he', 'before');
    await deliver(w.services);
    change(app.open['appKey'] ?? '');
    await tell('he', 'a');
    await tell('zhou', 'b');
    await deliver(w.services);
    expect([await chat('he'), await chat('zhou')]).toEqual([['督办\n<before>', '督办\n<a>'], ['督办\n<b>']]);
    expect((await w.base.store.apps.find('dingtalkApp'))?.stopped).toMatch(words);
    expect(await unreached()).toEqual([]);
    const logged = JSON.stringify(w.lines);
    for (const hidden of [w.services.secrets.open(app.sealed['appSecret'] ?? ''), '127.0.0.1']) expect(logged).not.toContain(hidden);
  });
});

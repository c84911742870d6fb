/** What DingTalk allows is counted before it is used, and what one of its ways refuses goes the other. */
import { spend } from '../../bot/channels/dingtalk/budget.js';
import { checkConnection } from '../../bot/actions/check-connection.js';
import { readConnections } from '../../bot/actions/read-connections.js';
import { readOperations } from '../../bot/actions/read-operations.js';
import type { PlatformApp } from '../../bot/services.js';
import { addDays, type Day, dayOf } from '../../core/time/day.js';
import { type DeliveryWorld, deliveryWorld, tellBy, useBudget } from '../support/delivery.js';
import { office } from '../support/make.js';

let w: DeliveryWorld;
beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(() => w.forget());
afterAll(() => w.close());

async function connect(open: Readonly<Record<string, string>> = {}, withAgent = true): Promise<PlatformApp> {
  const app = await w.connectDingtalk('he', 'zhou');
  const agent = withAgent ? { agentId: w.dingtalk.agentOf(app.open['appKey'] ?? '') } : {};
  const saved = { ...app, open: { ...app.open, ...agent, ...open } };
  await w.base.store.apps.save(saved);
  return saved;
}
const tell = (key: string, personId?: string) => tellBy('dingtalkApp', w, key, personId);
const keyOf = (app: PlatformApp) => app.open['appKey'] ?? '';
const today = () => dayOf(new Date());
/** Of this day or month, and of tomorrow's, which may begin meanwhile. */
async function budget(app: PlatformApp, restOn: (day: Day) => string, count: number): Promise<void> {
  for (const rest of new Set([today(), addDays(today(), 1)].map(restOn))) await useBudget(w, `dingtalk ${keyOf(app)} ${rest}`, count);
}
const notices = (day: Day) => `notices ${day} ding-he`;
const month = (day: Day) => `month ${day.slice(0, 7)}`;
const typesOf = () => w.dingtalk.accepted.map(({ msgtype }) => (msgtype.startsWith('sample') ? 'robot' : 'notice'));
const detours = async () => (await readConnections(w.services, office)).connections.find(({ kind }) => kind === 'dingtalkApp')?.detours ?? [];

describe('the other way', () => {
  test('a robot that is out of service: notices go instead, the connection stays, and the office reads why', async () => {
    const app = await connect();
    w.dingtalk.stopRobot(keyOf(app));
    expect(await tell('first')).toMatchObject({ sent: 1 });
    expect(typesOf()).toEqual(['notice']);
    expect((await w.base.store.apps.find('dingtalkApp'))?.stopped).toBeNull();
    expect(await detours()).toEqual([expect.stringMatching(/^“机器人单聊”现在用不了.*机器人已停用/)]);
    // Known from now on: one call a message, for everybody.
    const before = w.dingtalk.calls();
    await tell('second', 'zhou');
    expect(w.dingtalk.calls() - before).toBe(1);
  });

  test('and back: after a day the way that was chosen is tried again', async () => {
    const app = await connect();
    w.dingtalk.permit(keyOf(app), false);
    await tell('first');
    w.dingtalk.permit(keyOf(app), true);
    await tell('second');
    await w.pass(24 * 3_600_000 + 1_000);
    await tell('third');
    expect(typesOf()).toEqual(['notice', 'notice', 'robot']);
    expect(await detours()).toEqual([]);
  });

  test('whoever is beyond 500 notices today is told by the robot', async () => {
    const app = await connect({ personalBy: 'notice' });
    await budget(app, notices, 499);
    await tell('last notice');
    await tell('one more');
    await tell('of another', 'zhou');
    expect(typesOf()).toEqual(['notice', 'robot', 'notice']);
    expect(w.dingtalk.unseen).toEqual([]);
  });

  test('without an AgentId there is one way, and its refusal is the connection’s as before', async () => {
    const app = await connect({}, false);
    w.dingtalk.stopRobot(keyOf(app));
    await tell('first');
    expect(typesOf()).toEqual([]);
    expect((await w.base.store.apps.find('dingtalkApp'))?.stopped).toMatch(/机器人已停用/);
  });

  test('whom neither way reaches is told in the preview chat', async () => {
    await connect();
    w.dingtalk.removeUser('ding-he');
    // The notice is taken at once; only its result tells. The robot’s way is closed by then.
    await tell('first');
    expect((await w.base.store.detours.list('dingtalkApp')).map(({ way, userId }) => [way, userId])).toEqual([['robot', 'ding-he']]);
  });
});

describe('budgets', () => {
  test('with no way left today a message waits until tomorrow, and 运行情况 says until when', async () => {
    const app = await connect({ personalBy: 'notice' });
    await budget(app, notices, 500);
    w.dingtalk.stopRobot(keyOf(app));
    expect(await tell('first')).toMatchObject({ retried: 1 });
    expect((await w.base.store.apps.find('dingtalkApp'))?.stopped).toBeNull();
    const [line] = (await readOperations(w.services, office)).apps;
    expect(line).toMatchObject({ id: 'dingtalkApp', waiting: 1 });
    expect(line?.words).toMatch(
      /^钉钉应用：1 条在等，最晚约 .* 再发：.*已满 500 条.*明天 00:00 起自动继续.*本月的接口调用已用 \d+ 次，上限 10000 次/,
    );
  });

  test('a month that is spent stops the application until the next, and everything is read in the preview chat', async () => {
    const app = await connect({ monthlyCalls: '20' });
    await budget(app, month, 20);
    const before = w.dingtalk.calls();
    await tell('first');
    expect(w.dingtalk.calls()).toBe(before);
    const stopped = (await w.base.store.apps.find('dingtalkApp'))?.stopped ?? '';
    expect(stopped).toMatch(/已到“接入”里填的 20 次，\d+月1日自动恢复/);
    expect(await w.base.store.previews.ofRoom('person:he', 5)).toHaveLength(1);
    // The next month has come.
    await w.base.db.collection('apps').updateOne({}, { $set: { stoppedUntil: new Date(Date.now() - 1) } });
    expect((await w.base.store.apps.find('dingtalkApp'))?.stopped).toBeNull();
  });

  test('in the month after it was spent messages go by DingTalk again, whatever the last one counted', async () => {
    const app = await connect({ monthlyCalls: '20' });
    const spentMonth = addDays(`${today().slice(0, 7)}-01`, -1).slice(0, 7);
    await budget(app, () => `month ${spentMonth}`, 20);
    await w.base.store.apps.setStopped(app, '本月的钉钉接口调用已用完', 60_000);
    await tell('before');
    w.dingtalk.expectNothing();
    // Its first moment has come.
    await w.base.db.collection('apps').updateOne({}, { $set: { stoppedUntil: new Date(Date.now() - 1) } });
    expect(await tell('goes')).toMatchObject({ sent: 1 });
    w.dingtalk.expect('ding-he', /goes>/);
    expect((await readOperations(w.services, office)).apps[0]?.words).toMatch(/本月的接口调用已用 [12] 次，上限 20 次/);
  });

  test('the month ends at 00:00 of UTC+8, not a moment earlier, and the next is counted from nothing', async () => {
    const app = await connect({ monthlyCalls: '2' });
    const { budgets } = w.base.store;
    const ask = (now: string, purpose: 'message' | 'courtesy' = 'message') => spend(budgets, app, '/v1.0/x', purpose, new Date(now));
    expect([await ask('2026-12-31T15:00:00Z'), await ask('2026-12-31T15:30:00Z')]).toEqual([null, null]);
    expect(await ask('2026-12-31T15:59:59Z')).toMatchObject({
      ...{ kind: 'refused', stops: 'connection', untilMs: 1_000 },
      words: expect.stringMatching(/已到“接入”里填的 2 次，1月1日自动恢复/),
    });
    expect([await ask('2026-12-31T16:00:00Z', 'courtesy'), await ask('2026-12-31T16:00:00Z')]).toEqual([null, null]);
    expect(await ask('2027-01-20T00:00:00Z')).toMatchObject({ kind: 'refused', words: expect.stringMatching(/2月1日自动恢复/) });
  });

  test('questions that can be left out leave the last tenth to messages; the check says that it runs short', async () => {
    const app = await connect({ monthlyCalls: '20' });
    await budget(app, month, 18);
    expect(await w.services.channels.dingtalkApp.readDirectory(app)).toMatchObject({
      kind: 'failed',
      words: expect.stringMatching(/余下的留给提醒消息/),
    });
    expect(await tell('first')).toMatchObject({ sent: 1 });
    const { steps } = await checkConnection(w.services, office, 'dingtalkApp');
    expect(steps.find(({ name }) => name === '每月接口调用')).toMatchObject({
      state: 'open',
      words: expect.stringMatching(/已用 19 次，上限 20 次/),
    });
  });

  test('two processes at once do not call one interface more than 20 times in any second', async () => {
    const app = await connect();
    const other = await w.process();
    const message = { id: 'm', title: '督办', text: '督办', markdown: null, card: null };
    const to = { kind: 'member', app, personId: 'he', userId: 'ding-he' } as const;
    const send = ({ channels }: typeof other, id: number) => channels.dingtalkApp.send(to, { ...message, id: `m${id}` }, new Date());
    const begun = Date.now();
    const results = await Promise.all(Array.from({ length: 50 }, (_, index) => send(index % 2 === 0 ? other : w.services, index)));
    expect(results.filter(({ kind }) => kind === 'refused' || kind === 'unknown')).toEqual([]);
    const times = w.dingtalk.accepted.map(({ at }) => at).sort((a, b) => a - b);
    expect(times.length).toBeGreaterThan(20);
    // A busy machine hands over late what it was allowed to, and never early: counted from the beginning.
    for (const [before, at] of times.entries()) expect(at - begun).toBeGreaterThan(Math.floor(before / 20) * 1_000 - 10);
  });
});

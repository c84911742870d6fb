/** DingTalk's Stream mode: the same conversation over a line of our own; what is not kept is not acknowledged, and nothing is worked on twice. */
import { setTimeout as sleep } from 'node:timers/promises';
import { lineKeeper, type LineKeeper } from '../../bot/actions/line-keeper.js';
import type { PlatformApp, Services } from '../../bot/services.js';
import { type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk.js';
import { robotMessage } from '../support/fake-dingtalk-callback.js';
import { dingtalkConnection } from '../support/connect.js';
import { holdWork } from '../support/held-work.js';
import { type World, world } from '../support/world.js';
import { until } from '../support/until.js';

let w: World;
let dingtalk: FakeDingtalk;
let app: PlatformApp;
let appKey: string;
let keeper: LineKeeper;

beforeAll(async () => {
  [w, dingtalk] = await Promise.all([world({ today: '2026-11-24' }), startFakeDingtalk()]);
  const made = dingtalkConnection(dingtalk, w.services.secrets);
  app = { ...made, open: { ...made.open, receiving: 'stream' } };
  appKey = app.open['appKey'] ?? '';
  const { personId } = await w.phone('何俊');
  const he = await w.services.store.people.person(personId);
  if (he !== null) await w.services.store.people.savePeople([{ ...he, dingtalkUserId: '016422' }]);
  for (const id of ['016422', '099999']) dingtalk.addUser(id);
});
afterAll(async () => {
  await Promise.all([w?.close(), dingtalk?.close()]);
});
beforeEach(async () => {
  dingtalk.forget();
  await w.base.db.collection('paces').deleteMany({});
  await w.services.store.apps.save(app);
  keeper = await standing(w.services);
});
afterEach(async () => {
  await keeper.stop();
  dingtalk.freezeLines(false);
  // The gateway has noticed: the next test counts, and is told by, lines of its own.
  await until(() => dingtalk.linesOf(appKey) === 0, 'a line was left behind');
});

async function standing(services: Services): Promise<LineKeeper> {
  const before = dingtalk.linesOf(appKey);
  const held = lineKeeper(services);
  await until(() => dingtalk.linesOf(appKey) === before + 1, 'the line does not stand');
  return held;
}
const settled = () => until(async () => (await w.base.db.collection('incoming').countDocuments({ incoming: { $ne: null } })) === 0);
const said = (facts: Readonly<Record<string, unknown>> = {}) => robotMessage({ sessionWebhook: dingtalk.openSession('session'), ...facts });

test('a message is acknowledged at once and answered where it was written, as by HTTP', async () => {
  expect(await dingtalk.tell(appKey, said())).toBe(1);
  await settled();
  expect(dingtalk.expect('session', /任务/).text).toContain('/pages/my/index');
  dingtalk.expectNothing();
});

test('a message is acknowledged while the work behind it still waits, and the work is done afterwards', async () => {
  await keeper.stop();
  const held = holdWork(w);
  keeper = await standing(held.services);
  expect(await dingtalk.tell(appKey, said())).toBe(1);
  await until(held.isHeld, 'the work was not begun');
  dingtalk.expectNothing();
  held.letGo();
  await settled();
  dingtalk.expect('session', /任务/);
});

test('the same message again, by whatever frame, is acknowledged and not answered twice', async () => {
  const message = said({ msgId: 'once' });
  await dingtalk.tell(appKey, message, { messageId: 'frame-1' });
  await dingtalk.tell(appKey, message, { messageId: 'frame-1' });
  await dingtalk.tell(appKey, message, { messageId: 'frame-2' });
  await settled();
  expect(dingtalk.accepted).toHaveLength(1);
});

test('what could not be kept is not acknowledged, so that it comes again, and is answered once', async () => {
  await keeper.stop();
  let broken = 2;
  const { incoming } = w.services.store;
  const take: typeof incoming.take = (...args) => ((broken -= 1) >= 0 ? Promise.reject(new Error('the base is away')) : incoming.take(...args));
  keeper = await standing({ ...w.services, store: { ...w.services.store, incoming: { ...incoming, take } } });
  expect(await dingtalk.tell(appKey, said(), { againMs: 100 })).toBeGreaterThan(2);
  await settled();
  expect(dingtalk.accepted).toHaveLength(1);
});

test('a ping is answered with what it brought', async () => {
  expect(await dingtalk.pingStream(appKey)).toBe('{"opaque":"abc"}');
});

test('a line that DingTalk gives up or that falls stands again by itself, with a new ticket', async () => {
  for (const end of [() => dingtalk.askForAnother(appKey), () => dingtalk.cutLines()]) {
    const before = dingtalk.linesOpened();
    end();
    await until(() => dingtalk.linesOpened() === before + 1 && dingtalk.linesOf(appKey) === 1, 'no line again');
    await dingtalk.tell(appKey, said());
    await settled();
    dingtalk.expect('session', /任务/);
  }
});

test('while the gateway is away it is asked again, until it is there', async () => {
  dingtalk.next({ kind: 'status', status: 503 }, 1);
  const before = dingtalk.linesOpened();
  dingtalk.cutLines();
  await until(() => dingtalk.linesOpened() === before + 1, 'no line again');
});

test('two processes hold a line each, and a message is answered once', async () => {
  const other = await standing(await w.secondProcess());
  for (const msgId of ['both-1', 'both-2', 'both-3', 'both-4']) await dingtalk.tell(appKey, said({ msgId }));
  await settled();
  expect(dingtalk.accepted).toHaveLength(4);
  await other.stop();
});

test('who is not known learns how to be connected and nothing else', async () => {
  await dingtalk.tell(appKey, said({ senderStaffId: '099999', text: { content: '统计' } }));
  await settled();
  expect(dingtalk.expect('session', /没有登记.*“099999”/).text).not.toMatch(/何俊|潮汐|项/);
});

test.each([
  ['no JSON', 'not json'],
  ['a list', '[]'],
  ['a frame without headers', '{"type":"CALLBACK","data":"{}"}'],
  ['a kind of frame that is none', '{"type":"OTHER","headers":{"messageId":"m1","topic":"x"},"data":"{}"}'],
  ['a trap of a name', '{"__proto__":{"type":"CALLBACK"},"headers":{"messageId":"m2"}}'],
])('%s changes nothing and does not end the line', async (_name, frame) => {
  const counts = () => Promise.all(['incoming', 'events', 'requests'].map((name) => w.base.db.collection(name).countDocuments()));
  const [before, opened] = [await counts(), dingtalk.linesOpened()];
  dingtalk.push(appKey, frame);
  await dingtalk.pingStream(appKey);
  expect([await counts(), dingtalk.linesOpened()]).toEqual([before, opened]);
  dingtalk.expectNothing();
});

test.each([
  ['without an id', { msgId: undefined }],
  ['with an object as id', { msgId: { $gt: '' } }],
])('a message %s is acknowledged, for it would come again for nothing, and not worked on', async (_name, facts) => {
  await dingtalk.tell(appKey, said(facts));
  await settled();
  dingtalk.expectNothing();
});

test('a secret that no longer holds stops the connection and says what to do, and no line is asked for any more', async () => {
  const { sealed } = app;
  await w.services.store.apps.save({ ...app, sealed: { ...sealed, appSecret: w.services.secrets.seal('x'.repeat(64)) } });
  await keeper.look();
  await until(async () => (await w.services.store.apps.find('dingtalkApp'))?.stopped !== null, 'it was not stopped');
  expect((await w.services.store.apps.find('dingtalkApp'))?.stopped).toMatch(/Client Secret 不对.*“凭证与基础信息”/);
  await keeper.look();
  const calls = dingtalk.calls();
  await sleep(1_500);
  expect([dingtalk.calls(), dingtalk.linesOf(appKey)]).toEqual([calls, 0]);
});

test('where the office chooses HTTP again, disconnects or stops it, the line goes', async () => {
  await w.services.store.apps.save({ ...app, open: { ...app.open, receiving: 'http' } });
  await keeper.look();
  await until(() => dingtalk.linesOf(appKey) === 0);
  await w.services.store.apps.save(app);
  await keeper.look();
  await until(() => dingtalk.linesOf(appKey) === 1);
  await w.services.store.apps.remove('dingtalkApp');
  await keeper.look();
  await until(() => dingtalk.linesOf(appKey) === 0);
});

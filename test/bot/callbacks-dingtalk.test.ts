/** DingTalk's robot calls us: what is genuine is answered at once and worked on once; everything else gets one and the same 403. */
import { receive } from '../../bot/actions/receive.js';
import { type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk.js';
import { robotMessage, signedHeaders } from '../support/fake-dingtalk-callback.js';
import { dingtalkConnection } from '../support/connect.js';
import { holdWork, serve } from '../support/held-work.js';
import { type World, world } from '../support/world.js';
import { until, workedOff } from '../support/until.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let w: World;
let dingtalk: FakeDingtalk;
let appSecret: string;
let address: string;

beforeAll(async () => {
  [w, dingtalk] = await Promise.all([world({ today: '2026-11-24' }), startFakeDingtalk()]);
  const { services } = w;
  const app = dingtalkConnection(dingtalk, services.secrets);
  await services.store.apps.save(app);
  appSecret = services.secrets.open(app.sealed['appSecret'] ?? '');
  address = `${w.url}/api/callbacks/dingtalk`;
  const { personId } = await w.phone('何俊');
  const he = await services.store.people.person(personId);
  if (he !== null) await services.store.people.savePeople([{ ...he, dingtalkUserId: '016422' }]);
  for (const id of ['016422', '099999']) dingtalk.addUser(id);
});
afterAll(async () => {
  await Promise.all([w?.close(), dingtalk?.close()]);
});
beforeEach(() => dingtalk.forget());

const post = (headers: Readonly<Record<string, string>>, body: string) => fetch(address, { method: 'POST', headers, body });
/** Says it and waits until it was worked on. */
async function say(facts: Readonly<Record<string, unknown>> = {}): Promise<number> {
  const { status } = await post(signedHeaders(appSecret), robotMessage({ sessionWebhook: dingtalk.openSession('session'), ...facts }));
  await workedOff(w);
  return status;
}
const counts = () => Promise.all(['incoming', 'events', 'requests'].map((name) => w.base.db.collection(name).countDocuments()));

describe('what is not genuine', () => {
  test.each<[string, () => readonly [Readonly<Record<string, string>>, string]]>([
    ['no headers', () => [{}, robotMessage()]],
    ['another secret', () => [signedHeaders('x'.repeat(64)), robotMessage()]],
    ['an old call', () => [signedHeaders(appSecret, Date.now() - HOUR - MINUTE), robotMessage()]],
    ['a call to come', () => [signedHeaders(appSecret, Date.now() + HOUR + MINUTE), robotMessage()]],
    [
      'a signature in the query’s coding',
      () => [{ ...signedHeaders(appSecret), sign: encodeURIComponent(signedHeaders(appSecret)['sign'] ?? '') }, robotMessage()],
    ],
    ['no message id', () => [signedHeaders(appSecret), robotMessage({ msgId: undefined })]],
    ['an object as message id', () => [signedHeaders(appSecret), robotMessage({ msgId: { $gt: '' } })]],
    ['a list', () => [signedHeaders(appSecret), '[]']],
    ['XML', () => [signedHeaders(appSecret), '<xml><msgId>1</msgId></xml>']],
    ['nothing', () => [signedHeaders(appSecret), '']],
    ['too much', () => [signedHeaders(appSecret), robotMessage({ text: { content: 'x'.repeat(300_000) } })]],
  ])('%s: one uniform 403, nothing changed', async (_name, call) => {
    const before = await counts();
    const answer = await post(...call()).catch(() => null);
    // A body that is far too long may be cut off before it is sent.
    if (answer !== null) {
      expect([answer.status, await answer.text()]).toEqual([403, 'forbidden']);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    }
    expect(await counts()).toEqual(before);
    dingtalk.expectNothing();
  });

  test('the very same call again is a 403 and is worked on once', async () => {
    const [headers, body] = [signedHeaders(appSecret), robotMessage({ sessionWebhook: dingtalk.openSession('session') })];
    const answers = await Promise.all([post(headers, body), post(headers, body), post(headers, body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
    await workedOff(w);
    expect(dingtalk.accepted).toHaveLength(1);
  });

  test('where DingTalk is not connected every call is a 403', async () => {
    const app = await w.services.store.apps.find('dingtalkApp');
    if (app === null) throw new Error('not connected');
    await w.services.store.apps.remove('dingtalkApp');
    expect(await say()).toBe(403);
    await w.services.store.apps.save(app);
    expect(await say()).toBe(200);
  });

  test('the secret of WeCom’s door opens nothing here, and DingTalk’s nothing there', async () => {
    expect((await fetch(address)).status).not.toBe(200);
    const other = await fetch(address.replace('dingtalk', 'wecom'), { method: 'POST', headers: signedHeaders(appSecret), body: robotMessage() });
    expect(other.status).toBe(403);
  });
});

test('a message is answered while the work behind it still waits, and the work is done afterwards', async () => {
  const held = holdWork(w);
  const elsewhere = await serve(held.services);
  const [headers, body] = [signedHeaders(appSecret), robotMessage({ msgId: 'held-up', sessionWebhook: dingtalk.openSession('session') })];
  const answers: number[] = [];
  const asking = fetch(`${elsewhere.url}/api/callbacks/dingtalk`, { method: 'POST', headers, body }).then(({ status }) => answers.push(status));
  await until(() => held.isHeld() && answers.length > 0, 'the message was not answered before it was worked on');
  expect(answers).toEqual([200]);
  dingtalk.expectNothing();
  held.letGo();
  await Promise.all([asking, workedOff(w)]);
  dingtalk.expect('session', /任务/);
  elsewhere.close();
});

describe('what somebody writes', () => {
  test('is answered where they wrote; DingTalk’s repetition is not answered twice', async () => {
    expect(await say({ msgId: 'once' })).toBe(200);
    expect(dingtalk.expect('session', /任务/).text).toContain('/pages/my/index');
    expect(await say({ msgId: 'once' })).toBe(200);
    // By another call, whose work is waited for.
    const [headers, body] = [
      signedHeaders(appSecret, Date.now() + 1_000),
      Buffer.from(robotMessage({ msgId: 'once', sessionWebhook: dingtalk.openSession('session') })),
    ];
    const again = await receive(w.services, 'dingtalkApp', { door: 'message', method: 'post', query: {}, headers, body, now: new Date() });
    expect(again?.answer).toBe('');
    await again?.work();
    dingtalk.expectNothing();
  });

  test('two messages of the same millisecond are two', async () => {
    const headers = signedHeaders(appSecret);
    const sessionWebhook = dingtalk.openSession('session');
    const answers = await Promise.all(['a1', 'a2'].map((msgId) => post(headers, robotMessage({ msgId, sessionWebhook }))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await workedOff(w);
    expect(dingtalk.accepted).toHaveLength(2);
  });

  test.each([
    ['is another host', { sessionWebhook: 'https://evil.example/robot/sendBySession?session=a' }],
    ['ran out', { sessionWebhookExpiredTime: Date.now() - 1 }],
    ['is missing', { sessionWebhook: undefined }],
    ['is unknown to DingTalk', { sessionWebhook: 'gone' }],
  ])('whose address for answers %s is answered by the person’s id', async (_name, facts) => {
    const gone = dingtalk.openSession('x').replace(/session=.*/, 'session=gone');
    expect(await say('sessionWebhook' in facts && facts.sessionWebhook === 'gone' ? { sessionWebhook: gone } : facts)).toBe(200);
    dingtalk.expect('016422', /任务/);
    dingtalk.expectNothing();
  });

  test('in a group is answered in the person’s own chat, never in the group', async () => {
    await say({ conversationType: '2', conversationTitle: '督办群' });
    dingtalk.expect('016422', /任务/);
    dingtalk.expectNothing();
  });

  test('in a group of which the office said what it stands for is answered there, with what the group may see', async () => {
    await w.services.store.groupChats.bind('dingtalkApp', 'cidOffice', 'office');
    await say({ conversationType: '2', conversationId: 'cidOffice', text: { content: ' 统计' } });
    dingtalk.expect('session', /本群单位/);
    await say({ conversationType: '2', conversationId: 'cidOffice', senderStaffId: '099999', text: { content: ' 统计' } });
    dingtalk.expect('099999', /没有登记/);
    dingtalk.expectNothing();
  });

  test('of somebody who is not known: they learn how to be connected and nothing else', async () => {
    await say({ senderStaffId: '099999', text: { content: ' 统计' } });
    const { text } = dingtalk.expect('session', /没有登记.*“099999”.*巡察办/);
    expect(text).not.toMatch(/何俊|潮汐|项/);
  });

  test('of somebody whom DingTalk does not name: they learn what to look after', async () => {
    await say({ senderStaffId: undefined });
    const { text } = dingtalk.expect('session', /没有告诉督办系统您的账号.*通讯录.*发布/);
    expect(text).not.toMatch(/何俊|016422|senderId|LWCP/);
  });

  test('nameless and in a group is answered to nobody', async () => {
    expect(await say({ senderStaffId: undefined, conversationType: '2' })).toBe(200);
    dingtalk.expectNothing();
  });

  test.each([
    ['a picture without its code', { msgtype: 'picture', text: undefined, content: {} }],
    ['a file', { msgtype: 'file', text: undefined, content: { downloadCode: 'x', fileName: '方案.docx' } }],
    ['a text without words', { text: undefined }],
  ])('%s is answered like what is not read', async (_name, facts) => {
    expect(await say(facts)).toBe(200);
    dingtalk.expect('session', /这条消息我看不了。请用文字说/);
  });

  test('is not kept after it was worked on', async () => {
    await say({ text: { content: '一句只给督办看的话' } });
    const kept = JSON.stringify(await w.base.db.collection('incoming').find().toArray());
    expect(kept).not.toMatch(/只给督办|replyTo/);
  });

  test('keeps the address for its answer sealed, for who has it may speak in that chat', async () => {
    const app = await w.services.store.apps.find('dingtalkApp');
    if (app === null) throw new Error('not connected');
    const sessionWebhook = dingtalk.openSession('session');
    const [headers, body] = [signedHeaders(appSecret), Buffer.from(robotMessage({ sessionWebhook }))];
    const heard = w.services.channels.dingtalkApp.receive(app, { door: 'message', method: 'post', query: {}, headers, body, now: new Date() });
    expect(JSON.stringify(heard)).not.toContain('session=');
    expect(w.services.secrets.open(heard?.incoming?.replyTo ?? '')).toBe(sessionWebhook);
  });

  test('whoever writes can be reached again', async () => {
    const { apps } = w.services.store;
    const he = (await w.services.roster()).people.find(({ name }) => name === '何俊');
    await apps.markUnreached({ kind: 'dingtalkApp', personId: he?.id ?? '', userId: '016422', words: '不在范围' });
    await say();
    expect(await apps.unreached()).toEqual([]);
  });
});

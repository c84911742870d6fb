/** DingTalk's interactive cards: buttons that act as WeCom's do, by a call or by Stream; without a template all stays as it was. */
import sharp from 'sharp';
import { checkConnection } from '../../bot/actions/check-connection.js';
import { receive } from '../../bot/actions/receive.js';
import type { AppChannel, Message } from '../../bot/channels/channel.js';
import { readConnections } from '../../bot/actions/read-connections.js';
import type { PlatformApp } from '../../bot/services.js';
import { pressKey } from '../../core/notice/press.js';
import { viewerOf } from '../../core/people/roster.js';
import { dingtalkConnection } from '../support/connect.js';
import { type FakeDingtalk, startFakeDingtalk } from '../support/fake-dingtalk.js';
import { robotMessage, signedHeaders } from '../support/fake-dingtalk-callback.js';
import { type World, world } from '../support/world.js';
import { until, workedOff } from '../support/until.js';

let w: World;
let dingtalk: FakeDingtalk;
let app: PlatformApp;
let taskId: string;
let channel: AppChannel;
let personId: string;
beforeAll(async () => {
  [w, dingtalk] = await Promise.all([world({ today: '2026-11-24' }), startFakeDingtalk()]);
  await w.supervise();
  const he = await w.phone('何俊');
  ({ personId } = he);
  taskId = (await he.task('潮汐窗口')).id;
  const known = await w.services.store.people.person(personId);
  if (known !== null) await w.services.store.people.savePeople([{ ...known, dingtalkUserId: '016422' }]);
  dingtalk.addUser('016422');
  channel = w.services.channels.dingtalkApp;
});
afterAll(async () => {
  await Promise.all([w?.close(), dingtalk?.close()]);
});
beforeEach(async () => {
  dingtalk.forget();
  await w.services.store.detours.clear('dingtalkApp');
  app = dingtalkConnection(dingtalk, w.services.secrets);
});

async function connect(open: Readonly<Record<string, string>> = {}): Promise<void> {
  app = { ...app, open: { ...app.open, cardTemplateId: dingtalk.addTemplate(app.open['appKey'] ?? ''), ...open } };
  await w.services.store.apps.save(app);
}
const registered = async (): Promise<Awaited<ReturnType<typeof checkConnection>>> => {
  const roster = await w.services.roster();
  const fang = roster.people.find(({ name }) => name === '方正');
  if (fang === undefined) throw new Error('方正 is expected');
  // The service listens at another port than its settings say.
  const services = { ...w.services, settings: { ...w.services.settings, publicUrl: w.url } };
  return checkConnection(services, viewerOf(roster, fang), 'dingtalkApp');
};

let made = 0;
async function send(): Promise<Message> {
  const number = (await w.services.store.tasks.many([taskId]))[0]?.task.deadlineNumber ?? 1;
  const card = {
    ...{ source: '督办', title: '请签收', subtitle: null, lines: [], foot: '' },
    links: [{ words: '打开任务', url: 'http://localhost:3000/#/pages/task/index' }],
    buttons: [{ words: '签收', key: pressKey({ act: 'sign', taskId, of: String(number) }) }],
  };
  const message = { id: `card${(made += 1)}`.padEnd(24, '0'), title: '督办', text: '请签收', markdown: '### 请签收', card };
  expect((await channel.send({ kind: 'member', app, personId, userId: '016422' }, message, new Date())).kind).toBe('sent');
  await w.services.store.previews.insert({ id: message.id, room: `person:${personId}`, at: new Date(), text: message.text, card });
  return message;
}
const signed = async () => (await w.services.store.tasks.many([taskId]))[0]?.task.status !== 'handedOut';

test('without a template a message with buttons is the card it was', async () => {
  await w.services.store.apps.save(app);
  await send();
  expect(dingtalk.accepted.map(({ msgtype }) => msgtype)).toEqual(['sampleActionCard']);
});

test('the check registers our address; a press over HTTP acts once, and the card says who did what and when', async () => {
  await connect();
  const { steps } = await registered();
  expect(steps.find(({ name }) => name === '互动卡片')).toMatchObject({ state: 'ok', words: expect.stringMatching(/button1.*已向钉钉登记/) });
  await send();
  expect(dingtalk.cardParams('016422')).toMatchObject({ title: '请签收', button1: '签收', done: '' });
  const before = await w.base.db.collection('events').countDocuments({ action: 'sign' });
  const press = dingtalk.pressOf('016422', '签收');
  const address = dingtalk.cardAddress(app.open['appKey'] ?? '') ?? '';
  expect(await dingtalk.pressByHttp('016422', '签收')).toBe(200);
  await until(signed);
  await until(async () => dingtalk.cardParams('016422')['done'] !== '');
  expect(dingtalk.cardParams('016422')).toMatchObject({ button1: '', key1: '', done: expect.stringMatching(/^何俊 .*：.*签收/) });
  // The very same call again, and one with another address, are one and the same 403.
  const post = (url: string) => fetch(url, { method: 'POST', body: press }).then(({ status }) => status);
  expect(await post(address)).toBe(403);
  expect(await post(`${address}x`)).toBe(403);
  expect(await post(address.replace(/\?.*/, ''))).toBe(403);
  expect(await w.base.db.collection('events').countDocuments({ action: 'sign' })).toBe(before + 1);
});

test('a press that is too late is answered, and the card itself stays', async () => {
  await connect();
  await registered();
  await send();
  dingtalk.forget();
  await send();
  expect(await dingtalk.pressByHttp('016422', '签收')).toBe(200);
  await until(async () => dingtalk.accepted.some(({ text }) => /没有办成|已/.test(text)));
});

test('by Stream a press is the same', async () => {
  await connect({ receiving: 'stream' });
  await send();
  const heard: unknown[] = [];
  const line = channel.listen?.(app, {
    heard: async ({ incoming }) => void heard.push(incoming),
    refused: async () => undefined,
    noted: () => undefined,
  });
  await until(async () => dingtalk.linesOf(app.open['appKey'] ?? '') === 1);
  await dingtalk.tell(app.open['appKey'] ?? '', dingtalk.pressOf('016422', '签收'), { topic: '/v1.0/card/instances/callback' });
  await line?.close();
  expect(heard).toEqual([
    expect.objectContaining({ userId: '016422', what: expect.objectContaining({ kind: 'press', key: expect.stringMatching(/^sign:/) }) }),
  ]);
});

test.each([
  ['the permission is missing', () => dingtalk.permitCards(app.open['appKey'] ?? '', false), /互动卡片.*没有互动卡片的权限/],
  ['the template is gone', async () => connect({ cardTemplateId: 'nothing.schema', receiving: 'stream' }), /^“互动卡片”现在用不了/],
])('where %s the message goes as it does without, and the office reads why', async (_name, spoil, words) => {
  await connect({ receiving: 'stream' });
  await spoil();
  await send();
  await send();
  expect(dingtalk.accepted.map(({ msgtype }) => msgtype)).toEqual(['sampleActionCard', 'sampleActionCard']);
  const roster = await w.services.roster();
  const fang = roster.people.find(({ name }) => name === '方正');
  if (fang === undefined) throw new Error('方正 is expected');
  const line = (await readConnections(w.services, viewerOf(roster, fang))).connections.find(({ kind }) => kind === 'dingtalkApp');
  expect(line?.detours).toEqual([expect.stringMatching(words)]);
  expect(line?.state).toBe('ready');
});

describe('a photo sent to the robot', () => {
  const photo = () =>
    sharp({ create: { width: 400, height: 300, channels: 3, background: '#3a7' } })
      .jpeg()
      .toBuffer();
  /** Those of which something was kept. */
  const uploads = () => w.base.db.collection('uploads').countDocuments({ blobId: { $ne: null } });
  const progress = async () => (await w.services.store.events.of('task', taskId)).filter(({ action }) => action === 'progress').length;
  const appKey = () => app.open['appKey'] ?? '';
  const say = async (facts: Readonly<Record<string, unknown>>): Promise<void> => {
    const body = robotMessage({ sessionWebhook: dingtalk.openSession('session'), ...facts });
    const headers = signedHeaders(w.services.secrets.open(app.sealed['appSecret'] ?? ''));
    expect((await fetch(`${w.url}/api/callbacks/dingtalk`, { method: 'POST', headers, body })).status).toBe(200);
    await workedOff(w);
  };
  const picture = (downloadCode: string, facts: Readonly<Record<string, unknown>> = {}) =>
    say({ msgtype: 'picture', text: undefined, content: { downloadCode }, ...facts });
  const talkedAbout = async (): Promise<void> => {
    const number = (await w.services.store.tasks.many([taskId]))[0]?.task.number ?? 0;
    await say({ text: { content: ` ${number}号` } });
    dingtalk.expect('session', /潮汐窗口/);
  };
  beforeEach(async () => {
    await w.services.store.apps.save(app);
    await w.base.db.collection('uploads').deleteMany({});
    dingtalk.givePicturesAt(null);
  });

  test('is offered as evidence for the task last talked about, and counts once somebody says yes', async () => {
    await talkedAbout();
    await picture(dingtalk.addPicture(appKey(), await photo()));
    expect(dingtalk.expect('session', /请确认：.*报进展/).text).toMatch(/照片 1 张/);
    expect([await uploads(), await progress()]).toEqual([1, 0]);
    await say({ text: { content: ' 确认' } });
    dingtalk.expect('session', /进展已提交/);
    expect(await progress()).toBe(1);
  });

  test('comes with its words in one message: of the task that they name, and what is not read is not taken in part', async () => {
    const number = (await w.services.store.tasks.many([taskId]))[0]?.task.number ?? 0;
    const rich = (...richText: readonly unknown[]) => say({ msgtype: 'richText', text: undefined, content: { richText } });
    const before = await progress();
    const pictured = async () => ({ type: 'picture', downloadCode: dingtalk.addPicture(appKey(), await photo()) });
    await rich({ text: `${number}号` }, await pictured(), await pictured());
    expect(dingtalk.expect('session', /请确认：.*报进展/).text).toMatch(/照片：2 张/);
    expect([await uploads(), await progress()]).toEqual([2, before]);
    await rich({ text: `${number}号` }, { type: 'video', downloadCode: 7 });
    dingtalk.expect('session', /这条消息我看不了/);
    expect(await uploads()).toBe(2);
  });

  test.each<[string, () => Promise<string>, RegExp]>([
    ['that is none', async () => dingtalk.addPicture(appKey(), Buffer.from('no picture at all')), /没有办成/],
    ['with a code of another robot', async () => dingtalk.addPicture('ding-other', await photo()), /没有从钉钉取到这张照片。请再发一次/],
    [
      'at an address of somebody else',
      async () => {
        // The fake itself, by a name that the configuration does not have: only the list stands between.
        dingtalk.givePicturesAt(dingtalk.origin.replace('127.0.0.1', 'localhost'));
        return dingtalk.addPicture(appKey(), await photo());
      },
      /没有从钉钉取到这张照片。请再发一次/,
    ],
  ])('%s is said so and kept nowhere', async (_name, code, words) => {
    await talkedAbout();
    await picture(await code());
    dingtalk.expect('session', words);
    expect(await uploads()).toBe(0);
  });

  test('of somebody unknown is not even asked for', async () => {
    const code = dingtalk.addPicture(appKey(), await photo());
    const before = dingtalk.calls();
    await picture(code, { senderStaffId: '099999' });
    dingtalk.expect('session', /没有登记/);
    expect(dingtalk.calls() - before).toBe(1);
  });
});

test('an interactive card is not taken back, and it is said how to go on', async () => {
  await connect({ receiving: 'stream' });
  await send();
  const kept = await channel.recall({ kind: 'member', app, personId, userId: '016422' }, 'card some-id');
  expect(kept).toMatchObject({ kind: 'kept', words: expect.stringMatching(/另发一条说明/) });
});

test('garbage at the door of cards changes nothing', async () => {
  await connect();
  const knock = { door: 'card', method: 'post', query: { key: 'x' }, headers: {}, body: Buffer.from('{}'), now: new Date() } as const;
  expect(await receive(w.services, 'dingtalkApp', knock)).toBeNull();
});

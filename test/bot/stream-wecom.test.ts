/** WeCom's smart bot over its WebSocket: heard alone and in groups, one line whatever the number of processes, and a group reads only what it may see. */
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { noteTakenLine } from '../../bot/actions/taken-lines.js';
import { auditDelivery } from '../../bot/actions/audit-delivery.js';
import { tryLine } from '../../bot/channels/long-line.js';
import { botPhotoRef } from '../../bot/channels/wecom/bot-photo.js';
import { lineKeeper, type LineKeeper } from '../../bot/actions/line-keeper.js';
import type { PlatformApp, Services } from '../../bot/services.js';
import { type FakeWecom, startFakeWecom } from '../support/fake-wecom.js';
import { wecomConnection } from '../support/connect.js';
import { type World, world } from '../support/world.js';
import { until } from '../support/until.js';

let w: World;
let wecom: FakeWecom;
let app: PlatformApp;
let botId: string;
let keeper: LineKeeper;

beforeAll(async () => {
  [w, wecom] = await Promise.all([world({ today: '2026-11-24' }), startFakeWecom()]);
  await w.supervise();
  const { services } = w;
  const bot = wecom.addBot();
  ({ botId } = bot);
  const made = wecomConnection(wecom, services.secrets, { botSecret: bot.botSecret });
  app = { ...made, open: { ...made.open, botId, botBaseUrl: wecom.botOrigin } };
  const ids: Readonly<Record<string, string>> = { 何俊: 'HeJun', 方正: 'FangZheng' };
  const people = await services.store.people.people();
  await services.store.people.savePeople(
    people.flatMap((one) => (ids[one.name] === undefined ? [] : [{ ...one, wecomUserId: ids[one.name] ?? null }])),
  );
  for (const id of ['HeJun', 'FangZheng', 'Nobody']) wecom.addUser(id);
});
afterAll(async () => {
  await Promise.all([w?.close(), wecom?.close()]);
});
beforeEach(async () => {
  wecom.forget();
  for (const name of ['paces', 'group-chats', 'leases']) await w.base.db.collection(name).deleteMany({});
  await w.services.store.apps.save(app);
  keeper = await standing(w.services);
});
afterEach(() => keeper.stop());

async function standing(services: Services): Promise<LineKeeper> {
  const before = wecom.botLinesOpened();
  const held = lineKeeper(services);
  await until(() => wecom.botLinesOpened() > before && wecom.botLines(botId) === 1, 'the line does not stand');
  return held;
}
let count = 0;
/** Says it and waits until it was worked on. */
async function say(facts: Readonly<Record<string, unknown>>): Promise<void> {
  const msgid = `m${(count += 1)}`;
  wecom.sayToBot(botId, { msgid, from: { userid: 'HeJun' }, text: { content: '待办' }, ...facts });
  await workedOn(String(facts['msgid'] ?? msgid));
}
const workedOn = (msgid: string): Promise<void> =>
  until(async () => {
    const found = await w.base.db.collection<{ _id: string; incoming: unknown }>('incoming').findOne({ _id: `wecomApp bot ${msgid}` });
    return found?.incoming === null;
  });
const inGroup = (content: string, userid = 'HeJun') => ({
  chattype: 'group',
  chatid: 'wrChat1',
  from: { userid },
  text: { content: `@督办助手 ${content}` },
});

describe('alone', () => {
  test('is answered where it was said, as in the application’s chat', async () => {
    await say({});
    expect(wecom.expect('bot', /潮汐窗口/).msgtype).toBe('markdown');
    wecom.expectNothing();
  });

  test('the same message again is not answered twice', async () => {
    await say({ msgid: 'same' });
    wecom.sayToBot(botId, { msgid: 'same', from: { userid: 'HeJun' }, text: { content: '待办' } });
    await sleep(300);
    expect(wecom.accepted).toHaveLength(1);
  });

  test('where the address for the answer is another’s or missing, the application answers the person', async () => {
    await say({ response_url: 'https://evil.example/cgi-bin/aibot/response?response_code=x' });
    await say({ response_url: undefined });
    wecom.expect('HeJun', /潮汐窗口/);
    wecom.expect('HeJun', /潮汐窗口/);
    wecom.expectNothing();
  });

  test('who is not known learns how to be connected and nothing else', async () => {
    await say({ from: { userid: 'Nobody' }, text: { content: '统计' } });
    expect(wecom.expect('bot', /没有登记.*“Nobody”/).text).not.toMatch(/何俊|潮汐|项/);
  });

  test.each([
    ['a picture without its key', { msgtype: 'image', image: { url: 'https://x' }, text: undefined }, /这条消息我看不了。请用文字说/],
    ['what was spoken', { msgtype: 'voice', voice: { content: '待办' }, text: undefined }, /潮汐窗口/],
  ])('%s is understood as far as it can be', async (_name, facts, words) => {
    await say(facts);
    wecom.expect('bot', words);
  });

  test('a button of a card is the act of whoever pressed it', async () => {
    const task = await (await w.phone('何俊')).task('潮汐窗口');
    expect(task.status).toBe('handedOut');
    const event = { eventtype: 'template_card_event', template_card_event: { event_key: `sign:${task.id}:1`, task_id: 'card-1' } };
    await say({ msgtype: 'event', event, text: undefined });
    wecom.expect('bot', /何俊 .*已签收/);
    expect((await (await w.phone('何俊')).task('潮汐窗口')).status).toBe('inProgress');
  });

  test('what is said back is words: no link, picture, colour or mention of somebody’s making', async () => {
    const { number } = await (await w.phone('何俊')).task('潮汐窗口');
    const typed = '[领奖](http://evil.example) ![](http://evil.example/a.png) <font color="info">红</font> <@all>';
    await say({ text: { content: `${number}号 完成60% ${typed}` } });
    const { text } = wecom.expect('bot', /请确认：.*报进展/);
    expect(text).toContain('领奖');
    expect(text).not.toMatch(/<|\]\(|\]:/);
    expect(text).toMatch(/打开这项任务：http:\/\/localhost:3000\/#\/pages\/task\/index\?id=\S+/);
  });

  describe('a photo', () => {
    const photo = () =>
      sharp({ create: { width: 400, height: 300, channels: 3, background: '#3a7' } })
        .jpeg()
        .toBuffer();
    /** Those of which something was kept. */
    const uploads = () => w.base.db.collection('uploads').countDocuments({ blobId: { $ne: null } });
    const progressOf = async (id: string) => (await w.services.store.events.of('task', id)).filter(({ action }) => action === 'progress').length;
    const sendPhoto = async (picture: Buffer, facts: Readonly<Record<string, unknown>> = {}, aeskey?: string) => {
      const msgid = `m${(count += 1)}`;
      wecom.sendPictureToBot(botId, { msgid, from: { userid: 'HeJun' }, ...facts }, picture, aeskey);
      await workedOn(msgid);
    };
    beforeEach(() => w.base.db.collection('uploads').deleteMany({}));

    test('is offered as evidence for the task last talked about, and counts once somebody says yes', async () => {
      const { number, id } = await (await w.phone('何俊')).task('潮汐窗口');
      await say({ text: { content: `${number}号` } });
      wecom.expect('bot', /潮汐窗口/);
      await sendPhoto(await photo());
      expect(wecom.expect('bot', /请确认：.*报进展/).text).toMatch(/照片 1 张/);
      expect([await uploads(), await progressOf(id)]).toEqual([1, 0]);
      await say({ text: { content: '确认' } });
      wecom.expect('bot', /进展已提交/);
      expect(await progressOf(id)).toBe(1);
    });

    test('comes with its words in one message: of the task that they name, two photos and a report, shown back first', async () => {
      const { number, id } = await (await w.phone('何俊')).task('潮汐窗口');
      const before = await progressOf(id);
      const msgid = `m${(count += 1)}`;
      wecom.sendMixedToBot(botId, { msgid, from: { userid: 'HeJun' } }, `${number}号 完成70% 已增设两个窗口`, [await photo(), await photo()]);
      await workedOn(msgid);
      expect(wecom.expect('bot', /请确认：.*报进展/).text).toMatch(/→ 70%[\s\S]*已增设两个窗口[\s\S]*照片：2 张/);
      expect([await uploads(), await progressOf(id)]).toEqual([2, before]);
      await say({ text: { content: '确认' } });
      wecom.expect('bot', /进展已提交/);
      expect(await progressOf(id)).toBe(before + 1);
    });

    test('more of them than a report has, or beside something that we do not read, are not taken in part', async () => {
      const { number } = await (await w.phone('何俊')).task('潮汐窗口');
      const send = async (facts: Readonly<Record<string, unknown>>, pictures: readonly Buffer[]) => {
        const msgid = `m${(count += 1)}`;
        wecom.sendMixedToBot(botId, { msgid, from: { userid: 'HeJun' }, ...facts }, `${number}号`, pictures);
        await workedOn(msgid);
      };
      await send(
        {},
        Array.from({ length: 10 }, () => Buffer.from('any')),
      );
      wecom.expect('bot', /一次最多 9 张照片，这里有 10 张。请分几次发。/);
      await send(
        {
          mixed: {
            msg_item: [
              { msgtype: 'text', text: { content: '1号' } },
              { msgtype: 'file', file: {} },
            ],
          },
        },
        [],
      );
      wecom.expect('bot', /这条消息我看不了/);
      expect(await uploads()).toBe(0);
    });

    test.each<[string, () => Promise<void>, RegExp]>([
      ['that is none', () => sendPhoto(Buffer.from('no picture at all')), /没有办成/],
      [
        'whose five minutes are over',
        () => sendPhoto(Buffer.alloc(0), { image: { url: `${wecom.origin}/aibot-img/1?sign=gone`, aeskey: 'A'.repeat(43) } }),
        /企业微信里这张照片已经过期。请再发一次/,
      ],
      [
        'that is larger than evidence may be',
        () => sendPhoto(Buffer.alloc(11 * 1_048_576)),
        /这张照片超过 10 MB。请打开任务页面，在“报进展”里添加，那里会自动压缩。/,
      ],
      ['under another key', async () => sendPhoto(await photo(), {}, 'B'.repeat(43)), /没有从企业微信取到这张照片。请再发一次/],
      [
        'at an address of somebody else',
        async () => {
          // The fake itself, by a name that the configuration does not have: only the list stands between.
          wecom.giveBotPicturesAt(wecom.origin.replace('127.0.0.1', 'localhost'));
          await sendPhoto(await photo());
          wecom.giveBotPicturesAt(null);
        },
        /没有从企业微信取到这张照片。请再发一次/,
      ],
    ])('%s is said so and kept nowhere', async (_name, send, words) => {
      const { number } = await (await w.phone('何俊')).task('潮汐窗口');
      await say({ text: { content: `${number}号` } });
      wecom.expect('bot', /潮汐窗口/);
      await send();
      wecom.expect('bot', words);
      expect(await uploads()).toBe(0);
    });

    test('of somebody unknown is not even fetched, and neither address nor key lies open in the base', async () => {
      const before = wecom.calls();
      await sendPhoto(await photo(), { from: { userid: 'Nobody' } });
      wecom.expect('bot', /没有登记/);
      expect(wecom.calls() - before).toBe(1);
      const image = { url: 'https://ww-aibot-img-1258476243.cos.ap-guangzhou.myqcloud.com/x', aeskey: 'A'.repeat(43) };
      expect(botPhotoRef(image, w.services.secrets)).not.toMatch(/myqcloud|AAAA/);
    });
  });
});

describe('in a group', () => {
  test('that stands for nothing yet, whoever asks is answered alone', async () => {
    await say(inGroup('我的任务'));
    wecom.expect('HeJun', /潮汐窗口/);
    wecom.expectNothing();
  });

  test('only the office says what it stands for, asked back first; then the group reads what the group may see', async () => {
    await say(inGroup('绑定领导小组'));
    wecom.expect('bot', /只有巡察办/);
    await say(inGroup('绑定那个群', 'FangZheng'));
    wecom.expect('bot', /没有找到/);
    await say(inGroup('绑定 综合科', 'FangZheng'));
    wecom.expect('bot', /请确认[^]*群里的每个人[^]*确认绑定综合科/);
    await say(inGroup('31号'));
    wecom.expect('HeJun', /./);
    await say(inGroup('确认绑定综合科', 'FangZheng'));
    wecom.expect('bot', /已绑定/);
    const event = (await w.base.store.events.of('connection', 'wecomApp')).at(-1);
    expect(event).toMatchObject({ action: 'groupBound', data: { chatId: 'wrChat1', group: expect.stringMatching(/^unit:/) } });
    // His own task is another unit's: in this group it is not there.
    await say(inGroup('潮汐窗口那项'));
    expect(wecom.expect('bot', /没有找到/).text).not.toMatch(/何俊/);
    await say(inGroup('统计'));
    wecom.expect('bot', /本群单位共 2 项/);
    wecom.expectNothing();
  });

  test('that is unbound again answers alone again', async () => {
    await w.services.store.groupChats.bind('wecomApp', 'wrChat1', 'office');
    await say(inGroup('解除绑定', 'FangZheng'));
    wecom.expect('bot', /请确认/);
    await say(inGroup('确认解除绑定', 'FangZheng'));
    wecom.expect('bot', /已解除绑定/);
    await say(inGroup('待办'));
    wecom.expect('HeJun', /潮汐窗口/);
  });

  test('a stranger in a bound group is answered alone, and learns nothing', async () => {
    await w.services.store.groupChats.bind('wecomApp', 'wrChat1', 'office');
    await say(inGroup('统计', 'Nobody'));
    expect(wecom.expect('Nobody', /没有登记/).text).not.toMatch(/项|科/);
    wecom.expectNothing();
  });
});

describe('the line', () => {
  test('is one, whatever the number of processes; when its holder stops, another takes it', async () => {
    const opened = wecom.botLinesOpened();
    const other = lineKeeper(await w.secondProcess());
    await other.look();
    await sleep(500);
    expect(wecom.botLinesOpened()).toBe(opened);
    await keeper.stop();
    await other.look();
    await until(() => wecom.botLines(botId) === 1);
    await say({});
    wecom.expect('bot', /潮汐窗口/);
    await other.stop();
  });

  test('that fell stands again', async () => {
    const opened = wecom.botLinesOpened();
    wecom.cutBotLines();
    await until(() => wecom.botLinesOpened() === opened + 1);
  });

  test('that another installation takes again and again is told to the office; a few times are nothing', async () => {
    const body = { bot_id: botId, secret: w.services.secrets.open(app.sealed['botSecret'] ?? '') };
    const subscribe = { cmd: 'aibot_subscribe', headers: { req_id: 'another' }, body };
    const elsewhere = { say: (say: (frame: unknown) => void) => say(subscribe), isTaken: (text: string) => text.includes('"errcode":0') || null };
    const takings = async () => ((await w.services.store.settings.get<readonly Date[]>('line taken wecomApp')) ?? []).length;
    const told = async () => (await auditDelivery(w.services)).troubles.filter(({ kind }) => kind === 'lines');
    await w.services.store.settings.set('line taken wecomApp', []);
    const opened = wecom.botLinesOpened();
    expect(await tryLine(new URL(wecom.botOrigin.replace('http', 'ws')), 5_000, elsewhere)).toBe('taken');
    // Ours stands again by itself.
    await until(async () => wecom.botLinesOpened() === opened + 2 && wecom.botLines(botId) === 1 && (await takings()) === 1);
    for (const _ of [2, 3, 4]) await noteTakenLine(w.services, 'wecomApp');
    expect(await told()).toEqual([]);
    await noteTakenLine(w.services, 'wecomApp');
    expect(await told()).toMatchObject([{ count: 1, title: '企业微信的智能机器人在别处也登录着', opens: 'connections' }]);
  });

  test('is checked with the rest, and stands again after the check', async () => {
    const office = await w.phone('方正');
    const opened = wecom.botLinesOpened();
    const { body } = await office.post<{ ok: boolean; steps: { name: string; state: string }[] }>('/api/connections/wecomApp/check', {});
    expect(body.steps.map(({ name, state }) => `${name} ${state}`)).toContain('智能机器人 ok');
    // The one that was tried, and the one that stands again.
    await until(() => wecom.botLinesOpened() === opened + 2 && wecom.botLines(botId) === 1);
  });

  test('with a secret that is wrong is named, and stops nothing else', async () => {
    await w.services.store.apps.save({ ...app, sealed: { ...app.sealed, botSecret: w.services.secrets.seal('a secret that is not it') } });
    const office = await w.phone('方正');
    const { body } = await office.post<{ ok: boolean; steps: { name: string; state: string; words: string }[] }>(
      '/api/connections/wecomApp/check',
      {},
    );
    expect(body.steps.find(({ name }) => name === '智能机器人')).toMatchObject({ state: 'open', words: expect.stringMatching(/不认.*“使用长连接”/) });
    expect(body.ok).toBe(true);
  });
});

test.each([
  ['no JSON', 'x'],
  [
    'another bot',
    JSON.stringify({
      cmd: 'aibot_msg_callback',
      headers: {},
      body: { msgid: 'f1', aibotid: 'other', from: { userid: 'HeJun' }, chattype: 'single', msgtype: 'text', text: { content: '待办' } },
    }),
  ],
  [
    'nobody',
    JSON.stringify({ cmd: 'aibot_msg_callback', headers: {}, body: { msgid: 'f2', chattype: 'single', msgtype: 'text', text: { content: '待办' } } }),
  ],
  [
    'a group without a name',
    JSON.stringify({
      cmd: 'aibot_msg_callback',
      headers: {},
      body: { msgid: 'f3', from: { userid: 'HeJun' }, chattype: 'group', msgtype: 'text', text: { content: '待办' } },
    }),
  ],
  [
    'an object as id',
    JSON.stringify({ cmd: 'aibot_msg_callback', headers: {}, body: { msgid: { $gt: '' }, from: { userid: 'HeJun' }, chattype: 'single' } }),
  ],
])('a frame of %s changes nothing', async (_name, frame) => {
  const counts = () => Promise.all(['incoming', 'events', 'requests', 'group-chats'].map((name) => w.base.db.collection(name).countDocuments()));
  const before = await counts();
  wecom.pushToBot(botId, frame);
  await sleep(200);
  expect(await counts()).toEqual(before);
  expect(wecom.botLines(botId)).toBe(1);
  wecom.expectNothing();
});

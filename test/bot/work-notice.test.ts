/** DingTalk's work notices: yes at once, perhaps dropped in silence; what became of each is asked for and stands in its fate. */
import { deliver } from '../../bot/actions/deliver.js';
import { messageFates } from '../../bot/actions/message-fates.js';
import { recallMessage } from '../../bot/actions/recall-message.js';
import { askReceipts } from '../../bot/actions/receipts.js';
import { HELD_BACK } from '../../bot/channels/dingtalk/work-notice.js';
import type { Message, Member } from '../../bot/channels/channel.js';
import { aNotice, type DeliveryWorld, deliveryWorld, toPerson, TUESDAY } from '../support/delivery.js';
import { aFinding, aTask, office } from '../support/make.js';

const MINUTE = 60_000;
let w: DeliveryWorld;
beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(async () => {
  await w.forget();
  w.setNow(TUESDAY);
});
afterAll(() => w.close());

async function connect(): Promise<void> {
  const app = await w.connectDingtalk('he');
  const agentId = w.dingtalk.agentOf(app.open['appKey'] ?? '');
  await w.services.store.apps.save({ ...app, open: { ...app.open, agentId, personalBy: 'notice' } });
}
async function send(key = 'one'): Promise<void> {
  const { store } = w.services;
  if ((await store.tasks.many(['told'])).length === 0) {
    await store.ledger.saveFindings([aFinding()]);
    await store.tasks.insertMany([aTask({ id: 'told', number: 31 })]);
  }
  await store.outbox.insert([aNotice(key, 'dingtalkApp:person:he', { recipient: toPerson('he'), taskId: 'told', unknown: 'once' })]);
  await deliver(w.services);
}
const fate = async () => (await messageFates(w.services, office, { task: 'T31' })).fates[0];
const after = async (minutes: number): Promise<number> => {
  w.setNow(new Date(TUESDAY.getTime() + minutes * MINUTE));
  return askReceipts(w.services);
};

test('goes by the older host with a token of its own, numbered, and its fate says when it was delivered and read', async () => {
  await connect();
  await send();
  expect(w.dingtalk.expect('ding-he', /<one>/).text).toMatch(/编号 [0-9A-Za-z_-]{8}$/);
  expect(await after(5)).toBe(0);
  expect(await after(11)).toBe(1);
  expect((await fate())?.words).toBe('已发出 10:00，已送达，还没有读');
  expect(await after(30)).toBe(0);
  w.dingtalk.readAll('ding-he');
  expect(await after(241)).toBe(1);
  expect((await fate())?.words).toBe('已发出 10:00，已读');
  expect(await after(600)).toBe(0);
});

test('what is never read is asked for twice and no more: each question counts in the month’s budget', async () => {
  await connect();
  await send();
  let asked = 0;
  for (let minutes = 10; minutes < 1_430; minutes += 10) asked += await after(minutes);
  expect(asked).toBe(2);
});

const SHOWN = [143106, 143206];
const CODES = HELD_BACK.flatMap(({ codes, words }) => codes.map((code) => [code, words] as const));

test.each(CODES.filter(([code]) => !SHOWN.includes(code)))(
  'held back by %i it goes by the robot, once, and its fate says why',
  async (code, words) => {
    await connect();
    w.dingtalk.guard('ding-he', code);
    await send();
    w.dingtalk.expectNothing();
    await after(11);
    expect((await fate())?.words).toBe(`先发的没有送达（${words.replace(/。$/, '')}），等待换一种方式再发`);
    await deliver(w.services);
    expect(w.dingtalk.expect('ding-he', /<one>/).msgtype).toMatch(/^sample/);
    expect((await fate())?.words).toBe(`先发的没有送达（${words.replace(/。$/, '')}），已换一种方式发出 10:11`);
    await after(300);
    await deliver(w.services);
    w.dingtalk.expectNothing();
  },
);

test.each(CODES.filter(([code]) => SHOWN.includes(code)))(
  'held back by %i it stands in the chat already and is not told twice',
  async (code, words) => {
    await connect();
    w.dingtalk.guard('ding-he', code);
    await send();
    await after(11);
    await deliver(w.services);
    w.dingtalk.expectNothing();
    expect((await fate())?.words).toBe(`已发出 10:00，${words}`);
  },
);

test('held back where the robot does not reach either, it is not sent in a circle', async () => {
  await connect();
  const app = await w.services.store.apps.find('dingtalkApp');
  w.dingtalk.guard('ding-he', 1430003);
  w.dingtalk.stopRobot(app?.open['appKey'] ?? '');
  await send();
  await after(11);
  await deliver(w.services);
  expect(w.dingtalk.unseen).toHaveLength(2);
  await after(30);
  await after(300);
  await deliver(w.services);
  expect(w.dingtalk.unseen).toHaveLength(2);
  expect((await fate())?.words).toMatch(/^先发的没有送达（钉钉的系统保护挡下了这条消息，没有送达），已换一种方式发出 10:11，钉钉的系统保护/);
});

test('held back while the robot rests it stays, and its fate says why', async () => {
  await connect();
  await w.services.store.detours.mark({ kind: 'dingtalkApp', way: 'robot', userId: null, words: '机器人已停用' }, 3_600_000);
  w.dingtalk.guard('ding-he', 1430004);
  await send();
  await after(11);
  await deliver(w.services);
  expect(w.dingtalk.unseen).toHaveLength(1);
  expect((await fate())?.words).toMatch(/^已发出 10:00，这个人开启了钉钉的“高管保护”/);
});

test('asked by two processes at once it is put back once', async () => {
  await connect();
  w.dingtalk.guard('ding-he', 143103);
  await send();
  const other = await w.process();
  w.setNow(new Date(TUESDAY.getTime() + 11 * MINUTE));
  await Promise.all([askReceipts(w.services), askReceipts(other)]);
  await Promise.all([deliver(w.services), deliver(other)]);
  expect(w.dingtalk.accepted).toHaveLength(1);
});

test('a death while one is put back loses none: neither the others of that tick nor, at the next, itself', async () => {
  await connect();
  w.dingtalk.guard('ding-he', 143103);
  await send('first');
  await send('second');
  const { store } = w.services;
  let isAlive = false;
  const putBack: typeof store.outbox.putBack = async (...given) => {
    if (isAlive) return store.outbox.putBack(...given);
    isAlive = true;
    throw new Error('died before the first was put back');
  };
  w.setNow(new Date(TUESDAY.getTime() + 11 * MINUTE));
  await askReceipts({ ...w.services, store: { ...store, outbox: { ...store.outbox, putBack } } });
  await deliver(w.services);
  // Sent at the same moment, so either may come first.
  expect(w.dingtalk.accepted).toHaveLength(1);
  await after(12);
  await deliver(w.services);
  expect(w.dingtalk.accepted.map(({ text }) => /<(first|second)>/.exec(text)?.[1]).sort()).toEqual(['first', 'second']);
});

test('what was settled before it could go once more is not sent', async () => {
  await connect();
  w.dingtalk.guard('ding-he', 143103);
  await send();
  await after(11);
  const he = await w.services.store.people.person('he');
  if (he !== null) await w.services.store.people.savePeople([{ ...he, active: false }]);
  await deliver(w.services);
  w.dingtalk.expectNothing();
  if (he !== null) await w.services.store.people.savePeople([he]);
});

test('a person whom DingTalk does not know is told another way from then on, and the office reads why', async () => {
  await connect();
  w.dingtalk.removeUser('ding-he');
  await send();
  await after(11);
  expect((await fate())?.words).toMatch(/钉钉里没有这个账号.*“可使用范围”/);
  expect(await w.services.store.apps.unreached()).toMatchObject([{ kind: 'dingtalkApp', personId: 'he', userId: 'ding-he' }]);
});

test('and where WeCom reaches them, that very message too', async () => {
  await connect();
  await w.connect('he');
  w.dingtalk.removeUser('ding-he');
  await send();
  await after(11);
  await deliver(w.services);
  w.wecom.expect('HE', /one>/);
  expect((await fate())?.words).toMatch(/^先发的没有送达（钉钉里没有这个账号.*），已换一种方式发出 10:11/);
});

const target = async (): Promise<Member> => {
  const app = await w.services.store.apps.find('dingtalkApp');
  if (app === null) throw new Error('not connected');
  return { kind: 'member', app, personId: 'he', userId: 'ding-he' };
};
const say = async (facts: Partial<Message>) =>
  w.services.channels.dingtalkApp.send(
    await target(),
    { id: 'm1234567', title: '督办', text: '请报进展', markdown: null, card: null, ...facts },
    TUESDAY,
  );

test('the same words twice in a day are two messages, and a message sent again after an unknown outcome is read once', async () => {
  await connect();
  await say({ id: 'first001' });
  await say({ id: 'second02' });
  await say({ id: 'second02' });
  expect(w.dingtalk.accepted).toHaveLength(2);
  expect(w.dingtalk.unseen).toHaveLength(1);
});

test('of 500 a day to one person none more goes by notice; where others used them up it is known, and the next goes by the robot', async () => {
  await connect();
  w.dingtalk.guard('ding-he', 143105);
  const over = await say({ id: 'overover' });
  expect(over.kind).toBe('sent');
  const found = await w.services.channels.dingtalkApp.found?.(await target(), over.kind === 'sent' ? (over.platformId ?? '') : '');
  expect(found).toMatchObject({ state: 'heldBack', words: expect.stringMatching(/到了上限/) });
  await say({ id: 'nextnext' });
  expect(w.dingtalk.accepted.at(-1)?.msgtype).toMatch(/^sample/);
});

test.each<readonly [string, Partial<Message>, string]>([
  [
    'a card',
    {
      markdown: '### 督办\n内容',
      card: { source: '督办', title: '督办', subtitle: null, lines: [], foot: '', links: [{ words: '去办', url: 'http://x' }] },
    },
    'action_card',
  ],
  ['markdown', { markdown: '### 督办\n内容' }, 'markdown'],
  ['text', {}, 'text'],
  ['very long markdown', { markdown: `### 督办\n${'很长的一行\n'.repeat(1_000)}最后一行` }, 'markdown'],
  ['quotation marks, which double', { markdown: `${'"\n'.repeat(3_000)}` }, 'markdown'],
])('%s keeps the platform’s limit of bytes', async (_name, facts, type) => {
  await connect();
  expect((await say(facts)).kind).toBe('sent');
  expect(w.dingtalk.accepted.at(-1)?.msgtype).toBe(type);
});

test('a token that no longer holds is renewed once; credentials that do not hold stop the connection', async () => {
  await connect();
  await say({ id: 'before00' });
  await w.base.db.collection('tokens').updateMany({}, { $set: { sealed: w.services.secrets.seal('given-up') } });
  expect((await say({ id: 'after000' })).kind).toBe('sent');
  const app = await w.services.store.apps.find('dingtalkApp');
  if (app === null) throw new Error('not connected');
  await w.services.store.apps.save({ ...app, open: { ...app.open, agentId: '12345678' } });
  expect(await say({ id: 'other000' })).toMatchObject({ kind: 'refused', stops: 'connection' });
});

test('is taken back like any other message', async () => {
  await connect();
  await send();
  expect((await recallMessage(w.services, office, { fateId: (await fate())?.id ?? '', reason: '发错人' })).words).toMatch(/^已撤回/);
  expect(await after(11)).toBe(0);
});

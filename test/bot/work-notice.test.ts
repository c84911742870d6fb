/** DingTalk's work notices: yes at once, perhaps dropped in silence; what became of each is asked for and stands in its fate. */
import { deliver } from '../../bot/actions/deliver.js';
import { messageFates } from '../../bot/actions/message-fates.js';
import { recallMessage } from '../../bot/actions/recall-message.js';
import { askReceipts } from '../../bot/actions/receipts.js';
import { HELD_BACK } from '../../bot/channels/dingtalk/work-notice.js';
import type { Message, Member } from '../../bot/channels/channel.js';
import type { Viewer } from '../../core/people/model.js';
import { aNotice, type DeliveryWorld, deliveryWorld, toPerson, TUESDAY } from '../support/delivery.js';
import { aFinding, aPerson, aTask } from '../support/make.js';

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

const office: Viewer = { person: aPerson('fang', '方正'), posts: [{ kind: 'office', personId: 'fang', unitId: null }], unitsBelow: {} };

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

test.each(HELD_BACK.flatMap(({ codes, words }) => codes.map((code) => [code, words] as const)))(
  'held back by %i it says so in its fate',
  async (code, words) => {
    await connect();
    w.dingtalk.guard('ding-he', code);
    await send();
    w.dingtalk.expectNothing();
    await after(11);
    expect((await fate())?.words).toBe(`已发出 10:00，${words}`);
  },
);

test('a person whom DingTalk does not know is told another way from then on, and the office reads why', async () => {
  await connect();
  w.dingtalk.removeUser('ding-he');
  await send();
  await after(11);
  expect((await fate())?.words).toMatch(/钉钉里没有这个账号.*“可使用范围”/);
  expect(await w.services.store.apps.unreached()).toMatchObject([{ kind: 'dingtalkApp', personId: 'he', userId: 'ding-he' }]);
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

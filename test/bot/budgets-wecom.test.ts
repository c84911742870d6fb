/** What WeCom allows an application in a day is counted before it is used, by all processes together. */
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

/** One account is room for 200 messages a day, by the platform's own count too. */
async function connect(accounts: string | null = '1'): Promise<PlatformApp> {
  const app = await w.connect('he', 'zhou');
  const saved = accounts === null ? app : { ...app, open: { ...app.open, accounts } };
  await w.base.store.apps.save(saved);
  if (accounts !== null) w.wecom.setAccounts(app.open['agentId'] ?? '', Number(accounts));
  return saved;
}
const used = ({ open }: PlatformApp, count: number, day: Day) => useBudget(w, `wecom ${open['corpId']} ${open['agentId']} messages ${day}`, count);
/** And tomorrow, which may begin meanwhile. */
async function usedToday(app: PlatformApp, count: number): Promise<void> {
  const today = dayOf(new Date());
  for (const day of [today, addDays(today, 1)]) await used(app, count, day);
}
const tell = (key: string, personId?: string) => tellBy('wecomApp', w, key, personId);
const stopped = async () => (await w.base.store.apps.find('wecomApp'))?.stopped ?? null;

test('the last of the day goes, the next is read in the preview chat without a call, and tomorrow it goes on by itself', async () => {
  const app = await connect();
  await usedToday(app, 199);
  await tell('last');
  w.wecom.expect('HE', /last>/);
  const before = w.wecom.calls();
  await tell('over');
  expect(w.wecom.calls()).toBe(before);
  expect(await stopped()).toMatch(/今天发的消息已到企业微信的上限（账号上限 1 个 × 200 = 200 人次），明天 00:00 自动恢复/);
  expect((await w.base.store.previews.ofRoom('person:he', 5)).map(({ text }) => text)).toContainEqual(expect.stringContaining('<over>'));
  await w.base.db.collection('apps').updateOne({}, { $set: { stoppedUntil: new Date(Date.now() - 1) } });
  expect(await stopped()).toBeNull();
});

test('what was used yesterday is not today’s', async () => {
  const app = await connect();
  await used(app, 200, '2026-01-01');
  await tell('today');
  w.wecom.expect('HE', /today>/);
});

test('it is read before it is reached: in 运行情况, under 接入, and at the check', async () => {
  const app = await connect();
  await usedToday(app, 160);
  const words = /今天已发 160 人次，按账号上限 1 个 × 200 = 200 人次计。快用完了，余下的先发提醒。/;
  expect((await readOperations(w.services, office)).apps[0]?.words).toMatch(words);
  expect((await readConnections(w.services, office)).connections.find(({ kind }) => kind === 'wecomApp')?.usageWords).toMatch(words);
  const { steps, ok } = await checkConnection(w.services, office, 'wecomApp');
  expect(steps.find(({ name }) => name === '每天的消息量')).toMatchObject({ state: 'open', words: expect.stringMatching(words) });
  expect(ok).toBe(true);
});

test('a check on a day that is spent does not put the connection out of service for good', async () => {
  const app = await connect();
  await usedToday(app, 200);
  const person = await w.base.store.people.person('he');
  if (person === null) throw new Error('何俊 is expected');
  const { steps } = await checkConnection(w.services, { ...office, person }, 'wecomApp');
  expect(steps.at(-1)).toMatchObject({ state: 'open', words: expect.stringMatching(/已到企业微信的上限/) });
  expect(await stopped()).toBeNull();
});

test('answers leave the last tenth of the day to reminders', async () => {
  const app = await connect();
  await usedToday(app, 180);
  const { wecomApp } = w.services.channels;
  const to = { id: 'm1', userId: 'HE', replyTo: null, what: { kind: 'text', text: '待办' } } as const;
  const message = { id: 'm1', title: '督办', text: '答', markdown: null, card: null };
  expect(await wecomApp.answer(app, to, message, new Date())).toMatchObject({ kind: 'later', words: expect.stringMatching(/余下的留给提醒/) });
  w.wecom.expectNothing();
  await tell('reminder');
  w.wecom.expect('HE', /reminder>/);
});

test('two processes at once do not send one more than there are', async () => {
  const app = await connect();
  await usedToday(app, 190);
  const other = await w.process();
  const to = { kind: 'member', app, personId: 'he', userId: 'HE' } as const;
  const message = { title: '督办', markdown: null, card: null };
  const results = await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      (index % 2 === 0 ? other : w.services).channels.wecomApp.send(to, { ...message, id: `m${index}`, text: `督办 ${index}` }, new Date()),
    ),
  );
  expect(results.filter(({ kind }) => kind === 'sent')).toHaveLength(10);
  expect(w.wecom.accepted).toHaveLength(10);
});

test('where nobody said how many accounts there are it is guessed, and said so', async () => {
  const app = await connect(null);
  expect(await w.services.channels.wecomApp.usage?.(app)).toBe('今天已发 0 人次，没有填账号上限，按账号上限 200 个 × 200 = 40000 人次计。');
});

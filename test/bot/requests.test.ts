/** One id stands for one request: the same again is answered as the first time, anything else under it is refused. */
import type { Phone, World } from '../support/world.js';
import { worlds } from '../support/world.js';

const newWorld = worlds();

let w: World;
beforeEach(async () => {
  w = await newWorld({ today: '2026-11-24' });
  await w.supervise();
});
afterEach(() => w.close());

const progress = (text: string) => ({ kind: 'progress', text, percent: 40, evidenceIds: [] }) as const;
const REUSED = [409, { error: { id: 'request-id-reused', message: expect.stringMatching(/^这次操作和先前用同一编号的操作不同/) } }] as const;
const facts = ({ status, body }: { status: number; body: unknown }) => [status, body];

test('another action under the id of an earlier one is a 409 and changes nothing', async () => {
  const owner = await w.phone('何俊');
  const before = await owner.task('潮汐窗口');
  const first = await owner.act(before, progress('一'), 'the-one-request');
  for (const action of [progress('二'), { ...progress('一'), percent: 41 }, { kind: 'submit', text: '' } as const])
    expect(facts(await owner.act(first.body.task, action, 'the-one-request'))).toMatchObject(REUSED);
  expect((await owner.task('潮汐窗口')).version).toBe(before.version + 1);
});

test('the same action under the same id is answered as the first time, whatever was on the screen meanwhile', async () => {
  const owner = await w.phone('何俊');
  const first = await owner.act(await owner.task('潮汐窗口'), progress('一'), 'the-one-request');
  const again = await owner.act(first.body.task, progress('一'), 'the-one-request');
  expect([again.status, again.body.words]).toEqual([200, first.body.words]);
  expect(again.body.task.version).toBe(first.body.task.version);
});

test('of two different actions under one id at once exactly one is done and the other is told', async () => {
  const owner = await w.phone('何俊');
  const task = await owner.task('潮汐窗口');
  const answers = await Promise.all(['一', '二', '三', '四'].map((text) => owner.act(task, progress(text), 'the-one-request')));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  expect((await owner.task('潮汐窗口')).version).toBe(task.version + 1);
});

test('an id means nothing under another person', async () => {
  const owner = await w.phone('何俊');
  await owner.act(await owner.task('潮汐窗口'), progress('一'), 'the-one-request');
  const other = await w.phone('周敏');
  const own = (await other.my()).tasks.find((card) => card.status === 'inProgress' || card.status === 'handedOut');
  const detail = await other.task(own?.measure ?? '');
  expect((await other.act(detail, progress('二'), 'the-one-request')).status).toBe(200);
});

test.each([
  ['another person', (office: Phone, _unitId: string) => office.post('/api/people', { requestId: 'office-request', name: '乙' })],
  ['a change of a person', (office: Phone) => office.post(`/api/people/${office.personId}`, { requestId: 'office-request', name: '甲' })],
  ['a unit', (office: Phone, unitId: string) => office.post(`/api/units/${unitId}`, { requestId: 'office-request', name: '甲' })],
  [
    'a robot',
    (office: Phone) =>
      office.post('/api/robots', {
        requestId: 'office-request',
        kind: 'wecom',
        name: '甲',
        group: 'office',
        address: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-0ec2efa5aaaa',
      }),
  ],
])('the office cannot do %s under the id of an added person', async (_what, ask) => {
  const office = await w.phone('方正');
  const unitId = (await w.services.store.people.units())[0]?.id ?? '';
  expect((await office.post('/api/people', { requestId: 'office-request', name: '甲' })).status).toBe(200);
  const events = await w.base.db.collection('events').countDocuments();
  expect(facts(await ask(office, unitId))).toMatchObject(REUSED);
  expect(await w.base.db.collection('events').countDocuments()).toBe(events);
});

test('a commit and a start keep their ids for themselves', async () => {
  const office = await w.phone('方正');
  const { rounds } = (await office.get<{ rounds: { id: string }[] }>('/api/rounds')).body;
  const start = (requestId: string) => office.post(`/api/rounds/${rounds[0]?.id ?? ''}/start`, { requestId });
  expect((await start('start-supervision')).status).toBe(200);
  expect(facts(await start('commit-the-ledger'))).toMatchObject(REUSED);
});

test('a request is forgotten after 90 days by the clock of the base', async () => {
  const owner = await w.phone('何俊');
  await owner.act(await owner.task('潮汐窗口'), progress('一'), 'the-one-request');
  const requests = w.base.db.collection('requests');
  expect(await requests.indexes()).toContainEqual(expect.objectContaining({ key: { at: 1 }, expireAfterSeconds: 90 * 86_400 }));
  const kept = await requests.find({}).toArray();
  // World time stands in 2026-11; the server's own clock does not follow it.
  for (const { at } of kept) expect(Math.abs((at as Date).getTime() - Date.now())).toBeLessThan(60_000);
});

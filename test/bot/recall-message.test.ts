/** A wrong message is taken back by the office where its platform can; nothing is sent instead, and the trace stays. */
import { deliver } from '../../bot/actions/deliver.js';
import { messageFates } from '../../bot/actions/message-fates.js';
import { recallMessage } from '../../bot/actions/recall-message.js';
import type { Recipient } from '../../core/notice/model.js';
import type { Viewer } from '../../core/people/model.js';
import { Refusal } from '../../core/refusal.js';
import { aNotice, type DeliveryWorld, deliveryWorld, toGroup, toPerson, TUESDAY } from '../support/delivery.js';
import { aFinding, aPerson, aTask } from '../support/make.js';

let w: DeliveryWorld;
beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(() => w.forget());
afterAll(() => w.close());

const holding = (kind: 'office' | 'auditor'): Viewer => ({
  person: aPerson('fang', '方正'),
  posts: [{ kind, personId: 'fang', unitId: null }],
  unitsBelow: {},
});
const office = holding('office');

/** Two notices of one task to one person, gone as one message. */
async function sentBy(
  lane: string,
  recipient: Recipient = toPerson('he'),
): Promise<{ readonly id: string; readonly words: string; readonly mayRecall: boolean }[]> {
  const { store } = w.services;
  const task = aTask({ id: 'wrong', number: 31 });
  await store.ledger.saveFindings([aFinding()]);
  await store.tasks.insertMany([task]);
  await store.outbox.insert(['one', 'two'].map((key) => aNotice(key, lane, { recipient, taskId: 'wrong', unknown: 'once' })));
  await deliver(w.services);
  return fates();
}
const fates = async (viewer = office) => (await messageFates(w.services, viewer, { task: 'T31' })).fates;
const recall = (fateId: string, viewer = office) => recallMessage(w.services, viewer, { fateId, reason: '发错人' });
const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw new Error(`no refusal: ${JSON.stringify(error)}`);
  return error;
};

test.each([
  ['WeCom’s application', () => w.connect('he'), 'wecomApp:person:he', () => w.wecom.recalled],
  ['DingTalk’s robot', () => w.connectDingtalk('he'), 'dingtalkApp:person:he', () => w.dingtalk.recalled],
])('by %s it is taken back whole, once, with who and why, and its copy in the room says so', async (_name, connect, lane, recalled) => {
  await connect();
  const [first] = await sentBy(lane);
  expect(first).toMatchObject({ mayRecall: true, words: '已发出 10:00' });
  expect(await recall(first?.id ?? '')).toEqual({ words: '已撤回。同一条消息里的另外 1 项提醒也一并撤回。需要时请另行告知收件人。' });
  expect(recalled()).toHaveLength(1);
  expect((await fates()).map(({ words, mayRecall }) => [words, mayRecall])).toEqual([
    ['已发出 10:00，10:00 撤回：发错人', false],
    ['已发出 10:00，10:00 撤回：发错人', false],
  ]);
  const room = await w.services.store.previews.ofRoom('person:he', 10);
  expect(room.map(({ text, card }) => [text, card])).toEqual([['这条消息已由巡察办撤回（12月1日（周二）10:00）：发错人', null]]);
  expect((await w.services.store.events.of('person', 'he')).at(-1)).toMatchObject({
    ...{ action: 'messageRecalled', by: 'fang' },
    data: { lane, reason: '发错人', keys: ['one', 'two'] },
  });
  expect((await refusalOf(recall(first?.id ?? ''))).id).toBe('message-recalled-before');
  await deliver(w.services);
  expect(recalled()).toHaveLength(1);
  expect([...w.wecom.accepted, ...w.dingtalk.accepted]).toHaveLength(1);
});

test('in the preview chat its words go', async () => {
  const [first] = await sentBy('preview:person:he');
  await recall(first?.id ?? '');
  expect((await w.services.store.previews.ofRoom('person:he', 10)).map(({ text }) => text)).toEqual([
    expect.stringMatching(/^这条消息已由巡察办撤回/),
  ]);
});

test('after 24 hours WeCom keeps it, and why stands there with what to do', async () => {
  await w.connect('he');
  const [first] = await sentBy('wecomApp:person:he');
  w.wecom.advance(25 * 3_600_000);
  const refusal = await refusalOf(recall(first?.id ?? ''));
  expect([refusal.id, refusal.remedy]).toEqual(['message-kept', expect.stringMatching(/24 小时以内.*另发一条说明/)]);
  expect((await fates())[0]?.mayRecall).toBe(true);
  expect((await w.services.store.apps.find('wecomApp'))?.stopped).toBeNull();
});

test('what a group’s robot said cannot be taken back, and it is said how to go on', async () => {
  const { lane } = await w.wecomRobot('office');
  const [first] = await sentBy(lane, toGroup('office'));
  const refusal = await refusalOf(recall(first?.id ?? ''));
  expect([refusal.id, refusal.remedy]).toEqual(['message-kept', expect.stringMatching(/群机器人.*群里另发一条说明/)]);
  expect(w.wecom.accepted).toHaveLength(1);
});

test('where the platform does not answer nothing is noted, and it may be tried again', async () => {
  await w.connect('he');
  const [first] = await sentBy('wecomApp:person:he');
  w.wecom.next({ kind: 'hangUp' });
  expect((await refusalOf(recall(first?.id ?? ''))).remedy).toMatch(/不知道撤回了没有.*再试一次/);
  expect((await recall(first?.id ?? '')).words).toMatch(/^已撤回/);
});

test('what the platform took back, and our note of it was lost, is recalled at the second try; a plain no stays a no', async () => {
  const app = await w.connect('he');
  const [first] = await sentBy('wecomApp:person:he');
  const dispatch = await w.services.store.dispatches.of('one', 'wecomApp:person:he');
  if (dispatch === null) throw new Error('a message is expected');
  await w.services.store.dispatches.beginRecall(dispatch);
  await w.services.channels.wecomApp.recall({ kind: 'member', app, personId: 'he', userId: 'HE' }, dispatch.messageId);
  expect((await recall(first?.id ?? '')).words).toMatch(/^已撤回/);
  expect((await refusalOf(recall(first?.id ?? ''))).id).toBe('message-recalled-before');
});

test.each([['an auditor', holding('auditor')]])('%s reads what became of it and may not take it back', async (_name, viewer) => {
  const [first] = await sentBy('preview:person:he');
  expect((await fates(viewer))[0]?.mayRecall).toBe(false);
  expect((await refusalOf(recall(first?.id ?? '', viewer))).id).toBe('not-allowed');
});

test.each(['one', 'one > ', 'one > preview:person:zhou', 'three > preview:person:he', ' > '])(
  'a name that is none (%j) finds nothing',
  async (fateId) => {
    await sentBy('preview:person:he');
    expect((await refusalOf(recall(fateId))).id).toBe('message-not-found');
  },
);

test('what still waits cannot be taken back', async () => {
  const { store } = w.services;
  await store.outbox.insert([aNotice('later', 'preview:person:he', { taskId: 'wrong', notBefore: new Date(TUESDAY.getTime() + 3_600_000) })]);
  expect((await refusalOf(recall('later > preview:person:he'))).id).toBe('message-not-found');
});

/** Groups of WeCom's application: made and kept by the office, told like any group, out of service alone. */
import { addChat } from '../../bot/actions/add-chat.js';
import { deliver } from '../../bot/actions/deliver.js';
import { keepChatMembers, readChatMembers } from '../../bot/actions/keep-chat.js';
import { lanesOf, switchboardOf } from '../../bot/actions/lanes.js';
import { listRobots } from '../../bot/actions/list-robots.js';
import { testRobot } from '../../bot/actions/test-robot.js';
import type { Viewer } from '../../core/people/model.js';
import type { Refusal } from '../../core/refusal.js';
import { aNotice, type DeliveryWorld, deliveryWorld, toGroup } from '../support/delivery.js';
import { aPerson } from '../support/make.js';

let w: DeliveryWorld;
beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(() => w.forget());
afterAll(() => w.close());

let office: Viewer;
/** 何俊 of the section, 周敏 of another and 方正, who keeps the groups. */
async function connected(): Promise<string> {
  const app = await w.connect('he', 'zhou', 'fang');
  const fang = await w.base.store.people.person('fang');
  office = { person: fang ?? aPerson('fang', '方正'), posts: [{ kind: 'office', personId: 'fang', unitId: null }], unitsBelow: {} };
  return app.open['agentId'] ?? '';
}

let requests = 0;
const asked = (group = 'unit:section') => ({ requestId: `request-${(requests += 1)}`, name: '政务服务科督办群', group });
const chatIdOf = async (id: string): Promise<string> => {
  const robot = await w.base.store.robots.find(id);
  return robot === null ? '' : w.services.secrets.open(robot.sealedAddress);
};
const refusalOf = async (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => {
      throw new Error('nothing was refused');
    },
    (error: Refusal) => error,
  );
const laneTo = async (group: string) => lanesOf(toGroup(group), await switchboardOf(w.services));

test('a group is made of the unit’s people and whoever keeps it; who has no account is named', async () => {
  await connected();
  const offer = (await listRobots(w.services, office)).chat.members.find(({ group }) => group === 'unit:section');
  expect(offer?.words).toMatch(/人会在群里：.*何俊/);
  const line = await addChat(w.services, office, asked());
  expect(line).toMatchObject({ kind: 'wecomChat', groupWords: '政务服务科', state: 'ready' });
  const chat = w.wecom.chat(await chatIdOf(line.id));
  expect(chat).toMatchObject({ name: '政务服务科督办群', owner: 'FANG' });
  expect(chat?.members).toContain('HE');
});

test('the same request twice, and once more after a lost answer, is one group', async () => {
  await connected();
  const request = asked();
  await addChat(w.services, office, { ...request, requestId: 'request-of-another' });
  w.wecom.next({ kind: 'dropReply' });
  await refusalOf(addChat(w.services, office, request));
  const first = await addChat(w.services, office, request);
  expect((await addChat(w.services, office, request)).id).toBe(first.id);
  expect(await w.base.store.robots.list()).toHaveLength(2);
});

test('the group’s digest goes there; while the application is out of service it is read in the preview chat', async () => {
  await connected();
  const { id } = await addChat(w.services, office, asked('unit:other'));
  const chatId = await chatIdOf(id);
  expect(await laneTo('unit:other')).toEqual([`wecomChat:${id}`]);
  await w.base.store.outbox.insert([aNotice('first', `wecomChat:${id}`, { recipient: toGroup('unit:other') })]);
  expect(await deliver(w.services)).toMatchObject({ sent: 1 });
  w.wecom.expect(chatId, /first/);
  const app = await w.base.store.apps.find('wecomApp');
  if (app !== null) await w.base.store.apps.setStopped(app, '停用');
  expect(await laneTo('unit:other')).toEqual(['preview:group:unit:other']);
  await w.base.store.outbox.insert([aNotice('second', `wecomChat:${id}`, { recipient: toGroup('unit:other') })]);
  await deliver(w.services);
  w.wecom.expectNothing(chatId);
  expect((await w.base.store.previews.ofRoom('group:unit:other', 5)).map(({ text }) => text)).toEqual([expect.stringContaining('<second>')]);
});

test('a group that was dissolved stops alone: persons are told as before, and its digest is not lost', async () => {
  await connected();
  const { id } = await addChat(w.services, office, asked('unit:other'));
  w.wecom.dissolve(await chatIdOf(id));
  await w.base.store.outbox.insert([aNotice('digest', `wecomChat:${id}`, { recipient: toGroup('unit:other') })]);
  await deliver(w.services);
  expect((await w.base.store.robots.find(id))?.stopped).toMatch(/应用群，可能已经解散/);
  expect((await w.base.store.apps.find('wecomApp'))?.stopped).toBeNull();
  expect(await w.base.store.previews.ofRoom('group:unit:other', 5)).toHaveLength(1);
  expect(await testRobot(w.services, office, id)).toMatchObject({ sent: false });
});

test('who joined or left the unit is put in and taken out when the office says so; a guest stays', async () => {
  await connected();
  const { id } = await addChat(w.services, office, asked('unit:other'));
  const chatId = await chatIdOf(id);
  w.wecom.addUser('GUEST');
  const robot = await w.base.store.robots.find(id);
  const app = await w.base.store.apps.find('wecomApp');
  if (robot === null || app === null) throw new Error('a group is expected');
  await w.services.channels.wecomChat.change(app, robot, { name: robot.name, add: ['GUEST', 'HE'], remove: [] });
  expect(await readChatMembers(w.services, office, id)).toMatchObject({ isDue: true, words: expect.stringMatching(/要移出 1 人：何俊/) });
  expect(w.wecom.chat(chatId)?.members).toContain('HE');
  expect(await keepChatMembers(w.services, office, id)).toMatchObject({ isDue: false });
  expect(w.wecom.chat(chatId)?.members).toContain('GUEST');
  expect(w.wecom.chat(chatId)?.members).not.toContain('HE');
});

test('a colleague of the office who looks after a group does not put out the one who made it', async () => {
  await connected();
  const { id } = await addChat(w.services, office, asked('unit:other'));
  const zhou = (await w.base.store.people.person('zhou')) ?? aPerson('zhou', '周敏');
  await w.base.store.people.setPosts('zhou', [{ kind: 'office', personId: 'zhou', unitId: null }]);
  await w.base.store.people.setPosts('fang', [{ kind: 'office', personId: 'fang', unitId: null }]);
  const colleague: Viewer = { person: zhou, posts: [{ kind: 'office', personId: 'zhou', unitId: null }], unitsBelow: {} };
  expect((await keepChatMembers(w.services, colleague, id)).isDue).toBe(false);
  expect(w.wecom.chat(await chatIdOf(id))?.members).toContain('FANG');
});

test('a group made elsewhere is bound where the application may speak in it, and nothing else is', async () => {
  const agentId = await connected();
  const { id } = await addChat(w.services, office, asked('unit:other'));
  const chatId = await chatIdOf(id);
  expect((await refusalOf(addChat(w.services, office, { ...asked(), chatId }))).faults[0]?.message).toMatch(/已由机器人“.*”使用/);
  expect((await refusalOf(addChat(w.services, office, { ...asked(), chatId: 'nosuchgroup' }))).remedy).toMatch(/没有这个应用群/);
  expect((await refusalOf(addChat(w.services, office, { ...asked(), chatId: 'not a chat id' }))).faults[0]?.place).toBe('群的 chatid');
  w.wecom.narrowApp(agentId);
  expect((await refusalOf(addChat(w.services, office, asked()))).remedy).toMatch(/可见范围/);
});

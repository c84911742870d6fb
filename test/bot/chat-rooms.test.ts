/** 消息预览 before anybody was told anything, and whether robots serve the groups. */
import type { ChatRooms } from '../../core/contract/chat.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type Phone, type World, world } from '../support/world.js';

describe('the preview chat', () => {
  let w: World;
  let office: Phone;
  beforeAll(async () => {
    w = await world({ today: '2026-12-10', time: '07:00' });
  });
  beforeEach(async () => {
    await w.base.empty();
    const { people } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people.map((person) => (person.id === 'fang' ? { ...person, unitId: 'centre' } : person)));
    await people.setPosts('fang', [{ kind: 'office', personId: 'fang', unitId: null }]);
    office = await w.phone('方正');
  });
  afterAll(() => w.close());

  const rooms = async () => (await office.get<ChatRooms>('/api/chat/rooms')).body;

  test('leads a blank base to the import, an imported one to the ledger, and then says when the first message comes', async () => {
    expect((await rooms()).empty).toMatchObject({ words: expect.stringMatching(/^还没有台账/), next: 'import' });
    const { ledger, tasks } = w.services.store;
    await ledger.saveRound(aRound({ supervisedFrom: null }));
    await ledger.saveFindings([aFinding()]);
    await tasks.insertMany([aTask({ ...dueOn('2026-12-13'), supervisedFrom: null })]);
    expect((await rooms()).empty).toMatchObject({ words: expect.stringMatching(/还没有开始督办/), next: 'ledger' });
    await office.post('/api/rounds/round/start', { requestId: 'start-supervision' });
    w.setTime('2026-12-10', '07:05');
    await w.tick();
    expect((await rooms()).empty).toEqual({ words: '还没有消息。第一条消息 12月10日（周四）08:40 发出。', next: null });
    w.setTime('2026-12-10', '08:40');
    await w.tick();
    const told = await rooms();
    expect(told.empty).toBeNull();
    expect(told.rooms.length).toBeGreaterThan(0);
  });

  test('says that no group has a robot, and who has one in service counts', async () => {
    expect((await rooms()).servedGroups).toBe(0);
    const robot = { kind: 'wecom', name: '督办', sealedAddress: 'x', sealedSecret: null, addressTail: 'abcd' } as const;
    await w.services.store.robots.save({ ...robot, id: 'r1', group: 'office', stopped: null });
    await w.services.store.robots.save({ ...robot, id: 'r2', group: 'leadingGroup', stopped: '机器人已被移出群聊' });
    expect((await rooms()).servedGroups).toBe(1);
  });
});

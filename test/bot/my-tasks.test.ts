/** 我的任务 beyond one's own tasks: the messages to me, how what I see to stands, and what reminds nobody yet. */
import type { ChatMessages, MyMessages } from '../../core/contract/chat.js';
import type { TaskList } from '../../core/contract/task.js';
import { keptTask } from '../../bot/store/task-models.js';
import { readsOf } from '../support/base-reads.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type World, world } from '../support/world.js';

const TODAY = '2026-12-10';

describe('my tasks', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: TODAY, time: '07:00' });
  });
  beforeEach(async () => {
    await w.base.empty();
    w.setTime(TODAY, '07:00');
    const { people } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
  });
  afterAll(() => w.close());

  const hold = (personId: string, kind: 'leader' | 'liaison' | 'auditor', unitId: string | null) =>
    w.services.store.people.setPosts(personId, [{ kind, personId, unitId }]);

  /** One late, one due today, two within the week, one far away, one closed. */
  async function ledger(supervisedFrom: string | null): Promise<void> {
    const { ledger: base, tasks } = w.services.store;
    await base.saveRound(aRound({ supervisedFrom }));
    await base.saveFindings([aFinding()]);
    const days = ['2026-12-08', TODAY, '2026-12-14', '2026-12-17', '2027-01-20'];
    const closed = aTask({ ...dueOn('2026-12-01'), status: 'closed', closedAt: new Date('2026-12-01T02:00:00Z'), supervisedFrom });
    await tasks.insertMany([...days.map((day) => aTask({ ...dueOn(day), supervisedFrom })), closed]);
  }

  const my = async (name: string) => (await w.phone(name)).my();
  const messagesOf = async (name: string) => (await (await w.phone(name)).get<MyMessages>('/api/my/messages')).body.messages;
  const say = (id: string, room: string, at: string, text: string) =>
    w.services.store.previews.insert({ id, room, at: new Date(at), text, card: null });

  test('a person reads what was sent to them, with the card, and nobody else’s', async () => {
    await ledger('2026-10-10');
    expect(await my('何俊')).toMatchObject({ newestMessageWords: null });
    expect(await messagesOf('何俊')).toEqual([]);
    w.setTime(TODAY, '08:40');
    await w.tick();
    expect((await my('何俊')).newestMessageWords).toBe('12月10日 08:40');
    const room = await (await w.phone('方正')).get<ChatMessages>('/api/chat/rooms/person:he/messages');
    expect(await messagesOf('何俊')).toEqual(room.body.messages);
    expect(room.body.messages.at(-1)?.card?.links.length).toBeGreaterThan(0);
    expect(await messagesOf('周敏')).toEqual([]);
  });

  test('the fifty newest messages stand in the order they came', async () => {
    for (let minute = 0; minute < 55; minute += 1)
      await say(`m${minute}`, 'person:he', `2026-12-09T00:${String(minute).padStart(2, '0')}:00Z`, `第 ${minute} 条`);
    await say('group', 'group:unit:section', '2026-12-09T03:00:00Z', '群里的话');
    const texts = (await messagesOf('何俊')).map(({ text }) => text);
    expect(texts).toHaveLength(50);
    expect([texts[0], texts.at(-1)]).toEqual(['第 5 条', '第 54 条']);
  });

  test.each(['高远', '林静', '方正', '宋组长'])('%s, told to see to late tasks, finds as many of them as the ledger shows', async (name) => {
    await ledger('2026-10-10');
    expect((await my(name)).scope).toEqual({ late: 1, today: 1, week: 2, unconfirmed: 2 });
    expect((await (await w.phone(name)).get<TaskList>('/api/tasks?light=red')).body.total).toBe(1);
  });

  test('a leader over a unit sees to that unit alone', async () => {
    await ledger('2026-10-10');
    await hold('zhou', 'leader', 'section');
    expect((await my('周敏')).scope).toEqual({ late: 1, today: 1, week: 2, unconfirmed: 2 });
    await hold('zhou', 'leader', 'other');
    expect((await my('周敏')).scope).toBeNull();
  });

  test('an owner, a liaison and an auditor are asked to see to nothing', async () => {
    await ledger('2026-10-10');
    expect((await my('何俊')).scope).toBeNull();
    await hold('zhou', 'liaison', 'section');
    expect((await my('周敏')).scope).toBeNull();
    await hold('zhou', 'auditor', null);
    expect((await my('周敏')).scope).toBeNull();
  });

  test('before 开始督办 the office, and only the office, is told how many tasks remind nobody', async () => {
    await ledger(null);
    expect(await my('方正')).toMatchObject({ scope: null, notStarted: [{ id: 'round', supervised: false, count: 6 }] });
    expect(await my('宋组长')).toMatchObject({ scope: null, notStarted: [] });
    await (await w.phone('方正')).post('/api/rounds/round/start', { requestId: 'start-supervision' });
    expect(await my('方正')).toMatchObject({ notStarted: [] });
  });

  test('a ledger that grows costs no more: what is shown is asked for, the rest is counted along an index', async () => {
    await ledger('2026-10-10');
    const facts = { ownerId: 'zhou', leaderId: 'gao', supervisedFrom: '2026-10-10', lastProgressAt: new Date('2026-12-09T02:00:00Z') };
    const milestone = { name: '开工', acceptance: '', day: '2027-06-01', reachedAt: null, reachedBy: null, acceptedAt: null };
    const far = () => aTask({ ...dueOn('2027-06-30'), ...facts, milestones: [milestone] });
    // By hand: the store takes its time over thousands.
    const fill = (count: number) => w.base.db.collection<{ _id: string }>('tasks').insertMany(Array.from({ length: count }, () => keptTask(far())));
    const office = await w.phone('方正');
    const cost = async () => {
      // What is counted by is brought up to date by whoever asks first.
      await office.my();
      return readsOf(w.base, ['tasks', 'findings'], () => office.my());
    };
    await fill(20);
    const [few, shown] = [await cost(), await office.my()];
    await fill(1_000);
    expect([await cost(), await office.my()]).toEqual([few, shown]);
    expect(few).toBeLessThan(20);
  });
});

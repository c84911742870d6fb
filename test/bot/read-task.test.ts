/** What one person sees of their tasks: what may be done from the list, whom they may call, whether there is a ledger at all. */
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { type World, world, worlds } from '../support/world.js';

const newWorld = worlds();

const MEASURE = '潮汐窗口';

describe('my tasks and one task', () => {
  let w: World;
  beforeEach(async () => {
    w = await newWorld({ today: '2026-11-24' });
    await w.supervise();
  });
  afterEach(() => w.close());

  const cardOf = async (name: string) => (await (await w.phone(name)).my()).tasks.find((card) => card.measure.includes(MEASURE));

  async function hold(name: string, kind: 'liaison' | 'leader' | 'principal'): Promise<void> {
    const { personId } = await w.phone(name);
    const unitId = (await w.services.store.people.units()).find((unit) => unit.parentId === null)?.id ?? null;
    await w.services.store.people.setPosts(personId, [{ kind, personId, unitId }]);
  }

  test('a card offers signing and reporting to the owner and to the liaison, and neither to the leader', async () => {
    await hold('沈静', 'liaison');
    expect((await cardOf('何俊'))?.shortcuts).toEqual(['sign', 'progress']);
    expect((await cardOf('沈静'))?.shortcuts).toEqual(['sign', 'progress']);
    expect(await cardOf('陈立')).toMatchObject({ ownerName: '何俊', shortcuts: [] });
  });

  test('a card can be signed for from the list, with the version it names', async () => {
    const owner = await w.phone('何俊');
    const card = (await owner.my()).tasks.find(({ measure }) => measure.includes(MEASURE));
    const sign = { requestId: 'sign-from-the-list', version: card?.version, action: { kind: 'sign' } };
    expect((await owner.post(`/api/tasks/${card?.id ?? ''}/actions`, sign)).status).toBe(200);
    expect(await cardOf('何俊')).toMatchObject({ statusWords: '整改中', shortcuts: ['progress'] });
  });

  test.each([
    ['the responsible leader', '陈立', null, '13812345678'],
    ['the holder of a leader’s post over the unit', '魏来', 'leader', '13812345678'],
    ['the principal', '高远', null, '13812345678'],
    ['the leading group', '宋岩', null, null],
  ] as const)('%s reads the owner’s number only where they may call', async (_who, name, post, phone) => {
    const people = await w.services.store.people.people();
    await w.services.store.people.savePeople(
      people.filter((person) => person.name === '何俊').map((person) => ({ ...person, phone: '13812345678' })),
    );
    if (post !== null) await hold(name, post);
    expect((await (await w.phone(name)).task(MEASURE)).owner).toMatchObject({ name: '何俊', phone });
  });

  test('reopened, a task says why and asks for something new before it is submitted', async () => {
    const owner = await w.phone('何俊');
    const office = await w.phone('方正');
    const { id } = await owner.task(MEASURE);
    const stored = await w.services.store.tasks.find(id, { everything: true, unitIds: [], personId: null, beforeStart: true });
    if (stored === null) throw new Error('no task');
    const { task } = stored;
    await w.services.store.tasks.replace({ ...task, version: task.version + 1, status: 'closed', closedAt: w.services.clock.now() });
    const reopened = await office.act(await office.task(MEASURE), { kind: 'reopen', reason: '问题反弹' });
    expect(reopened.status).toBe(200);
    const seen = await owner.task(MEASURE);
    expect(seen.returnWords).toMatch(/方正 重新整改：问题反弹$/);
    expect(seen.allowed.find(({ kind }) => kind === 'submit')?.missing).toBe('重新整改后还没有新的进展。请先补充进展，再申请验收。');
  });

  test('the office that carried a ledger in may decide on what its owners submit: what stood in the ledger is no report of its own', async () => {
    const { personId } = await w.phone('许宁');
    await w.services.store.people.setPosts(personId, []);
    const office = await w.phone('方正');
    const { tasks } = (await office.get<{ tasks: { id: string; statusWords: string }[] }>('/api/tasks?limit=100')).body;
    const done = tasks.find(({ statusWords }) => statusWords === '待核验');
    const detail = (await office.get<TaskDetail>(`/api/tasks/${done?.id ?? ''}`)).body;
    expect(detail.progress.length).toBeGreaterThan(0);
    expect(detail.allowed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['pass', 'return']));
  });

  test('what became of the messages about a task is offered to the office and to nobody who only works on it', async () => {
    const sees = async (name: string) => (await (await w.phone(name)).task(MEASURE)).seesFates;
    expect([await sees('方正'), await sees('何俊'), await sees('陈立'), await sees('许宁')]).toEqual([true, false, false, false]);
  });

  test('only a base without any ledger says so', async () => {
    expect((await (await w.phone('方正')).my()).isBaseEmpty).toBe(false);
    const empty = await world({ today: '2026-11-24' });
    expect((await (await empty.phone('方正')).my()).isBaseEmpty).toBe(true);
    await empty.close();
  });
});

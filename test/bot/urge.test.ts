/** 催办: a leader presses it, the owner reads who asks and how it stands; once a day, by whoever may, on what is open. */
import type { TaskDetail } from '../../core/contract/task-detail.js';
import type { TaskAction } from '../../core/ledger/model.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type Phone, type World, world } from '../support/world.js';

const urge = (text = ''): TaskAction => ({ kind: 'urge', text });

describe('urging', () => {
  let w: World;
  let leader: Phone;
  beforeAll(async () => {
    w = await world({ today: '2026-12-22' });
  });
  beforeEach(async () => {
    await w.base.empty();
    w.setTime('2026-12-22', '10:00');
    const { people, ledger, tasks } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const { id } of CENTRE.people) {
      await people.setPosts(
        id,
        CENTRE.posts.filter((post) => post.personId === id),
      );
    }
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding()]);
    await tasks.insertMany([aTask({ id: 'tide', number: 31, ...dueOn('2026-12-20') })]);
    leader = await w.phone('陈立');
    await w.tick();
    for (const name of ['何俊', '陈立', '方正']) await w.newsFor(name);
  });
  afterAll(() => w.close());

  const read = async (phone: Phone) => (await phone.get<TaskDetail>('/api/tasks/tide')).body;
  const press = async (phone: Phone, text = '') => phone.act(await read(phone), urge(text));
  const offered = async (phone: Phone) => (await read(phone)).allowed.find(({ kind }) => kind === 'urge');

  test('tells the owner who asks, how many days, what was said and what comes next', async () => {
    const answer = await press(leader, '请本周内拿出方案');
    expect(answer.body.words).toBe('已催办。何俊会在 12月22日（周二）10:00 收到。');
    await w.tick();
    const [message = '', ...more] = await w.newsFor('何俊');
    expect(more).toEqual([]);
    expect(message.split('\n').slice(0, 2)).toEqual(['【督办】陈立同志请您尽快推进：增设“潮汐窗口”', '逾期 1 天。陈立：请本周内拿出方案']);
    expect(message).toMatch(/您是责任人。请您现在填报进展，办理有困难的请一并写明。12月24日（周四）仍未申请验收的，按督办规则同步主要负责人/);
    expect(message).toMatch(/填报进展：.*report\/index\?id=tide/);
    expect((await read(leader)).history[0]?.words).toBe('12月22日（周二）10:00 陈立 催办：请本周内拿出方案');
  });

  test('pressed twice a day it is sent once and says so; the next day it may be pressed again, and a colleague has their own', async () => {
    const old = await read(leader);
    expect((await leader.act(old, urge())).status).toBe(200);
    const again = await press(leader);
    expect([again.status, JSON.stringify(again.body)]).toEqual([400, expect.stringContaining('您今天已经催办过')]);
    expect((await leader.act(old, urge())).status).toBe(409);
    expect((await offered(leader))?.missing).toMatch(/^您今天已经催办过/);
    expect((await press(await w.phone('方正'))).status).toBe(200);
    await w.tick();
    expect(await w.newsFor('何俊')).toHaveLength(1);
    expect(await w.base.db.collection('notices').countDocuments({ kind: 'urged' })).toBe(2);
    w.setTime('2026-12-23', '10:00');
    expect((await press(leader)).status).toBe(200);
  });

  test('leader, principal and office may; the owner, the reviewer and the leading group may not', async () => {
    for (const name of ['陈立', '高远', '方正']) expect((await offered(await w.phone(name)))?.words).toBe('催办');
    for (const name of ['何俊', '林静', '宋组长']) {
      const phone = await w.phone(name);
      expect(await offered(phone)).toBeUndefined();
      expect((await press(phone)).status).toBe(403);
    }
  });

  test('at night it waits for the morning, and is dropped when the owner submits before', async () => {
    w.setTime('2026-12-22', '20:00');
    expect((await press(leader)).body.words).toBe('已催办。何俊会在 12月23日（周三）08:40 收到。');
    const owner = await w.phone('何俊');
    await owner.act(await read(owner), { kind: 'progress', text: '已设 4 个', percent: 100, evidenceIds: [] });
    const stored = await w.services.store.tasks.byNumber(31, { everything: true, unitIds: [], personId: null, beforeStart: true });
    if (stored === null) throw new Error('no task');
    await w.services.store.tasks.replace({ ...stored.task, status: 'submitted', version: stored.task.version + 1 });
    expect((await press(leader)).status).toBe(409);
    w.setTime('2026-12-23', '08:40');
    await w.tick();
    expect((await w.newsFor('何俊')).join()).not.toMatch(/尽快推进/);
  });

  test('a task without anybody to do it says so instead', async () => {
    const stored = await w.services.store.tasks.byNumber(31, { everything: true, unitIds: [], personId: null, beforeStart: true });
    if (stored === null) throw new Error('no task');
    await w.services.store.tasks.replace({ ...stored.task, ownerId: null, version: stored.task.version + 1 });
    expect((await offered(leader))?.missing).toMatch(/还没有责任人/);
  });
});

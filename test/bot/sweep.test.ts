/** The sweep on a real base, the forecast of 开始督办, and that both say the same. */
import { previewStart } from '../../bot/actions/preview-start.js';
import { startSupervision } from '../../bot/actions/start-supervision.js';
import { sweep } from '../../bot/actions/sweep.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import type { Robot } from '../../bot/services.js';
import type { Task } from '../../core/ledger/model.js';
import { instantAt } from '../../core/time/day.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type World, world } from '../support/world.js';

describe('sweep', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: '2026-11-24' });
  });
  beforeEach(async () => {
    await w.base.empty();
    const { people, ledger } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const { id } of CENTRE.people) {
      await people.setPosts(
        id,
        CENTRE.posts.filter((post) => post.personId === id),
      );
    }
    await ledger.saveRound(aRound({ supervisedFrom: null }));
    await ledger.saveFindings([aFinding()]);
    w.setTime('2026-11-24', '08:40');
  });
  afterAll(() => w.close());

  const insert = (...tasks: readonly Task[]) => w.services.store.tasks.insertMany(tasks);
  const office = () => viewerFor(w.services, 'fang');
  const start = async (requestId = 'press-start') => startSupervision(w.services, await office(), 'round', requestId);
  const task = (facts: Partial<Task>) => aTask({ supervisedFrom: '2026-11-02', ...facts });
  const notices = async () =>
    (await w.base.db.collection('notices').find({}).toArray()).map(({ lane, rung, notBefore }) => ({
      lane: String(lane),
      rung: String(rung),
      at: (notBefore as Date).toISOString(),
    }));
  const lanes = async () => (await notices()).map(({ lane }) => lane).sort();

  test('makes what is due once, however often and from however many processes it runs', async () => {
    await insert(task(dueOn('2026-11-27')), task({ measure: '增设“综合窗口”', ...dueOn('2026-11-23') }), task(dueOn('2027-02-01')));
    const second = await w.secondProcess();
    await Promise.all([sweep(w.services), sweep(second)]);
    const first = await notices();
    expect(await lanes()).toEqual([
      'preview:group:office',
      'preview:group:unit:section',
      'preview:person:chen',
      'preview:person:he',
      'preview:person:he',
    ]);
    expect(await sweep(w.services)).toEqual({ made: 0, skipped: first.length });
    expect(await notices()).toEqual(first);
  });

  test.each([3, 600])('that cannot keep %i notices ends with that, lets nothing go, and the next one makes all of them', async (many) => {
    await insert(...Array.from({ length: many }, () => task(dueOn('2026-11-27'))));
    const { store } = w.services;
    const outbox = { ...store.outbox, stage: () => Promise.reject(new Error('the base is full')) };
    await expect(sweep({ ...w.services, store: { ...store, outbox } })).rejects.toThrow('the base is full');
    expect(await lanes()).toEqual([]);
    const { made } = await sweep(w.services);
    expect(made).toBeGreaterThanOrEqual(many);
    expect(await notices()).toHaveLength(made);
  });

  test('a moved deadline starts anew, and what is closed makes nothing', async () => {
    const one = task(dueOn('2026-11-27'));
    await insert(one, task({ status: 'closed', ...dueOn('2026-11-20') }));
    await sweep(w.services);
    await w.services.store.tasks.replace({ ...one, ...dueOn('2026-11-25'), deadlineNumber: 2, version: 2 });
    await sweep(w.services);
    expect((await notices()).map(({ rung }) => rung).sort()).toEqual(['due-before-1', 'due-before-3', 'morning', 'morning']);
  });

  test('at night and on a day off notices wait for the next speaking time, and groups hear nothing', async () => {
    await insert(task(dueOn('2026-11-23')));
    w.setTime('2026-11-28', '10:00');
    await sweep(w.services);
    expect(new Set((await notices()).map(({ at }) => at))).toEqual(new Set([instantAt('2026-11-30', '08:40').toISOString()]));
    expect((await lanes()).filter((lane) => lane.includes('group:unit'))).toEqual([]);
  });

  test('a group hears through its robots, a unit above only where a robot serves it, and a stopped robot leaves it to the preview chat', async () => {
    const robot = (id: string, group: string, stopped: string | null = null): Robot => ({
      ...{ id, group, stopped, kind: 'wecom', name: id, sealedAddress: '', sealedSecret: null, addressTail: '' },
    });
    for (const one of [robot('r1', 'unit:centre'), robot('r2', 'office'), robot('r3', 'office'), robot('r4', 'unit:section', '已停用')]) {
      await w.services.store.robots.save(one);
    }
    await insert(task(dueOn('2026-11-27')));
    await sweep(w.services);
    expect(await lanes()).toEqual(['preview:group:unit:section', 'preview:person:he', 'wecom:r1', 'wecom:r2', 'wecom:r3']);
  });

  test('the leading group’s chat hears only on mornings on which one of its rungs is reached', async () => {
    await insert(task(dueOn('2026-11-16')));
    await sweep(w.services);
    expect(await lanes()).toContain('preview:group:leadingGroup');
    const before = (await lanes()).filter((lane) => lane === 'preview:group:leadingGroup').length;
    w.setTime('2026-11-26', '08:40');
    await sweep(w.services);
    expect((await lanes()).filter((lane) => lane === 'preview:group:leadingGroup')).toHaveLength(before);
    w.setTime('2026-11-30', '08:40');
    await sweep(w.services);
    expect((await lanes()).filter((lane) => lane === 'preview:group:leadingGroup')).toHaveLength(before + 1);
  });

  describe('the start of supervision', () => {
    const imported = (facts: Partial<Task>) => aTask({ supervisedFrom: null, status: 'handedOut', signedAt: null, ...facts });

    test('the forecast names exactly those whom the sweep then reaches, and changes nothing', async () => {
      await insert(
        imported(dueOn('2026-11-27')),
        imported({ ...dueOn('2026-10-20'), ownerId: 'zhou', unitId: 'other' }),
        imported({ status: 'toVerify' }),
      );
      const forecast = await previewStart(w.services, await office(), 'round');
      expect(await notices()).toEqual([]);
      expect(forecast.words).toBe(
        '首批消息 11月24日（周二）08:40 发出：给 3 人各 1 条；3 个群没有接入群机器人，汇总不会发到群里，只放在消息预览里。',
      );
      expect(forecast.messages.find(({ to }) => to === '周敏')?.lines).toEqual(['逾期35天：增设“潮汐窗口”']);
      await start();
      await sweep(w.services);
      const roster = await w.services.roster();
      const reached = new Set(
        (await lanes()).filter((lane) => lane.includes('person:')).map((lane) => roster.person(lane.slice('preview:person:'.length))?.name),
      );
      expect(new Set(forecast.messages.map(({ to }) => to).filter((to) => !to.endsWith('群')))).toEqual(reached);
      expect(reached).toEqual(new Set(['何俊', '周敏', '林静']));
    });

    test('of a reader’s many lines the first are shown, and how many more there are', async () => {
      await insert(...Array.from({ length: 23 }, () => imported(dueOn('2026-10-20'))));
      const forecast = await previewStart(w.services, await office(), 'round');
      const lines = forecast.messages.find(({ to }) => to === '何俊')?.lines ?? [];
      expect([lines.length, lines.at(-1)]).toEqual([21, '另有 3 项']);
    });

    test('says where messages arrive and how many cannot sign in, and stays true once a robot is there', async () => {
      await insert(imported(dueOn('2026-11-27')), imported({ ...dueOn('2026-11-28'), ownerId: 'zhou', unitId: 'other' }));
      const { people, robots } = w.services.store;
      expect((await previewStart(w.services, await office(), 'round')).reach).toEqual({
        servedGroups: 0,
        people: 2,
        cannotSignIn: 2,
        words: [
          '还没有接入群机器人：消息只出现在消息预览和各人的“我的任务”里。',
          '首批收到消息的 2 人里有 2 人还不能登录，看不到自己的任务。请在人员里给他们生成一次性口令。',
        ],
      });
      const he = await people.person('he');
      if (he !== null) await people.savePeople([{ ...he, account: 'hejun' }]);
      const robot: Robot = {
        id: 'r1',
        kind: 'wecom',
        name: '督办',
        group: 'office',
        sealedAddress: 'x',
        sealedSecret: null,
        addressTail: 'abcd',
        stopped: null,
      };
      await robots.save(robot);
      await robots.save({ ...robot, id: 'r2', group: 'leadingGroup', stopped: '机器人已被移出群聊' });
      const forecast = await previewStart(w.services, await office(), 'round');
      expect(forecast.about).toBe('要开始督办 2 项任务，涉及 2 个单位、3 人。');
      expect(forecast.reach).toMatchObject({ servedGroups: 1, people: 2, cannotSignIn: 1 });
      expect(forecast.reach.words[0]).toMatch(/^群机器人现在服务 1 个群/);
      expect(forecast.words).toMatch(/给 2 人各 1 条；由群机器人发到 1 个群，各 1 条；2 个群没有接入群机器人/);
      expect(forecast.gaps.join()).not.toContain('还不能登录');
      expect((await start()).words).toMatch(/群机器人现在服务 1 个群.*发给个人的消息，只出现在消息预览/);
    });

    test('pressed on a Saturday begins on Monday: the late task starts at its owner, its leader hears on Tuesday', async () => {
      await insert(imported(dueOn('2026-10-20')));
      w.setTime('2026-11-28', '20:00');
      expect((await previewStart(w.services, await office(), 'round')).words).toMatch(/^首批消息 11月30日（周一）08:40/);
      expect((await start()).words).toBe(
        '已开始督办。从 11月30日（周一）08:40 起，每人一条汇总。还没有接入群机器人：消息只出现在消息预览和各人的“我的任务”里。',
      );
      await sweep(w.services);
      expect(await notices()).toEqual([]);
      w.setTime('2026-11-30', '08:40');
      await sweep(w.services);
      expect((await lanes()).filter((lane) => lane.includes('person:'))).toEqual(['preview:person:he', 'preview:person:he']);
      w.setTime('2026-12-01', '08:40');
      await sweep(w.services);
      expect(await lanes()).toContain('preview:person:chen');
      expect(await lanes()).not.toContain('preview:person:gao');
    });

    test('is the office’s alone, leaves an event for each task, and pressing twice is once', async () => {
      await insert(imported(dueOn('2026-11-27')));
      const owner = await viewerFor(w.services, 'he');
      await expect(startSupervision(w.services, owner, 'round', 'not-my-business')).rejects.toMatchObject({ kind: 'forbidden' });
      await expect(previewStart(w.services, owner, 'round')).rejects.toMatchObject({ kind: 'forbidden' });
      const both = await Promise.all([start('press-start-1'), start('press-start-1')]);
      expect(new Set(both.map(({ words }) => words)).size).toBe(1);
      expect((await start('press-start-2')).words).toBe('这个轮次已经开始督办。');
      expect(await w.base.db.collection('events').countDocuments({ action: 'started' })).toBe(2);
      expect((await w.services.store.tasks.ofRound('round')).map(({ task: { version, supervisedFrom } }) => [version, supervisedFrom])).toEqual([
        [2, '2026-11-24'],
      ]);
    });

    test('a ledger longer than one transaction takes is started whole', async () => {
      await insert(...Array.from({ length: 620 }, () => imported(dueOn('2027-02-01'))));
      await start();
      const started = await w.services.store.tasks.ofRound('round');
      expect(started.filter(({ task: { supervisedFrom } }) => supervisedFrom === '2026-11-24')).toHaveLength(620);
      expect(await w.services.store.ledger.round('round')).toMatchObject({ supervisedFrom: '2026-11-24' });
    });

    test('says which posts are empty and what follows', async () => {
      await w.services.store.people.setPosts('gao', []);
      await insert(imported({ ...dueOn('2026-11-27'), leaderId: null }));
      const { gaps } = await previewStart(w.services, await office(), 'round');
      expect(gaps.join('\n')).toMatch(/主要负责人[\s\S]*转给巡察办/);
      expect(gaps.join('\n')).toMatch(/1 项任务没有在岗的责任领导/);
    });
  });
});

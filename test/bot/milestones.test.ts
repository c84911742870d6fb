/** Milestones through the whole service: set, reminded, ticked with a report, accepted; seen on cards, pages and in messages. */
import type { TaskList } from '../../core/contract/task.js';
import { type World, world } from '../support/world.js';

describe('a milestone', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: '2026-11-24', time: '09:00' });
    await w.supervise();
    await w.tick();
    await w.newsFor('何俊');
    const office = await w.phone('方正');
    const milestones = [{ name: '方案印发', acceptance: '文件已公开', day: '2026-11-27' }];
    const { body } = await office.act(await office.task('潮汐窗口'), { kind: 'setMilestones', milestones });
    expect(body.words).toBe('已定 1 个阶段节点，到期前会提醒责任人。');
  });
  afterAll(() => w.close());

  test('stands on the page and the card with the days left, and its owner is reminded by name', async () => {
    const owner = await w.phone('何俊');
    const task = await owner.task('潮汐窗口');
    expect(task.milestones).toEqual([
      { name: '方案印发', acceptance: '文件已公开', day: '2026-11-27', dayWords: '11月27日（周五）', state: 'near', stateWords: '还剩 3 天' },
    ]);
    expect(task.milestone).toEqual({ light: 'yellow', words: '节点“方案印发”还剩 3 天' });
    await w.tick();
    expect((await w.newsFor('何俊')).join()).toMatch(/阶段节点/);
  });

  test('late, it is told to the leader and counted on the board with its list', async () => {
    await w.days(4);
    w.setTime('2026-11-30', '09:00');
    await w.tick();
    expect((await w.newsFor('陈立')).join()).toMatch(/节点/);
    const { body } = await (await w.phone('方正')).get<TaskList>('/api/tasks?pick=milestoneLate');
    expect(body.tasks.map(({ milestone }) => milestone)).toEqual([{ light: 'red', words: '节点“方案印发”逾期 3 天' }]);
  });

  test('is ticked with a report, waits for the reviewer, is sent back with a reason and accepted in the end', async () => {
    const [owner, reviewer] = [await w.phone('何俊'), await w.phone('许宁')];
    const report = async () =>
      owner.act(await owner.task('潮汐窗口'), { kind: 'progress', text: '方案已印发', percent: 20, evidenceIds: [], reached: ['方案印发'] });
    expect((await report()).body.task.milestones[0]).toMatchObject({ state: 'waiting', stateWords: '何俊 11月30日报完成，等验收' });
    await w.tick();
    expect((await w.newsFor('许宁')).join()).toMatch(/阶段节点等您验收|节点验收/);
    expect((await reviewer.my()).milestones.map(({ measure }) => measure)).toHaveLength(1);
    await reviewer.act(await reviewer.task('潮汐窗口'), { kind: 'returnMilestone', name: '方案印发', reason: '缺文号' });
    await w.tick();
    expect((await w.newsFor('何俊')).join()).toMatch(/许宁退回节点“方案印发”（11月27日）：缺文号/);
    await report();
    const { body } = await reviewer.act(await reviewer.task('潮汐窗口'), { kind: 'acceptMilestone', name: '方案印发', opinion: '属实' });
    expect(body.task.milestones[0]).toMatchObject({ state: 'accepted', stateWords: '已验收 11月30日' });
    expect(body.task.history[0]?.words).toMatch(/许宁 阶段节点“方案印发”验收通过：属实/);
  });
});

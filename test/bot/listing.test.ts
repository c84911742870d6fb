/** Listed supervision and quantified targets through the whole service: decided, seen, told, measured. */
import { type World, world } from '../support/world.js';

describe('a task of weight', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: '2026-11-24', time: '09:00' });
    await w.supervise();
  });
  afterAll(() => w.close());

  test('is listed by the leading group, marked on list and page, and told to those who answer for it', async () => {
    const [group, leader] = [await w.phone('宋岩'), await w.phone('陈立')];
    await leader.act(await leader.task('潮汐窗口'), { kind: 'proposeListing', reason: '群众反映强烈' });
    const proposed = await group.task('潮汐窗口');
    expect(proposed).toMatchObject({ listedWords: '建议挂牌督办', listing: { isListed: false } });
    const { body } = await group.act(proposed, { kind: 'list', reason: '限期解决' });
    expect(body.task).toMatchObject({ listedWords: '挂牌督办', listing: { isListed: true } });
    expect(body.task.listing?.words).toMatch(/宋岩决定挂牌督办：限期解决/);
    await w.tick();
    for (const name of ['何俊', '陈立', '高远']) expect((await w.newsFor(name)).join()).toMatch(/挂牌督办/);
  });

  test('is measured by what reports read off', async () => {
    const [office, owner] = [await w.phone('方正'), await w.phone('何俊')];
    const targets = [{ name: '等候时间', unit: '分钟', baseline: 25, goal: 10 }];
    await office.act(await office.task('潮汐窗口'), { kind: 'setTargets', targets });
    const report = async (value: number) =>
      owner.act(await owner.task('潮汐窗口'), {
        kind: 'progress',
        text: '已测',
        percent: 60,
        evidenceIds: [],
        readings: [{ target: '等候时间', value }],
      });
    expect((await report(15)).body.task.targets[0]).toMatchObject({ standing: 'short', standingWords: '还差 5 分钟' });
    expect((await report(8)).body.task.targets[0]).toMatchObject({
      standingWords: '超额完成，比目标低 2 分钟',
      readings: [{ words: '15 分钟' }, { words: '8 分钟' }],
    });
  });
});

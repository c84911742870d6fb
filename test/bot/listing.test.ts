/** Listed supervision and quantified targets through the whole service: decided, seen, told, measured, in a ledger and out in one. */
import type { ImportDone, ImportPreview } from '../../core/contract/import.js';
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

  test('leaves in the workbook with the last reading and how much of the way is done', async () => {
    const office = await w.phone('方正');
    const answer = await fetch(`${w.url}/api/tasks/export`, { headers: { authorization: `Bearer ${office.token}` } });
    const [sheet] = await w.services.workbooks.read(Buffer.from(await answer.arrayBuffer()), '台账.xlsx');
    const [head = [], ...rows] = sheet?.rows ?? [];
    const at = head.indexOf('量化指标');
    const measured = rows.filter((row) => (row[at] ?? '') !== '');
    expect(measured.map((row) => row.slice(at, at + 3))).toEqual([['等候时间：由 25 分钟降到 10 分钟', '8 分钟', '113%']]);
  });

  test('comes in with the ledger; a corrected one shows what changes, and the readings stay', async () => {
    const office = await w.phone('方正');
    const csv = async (goal: number) => {
      const form = new FormData();
      const text = `编号,问题描述,整改任务,责任单位,责任人,整改期限,量化指标,基准值,目标值,计量单位\n1,材料多,压减材料,甲科,张三,2026-12-20,申报材料,12,${goal},份\n`;
      form.append('file', new Blob([text]), '减材料.csv');
      form.append('roundName', '减材料');
      form.append('feedbackDay', '2026-09-10');
      const headers = { authorization: `Bearer ${office.token}` };
      return (await (await fetch(`${w.url}/api/imports`, { method: 'POST', headers, body: form })).json()) as ImportPreview;
    };
    const take = ({ id, people }: ImportPreview) =>
      office.post<ImportDone>(`/api/imports/${id}/commit`, {
        requestId: crypto.randomUUID(),
        people: Object.fromEntries(people.map(({ name }) => [name, 'new'])),
        acceptChanges: true,
      });
    await take(await csv(5));
    expect((await office.task('压减材料')).targets[0]).toMatchObject({ words: '申报材料：由 12 份降到 5 份', standing: 'none' });
    expect((await csv(5)).state).toBe('unchanged');
    const corrected = await csv(6);
    expect(corrected.tasks[0]?.changes).toEqual(['量化指标：申报材料：由 12 份降到 5 份 → 申报材料：由 12 份降到 6 份']);
    await take(corrected);
    expect((await office.task('压减材料')).targets[0]).toMatchObject({ words: '申报材料：由 12 份降到 6 份' });
  });
});

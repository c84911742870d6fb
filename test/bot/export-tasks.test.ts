/** The list as a workbook over HTTP: what stands on the screen, nothing beyond it, and a trace that it left. */
import type { TaskList } from '../../core/contract/task.js';
import { exportTasks } from '../../bot/actions/export-tasks.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import { aFinding, aPerson, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type Phone, type World, world } from '../support/world.js';

describe('the ledger as a workbook', () => {
  let w: World;
  let office: Phone;
  beforeAll(async () => {
    w = await world({ today: '2026-12-10' });
    const { people, ledger, tasks } = w.services.store;
    await people.saveUnits([...CENTRE.units, { id: 'bureau', name: '某市档案馆', parentId: null }]);
    await people.savePeople([...CENTRE.people, aPerson('clerk', '外科文员', { unitId: 'bureau' })]);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding(), aFinding({ id: 'secret', number: '9', sensitive: true })]);
    await tasks.insertMany([
      aTask({ ...dueOn('2026-12-08'), measure: '=HYPERLINK("http://x","点我")', percent: 60 }),
      aTask({ ...dueOn('2027-02-01'), measure: '“潮汐窗口”，\n第二行 😀', unitId: 'other', ownerId: null }),
      aTask({ ...dueOn('2026-12-08'), measure: '只属于档案馆', unitId: 'bureau', ownerId: 'clerk', leaderId: null }),
      aTask({
        ...{ ...dueOn('2027-03-01'), number: 900, measure: '不能外传的措施', findingId: 'secret', status: 'closed' },
        targets: [{ name: '不能外传的指标', unit: '件', baseline: 9, goal: 1 }],
      }),
    ]);
    office = await w.phone('方正');
  });
  afterAll(() => w.close());

  async function exported(query: string, phone = office) {
    const answer = await fetch(`${w.url}/api/tasks/export${query}`, { headers: { authorization: `Bearer ${phone.token}` } });
    const [sheet] = await w.services.workbooks.read(Buffer.from(await answer.arrayBuffer()), '台账.xlsx');
    return { name: decodeURIComponent(answer.headers.get('content-disposition') ?? ''), rows: sheet?.rows ?? [] };
  }
  const measures = (rows: readonly (readonly string[])[]) => rows.slice(1).map((row) => row[3]);

  test('holds what the list shows, in its order and words, with what people typed as text', async () => {
    const { name, rows } = await exported('');
    const { body } = await office.get<TaskList>('/api/tasks');
    expect(name).toContain('整改台账 2026年12月10日.xlsx');
    // What is sensitive leaves as its number alone.
    expect(measures(rows)).toEqual([...body.tasks.slice(0, -1).map(({ measure }) => measure), '问题 9（T900）']);
    expect(JSON.stringify(rows)).not.toContain('不能外传');
    expect(rows.at(-1)?.slice(15, 18)).toEqual(['', '', '']);
    expect(rows[0]).toEqual([
      '编号',
      '问题编号',
      '问题分类',
      '整改措施',
      '责任单位',
      '责任人',
      '责任领导',
      '完成时限',
      '状态',
      '进度（%）',
      '红黄绿',
      '情况',
      '佐证要求',
      '凭证情况',
      '阶段节点',
      '量化指标',
      '最新读数',
      '指标完成率',
      '挂牌督办',
      '退回次数',
    ]);
    expect(rows[1]?.slice(3)).toEqual([
      '=HYPERLINK("http://x","点我")',
      '政务服务科',
      '何俊',
      '陈立',
      '2026年12月8日',
      '整改中',
      '60',
      '红',
      '逾期 2 天',
      '照片或文件 1',
      '还缺 1 份照片或文件',
      '',
      '',
      '',
      '',
      '',
      '0',
    ]);
    expect(rows[3]?.slice(4, 6)).toEqual(['综合科', '未配置']);
  });

  test('is narrowed as the list is, and holds nothing a person may not see', async () => {
    expect(measures((await exported('?light=yellow')).rows)).toEqual(['“潮汐窗口”，\n第二行 😀']);
    expect(measures((await exported('', await w.phone('外科文员'))).rows)).toEqual(['只属于档案馆']);
  });

  test('leaves an event with how it was narrowed and how much it held', async () => {
    await exported('?light=yellow');
    const events = await w.services.store.events.of('person', office.personId);
    expect(events.at(-1)).toMatchObject({ action: 'exported', by: office.personId, data: { list: { light: 'yellow' }, rows: 1 } });
  });

  test('a list longer than is held at once comes whole and each task once, also one that moves on meanwhile', async () => {
    const { tasks } = w.services.store;
    const many = Array.from({ length: 1_100 }, (_, index) =>
      aTask({ ...dueOn('2027-04-01'), id: `long-${index}`, number: 2_000 + index, unitId: 'other', measure: `长表第${index}项` }),
    );
    await tasks.insertMany(many);
    const viewer = await viewerFor(w.services, office.personId);
    const { table } = await exportTasks(w.services, viewer, { q: '长表第' });
    const told: string[] = [];
    for await (const [number] of table.rows) {
      told.push(String(number));
      if (told.length !== 10) continue;
      // Now red, it stands first in the list and last in nobody's file.
      await w.base.db.collection<{ _id: string }>('tasks').updateOne({ _id: 'long-3' }, { $set: { 'reckoned.place': '~' } });
    }
    expect(told).toHaveLength(1_100);
    expect(new Set(told).size).toBe(1_100);
  });
});

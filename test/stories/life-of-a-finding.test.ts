/** From ledger to closed: a real finding through its whole life, on the whole service. */
import sharp from 'sharp';
import { type World, worlds } from '../support/world.js';

const newWorld = worlds();

const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 1200, height: 900, channels: 3, background: '#3a7' } })
    .jpeg()
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 54/1 20/1' } })
    .toBuffer();

describe('from ledger to closed', () => {
  let w: World;
  beforeEach(async () => {
    w = await newWorld({ today: '2026-11-24' });
  });
  afterEach(() => w.close());

  test('imported in silence, reminded, escalated, reported, returned once, passed and closed', async () => {
    const { preview } = await w.supervise();
    expect(preview.counts).toMatchObject({ findings: 4, tasks: 15 });
    expect(preview.faults).toEqual([]);

    // 2026-12-20 is a Sunday: 3 days before is Thursday 12-17, late begins on Tuesday 12-22.
    w.setTime('2026-12-16', '18:00');
    await w.tick();
    await w.newsFor('何俊');
    await w.days(1);
    const reminder = (await w.newsFor('何俊')).join('\n');
    expect(reminder).toMatch(/潮汐窗口/);
    expect(reminder).toMatch(/还剩 ?3 ?天/);

    w.setTime('2026-12-21', '18:00');
    await w.tick();
    await w.newsFor('陈立');
    await w.days(1);
    expect((await w.newsFor('何俊')).join('\n')).toMatch(/逾期 ?1 ?天/);
    expect((await w.newsFor('陈立')).join('\n')).toMatch(/潮汐窗口[\s\S]*何俊|何俊[\s\S]*潮汐窗口/);

    const owner = await w.phone('何俊');
    const task = await owner.task('潮汐窗口');
    expect(task.light).toBe('red');
    expect(task.allowed[0]?.kind).toBe('progress');
    const uploaded = await owner.upload(task.id, await photo());
    expect(uploaded.status).toBe(200);
    const reported = await owner.act(task, { kind: 'progress', text: '已增设 4 个潮汐窗口', percent: 60, evidenceIds: [uploaded.body.id] });
    expect(reported.status).toBe(200);
    const asks = reported.body.task.allowed.find(({ kind }) => kind === 'submit')?.question;
    expect(asks).toBe('您填报的完成比例是 60 %，申请验收将按 100 % 记。');
    const submitted = await owner.act(reported.body.task, { kind: 'submit', text: '' });
    expect(submitted.body.task.percent).toBe(100);
    expect(submitted.body.words).toMatch(/许宁/);
    await w.tick();
    expect((await w.newsFor('许宁')).join('\n')).toMatch(/潮汐窗口/);

    const reviewer = await w.phone('许宁');
    expect((await reviewer.my()).review.map((card) => card.id)).toContain(task.id);
    const returned = await reviewer.act(await reviewer.task('潮汐窗口'), { kind: 'return', reason: '缺会议纪要' });
    expect(returned.body.task).toMatchObject({ status: 'inProgress', returnedCount: 1, percent: 60 });
    expect(returned.body.task.due.words).toBe(task.due.words);
    await w.tick();
    const told = (await w.newsFor('何俊')).join('\n');
    expect(told).toMatch(/缺会议纪要/);
    expect(told).toMatch(/进展 60%，12月\d+日填报/);

    const hurried = await owner.act(await owner.task('潮汐窗口'), { kind: 'submit', text: '会议纪要已补' });
    expect([hurried.status, hurried.body]).toMatchObject([400, { error: { message: '退回后还没有新的进展。请先补充进展，再申请验收。' } }]);
    const added = await owner.act(await owner.task('潮汐窗口'), { kind: 'progress', text: '会议纪要已补', percent: 100, evidenceIds: [] });
    const again = await owner.act(added.body.task, { kind: 'submit', text: '' });
    expect(again.status).toBe(200);
    const shown = await reviewer.task('潮汐窗口');
    expect(shown.returnWords).toMatch(/^上一次：.*许宁 退回：缺会议纪要$/);
    expect(shown.progress.filter((report) => report.isNew).map((report) => report.text)).toEqual(['会议纪要已补']);
    expect(shown).toMatchObject({ light: 'yellow', lightWords: '逾期 1 天提交', statusWords: '待审核', reviewWords: '12月25日（周五）前审核' });
    const closed = await reviewer.act(await reviewer.task('潮汐窗口'), { kind: 'pass', opinion: '' });
    expect(closed.body.task).toMatchObject({ status: 'closed', light: 'none' });
    expect(closed.body.task.history.map((line) => line.words).join('\n')).toMatch(/退回：缺会议纪要/);
    await w.tick();
    expect((await w.newsFor('何俊')).join('\n')).toMatch(/销号/);

    await w.newsFor('陈立');
    await w.days(10);
    expect((await w.newsFor('何俊')).filter((text) => /潮汐窗口/.test(text))).toEqual([]);
    expect((await w.newsFor('陈立')).filter((text) => /潮汐窗口/.test(text))).toEqual([]);
  });

  test('nothing is sent by an import, and nobody but the office sees it before supervision begins', async () => {
    const office = await w.phone('方正');
    await w.services.store.people.setPosts(office.personId, [{ kind: 'office', personId: office.personId, unitId: null }]);
    const form = new FormData();
    form.append('file', new Blob(['编号,问题描述,整改任务,责任单位,责任人,整改期限\n1,问题一,措施一,甲科,张三,2026-11-20\n']), '台账.csv');
    form.append('feedbackDay', '2026-09-10');
    const preview = await office.post<{ id: string }>('/api/imports', form);
    const done = await office.post(`/api/imports/${preview.body.id}/commit`, { requestId: 'commit-in-silence', people: {}, acceptChanges: false });
    expect(done.status).toBe(200);
    await w.days(3);
    expect(await w.newsFor('张三')).toEqual([]);
    expect((await (await w.phone('张三')).get<{ total: number }>('/api/tasks')).body.total).toBe(0);
    expect((await office.get<{ total: number }>('/api/tasks')).body.total).toBe(1);
  });

  test('after six days without the service each person gets one message, of the highest rung', async () => {
    await w.supervise();
    w.setTime('2026-12-17', '09:00');
    await w.tick();
    for (const name of ['何俊', '陈立', '高远', '方正', '宋岩']) await w.newsFor(name);
    w.setTime('2026-12-23', '09:00');
    await w.tick();
    await w.tick();
    const owner = await w.newsFor('何俊');
    expect(owner).toHaveLength(1);
    expect(owner[0]).toMatch(/逾期 ?2 ?天/);
    for (const name of ['陈立', '高远', '方正', '宋岩']) expect([name, (await w.newsFor(name)).length]).toEqual([name, 1]);
  });

  test('rows imported while 开始督办 is pressed are either begun with it or can be begun by pressing again', async () => {
    const { done } = await w.supervise();
    const office = await w.phone('方正');
    const rows = (count: number) =>
      Array.from({ length: count }, (_, at) => `${at + 1},问题${at},措施${at},甲科,张三,2026-12-${String(10 + (at % 20))}`);
    const send = async (count: number) => {
      const form = new FormData();
      form.append('file', new Blob([['编号,问题描述,整改任务,责任单位,责任人,整改期限', ...rows(count)].join('\n')]), '新一轮.csv');
      form.append('feedbackDay', '2026-11-20');
      const preview = await office.post<{ id: string }>('/api/imports', form);
      return () =>
        office.post<{ roundId: string }>(`/api/imports/${preview.body.id}/commit`, {
          requestId: `commit-${count}-rows`,
          people: {},
          acceptChanges: true,
        });
    };
    const first = await (await send(20))();
    const second = await send(200);
    const { roundId } = first.body;
    expect(roundId).not.toBe(done.roundId);
    const start = (requestId: string) => office.post<{ words: string }>(`/api/rounds/${roundId}/start`, { requestId });
    const [added, started] = await Promise.all([second(), start('start-while-importing')]);
    expect([added.status, started.status]).toEqual([200, 200]);
    await start('start-what-is-left');
    const tasks = await w.services.store.tasks.ofRound(roundId);
    expect(tasks).toHaveLength(200);
    expect(tasks.filter(({ task }) => task.supervisedFrom === null)).toEqual([]);
    expect((await start('start-once-more')).body.words).toBe('这个轮次已经开始督办。');
  });

  test('two processes at once tell each person once', async () => {
    await w.supervise();
    const second = await w.secondProcess();
    const { sweep } = await import('../../bot/actions/sweep.js');
    const { deliver } = await import('../../bot/actions/deliver.js');
    w.setTime('2026-12-17', '08:40');
    await Promise.all([sweep(w.services), sweep(second)]);
    await Promise.all([deliver(w.services), deliver(second), deliver(w.services), deliver(second)]);
    await w.tick();
    const told = await w.newsFor('何俊');
    expect(told.filter((text) => /潮汐窗口/.test(text))).toHaveLength(1);
  });
});

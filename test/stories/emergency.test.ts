/** An emergency clock on a Saturday night: told at once, climbing by silence, ended by an act; courtesy waits until Monday. */
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { auditDelivery } from '../../bot/actions/audit-delivery.js';
import type { Operations } from '../../core/contract/operations.js';
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { type FakeWecom, startFakeWecom } from '../support/fake-wecom.js';
import { type Phone, type World, worlds } from '../support/world.js';

const newWorld = worlds();

const MEASURE = '潮汐窗口';
/** Another task of the same owner. */
const OTHER = '综合窗口';

describe('an emergency clock', () => {
  let w: World;
  let wecom: FakeWecom;
  let office: Phone;
  let owner: Phone;

  beforeEach(async () => {
    w = await newWorld({ today: '2026-11-24' });
    wecom = await startFakeWecom();
    await w.supervise();
    [office, owner] = [await w.phone('方正'), await w.phone('何俊')];
    w.setTime('2026-11-27', '14:00');
    await w.tick();
  });
  afterEach(async () => {
    await w.close();
    await wecom.close();
  });

  const at = async (day: string, time: string): Promise<void> => {
    w.setTime(day, time);
    await w.tick();
  };
  const news = async (who: string): Promise<string> => (await w.newsFor(who)).join('\n');
  const silence = async (...people: readonly string[]): Promise<void> => {
    for (const who of people) expect([who, await w.newsFor(who)]).toEqual([who, []]);
  };
  const forget = async () => {
    for (const who of ['何俊', '陈立', '高远', '方正', '宋岩', '许宁', '周敏']) await w.newsFor(who);
  };
  const start = async (by: Phone, clock: 'hours' | 'days' = 'hours', names = [owner.personId]) =>
    by.act(await by.task(MEASURE), { kind: 'startClock', clock, names, cause: '群众集中反映排队两小时' });
  const kinds = ({ allowed }: TaskDetail) => allowed.map(({ kind }) => kind);

  test('is told at night, climbs by silence, is answered, is late again, and ends with a reason; courtesy waits until Monday', async () => {
    const robot = wecom.addRobot();
    const task = await owner.task(MEASURE);
    const unitId = (await w.services.store.people.units()).find(({ name }) => name === task.unitName)?.id ?? '';
    const group = { requestId: 'add-the-unit-robot', kind: 'wecom', name: '科室群', group: `unit:${unitId}`, address: robot.address };
    expect((await office.post('/api/robots', group)).status).toBe(200);
    await forget();

    // Courtesies of Friday evening that nobody delivered in time: ready since then, and to wait for Monday all the same.
    w.setTime('2026-11-27', '17:50');
    const other = await owner.task(OTHER);
    const reported = await owner.act(other, {
      kind: 'progress',
      text: '已完成',
      percent: 100,
      evidenceIds: [(await owner.upload(other.id, await photo())).body.id],
    });
    const submitted = await owner.act(reported.body.task, { kind: 'submit', text: '' });
    const reviewer = await w.phone('许宁');
    expect((await reviewer.act({ ...submitted.body.task }, { kind: 'return', reason: '缺会议纪要' })).status).toBe(200);
    w.setTime('2026-11-28', '22:50');
    await w.tick();
    await silence('何俊', '陈立', '许宁');

    w.setTime('2026-11-28', '23:00');
    const started = await start(office);
    expect(started.body.words).toBe('绿色通道已启动，已通知何俊。明天 00:00 前响应，还剩 1 小时。到时限没有响应的，逐级同步。');
    await w.tick();
    const first = await news('何俊');
    expect(first).toMatch(/绿色通道：明天 00:00 前响应/);
    expect(first).toMatch(/群众集中反映排队两小时/);
    expect(first).toMatch(new RegExp(`我已响应：http://localhost:3000/#/pages/task/index\\?id=${task.id}&do=respond\n查看任务：`));
    expect(first).toMatch(/您是点名的办理人，请现在打开任务，点“我已响应”。到明天 00:00 仍未响应的，按督办规则同步责任领导（陈立同志）。/);
    expect(first).not.toMatch(/会议纪要/);
    const told = wecom.expect(robot.key, /绿色通道：政务服务科 1 项，明天 00:00 前响应/);
    expect(told.text).not.toMatch(/何俊|陈立|方正/);
    expect(told.text).not.toMatch(/潮汐|群众|排队|问题|编号|任务 |情况/);
    await w.tick();
    await silence('何俊', '陈立', '高远');

    await at('2026-11-28', '23:30');
    expect(await news('何俊')).toMatch(/还剩 30 分钟/);
    await at('2026-11-29', '00:00');
    expect(await news('陈立')).toMatch(
      /绿色通道：响应时限已到[\s\S]*您是责任领导，请您现在督促何俊办理。到今天 01:00 仍未响应的，按督办规则同步主要负责人（高远同志）和巡察办。/,
    );
    expect(await news('何俊')).toMatch(/响应时限已到/);
    await silence('高远', '宋岩');
    expect((await owner.my()).tasks[0]).toMatchObject({ id: task.id, light: 'red', clockWords: '绿色通道：响应时限已到' });

    w.setTime('2026-11-29', '00:20');
    const mine = await owner.task(MEASURE);
    expect(kinds(mine).slice(0, 2)).toEqual(['respond', 'resolve']);
    expect(mine.emergency).toMatchObject({ isLate: true, stageWords: '应在今天 00:00 前响应，已超时 20 分钟', namesWords: '何俊' });
    const responded = await owner.act(mine, { kind: 'respond' });
    expect(responded.body.words).toBe('已响应。接下来：今天 02:00 前报方案，还剩 1 小时 40 分钟。');
    expect(responded.body.task).toMatchObject({ light: expect.not.stringMatching(/red/), emergency: { isLate: false } });
    await w.tick();
    expect(await news('陈立')).toMatch(/绿色通道：已响应[\s\S]*何俊[\s\S]*接下来：今天 02:00 前报方案/);
    expect(await news('方正')).toMatch(/已响应/);
    await at('2026-11-29', '00:59');
    await silence('何俊', '陈立', '高远', '宋岩');

    await at('2026-11-29', '01:00');
    expect(await news('何俊')).toMatch(/今天 02:00 前报方案/);
    await at('2026-11-29', '02:00');
    expect(await news('陈立')).toMatch(/报方案时限已到/);
    await silence('高远', '方正');
    await at('2026-11-29', '03:00');
    expect(await news('高远')).toMatch(/报方案已超时 1 小时[\s\S]*您是主要负责人/);
    expect(await news('方正')).toMatch(/报方案已超时 1 小时/);
    await silence('宋岩');
    await at('2026-11-29', '04:00');
    expect(await news('宋岩')).toMatch(/报方案已超时 2 小时/);

    await forget();
    w.setTime('2026-11-29', '04:10');
    const ended = await office.act(await office.task(MEASURE), { kind: 'endClock', reason: '现场已由值班领导处置' });
    expect(ended.body.task).toMatchObject({ emergency: null, clockWords: null });
    expect(ended.body.task.history[0]?.words).toMatch(/方正 结束绿色通道：现场已由值班领导处置$/);
    await w.tick();
    for (const who of ['何俊', '陈立', '高远', '宋岩']) expect(await news(who)).toMatch(/绿色通道：已结束[\s\S]*方正：现场已由值班领导处置/);
    for (const time of ['05:00', '08:40', '12:00', '23:00']) await at('2026-11-29', time);
    await silence('何俊', '陈立', '高远', '宋岩', '方正');

    await at('2026-11-30', '08:40');
    expect(await news('何俊')).toMatch(/缺会议纪要/);
  });

  test('nobody answers for days: the messages get sparser, never end, and say when the next one comes; the office sees it', async () => {
    await forget();
    w.setTime('2026-11-27', '14:00');
    await start(office);
    await w.tick();
    for (const time of ['15:00', '16:00', '17:00', '18:00', '19:00', '20:00', '21:00']) await at('2026-11-27', time);
    const { id, number } = await office.task(MEASURE);
    const last = (await w.newsFor('宋岩')).at(-1);
    expect(last).toMatch(/仍未响应的，明天 01:00 再次通知。夜间、周末和节假日照常计时。/);
    await forget();
    await at('2026-11-28', '00:59');
    await silence('何俊', '宋岩');
    await at('2026-11-28', '01:00');
    expect(await news('宋岩')).toMatch(/仍未响应的，今天 05:00 再次通知。/);
    await at('2026-11-29', '13:00');
    await forget();
    await at('2026-11-29', '17:00');
    for (const who of ['何俊', '陈立', '高远', '方正', '宋岩']) expect(await news(who)).toMatch(/仍未响应的，明天 08:40 再次通知。/);
    await at('2026-12-01', '13:00');
    const words = `绿色通道 T${number} 已 95 小时无人响应`;
    expect((await office.my()).forgottenClocks).toEqual([{ id, words }]);
    expect((await owner.my()).forgottenClocks).toEqual([]);
    await auditDelivery(w.services);
    const operations = (await office.get<Operations>('/api/operations')).body;
    expect(operations.troubles).toMatchObject([{ kind: 'clocks', title: words }]);
    expect(operations.auditWords).not.toMatch(/一切正常/);
    await forget();
    await at('2026-12-01', '17:00');
    expect(await news('方正')).toMatch(/响应已超时 98 小时/);
  });

  test('two clocks in one message: each reader still learns who acts, why they are told, what comes next and what happened', async () => {
    const robot = wecom.addRobot();
    await office.post('/api/robots', { requestId: 'add-the-office-robot', kind: 'wecom', name: '巡察办群', group: 'office', address: robot.address });
    const other = await owner.task(OTHER);
    const unitId = (await w.services.store.people.units()).find(({ name }) => name === other.unitName)?.id ?? '';
    await w.services.store.settings.set('policy', { ...DEFAULT_POLICY, mentions: true });
    await forget();
    w.setTime('2026-11-28', '23:00');
    await start(office);
    await office.act(other, { kind: 'startClock', clock: 'hours', names: [owner.personId], cause: '设备断电' });
    await at('2026-11-29', '00:00');
    // Where the policy lets it, the unit's own group calls whoever is to act; the office's below names nobody.
    expect(await news(`group:unit:${unitId}`)).toMatch(/点名的办理人，请现在办理：@何俊/);
    const inRoom = await w.services.store.previews.ofRoom(`group:unit:${unitId}`, 1_000);
    expect(inRoom.at(-1)?.card).toMatchObject({ foot: expect.stringMatching(/点名的办理人，请现在办理：@何俊$/) });
    const leader = await news('陈立');
    expect(leader).toMatch(/绿色通道：2 项任务/);
    expect(leader).toMatch(/情况 群众集中反映排队两小时\n办理人 何俊[\s\S]*情况 设备断电\n办理人 何俊/);
    expect(leader).toMatch(/您是责任领导，请您现在督促何俊办理。到今天 01:00 仍未响应的，按督办规则同步主要负责人（高远同志）和巡察办。夜间/);
    expect(await news('何俊')).toMatch(/您是点名的办理人，请现在打开任务，点“我已响应”。到今天 01:00 仍未响应的/);
    w.setTime('2026-11-29', '00:30');
    await owner.act(await owner.task(OTHER), { kind: 'respond' });
    await forget();
    await at('2026-11-29', '01:00');
    expect(await news('高远')).toMatch(/您是主要负责人，请您督促何俊办理。到今天 02:00 仍未响应的，按督办规则同步领导小组。/);
    await forget();
    await at('2026-11-29', '02:00');
    const both = await news('陈立');
    expect(both).toMatch(/潮汐窗口[^：]*”：您是责任领导，请您现在督促何俊办理。仍未响应的，今天 03:00 再次通知。/);
    expect(both).toMatch(/”：您是责任领导，请您现在督促何俊办理。到今天 03:00 仍未报方案的/);
    await at('2026-11-29', '03:00');
    wecom.expect(robot.key, /政务服务科 1 项，响应已超时 1 小时/);
    wecom.expect(robot.key, /政务服务科 1 项，响应已超时 2 小时/);
    const group = wecom.expect(robot.key, /绿色通道：政务服务科 2 项/);
    expect(group.text).toMatch(/响应超时 政务服务科 1 项（已超时 3 小时）/);
    expect(group.text).not.toMatch(/潮汐|综合窗口|群众|断电|何俊|T\d/);
  });

  test('a plan brought in time ends the clock, and whoever started it reads the plan', async () => {
    await forget();
    w.setTime('2026-11-28', '23:00');
    await start(office);
    w.setTime('2026-11-28', '23:20');
    const resolved = await owner.act(await owner.task(MEASURE), { kind: 'resolve', text: '今晚加开两个窗口' });
    expect(resolved.body.task.emergency).toBeNull();
    await w.tick();
    expect(await news('方正')).toMatch(/绿色通道：已报方案[\s\S]*何俊：今晚加开两个窗口/);
    await forget();
    for (const time of ['00:00', '02:00', '05:00']) await at('2026-11-29', time);
    await silence('何俊', '陈立', '高远', '方正');
  });

  test('a report is a response: first on the card, answered by 报进展, said in the answer, the history and the news', async () => {
    await forget();
    w.setTime('2026-11-28', '23:00');
    await start(office);
    expect((await owner.my()).tasks[0]).toMatchObject({ shortcuts: ['respond', 'progress'] });
    w.setTime('2026-11-28', '23:20');
    const act = { kind: 'progress', text: '我们马上到窗口处理', percent: 0, evidenceIds: [] } as const;
    const reported = await owner.act(await owner.task(MEASURE), act);
    expect(reported.body.words).toBe('进展已提交，绿色通道已响应。请在明天 02:00 前报方案。');
    expect(reported.body.task).toMatchObject({ emergency: { isLate: false, stageWords: '明天 02:00 前报方案，还剩 2 小时 40 分钟' } });
    expect(kinds(reported.body.task)[0]).toBe('resolve');
    expect(reported.body.task.history[0]?.words).toMatch(/何俊 报进展 0%，同时响应绿色通道：我们马上到窗口处理$/);
    expect((await owner.my()).tasks[0]).toMatchObject({ shortcuts: ['progress'] });
    await w.tick();
    expect(await news('方正')).toMatch(/绿色通道：已响应[\s\S]*何俊：我们马上到窗口处理/);
    await at('2026-11-29', '00:10');
    await silence('陈立', '高远', '何俊');
    const again = await owner.act(await owner.task(MEASURE), act);
    expect(again.body.words).toMatch(/^进展已提交。/);
    await w.tick();
    await silence('方正');
  });

  test('who taps 我已响应 second is told that it is done, and by whom', async () => {
    await forget();
    w.setTime('2026-11-28', '23:00');
    await start(office);
    const seen = await owner.task(MEASURE);
    expect((await owner.act(seen, { kind: 'respond' })).status).toBe(200);
    const second = await owner.act(seen, { kind: 'respond' });
    expect(second).toMatchObject({ status: 409, body: { error: { id: 'task-changed', message: '何俊 刚刚已响应，不用再点。' } } });
    expect(JSON.stringify(second.body)).not.toMatch(/内容还在/);
  });

  test('a message that was held up is not sent once its stage has ended', async () => {
    await forget();
    w.setTime('2026-11-28', '23:00');
    await start(office);
    await owner.act(await owner.task(MEASURE), { kind: 'respond' });
    await w.tick();
    await silence('何俊');
  });

  test('only the office and the leading group start and end it, once at a time, for people of the task', async () => {
    const leader = await w.phone('陈立');
    for (const phone of [owner, leader, await w.phone('许宁')]) {
      const task = await phone.task(MEASURE);
      expect(kinds(task)).not.toContain('startClock');
      expect(task.namable).toEqual([]);
      expect((await start(phone)).status).toBe(403);
    }
    expect(await start(office, 'hours', [(await w.phone('宋岩')).personId])).toMatchObject({ status: 400, body: { error: { id: 'not-namable' } } });
    expect((await start(await w.phone('宋岩'), 'days')).status).toBe(200);
    expect(await start(office)).toMatchObject({ status: 409, body: { error: { message: '这项任务的绿色通道已经启动，不用再启动。' } } });
    expect((await leader.act(await leader.task(MEASURE), { kind: 'respond' })).status).toBe(403);
    expect((await owner.act(await owner.task(MEASURE), { kind: 'endClock', reason: '不急' })).status).toBe(403);
    expect((await office.act(await office.task(MEASURE), { kind: 'endClock', reason: '' })).status).toBe(400);
  });

  test('somebody named who is not the owner finds the task first in 我的任务 and may answer; a second clock speaks anew', async () => {
    const task = await office.task(MEASURE);
    const colleague = task.namable.find(({ isOwner, name }) => !isOwner && name !== '陈立');
    if (colleague === undefined) throw new Error(`nobody to name: ${JSON.stringify(task.namable)}`);
    const phone = await w.phone(colleague.name);
    await forget();
    await w.newsFor(colleague.name);
    w.setTime('2026-11-28', '23:00');
    await start(office, 'hours', [colleague.id]);
    await w.tick();
    expect(await news(colleague.name)).toMatch(/点名的办理人/);
    await silence('何俊');
    expect((await phone.my()).tasks[0]).toMatchObject({ id: task.id });
    expect((await phone.act(await phone.task(MEASURE), { kind: 'resolve', text: '已派人到场' })).status).toBe(200);
    await start(office, 'days', [colleague.id]);
    await w.newsFor(colleague.name);
    await w.tick();
    expect(await news(colleague.name)).toMatch(/11月29日|明天 23:00 前响应/);
    expect((await office.post(`/api/people/${colleague.id}`, { requestId: 'stop-the-named', active: false })).status).toBe(200);
    expect((await office.task(MEASURE)).emergency?.namesWords).toBe(`${colleague.name}（已停用）`);
  });
});

const photo = async (): Promise<Buffer> => {
  const { default: sharp } = await import('sharp');
  return sharp({ create: { width: 400, height: 300, channels: 3, background: '#3a7' } })
    .jpeg()
    .toBuffer();
};

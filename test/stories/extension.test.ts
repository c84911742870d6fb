/** More time 延期, from the request to the new day: asked on the phone, told to the office, decided, remembered. */
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { type Phone, type World, worlds } from '../support/world.js';

const newWorld = worlds();

describe('more time for a task', () => {
  let w: World;
  let owner: Phone;
  let office: Phone;
  let task: TaskDetail;

  beforeEach(async () => {
    w = await newWorld({ today: '2026-11-24' });
    await w.supervise();
    owner = await w.phone('何俊');
    office = await w.phone('方正');
    w.setTime('2026-12-16', '09:00');
    await w.tick();
    task = await owner.task('潮汐窗口');
    for (const name of ['何俊', '陈立', '方正']) await w.newsFor(name);
  });
  afterEach(() => w.close());

  const ask = (day = '2027-01-08') => owner.act(task, { kind: 'askExtension', day, reason: '叫号设备未到货' });

  test('the office is told, finds it on top, grants it, and the ladder starts again from the new day', async () => {
    expect(task.extensionDays).toMatchObject({ from: '2026-12-21', offered: [{ day: '2026-12-28' }, { day: '2027-01-04' }, { day: '2027-01-19' }] });
    const answer = await ask();
    expect(answer.body.words).toBe('已申请延期至 2027年1月8日（周五），巡察办会收到。决定之前完成时限不变。');
    expect(answer.body.task).toMatchObject({ extensionWords: '申请延至 2027年1月8日（周五）', due: { originalWords: null } });
    await w.tick();
    const [news = ''] = await w.newsFor('方正');
    expect(news).toMatch(/^【督办】申请延期：增设“潮汐窗口”/);
    expect(news).toMatch(/何俊申请延至 2027年1月8日（周五）：叫号设备未到货/);
    expect(news).toMatch(/延期由巡察办决定，请在 12月21日（周一）前决定。决定之前完成时限不变。/);
    expect(news).toMatch(/去决定：http:\/\/localhost:3000\/#\/pages\/task\/index\?id=/);

    expect((await office.my()).extensions.map(({ id }) => id)).toEqual([task.id]);
    expect((await owner.my()).extensions).toEqual([]);
    const shown = await office.task('潮汐窗口');
    expect(shown.extension).toMatchObject({ day: '2027-01-08', reason: '叫号设备未到货', askedWords: '12月16日（周三）09:00 何俊申请' });
    const granted = await office.act(shown, { kind: 'grantExtension', opinion: '' });
    expect(granted.body.words).toBe('已同意延期，完成时限改为 2027年1月8日（周五）。何俊会收到通知。');
    expect(granted.body.task).toMatchObject({
      due: { day: '2027-01-08', originalWords: '12月20日（周日）前' },
      extension: null,
      extensionWords: null,
    });
    expect(granted.body.task.history[0]?.words).toMatch(/方正 同意延期，完成时限由 12月20日改为 2027年1月8日$/);
    expect((await office.my()).extensions).toEqual([]);
    await w.tick();
    const [told = ''] = await w.newsFor('何俊');
    expect(told).toMatch(/^【督办】同意延期：增设“潮汐窗口”/);
    expect(told).toMatch(/方正同意延期，完成时限由 12月20日改为 2027年1月8日/);
    expect(told).toMatch(/提醒按新的时限重新计算，下一次提醒在 2027年1月1日（周五）前后/);
    expect((await w.newsFor('陈立')).join()).toMatch(/同意延期：增设“潮汐窗口”[\s\S]*您是责任领导/);

    w.setTime('2026-12-24', '09:00');
    await w.tick();
    expect((await w.newsFor('何俊')).filter((text) => /潮汐窗口/.test(text))).toEqual([]);
    expect((await w.newsFor('陈立')).filter((text) => /潮汐窗口/.test(text))).toEqual([]);
    w.setTime('2027-01-01', '09:00');
    await w.tick();
    expect((await w.newsFor('何俊')).join('\n')).toMatch(/潮汐窗口/);
  });

  test('a refusal is told with its reason, the day stays, and what was due is asked for as before', async () => {
    await ask();
    const refused = await office.act(await office.task('潮汐窗口'), { kind: 'refuseExtension', reason: '可以按期完成' });
    expect(refused.body.task).toMatchObject({ due: { day: '2026-12-20', originalWords: null }, extension: null });
    expect(refused.body.task.history[0]?.words).toMatch(/方正 不同意延期至 2027年1月8日：可以按期完成$/);
    await w.tick();
    const told = (await w.newsFor('何俊')).join('\n');
    expect(told).toMatch(/不同意延期：增设“潮汐窗口”/);
    expect(told).toMatch(/方正不同意延期：可以按期完成/);
    expect(told).toMatch(/完成时限不变，请抓紧办理并填报进展。/);
    w.setTime('2026-12-17', '09:00');
    await w.tick();
    expect((await w.newsFor('何俊')).join('\n')).toMatch(/还剩 3 天/);
  });

  test('the request is reminded of until it is decided, and no longer once it is withdrawn', async () => {
    const { body } = await ask();
    await w.tick();
    await w.newsFor('方正');
    w.setTime('2026-12-21', '09:00');
    await w.tick();
    expect((await w.newsFor('方正')).join('\n')).toMatch(/申请延期 \d+号 增设“潮汐窗口”（何俊，至 2027年1月8日）[\s\S]*请在今天决定/);
    const withdrawn = await owner.act(body.task, { kind: 'withdrawExtension' });
    expect(withdrawn.body.words).toMatch(/^已撤回延期申请，完成时限不变。/);
    w.setTime('2026-12-22', '09:00');
    await w.tick();
    expect((await w.newsFor('方正')).filter((text) => /申请延期/.test(text))).toEqual([]);
  });

  test('the office’s own chat counts the requests that wait', async () => {
    await ask();
    w.setTime('2026-12-17', '09:00');
    await w.tick();
    expect((await w.newsFor('group:office')).join('\n')).toMatch(/有 1 项延期申请等待决定。/);
  });

  test('a liaison who asked for the owner hears the decision too, and a sensitive reason stays off the chats', async () => {
    const { store } = w.services;
    const liaison = await w.phone('周敏');
    const row = await store.tasks.find(task.id, { everything: true, unitIds: [], personId: null, beforeStart: true });
    await store.people.setPosts(liaison.personId, [{ kind: 'liaison', personId: liaison.personId, unitId: row?.task.unitId ?? null }]);
    if (row !== null) await store.ledger.saveFindings([{ ...row.finding, sensitive: true }]);
    await liaison.act(await liaison.task('潮汐窗口'), { kind: 'askExtension', day: '2027-01-08', reason: '涉密原因' });
    await w.tick();
    expect((await w.newsFor('方正')).join('\n')).not.toMatch(/涉密原因|潮汐窗口/);
    await w.newsFor('周敏');
    const decided = await office.act(await office.task('潮汐窗口'), { kind: 'grantExtension', day: '2026-12-25', opinion: '先延几天' });
    expect(decided.body.task.history.map(({ words }) => words).join('\n')).toMatch(/周敏（代何俊） 申请延期至 2027年1月8日/);
    await w.tick();
    expect((await w.newsFor('周敏')).join('\n')).toMatch(/同意延期/);
    expect((await w.newsFor('何俊')).join('\n')).toMatch(/同意延期/);
  });

  test('a task kept before there were extensions reads, and can be extended', async () => {
    await w.base.db.collection('tasks').updateMany({}, { $unset: { originalDue: '', extension: '' } });
    expect((await ask()).status).toBe(200);
    expect((await owner.my()).tasks.length).toBeGreaterThan(1);
  });

  test('an impossible day and an operator for a day are a 400 that changes nothing', async () => {
    for (const day of ['2026-02-30', '昨天', { $gt: '' }]) {
      expect((await owner.act(task, { kind: 'askExtension', day: day as string, reason: '设备' })).status).toBe(400);
    }
    expect((await owner.task('潮汐窗口')).version).toBe(task.version);
  });
});

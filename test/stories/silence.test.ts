/** Silence, 已知悉 and 稍后提醒 on the whole service: who is told again, who sees it, and what ends it. */
import type { TaskList } from '../../core/contract/task.js';
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { type Phone, type World, worlds } from '../support/world.js';

const newWorld = worlds();

describe('a reminder that waits for an answer', () => {
  let w: World;
  let owner: Phone;
  let office: Phone;

  beforeEach(async () => {
    w = await newWorld({ today: '2026-11-24' });
    await w.supervise();
    owner = await w.phone('何俊');
    office = await w.phone('方正');
    // Due on Sunday 12-20: told on Friday 12-11, three days before on Thursday 12-17.
    await w.tick();
    w.setTime('2026-12-10', '14:00');
    await w.tick();
    await w.days(1);
    await w.newsFor('何俊');
  });
  afterEach(() => w.close());

  const tide = (phone: Phone = owner): Promise<TaskDetail> => phone.task('潮汐窗口');
  const news = async () => (await w.newsFor('何俊')).filter((text) => /潮汐窗口/.test(text));

  test('comes again on the next workday, once and in one message a morning; the office sees 未确认 and the leader hears nothing', async () => {
    await w.newsFor('陈立');
    await w.days(2);
    expect(await news()).toEqual([]);
    expect(await w.newsFor('group:office')).not.toEqual([]);
    await w.days(1);
    const again = await news();
    expect(again).toHaveLength(1);
    expect(again[0]).toMatch(/还没有您的回应，再提醒一次/);
    expect((await w.newsFor('group:office')).join()).toMatch(/有 \d+ 项提醒后没有回应（未确认）/);
    expect((await w.newsFor('陈立')).filter((text) => /潮汐窗口/.test(text))).toEqual([]);
    const silent = (await office.get<TaskList>('/api/tasks?unconfirmed=1&limit=100')).body;
    expect(silent.tasks.map(({ number }) => number)).toContain((await tide()).number);
    expect(silent.total).toBe(silent.facets.unconfirmed);
    expect((await office.my()).scope?.unconfirmed).toBe(silent.total);
    expect((await tide(office)).heardWords).toEqual(['未确认：12月11日提醒后，责任人还没有回应']);
    await w.days(2);
    expect(await news()).toEqual([]);
    await w.days(1);
    expect((await news()).join()).toMatch(/还剩 ?3 ?天/);
  });

  test('已知悉 stops this repetition and not the next rung; the leader and the office see who and when', async () => {
    const task = await tide();
    expect(task.reminder).toMatchObject({ words: '12月11日（周五）的提醒等您回应。' });
    expect((await owner.my()).tasks.find(({ id }) => id === task.id)?.shortcuts).toContain('acknowledge');
    const answer = await owner.act(task, { kind: 'acknowledge' }, 'heard-of-it-once');
    expect(answer.body.words).toBe('已知悉。下一次提醒：12月17日（周四）。');
    expect(answer.body.task).toMatchObject({ reminder: null, due: task.due, heardWords: ['何俊 已知悉 12月11日'] });
    expect((await owner.act(task, { kind: 'acknowledge' }, 'heard-of-it-once')).body.task.version).toBe(answer.body.task.version);
    const twice = await owner.act(answer.body.task, { kind: 'acknowledge' });
    expect([twice.status, twice.body]).toMatchObject([409, { error: { message: '没有等待回应的提醒，或者已经回应过。' } }]);
    await w.days(4);
    expect(await news()).toEqual([]);
    expect((await tide(office)).isUnconfirmed).toBe(false);
    const leader = await w.phone('陈立');
    expect((await tide(leader)).heardWords).toEqual(['何俊 已知悉 12月11日']);
    await w.days(2);
    expect((await news()).join()).toMatch(/还剩 ?3 ?天/);
    expect((await tide()).reminder).not.toBeNull();
  });

  test('稍后提醒 moves it to the chosen workday, twice at most, and is seen', async () => {
    const task = await tide();
    expect(task.reminder?.snoozeDays.map(({ day }) => day)).toEqual(['2026-12-15', '2026-12-16']);
    const first = await owner.act(task, { kind: 'snooze', until: '2026-12-15' });
    expect(first.body.words).toBe('稍后提醒至 12月15日（周二）（第 1 次，最多 2 次）。下一次提醒：12月15日（周二）。');
    await w.days(3);
    expect(await news()).toEqual([]);
    await w.days(1);
    expect(await news()).toHaveLength(1);
    const second = await owner.act(await tide(), { kind: 'snooze', until: '2026-12-16' });
    expect(second.body.task.heardWords).toEqual(['何俊 稍后提醒至 12月16日（第 2 次）']);
    expect(second.body.task.history[0]?.words).toMatch(/何俊 稍后提醒至 12月16日（第 2 次）$/);
    await w.days(1);
    expect(await news()).toHaveLength(1);
    const third = await tide();
    expect(third.allowed.map(({ kind }) => kind)).toContain('acknowledge');
    expect(third.allowed.map(({ kind }) => kind)).not.toContain('snooze');
    expect((await owner.act(third, { kind: 'snooze', until: '2026-12-17' })).status).toBe(409);
  });

  test('never past the deadline, nor by anybody else', async () => {
    const task = await tide();
    const past = await owner.act(task, { kind: 'snooze', until: '2026-12-21' });
    expect([past.status, past.body]).toMatchObject([400, { error: { message: '请选明天到 12月18日（周五）之间的一天，不能晚于时限。' } }]);
    const reviewer = await w.phone('许宁');
    for (const kind of ['acknowledge', 'snooze'] as const) {
      const action = kind === 'snooze' ? { kind, until: '2026-12-15' } : { kind };
      expect([403, 409]).toContain((await reviewer.act(await tide(reviewer), action)).status);
    }
    expect((await tide()).version).toBe(task.version);
  });

  test('what an outage delayed is told first, and not once more on its heels', async () => {
    w.setTime('2026-12-18', '14:00');
    await w.tick();
    await news();
    // One day late on Tuesday 12-22, when nothing ran; three days on Thursday.
    w.setTime('2026-12-23', '08:40');
    await w.tick();
    w.setTime('2026-12-23', '08:45');
    await w.tick();
    const told = await news();
    expect(told).toHaveLength(1);
    expect(told[0]).not.toMatch(/还没有您的回应/);
  });

  test('two processes that sweep at once tell it again once', async () => {
    const { sweep } = await import('../../bot/actions/sweep.js');
    const second = await w.secondProcess();
    w.setTime('2026-12-14', '08:40');
    await Promise.all([sweep(w.services), sweep(second)]);
    await w.tick();
    await w.tick();
    expect(await news()).toHaveLength(1);
  });
});

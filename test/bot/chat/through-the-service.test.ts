/** What reaches people through act, sweep and delivery on a real base, where the words need more than one task tells. */
import { tellOffice } from '../../../bot/actions/tell-office.js';
import { sweep } from '../../../bot/actions/sweep.js';
import { DEFAULT_POLICY } from '../../../core/notice/default-policy.js';
import type { TaskAction } from '../../../core/ledger/model.js';
import type { NoteToTell } from '../../../core/notice/note.js';
import { instantAt } from '../../../core/time/day.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../../support/make.js';
import { type World, world } from '../../support/world.js';

const OUTAGE: NoteToTell = {
  about: 'outage-2026-12-08',
  title: '系统 12月3日至 12月8日停止服务',
  lines: ['期间应发的 14 条提醒已合并补发。', '名单见台账。'],
  opens: { page: 'operations' },
  urgent: false,
};

describe('through the service', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: '2026-12-01' });
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
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding()]);
    w.setTime('2026-12-01', '10:00');
    for (const room of ['何俊', '林静', '方正', 'group:office', 'group:unit:section']) await w.newsFor(room);
  });
  afterAll(() => w.close());

  const acts = async (name: string, action: TaskAction): Promise<string> => {
    const phone = await w.phone(name);
    const answer = await phone.act(await phone.task('潮汐窗口'), action);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    await w.tick();
    return answer.body.words;
  };
  const report: TaskAction = { kind: 'progress', text: '会议纪要已补', percent: 100, evidenceIds: [] };

  test('a reviewer who sent it back reads in the second message what was asked for', async () => {
    await w.services.store.tasks.insertMany([aTask({ evidenceNeeds: [], ...dueOn('2027-03-01') })]);
    await acts('何俊', report);
    await acts('何俊', { kind: 'submit', text: '' });
    const [first = ''] = await w.newsFor('林静');
    await acts('林静', { kind: 'return', reason: '缺会议纪要' });
    await acts('何俊', report);
    await acts('何俊', { kind: 'submit', text: '' });
    const [second = ''] = await w.newsFor('林静');
    expect(first).toMatch(/^【督办】等您审核：/);
    expect(first).not.toMatch(/重新提交/);
    expect(second).toMatch(/^【督办】重新提交，等您审核：.*\n退回后重新提交（第 2 次）。上次退回原因：缺会议纪要。何俊申请验收/);
  });

  test('a report that comes in December while November is owed is November’s, and the next one December’s', async () => {
    await w.services.store.tasks.insertMany([aTask({ due: { kind: 'standing', words: '长期坚持' } })]);
    const monthly: TaskAction = { ...report, percent: 10 };
    const kept = async () => (await w.services.store.tasks.ofRound('round')).map(({ task }) => task.reportedFor);
    w.setTime('2026-12-03', '09:00');
    expect(await acts('何俊', monthly)).toBe('进展已提交，计作 11月报告。下一次提醒：12月25日（周五）。');
    expect(await kept()).toEqual(['2026-11']);
    await w.newsFor('何俊');
    w.setTime('2026-12-25', '08:40');
    await w.tick();
    expect((await w.newsFor('何俊')).join()).toMatch(/请报 12月进展/);
    expect(await acts('何俊', monthly)).toMatch(/计作 12月报告/);
    expect(await kept()).toEqual(['2026-12']);
    w.setTime('2026-12-30', '08:40');
    await w.tick();
    expect(await w.newsFor('何俊')).toEqual([]);
  });

  test('a note about the system reaches the office’s people and its chat, once, and nobody else', async () => {
    expect(await tellOffice(w.services, OUTAGE)).toBe(2);
    expect(await tellOffice(w.services, OUTAGE)).toBe(0);
    await w.tick();
    const words =
      '【督办】系统 12月3日至 12月8日停止服务\n期间应发的 14 条提醒已合并补发。\n名单见台账。\n看运行情况：http://localhost:3000/#/pages/operations/index';
    expect(await w.newsFor('方正')).toEqual([words]);
    expect(await w.newsFor('group:office')).toEqual([words]);
    expect(await w.newsFor('何俊')).toEqual([]);
  });

  test('a note waits for speaking hours unless it is urgent', async () => {
    w.setTime('2026-12-01', '20:00');
    await tellOffice(w.services, OUTAGE);
    await tellOffice(w.services, { ...OUTAGE, about: 'disk', urgent: true });
    const rows = await w.base.db.collection('notices').find({ lane: 'preview:person:fang' }).sort({ key: 1 }).toArray();
    expect(rows.map(({ notBefore }) => notBefore)).toEqual([instantAt('2026-12-01', '20:00'), instantAt('2026-12-02', '08:40')]);
  });

  test('a note beside the morning’s tasks stands at the end of the one message', async () => {
    await w.services.store.tasks.insertMany([aTask(dueOn('2026-11-27'))]);
    w.setTime('2026-12-01', '08:30');
    await tellOffice(w.services, OUTAGE);
    w.setTime('2026-12-01', '08:40');
    await w.tick();
    const [office = '', ...others] = await w.newsFor('方正');
    expect(others).toEqual([]);
    expect(office).toMatch(/逾期 4 天[\s\S]*系统通知：系统 12月3日至 12月8日停止服务。期间应发的 14 条提醒已合并补发。名单见台账。/);
    expect((await w.newsFor('group:office')).join()).toMatch(/^今日督办[\s\S]*系统通知：系统 12月3日/);
    expect((await w.newsFor('group:unit:section')).join()).not.toMatch(/系统通知/);
  });

  test('a stored policy that would never end is refused by the sweep, with what is wrong', async () => {
    const { due, ...ladders } = DEFAULT_POLICY.ladders;
    const rungs = due.rungs.map((rung) => (rung.every === undefined ? rung : { ...rung, every: 0 }));
    await w.services.store.settings.set('policy', { ...DEFAULT_POLICY, ladders: { ...ladders, due: { ...due, rungs } } });
    await w.services.store.tasks.insertMany([aTask(dueOn('2026-11-10'))]);
    await expect(sweep(w.services)).rejects.toMatchObject({ id: 'policy-broken', message: expect.stringMatching(/重复间隔应为 1 到 366 天/) });
  });
});

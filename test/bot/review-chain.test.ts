/** The review chain through the whole service: by policy for a round, step by step on the phones of those who decide, opinions kept. */
import type { PolicyRoom } from '../../core/contract/policy.js';
import type { TaskDetail } from '../../core/contract/task-detail.js';
import sharp from 'sharp';
import { type World, world } from '../support/world.js';

const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: '#37a' } })
    .jpeg()
    .toBuffer();

describe('a chain of three steps', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: '2026-11-24', time: '09:00' });
    await w.supervise();
    const office = await w.phone('方正');
    const { body: room } = await office.get<PolicyRoom>('/api/policies');
    const { base } = room.book;
    const round = room.rounds[0]?.id ?? '';
    const chain = ['unit', 'department', 'leadingGroup'] as const;
    const exceptions = [{ id: 'own', scope: { kind: 'round', id: round }, policy: { ladders: base.ladders, workdaysFor: base.workdaysFor, chain } }];
    const saved = await office.post('/api/policies', { requestId: 'chain-by-policy', expectedVersion: room.version, book: { base, exceptions } });
    expect(saved.status).toBe(200);
  });
  afterAll(() => w.close());

  const at = async (name: string): Promise<TaskDetail> => (await w.phone(name)).task('潮汐窗口');
  const stepsOf = ({ review }: TaskDetail) => review?.steps.map(({ words, state }) => `${words} ${state}`);

  test('is shown before anything is submitted, and begins with the unit’s own leader', async () => {
    const owner = await w.phone('何俊');
    const task = await at('何俊');
    expect(stepsOf(task)).toEqual(['单位自查 later', '职能部门审核 later', '领导小组审定 later']);
    const { id } = (await owner.upload(task.id, await photo())).body;
    const reported = await owner.act(task, { kind: 'progress', text: '已设', percent: 100, evidenceIds: [id] });
    const { body } = await owner.act(reported.body.task, { kind: 'submit', text: '请验收' });
    expect(body.words).toMatch(/^已申请验收，陈立会收到通知/);
    expect((await (await w.phone('陈立')).my()).review.map(({ reviewWords }) => reviewWords)).toEqual(['1/3 单位自查 · 11月27日（周五）前审核']);
    expect((await owner.my()).review).toEqual([]);
  });

  test('a later step cannot be taken before its turn, nor by whoever submitted', async () => {
    for (const name of ['何俊', '方正', '宋岩'])
      expect((await (await w.phone(name)).act(await (await w.phone('方正')).task('潮汐窗口'), { kind: 'pass', opinion: '' })).status).toBe(403);
  });

  test('a third party is asked, sees the task for it, answers, and both stand in the record', async () => {
    const leader = await w.phone('陈立');
    const outsider = await w.phone('财务处同志');
    const task = await at('陈立');
    expect((await outsider.get(`/api/tasks/${task.id}`)).status).toBe(404);
    const asked = await leader.act(task, { kind: 'consult', to: outsider.personId, question: '经费是否到位' });
    expect(asked.body.words).toBe('已请财务处同志提意见，答复后您会收到。审核期限不变。');
    await w.tick();
    expect((await w.newsFor('财务处同志')).join()).toMatch(/请您提意见/);
    const mine = (await outsider.my()).opinions;
    expect(mine.map(({ id }) => id)).toEqual([task.id]);
    const { body: seen } = await outsider.get<TaskDetail>(`/api/tasks/${task.id}`);
    expect(seen.allowed.map(({ kind }) => kind)).toEqual(['opine']);
    expect((await outsider.act(seen, { kind: 'opine', text: '已经到位' })).status).toBe(200);
    expect((await at('陈立')).review?.opinions).toEqual([
      { askedWords: expect.stringMatching(/陈立征求财务处同志的意见：经费是否到位$/), answerWords: expect.stringMatching(/财务处同志：已经到位$/) },
    ]);
  });

  test('a pass hands on, and tells the next reviewer alone; the last one closes', async () => {
    const leader = await w.phone('陈立');
    const first = await at('陈立');
    expect(first.allowed.find(({ kind }) => kind === 'pass')).toMatchObject({ words: '通过，转下一步', question: '通过后转下一步：职能部门审核。' });
    const passed = await leader.act(first, { kind: 'pass', opinion: '情况属实' });
    expect(passed.body.words).toMatch(/^已通过，转职能部门审核，许宁会收到通知/);
    await w.tick();
    expect((await w.newsFor('许宁')).join()).toMatch(/陈立：单位自查通过，情况属实。现在是职能部门审核/);
    await (await w.phone('许宁')).act(await at('许宁'), { kind: 'pass', opinion: '' });
    const last = await at('宋岩');
    expect(stepsOf(last)).toEqual(['单位自查 done', '职能部门审核 done', '领导小组审定 now']);
    expect(last.review?.steps[0]).toMatchObject({ whoWords: '陈立', opinion: '情况属实' });
    const closed = await (await w.phone('宋岩')).act(last, { kind: 'pass', opinion: '同意销号' });
    expect(closed.body.task).toMatchObject({ status: 'closed', statusWords: '已销号' });
    expect(closed.body.task.history[0]?.words).toMatch(/宋岩 审核通过，已销号：同意销号/);
    expect(stepsOf(closed.body.task)).toEqual(['单位自查 done', '职能部门审核 done', '领导小组审定 done']);
  });
});

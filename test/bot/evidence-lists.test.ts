/** Evidence lists through the whole service: set by who judges, brought item by item, refused in words, counted on the board. */
import type { Board } from '../../core/contract/board.js';
import type { TaskList } from '../../core/contract/task.js';
import sharp from 'sharp';
import { converse } from '../../bot/actions/converse.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import { type World, world } from '../support/world.js';

const photo = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 400, height: 300, channels: 3, background } })
    .jpeg()
    .toBuffer();
const NEEDS = [
  { words: '照片', kind: 'photo', count: 2 },
  { words: '会议纪要', kind: 'any', count: 1 },
] as const;

describe('an evidence list', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: '2026-11-24' });
    await w.supervise();
  });
  afterAll(() => w.close());

  const mine = async () => (await w.phone('何俊')).task('潮汐窗口');

  test('is set by the office, never by whoever reports, and stands on the page and in the history', async () => {
    const [owner, office] = [await w.phone('何俊'), await w.phone('方正')];
    const refused = await owner.act(await owner.task('潮汐窗口'), { kind: 'setEvidence', needs: [] });
    expect(refused.status).toBe(403);
    const { body } = await office.act(await office.task('潮汐窗口'), { kind: 'setEvidence', needs: NEEDS });
    expect(body.words).toBe('佐证清单已定：照片 2；会议纪要 1。缺一项都不能申请验收。');
    expect(body.task.evidenceNeeds.map(({ words, have, need }) => `${words} ${have}/${need}`)).toEqual(['照片 0/2', '会议纪要 0/1']);
    expect(body.task.history[0]?.words).toMatch(/方正 设置佐证清单：照片 2；会议纪要 1/);
  });

  test('refuses a submission with everything that is missing, on the phone and in the chat in the same words', async () => {
    const owner = await w.phone('何俊');
    const { body } = await owner.upload((await mine()).id, await photo('#37a'));
    const { task } = (await owner.act(await mine(), { kind: 'progress', text: '已设', percent: 100, evidenceIds: [body.id] })).body;
    const refused = await owner.act(task, { kind: 'submit', text: '' });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ error: { message: '申请验收前还缺 1 份照片，还缺 1 份“会议纪要”。请先报进展并补充。' } });
    const said = await converse(
      w.services,
      await viewerFor(w.services, owner.personId),
      { kind: 'person', room: 'preview:person:he' },
      {
        messageId: 'evidence-message-1',
        text: `${task.number}号申请验收`,
      },
    );
    expect(said.text).toContain('还缺 1 份照片，还缺 1 份“会议纪要”');
  });

  test('what lacks evidence is counted on the board, and its list holds just those', async () => {
    const office = await w.phone('方正');
    const { body: board } = await office.get<Board>('/api/board');
    const count = board.movement.find(({ id }) => id === 'evidenceLacking')?.count ?? 0;
    expect(board.evidenceWords).toBe(`在办的任务里有 ${count} 项需要佐证材料，${count} 项凭证不全（100%）`);
    const { body: list } = await office.get<TaskList>('/api/tasks?pick=evidenceLacking&limit=100');
    expect(list.total).toBe(count);
    expect(list.tasks.map(({ measure }) => measure)).toContain((await mine()).measure);
  });

  test('an item that wants a file takes no photo, and one that is not on the list nothing', async () => {
    const [owner, office] = [await w.phone('何俊'), await w.phone('方正')];
    const paper = { words: '印发的制度', kind: 'file', count: 1 } as const;
    await office.act(await office.task('潮汐窗口'), { kind: 'setEvidence', needs: [...NEEDS, paper] });
    const { id } = (await owner.upload((await mine()).id, await photo('#777'))).body;
    const filed = async (need: string) =>
      owner.act(await mine(), { kind: 'progress', text: '附上', percent: 100, evidenceIds: [id], filed: [{ id, need }] });
    expect((await filed('印发的制度')).body).toMatchObject({ error: { message: expect.stringContaining('要的是文件，选的是照片') } });
    expect((await filed('别的')).status).toBe(400);
    await office.act(await office.task('潮汐窗口'), { kind: 'setEvidence', needs: NEEDS });
  });

  test('with a piece for each item the submission goes through, and the board counts one less', async () => {
    const owner = await w.phone('何俊');
    const task = await mine();
    const ids = [(await owner.upload(task.id, await photo('#a73'))).body.id, (await owner.upload(task.id, await photo('#7a3'))).body.id] as const;
    const filed = [{ id: ids[1], need: '会议纪要' }];
    const whole = await owner.act(task, { kind: 'progress', text: '补齐', percent: 100, evidenceIds: ids, filed });
    expect(whole.body.task.evidenceNeeds.map(({ have }) => have)).toEqual([2, 1]);
    expect((await owner.act(whole.body.task, { kind: 'submit', text: '' })).body.task.status).toBe('submitted');
    const { body: list } = await (await w.phone('方正')).get<TaskList>('/api/tasks?pick=evidenceLacking&limit=100');
    expect(list.tasks.map(({ id }) => id)).not.toContain(task.id);
  });
});

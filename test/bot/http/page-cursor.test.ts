/** A list's next page begins only where the list itself said so. */
import type { TaskList } from '../../../core/contract/task.js';
import type { World } from '../../support/world.js';
import { world } from '../../support/world.js';

let w: World;
beforeAll(async () => {
  w = await world({ today: '2026-11-24' });
  await w.supervise();
});
afterAll(() => w.close());

const pagesOf = async (query: string): Promise<readonly number[]> => {
  const office = await w.phone('方正');
  const seen: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body }: { status: number; body: TaskList } = await office.get<TaskList>(
      `/api/tasks?limit=4${query}&cursor=${encodeURIComponent(cursor)}`,
    );
    expect(status).toBe(200);
    seen.push(...body.tasks.map(({ number }) => number));
    cursor = body.cursor;
  }
  return seen;
};

test('pages by their own cursors show every task once, with and without a filter', async () => {
  for (const query of ['', '&light=green', '&status=handedOut', '&q=%E7%AA%97%E5%8F%A3']) {
    const seen = await pagesOf(query);
    const { body } = await (await w.phone('方正')).get<TaskList>(`/api/tasks?limit=100${query}`);
    expect([query, seen]).toEqual([query, body.tasks.map(({ number }) => number)]);
  }
});

test('a made-up cursor, a touched one and one of another list are a 400 in words', async () => {
  const office = await w.phone('方正');
  const { cursor } = (await office.get<TaskList>('/api/tasks?limit=2')).body;
  const own = cursor ?? '';
  const forged = ['0', 'zzz', '0002026-12-20000000031', '.', `${own}x`, `0${own}`, own.replace(/^./, '3'), own.slice(0, -1), '{"$gt":""}'];
  for (const one of forged) {
    const answer = await office.get<{ error: { id: string } }>(`/api/tasks?limit=2&cursor=${encodeURIComponent(one)}`);
    expect([one, answer.status, answer.body.error.id]).toEqual([one, 400, 'cursor-void']);
  }
  const elsewhere = await office.get(`/api/tasks?limit=2&light=green&cursor=${encodeURIComponent(own)}`);
  expect([elsewhere.status, JSON.stringify(elsewhere.body)]).toEqual([400, expect.stringMatching(/翻页位置已失效.*请回到列表开头/)]);
  expect((await office.get(`/api/tasks?limit=3&cursor=${encodeURIComponent(own)}`)).status).toBe(200);
});

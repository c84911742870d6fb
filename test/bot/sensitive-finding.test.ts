/** A finding marked 敏感: set and taken off by the office alone, and nothing of what it says leaves in a message. */
import type { FindingMarked, TaskDetail } from '../../core/contract/task-detail.js';
import type { TaskAction } from '../../core/ledger/model.js';
import { addDays } from '../../core/time/day.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type Phone, type World, world } from '../support/world.js';

/** Each of these words stands in one field, or is typed in one act. */
const HIDDEN = ['甲措施', '乙标准', '丙备注', '丁问题', '己进展', '庚说明', '辛退回', '壬意见', '癸重开', '子情况', '丑方案', '寅催办'];

describe('a sensitive finding', () => {
  let w: World;
  let office: Phone;
  let owner: Phone;
  let reviewer: Phone;
  beforeAll(async () => {
    w = await world({ today: '2026-12-17', time: '10:00' });
  });
  beforeEach(async () => {
    await w.base.empty();
    w.setTime('2026-12-17', '10:00');
    const { people, ledger, tasks } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const { id } of CENTRE.people) {
      await people.setPosts(
        id,
        CENTRE.posts.filter((post) => post.personId === id),
      );
    }
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding({ text: '丁问题', number: 'ZZ-09' })]);
    const hidden = { measure: '甲措施', acceptance: '乙标准', remark: '丙备注', evidenceNeeds: [], ...dueOn('2026-12-20') };
    await tasks.insertMany([
      aTask({ ...hidden, id: 'one', number: 7, status: 'handedOut' }),
      aTask({ ...hidden, id: 'two', number: 8, status: 'handedOut' }),
    ]);
    [office, owner, reviewer] = [await w.phone('方正'), await w.phone('何俊'), await w.phone('林静')];
  });
  afterAll(() => w.close());

  const mark = (phone: Phone, sensitive: boolean, requestId = 'mark-the-finding') =>
    phone.post<FindingMarked>('/api/findings/finding/sensitive', { requestId, sensitive });
  const read = async (phone: Phone, id: string) => (await phone.get<TaskDetail>(`/api/tasks/${id}`)).body;
  const act = async (phone: Phone, id: string, action: TaskAction) => {
    const answer = await phone.act(await read(phone, id), action);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    await w.tick();
  };
  /** Every message that went out, to anybody, with its card. */
  const sent = async () => JSON.stringify(await w.base.db.collection('previews').find({}).toArray());

  /** Lets so many days pass. What a morning has to say has gone out by the afternoon. */
  const days = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= 1) {
      w.setTime(addDays(w.today(), 1), '14:00');
      await w.tick();
    }
  };

  /** Due, late, signed, reported, submitted, returned, submitted again, passed, reopened; a clock started, answered and ended. */
  async function wholeLife(): Promise<void> {
    await days(1);
    await act(await w.phone('陈立'), 'two', { kind: 'urge', text: '寅催办' });
    await act(office, 'two', { kind: 'startClock', clock: 'hours', names: ['he'], cause: '子情况' });
    await act(owner, 'two', { kind: 'respond' });
    await act(owner, 'two', { kind: 'resolve', text: '丑方案' });
    await days(12);
    await act(owner, 'one', { kind: 'progress', text: '己进展', percent: 100, evidenceIds: [] });
    await act(owner, 'one', { kind: 'submit', text: '庚说明' });
    await days(8);
    await act(reviewer, 'one', { kind: 'return', reason: '辛退回' });
    await days(4);
    await act(owner, 'one', { kind: 'progress', text: '己进展', percent: 100, evidenceIds: [] });
    await act(owner, 'one', { kind: 'submit', text: '庚说明' });
    await act(reviewer, 'one', { kind: 'pass', opinion: '壬意见' });
    await days(3);
    await act(office, 'one', { kind: 'reopen', reason: '癸重开' });
    await days(4);
  }

  test('nothing of its text, its measures or what is typed about it leaves in any message', async () => {
    await mark(office, true);
    await wholeLife();
    const messages = await sent();
    expect(HIDDEN.filter((words) => messages.includes(words))).toEqual([]);
    expect(messages).toContain('问题 ZZ-09（T7）');
    for (const kind of ['绿色通道', '逾期', '等您审核', '退回修改', '已销号', '重新整改', '今日督办', '请您尽快推进'])
      expect(messages).toContain(kind);
  });

  test('unmarked, the same life is told with its measure and reasons', async () => {
    await wholeLife();
    const messages = await sent();
    expect(['甲措施', '庚说明', '辛退回', '壬意见', '癸重开', '子情况', '丑方案', '寅催办'].filter((words) => !messages.includes(words))).toEqual([]);
  });

  test('the office marks and clears it; the history of each of its tasks says who and when', async () => {
    expect((await read(office, 'one')).finding).toMatchObject({ sensitive: false, mayMark: true });
    const marked = await mark(office, true);
    expect(marked.body).toEqual({ sensitive: true, words: expect.stringContaining('问题 ZZ-09 已标为敏感') });
    for (const id of ['one', 'two']) {
      expect((await read(owner, id)).history[0]?.words).toBe('12月17日（周四）10:00 方正 把这个问题标为敏感，消息里只写编号');
    }
    expect((await mark(office, false, 'clear-the-finding')).body.words).toMatch(/已取消敏感标记/);
    const after = await read(office, 'two');
    expect(after.finding.sensitive).toBe(false);
    expect(after.history[0]?.words).toMatch(/方正 取消这个问题的敏感标记$/);
  });

  test('sent twice, or marked as it is already, it leaves one event', async () => {
    for (const requestId of ['mark-the-finding', 'mark-the-finding', 'mark-it-once-more'])
      expect((await mark(office, true, requestId)).status).toBe(200);
    expect(await w.services.store.events.of('finding', 'finding')).toHaveLength(1);
    expect((await mark(office, false)).status).toBe(409);
  });

  test('nobody else may, and nobody else is offered it', async () => {
    for (const phone of [owner, reviewer, await w.phone('宋组长'), await w.phone('陈立')]) {
      expect((await read(phone, 'one')).finding.mayMark).toBe(false);
      expect((await mark(phone, true)).status).toBe(403);
    }
    expect((await w.stranger.post('/api/findings/finding/sensitive', { requestId: 'from-outside', sensitive: true })).status).toBe(401);
    expect((await read(office, 'one')).finding.sensitive).toBe(false);
    expect((await office.post('/api/findings/none/sensitive', { requestId: 'mark-no-finding', sensitive: true })).status).toBe(404);
  });
});

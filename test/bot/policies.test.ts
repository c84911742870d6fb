/** The office edits the reminder policies: versions kept, two tabs, faults all at once, who may. */
import type { PolicyBook, PolicyRoom, PolicyVersion } from '../../core/contract/policy.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type Phone, type World, world } from '../support/world.js';

interface ErrorBody {
  readonly error: { readonly id: string; readonly message: string; readonly remedy?: string; readonly faults?: readonly { message: string }[] };
}

describe('policies of a base', () => {
  let w: World;
  let office: Phone;
  let requests = 0;

  beforeAll(async () => {
    w = await world({ today: '2026-11-24' });
  });
  beforeEach(async () => {
    await w.base.empty();
    const { people, ledger, tasks } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding()]);
    await tasks.insertMany([aTask({ id: 'near', ...dueOn('2026-12-01') })]);
    office = await w.phone('方正');
  });
  afterAll(() => w.close());

  const room = async () => (await office.get<PolicyRoom>('/api/policies')).body;
  const withLate = (offset: number): PolicyBook => {
    const book = structuredClone({ base: DEFAULT_POLICY, exceptions: [] }) as unknown as PolicyBook;
    for (const rung of book.base.ladders.due.rungs) if (rung.offset === 1) rung.offset = offset;
    return book;
  };
  const save = <T = PolicyRoom>(book: PolicyBook, expectedVersion: number, phone = office) =>
    phone.post<T>('/api/policies', { requestId: `save-policy-${(requests += 1)}`, expectedVersion, book });

  test('begin as version 0: the policy of a new base, or the one in the settings', async () => {
    expect(await room()).toMatchObject({ version: 0, versions: [], broken: null, book: { base: DEFAULT_POLICY, exceptions: [] } });
    await w.services.store.settings.set('policy', { ...DEFAULT_POLICY, staleAfterDays: 30 });
    expect((await room()).book.base.staleAfterDays).toBe(30);
    expect((await w.services.policy()).staleAfterDays).toBe(30);
  });

  test('a policy saved before there were extensions is completed with the rules of a new base, and its version restored', async () => {
    const { extension: _ladder, ...ladders } = DEFAULT_POLICY.ladders;
    const { extension: _days, ...workdaysFor } = DEFAULT_POLICY.workdaysFor;
    const { mentions: _mentions, ...before } = DEFAULT_POLICY;
    const old = { ...before, ladders, workdaysFor, staleAfterDays: 30 };
    await w.services.store.settings.set('policy', old);
    expect(await w.services.policy()).toEqual({ ...DEFAULT_POLICY, staleAfterDays: 30 });
    const exception = { id: 'one', scope: { kind: 'unit', id: 'section' }, policy: { ladders, workdaysFor } };
    const at = new Date('2026-11-20T01:00:00Z');
    await w.base.db
      .collection<{ _id: number; [field: string]: unknown }>('policies')
      .insertOne({ _id: 1, book: { base: old, exceptions: [exception] }, by: 'fang', at, words: [] });
    const whole = { ladders: DEFAULT_POLICY.ladders, workdaysFor: DEFAULT_POLICY.workdaysFor, chain: DEFAULT_POLICY.chain };
    expect((await w.services.policyBook()).exceptions).toEqual([{ ...exception, policy: whole }]);
    expect((await save(withLate(2), 1)).status).toBe(200);
    const restored = await office.post<PolicyRoom>('/api/policies/1/restore', { requestId: 'restore-the-old-one', expectedVersion: 2 });
    expect(restored.body).toMatchObject({ version: 3, book: { base: { staleAfterDays: 30 }, exceptions: [{ policy: whole }] } });
  });

  test('each save is a version with who, when and what, an event beside it, and is followed at once', async () => {
    const saved = await save(withLate(2), 0);
    expect(saved.status).toBe(200);
    expect(saved.body).toMatchObject({ version: 1, words: '已保存为版本 1，从现在起按它督办。' });
    expect(saved.body.versions).toEqual([
      { version: 1, byName: '方正', atWords: '11月24日（周二）08:30', words: ['完成时限：取消“逾期 1 天 → 责任领导”，增加“逾期 2 天 → 责任领导”'] },
      { version: 0, byName: '系统', atWords: '', words: ['初始规则'] },
    ]);
    expect((await w.services.policy()).ladders.due.rungs.map(({ offset }) => offset)).toContain(2);
    const events = await w.services.store.events.of('setting', 'policy');
    expect(events.map(({ action, by, data }) => [action, by, data['version'], data['words']])).toEqual([
      ['policyChanged', 'fang', 1, ['完成时限：取消“逾期 1 天 → 责任领导”，增加“逾期 2 天 → 责任领导”']],
    ]);
  });

  test('an old version can be read whole and restored as a new one', async () => {
    await save(withLate(2), 0);
    await save(withLate(4), 1);
    const old = (await office.get<PolicyVersion>('/api/policies/1')).body;
    expect(old.lines[0]).toMatch(/^完成时限：到期前 7 天、3 天、1 天和到期当天 → 责任人；逾期 2 天 → 责任领导/);
    const restored = await office.post<PolicyRoom>('/api/policies/1/restore', { requestId: 'restore-one', expectedVersion: 2 });
    expect(restored.body.version).toBe(3);
    expect(restored.body.book).toEqual(withLate(2));
    expect(restored.body.versions.map(({ version, words }) => [version, words[0]])).toEqual([
      [3, '恢复版本 1'],
      [2, '完成时限：取消“逾期 2 天 → 责任领导”，增加“逾期 4 天 → 责任领导”'],
      [1, '完成时限：取消“逾期 1 天 → 责任领导”，增加“逾期 2 天 → 责任领导”'],
      [0, '初始规则'],
    ]);
    expect((await office.get('/api/policies/9')).status).toBe(404);
  });

  test('what the base began with can be read and restored after the first save', async () => {
    await w.services.store.settings.set('policy', { ...DEFAULT_POLICY, staleAfterDays: 30 });
    await save(withLate(2), 0);
    const initial = (await office.get<PolicyVersion>('/api/policies/0')).body;
    expect([initial.version, initial.lines.join()]).toEqual([0, expect.stringContaining('30 天')]);
    const restored = await office.post<PolicyRoom>('/api/policies/0/restore', { requestId: 'restore-initial', expectedVersion: 1 });
    expect(restored.body).toMatchObject({ version: 2, book: { base: { ...DEFAULT_POLICY, staleAfterDays: 30 }, exceptions: [] } });
    expect(restored.body.versions[0]?.words[0]).toBe('恢复初始规则');
  });

  test('of two tabs the second is told who was first and when, and changes nothing', async () => {
    await save(withLate(2), 0);
    const late = await save<ErrorBody>(withLate(4), 0);
    expect(late.status).toBe(409);
    expect(late.body.error.message).toBe('督办规则刚刚由方正在 11月24日（周二）08:30 改过，您看到的不是最新版本，这次没有保存。');
    expect(late.body.error.remedy).toMatch(/点“放弃修改”/);
    expect((await room()).version).toBe(1);
    const both = await Promise.all([save<ErrorBody>(withLate(5), 1), save<ErrorBody>(withLate(6), 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body.error.id).toBe('policy-changed');
    // Whoever restores has changed nothing that could be thrown away.
    const restored = await office.post<ErrorBody>('/api/policies/1/restore', { requestId: 'restore-too-late', expectedVersion: 1 });
    expect([restored.status, restored.body.error.remedy]).toEqual([409, expect.stringMatching(/^请返回后重新打开“督办规则”/)]);
    expect((await room()).versions.map(({ version }) => version)).toEqual([2, 1, 0]);
  });

  test('the same request again answers as the first time', async () => {
    const asked = { requestId: 'save-the-same', expectedVersion: 0, book: withLate(2) };
    await office.post('/api/policies', asked);
    expect((await office.post<PolicyRoom>('/api/policies', asked)).body.version).toBe(1);
  });

  test('a policy with faults is refused with all of them, and so is one that changes nothing', async () => {
    const book = withLate(1);
    book.base.ladders.due.rungs[0] = { offset: -7, every: 0, to: [] };
    book.base.speak = { from: '18:00', until: '08:00' };
    book.exceptions = [
      {
        id: 'x',
        scope: { kind: 'unit', id: 'nowhere' },
        policy: { ladders: withLate(1).base.ladders, workdaysFor: book.base.workdaysFor, chain: book.base.chain },
      },
    ];
    const answer = await save<ErrorBody>(book, 0);
    expect(answer.status).toBe(400);
    expect(answer.body.error.id).toBe('policy-faults');
    expect(answer.body.error.faults?.map(({ message }) => message)).toEqual([
      '“完成时限”的督办层级第 1 级的重复间隔应为 1 到 366 天的整数，现在是“0”。',
      '“完成时限”的督办层级第 1 级在时限之前，不能重复。',
      '“完成时限”的督办层级第 1 级没有写提醒谁。',
      '最晚的发送时间 08:00 应晚于最早的 18:00。',
      '例外所指的轮次、单位或任务已经不存在，请删除这条例外。',
    ]);
    expect((await save<ErrorBody>(withLate(1), 0)).body.error.id).toBe('policy-same');
    expect((await room()).version).toBe(0);
  });

  test('a stored policy that cannot be followed does not keep the office from mending it', async () => {
    await w.services.store.settings.set('policy', { ...DEFAULT_POLICY, staleAfterDays: 0 });
    const broken = await room();
    expect(broken.broken).toMatch(/督办规则有 1 处错误.*保存后即按它执行/);
    const mended = await save(withLate(1), 0);
    expect(mended.body.versions[0]?.words).toEqual(['改正原来不能执行的规则']);
    expect((await room()).broken).toBeNull();
  });

  test('an exception for one task moves its reminder on every screen, and no other task’s', async () => {
    await w.services.store.tasks.insertMany([aTask({ id: 'other', number: 77, unitId: 'other', ...dueOn('2026-12-01') })]);
    const book = withLate(1);
    const ladders = { ...book.base.ladders, due: { counts: 'calendar' as const, rungs: [{ offset: -1, to: ['owner' as const] }] } };
    book.exceptions = [
      { id: 'x', scope: { kind: 'task', id: 'near' }, policy: { ladders, workdaysFor: book.base.workdaysFor, chain: book.base.chain } },
    ];
    expect((await save(book, 0)).status).toBe(200);
    const next = async (id: string) => (await office.get<{ nextReminderWords: string }>(`/api/tasks/${id}`)).body.nextReminderWords;
    expect(await next('near')).toBe('下一次提醒：11月30日（周一）');
    // Seven days before is this very morning; unanswered, it is told once more the day after.
    expect(await next('other')).toBe('下一次提醒：今天 08:40');
    w.setTime('2026-11-24', '08:41');
    expect(await next('other')).toBe('下一次提醒：11月25日（周三）');
  });

  test('only the office may read, try, save or restore', async () => {
    const owner = await w.phone('何俊');
    const book = withLate(2);
    const answers = await Promise.all([
      owner.get<ErrorBody>('/api/policies'),
      owner.get<ErrorBody>('/api/policies/1'),
      owner.post<ErrorBody>('/api/policies/forecast', { book }),
      save<ErrorBody>(book, 0, owner),
      owner.post<ErrorBody>('/api/policies/1/restore', { requestId: 'restore-one', expectedVersion: 0 }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(await w.services.store.policies.latest()).toBeNull();
    expect((await w.stranger.get('/api/policies')).status).toBe(401);
    const may = async (phone: Phone) => (await phone.get<{ may: { policies: boolean } }>('/api/me')).body.may.policies;
    expect([await may(office), await may(owner)]).toEqual([true, false]);
  });
});

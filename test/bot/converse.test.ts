/** The bot's answers as the callbacks of the platforms get them: who is not known, what a group may hear, photos, several that fit. */
import sharp from 'sharp';
import { converse, type Where } from '../../bot/actions/converse.js';
import type { Reply, Utterance } from '../../bot/actions/converse.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import { keptTask } from '../../bot/store/task-models.js';
import type { Finding, Task } from '../../core/ledger/model.js';
import { cardWords, expectApproved, type Passage } from '../support/approved.js';
import { readsOf } from '../support/base-reads.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type World, world } from '../support/world.js';

const TODAY = '2026-11-25';
const SECRET = '窗口人员收受“好处费”';

const task = (number: number, measure: string, facts: Partial<Task> = {}): Task =>
  aTask({ id: `task-${number}`, number, measure, ...dueOn('2026-12-10'), ...facts });
const TASKS: readonly Task[] = [
  task(3, '修订《窗口服务规范》', { ownerId: 'he', ...dueOn('2026-11-20') }),
  task(31, '增设“潮汐窗口”，高峰时段不少于 4 个'),
  task(32, '增设“综合窗口”', { coUnitIds: ['other'] }),
  task(40, '清理长期挂账的往来款项', { unitId: 'other', ownerId: 'zhou', ...dueOn('2026-11-25') }),
  task(50, SECRET, { findingId: 'secret', ...dueOn('2026-11-27') }),
  task(60, '报送年度总结', { status: 'closed', closedAt: new Date('2026-11-01T02:00:00Z'), percent: 100 }),
];
const FINDINGS: readonly Finding[] = [aFinding(), aFinding({ id: 'secret', number: '9', sensitive: true })];

describe('the bot', () => {
  let w: World;
  let turn = 0;
  beforeAll(async () => {
    w = await world({ today: TODAY, time: '09:00' });
  });
  beforeEach(async () => {
    await w.base.empty();
    const { people, ledger, tasks } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
    await ledger.saveRound(aRound());
    await ledger.saveFindings(FINDINGS);
    await tasks.insertMany(TASKS);
  });
  afterAll(() => w.close());

  const own = (id: string): Where => ({ kind: 'person', room: `wecom:person:${id}` });
  const group = (id: string | null): Where => ({ kind: 'group', room: `wecom:group:${id ?? 'x'}`, group: id });
  const say = async (who: string | null, where: Where, text: string, more: Partial<Utterance> = {}): Promise<Reply> => {
    const viewer = who === null ? null : await viewerFor(w.services, who);
    return converse(w.services, viewer, where, { messageId: `message${String((turn += 1)).padStart(12, '0')}`, text, ...more });
  };
  const all = (reply: Reply): string => JSON.stringify(reply);
  const key = (reply: Reply, words: string): string => reply.card?.buttons?.find((one) => one.words === words)?.key ?? 'none';
  const events = () => w.base.db.collection('events').countDocuments();

  test('确认 that was carried out before its process died is answered again; another 确认 finds nothing', async () => {
    await say('he', own('he'), '31号 完成70% 已印发方案');
    const messageId = 'confirm0000000000001';
    const first = await say('he', own('he'), '确认', { messageId });
    const before = await events();
    expect((await say('he', own('he'), '确认', { messageId })).text).toBe(first.text);
    expect((await say('he', own('he'), '确认')).text).toMatch(/没有等您确认/);
    expect(await events()).toBe(before);
  });

  test.each([own('x'), group('unit:section'), group('office')])(
    'tells whoever is not known how to be connected, and nothing else: %j',
    async (where) => {
      const answers = await Promise.all(['我的任务', '31号', '潮汐窗口那项', '统计', '31号 完成60%', '确认'].map((text) => say(null, where, text)));
      expect(new Set(answers.map(all)).size).toBe(1);
      expect(answers[0]?.text).toContain('还不认识您');
      expect(all(answers[0] as Reply)).not.toMatch(/pages|31|潮汐/);
    },
  );

  test('says nothing in a group that nobody has bound to a unit', async () => {
    const answers = await Promise.all(['统计', '31号', '逾期'].map((text) => say('fang', group(null), text)));
    expect(answers.every(({ text }) => text.includes('还没有接入'))).toBe(true);
    expect(answers.map(all).join()).not.toMatch(/潮汐|政务服务科/);
  });

  test('a unit’s group hears of the tasks its unit leads, in units and counts, whoever asks', async () => {
    for (const who of ['he', 'zhou', 'fang', 'song']) {
      const late = await say(who, group('unit:other'), '逾期');
      const figures = await say(who, group('unit:other'), '统计');
      const foreign = await say(who, group('unit:other'), '31号');
      const helped = await say(who, group('unit:other'), '32号');
      const none = await say(who, group('unit:other'), '9999号');
      expect(late.text).toContain('没有逾期');
      expect(figures.title).toBe('本群单位共 1 项，完成 0%');
      expect([foreign.text.replace('31', 'N'), helped.text.replace('32', 'N')]).toEqual([1, 2].map(() => none.text.replace('9999', 'N')));
      expect([late, figures, foreign].map(all).join()).not.toMatch(/潮汐|何俊|周敏|政务服务科/);
    }
  });

  test('in a group lists count and one task names no person', async () => {
    const list = await say('fang', group('office'), '逾期');
    expect(list.card?.lines).toEqual([{ key: '1 项', value: '政务服务科' }]);
    const one = await say('fang', group('office'), '40号');
    expect(one.text).toMatch(/往来款项[\s\S]*综合科/);
    expect(all(one)).not.toContain('周敏');
    expect((await say('he', group('unit:section'), '我的任务')).text).toContain('请单独问我');
  });

  test('what is sensitive shows only its number, and its words find nothing in a group', async () => {
    const told = [
      await say('he', own('he'), '我的任务'),
      await say('he', own('he'), '50号'),
      await say('he', own('he'), '50号 完成20% 已谈话'),
      await say('fang', group('office'), '50号'),
      await say('fang', group('office'), '好处费那项'),
    ];
    expect(told.map(all).join()).not.toMatch(/收受/);
    expect(told[4]?.text).toContain('没有找到');
  });

  test('two tasks that fit are offered by number, and a tap or the number typed goes on with what was wished', async () => {
    const asked = await say('he', own('he'), '增设窗口那项完成60% 已挂牌');
    expect(asked.card?.buttons?.map(({ words }) => words)).toEqual(['31 号', '32 号']);
    const tapped = await say('he', own('he'), '', { press: key(asked, '32 号') });
    expect(tapped.text).toMatch(/请确认：32 号报进展[\s\S]*60%/);
    await say('he', own('he'), '增设窗口那项完成70% 已挂牌');
    expect((await say('he', own('he'), '31')).text).toMatch(/请确认：31 号报进展[\s\S]*70%/);
    expect(await events()).toBe(0);
  });

  test('a wish without a task is about those of one’s own that it can be about', async () => {
    const unsigned = task(71, '公示办事指南', { status: 'handedOut', signedAt: null });
    await w.services.store.tasks.insertMany([unsigned]);
    await say('he', own('he'), '31号');
    const asked = await say('he', own('he'), '签收');
    expect(asked.title).toBe('请确认：71 号签收');
    await w.services.store.tasks.insertMany([task(72, '更新公示栏', { status: 'handedOut', signedAt: null })]);
    await say('he', own('he'), '取消');
    await say('he', own('he'), '31号');
    expect((await say('he', own('he'), '签收')).card?.buttons?.map(({ words }) => words)).toEqual(['71 号', '72 号']);
    expect(await events()).toBe(0);
  });

  test('photos belong to the task last talked about and count once somebody says yes', async () => {
    const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#3a7' } })
      .jpeg()
      .toBuffer();
    expect((await say('he', own('he'), '', { photos: [{ id: 'photo-0', name: 'a.jpg', bytes: photo }] })).text).toContain('不知道是哪一项');
    await say('he', own('he'), '31号');
    const asked = await say('he', own('he'), '', { photos: [{ id: 'photo-1', name: 'a.jpg', bytes: photo }] });
    expect(asked.text).toMatch(/请确认：31 号报进展[\s\S]*1 张/);
    const more = await say('he', own('he'), '完成40% 两个窗口已挂牌');
    expect(more.text).toMatch(/40%[\s\S]*两个窗口已挂牌[\s\S]*1 张/);
    expect(await events()).toBe(0);
    await say('he', own('he'), '确认');
    const [event] = await w.services.store.events.of('task', 'task-31');
    expect(event?.data).toMatchObject({ percent: 40, text: '两个窗口已挂牌', evidenceIds: ['photo-1'] });
  });

  test('photos stay for what is said next, when the report is to be changed or somebody else was first', async () => {
    const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#3a7' } })
      .jpeg()
      .toBuffer();
    await say('he', own('he'), '31号');
    const asked = await say('he', own('he'), '', { photos: [{ id: 'photo-2', name: 'a.jpg', bytes }] });
    const edited = await say('he', own('he'), '', { press: key(asked, '修改') });
    expect(edited.text).toMatch(/没有提交。照片 1 张还在/);
    expect((await say('he', own('he'), '确认')).text).toMatch(/没有等您确认/);
    expect((await say('he', own('he'), '完成40% 已挂牌')).text).toMatch(/40%[\s\S]*照片：1 张/);
    await w.base.db.collection<{ _id: string }>('tasks').updateOne({ _id: 'task-31' }, { $inc: { version: 1 } });
    expect((await say('he', own('he'), '确认')).text).toMatch(/刚刚有了变化[\s\S]*照片 1 张还在/);
    expect((await say('he', own('he'), '3号 完成10% 已起草')).text).not.toContain('照片');
    await say('he', own('he'), '', { photos: [{ id: 'photo-3', name: 'b.jpg', bytes }] });
    await say('he', own('he'), '取消');
    expect((await say('he', own('he'), '完成20% 已起草')).text).not.toContain('照片');
    expect(await events()).toBe(0);
  });

  test('what may not be done is said before anybody is asked', async () => {
    expect((await say('fang', own('fang'), '31号 完成60% 已印发')).text).toContain('您不能对这项任务报进展');
    expect((await say('he', own('he'), '31号申请验收')).text).toContain('还没有填报进展');
    expect((await say('he', own('he'), '60号 完成60%')).text).toContain('不能报进展');
    expect(await w.base.db.collection('conversations').countDocuments({ 'pending.about.kind': 'act' })).toBe(0);
  });

  describe('who decides about others', () => {
    beforeEach(async () => {
      const asking = { day: '2026-12-20', reason: '设备没到货', askedBy: 'he', askedAt: new Date('2026-11-24T02:00:00Z') };
      const review = task(70, '公开办事流程', { status: 'submitted', submittedBy: 'he', submittedAt: new Date('2026-11-24T02:00:00Z') });
      await w.services.store.tasks.insertMany([task(71, '更换排队机', { extension: asking }), review]);
    });

    test('hears first of what waits for a decision, each with the way to it', async () => {
      for (const [who, title, line, place] of [
        ['lin', '等您审核 1 项', '70号 公开办事流程', 'review/index?id=task-70'],
        ['fang', '等您决定延期 1 项', '71号 更换排队机', 'task/index?id=task-71'],
      ] as const) {
        const { card } = await say(who, own(who), '我的任务');
        expect([card?.title, card?.lines[0]?.value, card?.links[0]?.url.endsWith(place)]).toEqual([title, line, true]);
      }
      expect((await say('he', own('he'), '71号')).text).toContain('申请延至：12月20日（周日），等巡察办决定');
    });

    test('is led to where it is decided, and told that nothing was done yet', async () => {
      for (const [who, said, place, words] of [
        ['lin', '70号通过', 'review/index?id=task-70', '还没有办'],
        ['lin', '70号 退回 缺会议纪要', 'review/index?id=task-70', '还没有办'],
        ['lin', '通过', 'review/index?id=task-70', '还没有办'],
        ['fang', '同意71号延期', 'task/index?id=task-71', '还没有办'],
        ['fang', '不同意延期', 'task/index?id=task-71', '还没有办'],
        ['fang', '同意31号延期', 'task/index?id=task-31', '没有等您决定的延期申请'],
      ] as const) {
        const { text, card } = await say(who, own(who), said);
        expect([said, text.includes(words), card?.links[0]?.url.includes(place)]).toEqual([said, true, true]);
      }
      expect(await events()).toBe(0);
    });

    test('and leads reads of urging, not of reporting, which is not theirs', async () => {
      const led = await say('chen', own('chen'), '我的任务');
      expect(led.title).toMatch(/^您分管的待办 \d+ 项/);
      expect(led.text).toContain('催办3号');
      expect(led.text).not.toContain('报进展');
      expect((await say('chen', own('chen'), '催办3号')).title).toBe('请确认：3 号催办');
    });

    test('urges by saying so, once they said yes', async () => {
      expect((await say('fang', own('fang'), '麻烦催一下3号')).title).toBe('请确认：3 号催办');
      await say('fang', own('fang'), '确认');
      expect((await w.services.store.events.of('task', 'task-3')).at(-1)).toMatchObject({ action: 'urge', by: 'fang' });
      expect((await say('fang', own('fang'), '3号催办')).text).toContain('今天已经催办过');
    });
  });

  describe('what people say in between', () => {
    const unsigned = (number: number, measure: string): Task => task(number, measure, { status: 'handedOut', signedAt: null });

    test('好的收到 and 谢谢 leave a question open, and say so', async () => {
      await say('he', own('he'), '31号 完成60% 已印发方案');
      for (const said of ['好的收到', '谢谢', '已知悉']) {
        const open = await say('he', own('he'), said);
        expect([open.title, open.text.includes('已印发方案')]).toEqual(['刚才那件事还没有提交', true]);
      }
      const confirmed = await say('he', own('he'), '确认');
      // What came of it stands first.
      expect([confirmed.title, confirmed.card?.foot.startsWith('下一次提醒')]).toEqual(['进展已提交', true]);
      expect((await say('he', own('he'), '3号完成101%')).card?.foot).toMatch(/^没有提交：完成多少只能是 0% 到 100%/);
      expect((await say('he', own('he'), '谢谢')).title).toBe('不用谢');
      expect((await say('he', own('he'), '取消')).title).toBe('没有要取消的事');
    });

    test('收到 is said of every reminder that waits, then of every task that was handed out, once they said yes', async () => {
      await w.services.store.tasks.insertMany([unsigned(71, '公示办事指南'), unsigned(72, '更新公示栏')]);
      const reminders = await say('he', own('he'), '都收到了');
      expect([reminders.title, reminders.card?.lines.length]).toEqual(['请确认：2 项提醒都已知悉', 2]);
      expect((await say('he', own('he'), '', { press: key(reminders, '确认知悉') })).title).toBe('已知悉 2 项');
      expect((await say('he', own('he'), '收到')).title).toBe('请确认：签收 2 项任务');
      const done = await say('he', own('he'), '确认');
      expect(done.title).toBe('已签收 2 项');
      const [first] = await w.services.store.events.of('task', 'task-71');
      expect(first).toMatchObject({ action: 'sign', by: 'he' });
      expect((await say('he', own('he'), '好的收到')).text).toMatch(/没有等您回应的提醒[\s\S]*我的任务/);
    });

    test('what was lacking may be said by itself', async () => {
      expect((await say('he', own('he'), '31号延到下下周五')).text).toContain('请说明为什么要延期');
      const whole = await say('he', own('he'), '设备没到货');
      expect(whole.text).toMatch(/请确认：31 号申请延期[\s\S]*12月11日[\s\S]*设备没到货/);
      await say('he', own('he'), '取消');
      expect((await say('he', own('he'), '31号想延期')).text).toContain('延到哪一天');
      expect((await say('he', own('he'), '下下周五')).text).toContain('请说明为什么要延期');
      expect((await say('he', own('he'), '因为领导出差')).text).toMatch(/12月11日[\s\S]*领导出差/);
      await say('he', own('he'), '取消');
      expect((await say('he', own('he'), '31号延到明天 设备没到货')).text).toContain('应晚于现在的时限');
      expect((await say('he', own('he'), '12月20日')).text).toMatch(/请确认：31 号申请延期[\s\S]*12月20日[\s\S]*设备没到货/);
      await say('he', own('he'), '取消');
      expect((await say('he', own('he'), '31号延到下下周五')).text).toContain('请说明为什么要延期');
      expect((await say('he', own('he'), '我的任务')).title).toContain('待办');
    });

    test('whoever is named is asked about, as far as the reader may see; in a group units alone', async () => {
      const titles = async (who: string, where: Where, texts: readonly string[]) => {
        const said: string[] = [];
        for (const text of texts) said.push((await say(who, where, text)).title);
        return said;
      };
      expect(await titles('fang', own('fang'), ['政务服务科逾期', '综合科统计', '何俊的任务', '周敏逾期了没'])).toEqual([
        '政务服务科逾期 1 项',
        '综合科共 1 项，完成 0%',
        '何俊在办 4 项',
        '周敏没有逾期的任务。',
      ]);
      expect(await titles('he', own('he'), ['政务服务科统计', '综合科逾期'])).toEqual(['政务服务科里您能看到的共 5 项，完成 20%', '您名下逾期 1 项']);
      expect(await titles('fang', group('office'), ['综合科统计', '何俊逾期了没'])).toEqual(['综合科共 1 项，完成 0%', '本群单位逾期 1 项']);
    });

    test('an example names a task of one’s own', async () => {
      expect((await say('zhou', own('zhou'), '帮助')).text).toMatch(/40号 完成60%/);
      expect((await say('zhou', own('zhou'), '天气怎样哦')).text).not.toMatch(/31|(?<!\d)3号/);
    });
  });

  // A Saturday and the Sunday after it: late since the same Monday.
  test.each([
    [[201, 202, 203, 204, 205, 206, 207], [101], ['3', '101', '201', '202', '203', '4 项，请打开查看']],
    [
      [201, 202, 203, 208],
      [101, 102],
      ['3', '101', '102', '201', '202', '2 项，请打开查看'],
    ],
  ])('what stands alike after days off is told by number, however many there are: %j and %j', async (saturday, sunday, told) => {
    const late = (day: string) => (number: number) => task(number, `第${number}项措施`, { ...dueOn(day), unitId: 'other', ownerId: 'zhou' });
    await w.services.store.tasks.insertMany([...saturday.map(late('2026-11-21')), ...sunday.map(late('2026-11-22'))]);
    const count = saturday.length + sunday.length;
    const { title, card } = await say('fang', own('fang'), '逾期');
    expect([title, card?.lines.map(({ value }) => value.split('号')[0])]).toEqual([`您查看范围内逾期 ${count + 1} 项`, told]);
    expect(card?.foot).toBe(`综合科 ${count} 项，政务服务科 1 项。`);
  });

  test('what fell due on days off is due today on the workday after them', async () => {
    await w.services.store.tasks.insertMany([task(101, '公示办事指南', dueOn('2026-11-28')), task(102, '更新公示栏', dueOn('2026-11-30'))]);
    w.setTime('2026-11-30', '09:00');
    const { title, card } = await say('fang', own('fang'), '今天到期');
    const figures = await say('fang', own('fang'), '统计');
    w.setTime(TODAY, '09:00');
    expect([title, card?.lines.map(({ key: stands, value }) => `${stands} ${value}`)]).toEqual([
      '您查看范围内今天到期 2 项',
      ['顺延到今天 101号 公示办事指南', '今天到期 102号 更新公示栏'],
    ]);
    expect(figures.text).toContain('7天内：2 项');
  });

  describe('a ledger that grows', () => {
    const reads = (run: () => Promise<unknown>) => readsOf(w.base, ['tasks', 'findings'], run);

    test('costs nobody more who asks of one task, reports, confirms or asks for help', async () => {
      const some = (from: number, until: number): Task[] =>
        Array.from({ length: until - from }, (_, index) =>
          task(1_000 + from + index, `第${from + index}项措施`, { unitId: index % 2 === 0 ? 'other' : 'section', ownerId: 'zhou', leaderId: 'gao' }),
        );
      // By hand: the store takes its time over thousands.
      const fill = (tasks: readonly Task[]) => w.base.db.collection<{ _id: string }>('tasks').insertMany(tasks.map(keptTask));
      // Of the office, who sees everything, and has one task of their own.
      await fill([task(90, '开展交叉检查', { ownerId: 'fang' }), ...some(0, 50)]);
      const sentences = ['帮助', '谢谢', '90号', '90号 完成60% 已检查两轮', '确认', '1001号', '取消'];
      const costs = async () => {
        const told: (readonly [string, number])[] = [];
        for (const text of sentences) told.push([text, await reads(() => say('fang', own('fang'), text))]);
        return told;
      };
      const few = await costs();
      await fill(some(50, 2_000));
      expect(await costs()).toEqual(few);
      expect(Math.max(...few.map(([, reads]) => reads))).toBeLessThan(20);
      // What lists count by is brought up to date by whoever asks first.
      await say('fang', group('office'), '逾期');
      for (const text of ['逾期', '今天到期', '潮汐窗口', '今天食堂吃什么']) {
        const inGroup = await reads(() => say('fang', group('office'), text));
        const alone = await reads(() => say('fang', own('fang'), text));
        // As many as words may mean, and the few that are told.
        expect([text, Math.max(inGroup, alone) < 350]).toEqual([text, true]);
      }
    });
  });

  test('a sentence of operators is kept as letters', async () => {
    const asked = await say('he', own('he'), '31号 完成60% $$NOW {$ne:1} ${x}');
    expect(asked.text).toContain('$$NOW {$ne:1} ${x}');
    await say('he', own('he'), '确认');
    expect((await w.services.store.events.of('task', 'task-31'))[0]?.data['text']).toBe('$$NOW {$ne:1} ${x}');
  });

  test.each([
    ['我的任务', 'he'],
    ['逾期', 'he'],
    ['今天到期', 'zhou'],
    ['本周到期', 'he'],
    ['统计', 'song'],
    ['帮助', 'he'],
    ['怎么申请延期', 'he'],
    ['周报', 'fang'],
    ['31号', 'he'],
    ['今天食堂吃什么', 'he'],
    ['31号 完成60% 已印发方案', 'he'],
    ['取消', 'he'],
    ['确认', 'he'],
    ['', 'he'],
  ])('%s keeps within a card and always leads on', async (text, who) => {
    const { card, text: plain } = await say(who, own(who), text);
    expect(card).not.toBeNull();
    expect([...(card?.title ?? '')].length).toBeLessThanOrEqual(26);
    expect(card?.lines.length).toBeLessThanOrEqual(6);
    for (const line of card?.lines ?? [])
      expect([line.key.length <= 5, [...line.value].length <= 26, line.key.includes(' ')]).toEqual([true, true, false]);
    expect(card?.links.length).toBeLessThanOrEqual(3);
    expect(card?.buttons?.length ?? 0).toBeLessThanOrEqual(6);
    for (const button of card?.buttons ?? []) expect([...button.words].length).toBeLessThanOrEqual(10);
    expect((card?.links.length ?? 0) + (card?.buttons?.length ?? 0)).toBeGreaterThan(0);
    expect(Buffer.byteLength(plain)).toBeLessThanOrEqual(2_048);
  });

  test('no button is dead: whatever it says back is an answer, not a shrug', async () => {
    for (const text of ['帮助', '我的任务', '统计', '今天食堂吃什么', '怎么报进展', '31号', '周报']) {
      const asked = await say('he', own('he'), text);
      for (const button of asked.card?.buttons ?? []) {
        const back = await say('he', own('he'), button.words, { press: button.key });
        expect([button.key, /没有听懂|没有等您确认/.test(back.text)]).toEqual([button.key, false]);
      }
    }
  });

  test('its answers read as somebody approved them', async () => {
    const passages: Passage[] = [];
    const asked = async (who: string | null, where: Where, text: string, more: Partial<Utterance> = {}) => {
      const { card, text: plain } = await say(who, where, text, more);
      const name = who === null ? '不认识的人' : (CENTRE.people.find(({ id }) => id === who)?.name ?? who);
      const place = where.kind === 'group' ? `在${where.group === null ? '没有接入的' : where.group === 'office' ? '巡察办' : '政务服务科'}群里` : '';
      passages.push([`${name}${place}说：${text}`, card === null ? plain : cardWords(card)]);
    };
    const he = own('he');
    for (const text of [
      '我的任务',
      '今天到期',
      '逾期',
      '本周到期',
      '31号',
      '潮汐窗口',
      '50号',
      '999号',
      '统计',
      '周报',
      '帮助',
      '怎么报进展',
      '今天食堂吃什么',
    ])
      await asked('he', he, text);
    for (const text of [
      '31号 完成60% 已印发方案',
      '确认',
      '确认',
      '31号 完成50%',
      '取消',
      '完成80%',
      '31号延期到12月20日',
      '31号延期到12月20日 因为设备没到货',
      '确认',
      '31号申请验收',
      '窗口',
      '3号已知悉',
    ])
      await asked('he', he, text);
    for (const text of ['统计', '逾期']) await asked('fang', own('fang'), text);
    await asked('he', group('unit:section'), '逾期');
    await asked('he', group('unit:section'), '31号');
    await asked('fang', group('office'), '统计');
    await asked('he', group(null), '逾期');
    await asked(null, own('nobody'), '我的任务');
    expectApproved('conversation', '督办助手的回答（按说话的人看到的样子）', passages);
  });

  describe('more time, and an answer to a reminder', () => {
    const last = async (id: string) => (await w.services.store.events.of('task', id)).at(-1);

    test('more time is asked for with its day and reason, after 确认 and once', async () => {
      const asked = await say('he', own('he'), '31号延期到12月20日 因为设备没到货');
      expect(asked.text).toMatch(/请确认：31 号申请延期[\s\S]*12月20日[\s\S]*设备没到货/);
      expect(await last('task-31')).toBeUndefined();
      await say('he', own('he'), '确认');
      expect(await last('task-31')).toMatchObject({ action: 'askExtension', by: 'he', data: { day: '2026-12-20' } });
      const again = await say('he', own('he'), '31号延期到12月25日 因为还没到货');
      expect(again.text).not.toContain('请确认');
      expect(await last('task-31')).toMatchObject({ data: { day: '2026-12-20' } });
    });

    test('a reminder is answered by 收到, and put off to a workday before the deadline', async () => {
      w.setTime('2026-12-07', '08:40');
      await w.tick();
      w.setTime('2026-12-07', '10:00');
      expect((await say('he', own('he'), '31号明天再提醒我')).text).toMatch(/请确认：31 号稍后提醒[\s\S]*12月8日/);
      await say('he', own('he'), '确认');
      expect(await last('task-31')).toMatchObject({ action: 'snooze', data: { until: '2026-12-08' } });
      await say('he', own('he'), '收到32号');
      await say('he', own('he'), '确认');
      expect(await last('task-32')).toMatchObject({ action: 'acknowledge', by: 'he' });
      w.setTime(TODAY, '09:00');
    });
  });
});

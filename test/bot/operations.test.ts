/** 运行情况: counts, each robot's forecast, troubles, the fate of every message of a task, and who may look. */
import { deliver } from '../../bot/actions/deliver.js';
import { auditDelivery } from '../../bot/actions/audit-delivery.js';
import { messageFates } from '../../bot/actions/message-fates.js';
import { readOperations } from '../../bot/actions/read-operations.js';
import type { Viewer } from '../../core/people/model.js';
import { aNotice, begun, type DeliveryWorld, deliveryWorld, toGroup, toPerson, TUESDAY } from '../support/delivery.js';
import { aFinding, aPerson, aTask } from '../support/make.js';

const MINUTE = 60_000;
let w: DeliveryWorld;
beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(async () => {
  await w.forget();
  await w.base.db.collection('settings').deleteMany({});
});
afterAll(() => w.close());

const holding = (kind: 'office' | 'auditor' | 'functionalDepartment', unitId: string | null = null): Viewer => ({
  person: aPerson('fang', '方正'),
  posts: [{ kind, personId: 'fang', unitId }],
  unitsBelow: unitId === null ? {} : { [kind]: [unitId] },
});
const office = holding('office');
const insert = (...notices: Parameters<typeof w.services.store.outbox.insert>[0]) => w.services.store.outbox.insert(notices);
const page = () => readOperations(w.services, office);
const counts = async () => Object.fromEntries((await page()).figures.map(({ id, count }) => [id, count]));

describe('the page', () => {
  test('says that all is well and when that was last looked at', async () => {
    await auditDelivery(w.services);
    w.setNow(new Date(TUESDAY.getTime() + 2 * MINUTE));
    expect(await page()).toMatchObject({ troubles: [], robots: [], outage: null, isWatched: true, auditWords: '一切正常。上次检查：10:00。' });
    expect(await counts()).toEqual({ waiting: 0, sent: 0, unknown: 0, refused: 0, stopped: 0 });
  });

  test('never says that all is well when nobody looks any more', async () => {
    expect(await page()).toMatchObject({ isWatched: false, auditWords: '系统刚启动，还没有检查过。请一分钟后再看。' });
    await auditDelivery(w.services);
    w.setNow(new Date(TUESDAY.getTime() + 6 * MINUTE));
    expect(await page()).toMatchObject({
      isWatched: false,
      auditWords: '自动检查已经停了，上次检查：10:00。发送消息的服务可能没有运行，请让维护人员查看。',
    });
  });

  test('counts what waits, what was sent today, and robots out of service', async () => {
    const { lane, robot } = await w.wecomRobot('office');
    await insert(aNotice('out', lane), aNotice('tomorrow', 'preview:person:he', { notBefore: new Date(TUESDAY.getTime() + 24 * 60 * MINUTE) }));
    await deliver(w.services);
    expect(await counts()).toMatchObject({ sent: 1, waiting: 1, stopped: 0 });
    expect((await page()).figures[0]?.words).toMatch(/^在等（件提醒，最晚 .*10:00 发出）$/);
    await w.services.store.robots.setStopped(robot.id, '机器人已被移出群聊。');
    await auditDelivery(w.services);
    expect(await counts()).toMatchObject({ stopped: 1 });
    expect((await page()).robots).toMatchObject([{ words: '群机器人“群”已停用：机器人已被移出群聊。' }]);
    expect((await page()).troubles).toMatchObject([{ kind: 'robots', remedy: expect.stringMatching(/“机器人”里/) }]);
    w.setNow(new Date(TUESDAY.getTime() + 24 * 60 * MINUTE));
    expect(await counts()).toMatchObject({ sent: 0 });
  });

  test('a robot with its budget spent says how many wait and about when the last goes', async () => {
    const { lane, robot } = await w.wecomRobot('office');
    expect((await page()).robots).toMatchObject([{ words: '群机器人“群”：没有消息在等。' }]);
    for (let sent = 0; sent < 18; sent += 1) await w.services.store.robots.take(robot.id, 18);
    await insert(...Array.from({ length: 12 }, (_, index) => aNotice(`wait-${index}`, lane)));
    w.setNow(new Date(TUESDAY.getTime() + 30_000));
    expect((await page()).robots).toMatchObject([{ waiting: 12, words: '群机器人“群”：12 条在等，最后一条约 10:01 发出。' }]);
  });

  test('a platform’s hold moves the forecast, and why stands beside it', async () => {
    const { lane } = await w.wecomRobot('office');
    await insert(aNotice('held', lane));
    const claim = await w.services.store.outbox.claim(lane, TUESDAY, 30_000);
    if (claim === null) throw new Error('not claimed');
    const attempt = await begun(w.services.store.outbox, claim, ['held'], 'a-held');
    await w.services.store.outbox.settle(claim, attempt, { kind: 'retry', afterMs: 14 * MINUTE, holdLane: true, why: '企业微信限制了发送频率' });
    expect((await page()).robots[0]?.words).toMatch(/^群机器人“群”：1 条在等，最后一条约 10:1[34] 发出。上次没有发出：企业微信限制了发送频率。$/);
  });

  test.each([
    ['an auditor of everything', holding('auditor'), true],
    ['an auditor of one unit', holding('auditor', 'centre'), false],
    ['a functional department', holding('functionalDepartment'), false],
  ])('%s may look: %s', async (_who, viewer, may) => {
    const asked = readOperations(w.services, viewer).then(
      () => true,
      (error: { id: string }) => error.id,
    );
    expect(await asked).toBe(may ? true : 'not-allowed');
  });
});

describe('the fate of a task’s messages', () => {
  const fatesOf = (task: string, viewer = office) => messageFates(w.services, viewer, { task });

  beforeEach(async () => {
    await w.base.store.tasks.insertMany([aTask({ id: 'fated', number: 31 })]);
    await w.base.store.ledger.saveFindings([aFinding()]);
  });

  test('what went today is counted in messages, with the reminders in them', async () => {
    const notice = (key: string) => aNotice(key, 'preview:person:he', { recipient: toPerson('he'), notBefore: new Date(TUESDAY.getTime() - MINUTE) });
    await insert(notice('one'), notice('two'), notice('three'));
    const claim = await w.services.store.outbox.claim('preview:person:he', TUESDAY, 30_000);
    if (claim === null) throw new Error('not claimed');
    const attempt = await w.services.store.outbox.beginAttempt(claim, ['one', 'two', 'three'], 'digest');
    if (attempt === null) throw new Error('not begun');
    await w.services.store.outbox.settle(claim, attempt, { kind: 'sent', messageId: null });
    expect((await page()).figures[1]).toEqual({ id: 'sent', words: '今天已发出（条，含 3 件提醒）', count: 1 });
  });

  test('each message says who, why, which way and what became of it', async () => {
    const { lane, robot } = await w.wecomRobot('leadingGroup');
    await w.services.store.robots.save({ ...robot, name: '督办提醒' });
    const rung = (key: string, words: string, to: string, minutes = 1) =>
      aNotice(key, `preview:person:${to}`, {
        ...{ kind: 'rung', rung: words, taskId: 'fated', recipient: toPerson(to), unknown: 'once' },
        notBefore: new Date(TUESDAY.getTime() - minutes * MINUTE),
      });
    await insert(
      rung('sent', 'due-before-3', 'he', 5),
      rung('tomorrow', 'due-late-1', 'chen', -24 * 60),
      { ...rung('group', 'due-late-7', 'x', 2), lane, recipient: toGroup('leadingGroup') },
      rung('settled', 'sign-late-1', 'gao', 3),
      rung('lost', 'due-late-3', 'zhou', 4),
      rung('bad', 'due-late-3', 'lin', 6),
    );
    const settle = async (key: string, to: string, outcome: Parameters<typeof w.services.store.outbox.settle>[2]) => {
      const claim = await w.services.store.outbox.claim(`preview:person:${to}`, TUESDAY, 30_000);
      if (claim === null) throw new Error('not claimed');
      const attempt = await begun(w.services.store.outbox, claim, [key], `a-${key}`);
      await w.services.store.outbox.settle(claim, attempt, outcome);
    };
    await settle('sent', 'he', { kind: 'sent', messageId: null });
    await settle('lost', 'zhou', { kind: 'unknown', afterMs: 0, why: '没有回应。' });
    await settle('bad', 'lin', { kind: 'refused', why: '内容不被接受' });
    const gone = await w.services.store.outbox.claim('preview:person:gao', TUESDAY, 30_000);
    if (gone !== null) await w.services.store.outbox.drop(gone, ['settled'], '事项已办结或已有变化，不再需要提醒');

    expect((await page()).undelivered.map(({ task, to, words }) => `${task} ${to} ${words}`)).toEqual([
      'T31 周敏（消息预览） 不知是否送达：没有回应',
      'T31 林静（消息预览） 被拒：内容不被接受',
    ]);
    expect((await fatesOf('Ｔ３１')).number).toBe('T31');
    const answer = await fatesOf('t031');
    expect(answer).toMatchObject({ taskId: 'fated', number: 'T31', measure: '增设“潮汐窗口”' });
    expect(answer.fates.map(({ to, about, words }) => `${to} ${about} ${words}`)).toEqual([
      '陈立（消息预览） 逾期 1 天 等待，12月2日（周三）10:00 发出',
      '领导小组群（群机器人“督办提醒”） 逾期 7 天 等待发出',
      '高远（消息预览） 签收超过 1 天 不再需要：事项已办结或已有变化',
      '周敏（消息预览） 逾期 3 天 不知是否送达：没有回应',
      '何俊（消息预览） 离时限 3 天提醒 已发出 10:00',
      '林静（消息预览） 逾期 3 天 被拒：内容不被接受',
    ]);
  });

  test.each(['99', 'abc', '31；'])('a number that is none (%s) is said in words', async (task) => {
    await expect(fatesOf(task)).rejects.toMatchObject({ id: 'task-not-found', message: `没有找到编号“${task}”的任务。` });
  });

  test('a sensitive finding’s task is named by its number alone', async () => {
    await w.base.store.ledger.saveFindings([aFinding({ sensitive: true })]);
    expect((await fatesOf('31')).measure).toBe('问题 1（T31）');
  });

  test('only the office and auditors of everything may ask', async () => {
    await expect(fatesOf('31', holding('functionalDepartment'))).rejects.toMatchObject({ id: 'not-allowed' });
    expect((await fatesOf('31', holding('auditor'))).number).toBe('T31');
  });
});

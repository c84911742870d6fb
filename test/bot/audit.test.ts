/** The auditor on a real base: what it finds, what it tells the office, what it leaves alone. */
import { auditDelivery } from '../../bot/actions/audit-delivery.js';
import { deliver } from '../../bot/actions/deliver.js';
import { LAST_SWEEP } from '../../bot/actions/note-outage.js';
import type { TroubleKind } from '../../core/notice/troubles.js';
import { aNotice, begun, type DeliveryWorld, deliveryWorld, toPerson, TUESDAY } from '../support/delivery.js';
import { CENTRE } from '../support/make.js';

const MINUTE = 60_000;
let w: DeliveryWorld;

beforeAll(async () => {
  w = await deliveryWorld();
  await w.base.store.people.setPosts(
    'fang',
    CENTRE.posts.filter(({ personId }) => personId === 'fang'),
  );
});
afterEach(async () => {
  await w.forget();
  await w.base.db.collection('settings').deleteMany({});
});
afterAll(() => w.close());

const later = (minutes: number) => new Date(TUESDAY.getTime() + minutes * MINUTE);
const insert = (...notices: Parameters<DeliveryWorld['services']['store']['outbox']['insert']>[0]) => w.services.store.outbox.insert(notices);
const look = async (minutes: number) => {
  w.setNow(later(minutes));
  return (await auditDelivery(w.services)).troubles;
};
const kinds = async (minutes: number): Promise<readonly TroubleKind[]> => (await look(minutes)).map(({ kind }) => kind);
const told = async () =>
  (await w.base.db.collection('notices').find({ kind: 'note' }).toArray()).map(({ key, facts }) => ({ key: String(key), ...(facts as object) }));

test('a quiet base is clean, and the look is kept', async () => {
  expect(await look(0)).toEqual([]);
  expect(await w.services.store.settings.get('audit')).toMatchObject({ at: TUESDAY, troubles: [] });
});

describe('what is due and does not go', () => {
  test('is a trouble after a quarter of an hour, at the second look, in words with the remedy', async () => {
    await insert(aNotice('lies', 'preview:person:he', { recipient: toPerson('he'), notBefore: TUESDAY }));
    expect(await kinds(14)).toEqual([]);
    expect(await kinds(15)).toEqual(['late']);
    expect(await look(16)).toEqual([
      {
        kind: 'late',
        count: 1,
        title: '有 1 条消息没有按时发出',
        words: '最早的一条应在 12月1日（周二）10:00 发出。',
        remedy: '系统会继续发送。半小时后还有，请让维护人员重启督办服务。',
        opens: 'operations',
      },
    ]);
  });

  test('right after an outage delivery gets time to catch up', async () => {
    await insert(aNotice('old', 'preview:person:he', { notBefore: later(-10_000) }));
    expect(await kinds(0)).toEqual([]);
    await deliver(w.services);
    expect(await kinds(1)).toEqual([]);
  });

  test('the night is not counted, and a digest that waits to go along is not late', async () => {
    await insert(aNotice('evening', 'preview:person:he', { notBefore: later(8 * 60 - 5) }));
    expect(await kinds(12 * 60)).toEqual([]);
    expect(await kinds(12 * 60 + 1)).toEqual([]);
    await w.base.db.collection('notices').updateMany({}, { $set: { merging: true, notBefore: later(-10_000) } });
    expect(await kinds(12 * 60 + 2)).toEqual([]);
  });

  test('what is urgent is late after a quarter of an hour at night too', async () => {
    const night = 12 * 60;
    await insert(aNotice('urgent', 'preview:person:he', { urgent: true, notBefore: later(night) }));
    expect(await kinds(night + 14)).toEqual([]);
    expect(await kinds(night + 15)).toEqual(['late']);
  });

  test('a lane whose holder never came back is stuck, one that was let go is not', async () => {
    await insert(aNotice('held', 'preview:person:he', { notBefore: TUESDAY }), aNotice('free', 'preview:person:zhou', { notBefore: TUESDAY }));
    await w.services.store.outbox.claim('preview:person:he', TUESDAY, 30_000);
    const free = await w.services.store.outbox.claim('preview:person:zhou', TUESDAY, 30_000);
    if (free !== null) await w.services.store.outbox.release(free, 0);
    await look(0);
    expect(await kinds(1)).toEqual([]);
    await w.pass(6 * MINUTE);
    expect(await look(2)).toMatchObject([{ kind: 'stuck', count: 1, title: '有 1 处的消息卡住了' }]);
  });

  test('a lease that ends far ahead is stuck too', async () => {
    await insert(aNotice('far', 'preview:person:he', { notBefore: TUESDAY }));
    await w.services.store.outbox.claim('preview:person:he', TUESDAY, 60 * MINUTE);
    await look(0);
    expect(await kinds(1)).toEqual(['stuck']);
  });
});

test('a sweep that stopped coming is a trouble; one that has just come back is not', async () => {
  await w.services.store.settings.set(LAST_SWEEP, TUESDAY);
  expect(await kinds(24)).toEqual([]);
  expect(await look(25)).toMatchObject([{ kind: 'sweep', words: '最后一次核对在 12月1日（周二）10:00。' }]);
  await w.services.store.settings.set(LAST_SWEEP, later(26));
  expect(await kinds(26)).toEqual([]);
});

describe('what ended badly today', () => {
  const end = async (key: string, outcome: Parameters<typeof w.services.store.outbox.settle>[2]) => {
    const lane = `preview:person:${key}`;
    await insert(aNotice(key, lane, { unknown: 'once' }));
    const claim = await w.services.store.outbox.claim(lane, TUESDAY, 30_000);
    if (claim === null) throw new Error('not claimed');
    const attempt = await begun(w.services.store.outbox, claim, [key], `attempt-${key}`);
    await w.services.store.outbox.settle(claim, attempt, outcome);
  };

  test('unknown and refused are counted apart, and are yesterday’s the next day', async () => {
    await end('lost', { kind: 'unknown', afterMs: 0, why: '没有回应' });
    await end('bad', { kind: 'refused', why: '内容不被接受' });
    await end('fine', { kind: 'sent', messageId: null });
    expect(await look(1)).toMatchObject([
      { kind: 'unknown', count: 1, title: '今天有 1 条消息不知是否送达' },
      { kind: 'refused', count: 1, words: '原因：内容不被接受。' },
    ]);
    expect(await kinds(24 * 60)).toEqual([]);
  });

  test('an escalation of unknown fate that was sent again is no trouble', async () => {
    const lane = 'preview:person:again';
    await insert(aNotice('again', lane));
    const first = await w.services.store.outbox.claim(lane, TUESDAY, 30_000);
    if (first === null) throw new Error('not claimed');
    const attempt = await begun(w.services.store.outbox, first, ['again'], 'try-1');
    await w.services.store.outbox.settle(first, attempt, { kind: 'unknown', afterMs: 0, why: '没有回应' });
    await w.pass(MINUTE);
    const second = await w.services.store.outbox.claim(lane, TUESDAY, 30_000);
    if (second === null) throw new Error('not claimed');
    const attemptAfter = await begun(w.services.store.outbox, second, ['again'], 'try-2');
    await w.services.store.outbox.settle(second, attemptAfter, { kind: 'sent', messageId: null });
    expect(await kinds(1)).toEqual([]);
  });
});

describe('the office', () => {
  test('is told of a kind once a day, however often the auditor looks', async () => {
    const { robot } = await w.wecomRobot('unit:section');
    await w.services.store.robots.setStopped(robot.id, '机器人已被移出群聊');
    await look(0);
    await look(1);
    expect(await told()).toEqual(
      ['person:fang', 'group:office'].map((who) => ({
        key: `note : audit-robots-2026-12-01 : ${who}`,
        title: '有 1 个群机器人停用了',
        lines: ['“群”：机器人已被移出群聊。', '发给这些群的消息已改到“消息预览”。请在“机器人”里重新添加，或发一条测试消息恢复。'],
        opens: 'robots',
        opensId: null,
      })),
    );
    await look(24 * 60);
    expect(await told()).toHaveLength(4);
  });

  test('is told nothing at night: the morning’s look tells it', async () => {
    const { robot } = await w.wecomRobot('unit:section');
    await w.services.store.robots.setStopped(robot.id, '机器人已被移出群聊');
    expect(await kinds(12 * 60)).toEqual(['robots']);
    expect(await told()).toEqual([]);
  });
});

describe('personal messages by an application', () => {
  test('an application that stopped is one trouble in words, whomever it spoke to', async () => {
    const app = await w.connect('he', 'zhou');
    await w.base.store.apps.markUnreached({ kind: 'wecomApp', personId: 'he', userId: 'HE', words: '不可见。' });
    await w.base.store.apps.setStopped(app, 'Secret 不对。');
    expect(await look(0)).toEqual([
      {
        kind: 'apps',
        count: 1,
        title: '企业微信的个人消息停发了',
        words: '企业微信：Secret 不对。',
        remedy: '发给个人的消息已改到“消息预览”和各人的“我的任务”。请在“接入”里检查并改正。',
        opens: 'connections',
      },
    ]);
    expect((await told()).map(({ key }) => key)).toContain('note : audit-apps-2026-12-01 : person:fang');
  });

  test('whom it does not reach is told by name, once a reason; who got another account is not among them', async () => {
    await w.connect('he', 'zhou', 'chen');
    for (const personId of ['he', 'zhou']) {
      await w.base.store.apps.markUnreached({ kind: 'wecomApp', personId, userId: personId.toUpperCase(), words: '督办应用对此人不可见。' });
    }
    await w.base.store.apps.markUnreached({ kind: 'wecomApp', personId: 'chen', userId: 'AnEarlierOne', words: '督办应用对此人不可见。' });
    const [trouble, ...others] = await look(0);
    expect(others).toEqual([]);
    expect(trouble).toMatchObject({ kind: 'unreached', count: 2, title: '有 2 人收不到个人消息', words: '何俊、周敏：督办应用对此人不可见。' });
  });
});

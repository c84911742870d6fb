/** Delivery against real MongoDB and fakes of the platforms: nothing lost, no unexplained duplicate. */
import { setTimeout as sleep } from 'node:timers/promises';
import { deliver } from '../../bot/actions/deliver.js';
import { deliveryLoop } from '../../bot/actions/delivery-loop.js';
import type { Services } from '../../bot/services.js';
import type { NoticeDraft } from '../../core/notice/model.js';
import { aNotice, type DeliveryWorld, deliveryWorld, toGroup, toPerson, TUESDAY } from '../support/delivery.js';
import { aTask } from '../support/make.js';
import { until } from '../support/until.js';

const MINUTE = 60_000;
let w: DeliveryWorld;

beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(() => w.forget());
afterAll(() => w.close());

const insert = (...notices: (NoticeDraft & { readonly lane: string })[]) => w.services.store.outbox.insert(notices);
const arrivalsOf = (key: string) => [...w.wecom.accepted, ...w.dingtalk.accepted].filter((message) => message.text.includes(`<${key}>`)).length;
const chat = async (room: string) => (await w.base.store.previews.ofRoom(room, 100)).map((message) => message.text);

const storeWith = (part: Partial<Services['store']>): Services => ({ ...w.services, store: { ...w.services.store, ...part } });

describe('one message a lane', () => {
  test('what a group is due goes as one message, and is done', async () => {
    const { lane, key } = await w.wecomRobot('office');
    await insert(aNotice('n1', lane), aNotice('n2', lane));
    expect(await deliver(w.services)).toEqual({ sent: 2, dropped: 0, retried: 0, refused: 0, unknown: 0 });
    w.wecom.expect(key, /<n1>\n<n2>/);
    expect(await deliver(w.services)).toMatchObject({ sent: 0 });
    w.wecom.expectNothing();
    expect(await w.row('n1')).toMatchObject({ state: 'sent', sentAt: TUESDAY });
  });

  test('three deliveries side by side, in three processes, send each notice once', async () => {
    const robots = await Promise.all(Array.from({ length: 12 }, () => w.wecomRobot('office')));
    const people = Array.from({ length: 30 }, (_, index) => `preview:person:he-${index}`);
    const lanes = [...robots.map(({ lane }) => lane), ...people];
    await insert(...lanes.flatMap((lane) => [1, 2, 3].map((n) => aNotice(`${lane}/${n}`, lane))));
    const processes = [w.services, await w.process(), await w.process()];
    const all = await Promise.all([...processes, ...processes].map((services) => deliver(services)));
    expect(all.reduce((sum, { sent }) => sum + sent, 0)).toBe(lanes.length * 3);
    expect(w.wecom.accepted).toHaveLength(robots.length);
    for (const { lane } of robots) for (const n of [1, 2, 3]) expect(arrivalsOf(`${lane}/${n}`)).toBe(1);
    for (const lane of people) expect(await chat(lane.slice('preview:'.length))).toHaveLength(1);
  });
});

describe('a notice that no message can be made of', () => {
  /** No message can be made of notices like these. */
  const cannot = (isUnfit: (keys: readonly string[]) => boolean): Services => ({
    ...w.services,
    compose: async (of, to, notices) => {
      if (isUnfit(notices.map(({ key }) => key))) throw new Error('no words for it');
      return w.services.compose(of, to, notices);
    },
  });
  const isPoison = (keys: readonly string[]) => keys.includes('poison');

  test('is put off alone: the rest of its lane goes, and it goes once it can be told', async () => {
    const { lane } = await w.wecomRobot('office');
    await insert(aNotice('n1', lane), aNotice('poison', lane), aNotice('n2', lane));
    // A slow machine may try it twice before it is through: it waits half a second at first.
    expect(await deliver(cannot(isPoison))).toMatchObject({ sent: 2, refused: 0 });
    expect([arrivalsOf('n1'), arrivalsOf('n2'), arrivalsOf('poison')]).toEqual([1, 1, 0]);
    expect(await w.row('poison')).toMatchObject({ state: 'waiting', why: '消息内容没有生成，稍后重试' });
    expect(w.lines.filter(({ words }) => words === 'a message could not be composed')).not.toEqual([]);
    await w.pass(MINUTE);
    expect(await deliver(w.services)).toMatchObject({ sent: 1 });
  });

  test('is refused after some minutes of trying, with what to do', async () => {
    const { lane } = await w.wecomRobot('office');
    await insert(aNotice('poison', lane));
    for (let refused = 0; refused === 0; await w.pass(10 * MINUTE)) ({ refused } = await deliver(cannot(isPoison)));
    expect(await w.row('poison')).toMatchObject({ state: 'refused', tries: 8, why: '消息内容无法生成，请把服务日志交给技术人员' });
  });

  test('while nothing at all can be told, nothing is settled', async () => {
    const { lane } = await w.wecomRobot('office');
    await insert(aNotice('n1', lane), aNotice('n2', lane));
    await deliver(cannot((keys) => keys.length > 1));
    expect(await w.row('n1')).toMatchObject({ state: 'waiting', tries: 0 });
  });
});

describe('the world is looked at again', () => {
  test('a notice about a task that is closed meanwhile is dropped, with why', async () => {
    const open = aTask({ id: 'open' });
    const closed = aTask({ id: 'closed', number: 900, status: 'closed' });
    await w.base.store.tasks.insertMany([open, closed]);
    await w.base.store.ledger.saveFindings([{ id: 'finding', roundId: 'round', number: '1', category: '作风建设', text: '文', sensitive: false }]);
    const rung = { kind: 'rung', rung: 'due-late-1', recipient: toPerson('he') } as const;
    await insert(
      aNotice('k-open', 'preview:person:he', { ...rung, taskId: 'open' }),
      aNotice('k-closed', 'preview:person:he', { ...rung, taskId: 'closed' }),
    );
    expect(await deliver(w.services)).toMatchObject({ sent: 1, dropped: 1 });
    expect(await chat('person:he')).toEqual(['督办\n<k-open>']);
    expect(await w.row('k-closed')).toMatchObject({ state: 'dropped', why: '事项已办结或已有变化，不再需要提醒' });
  });

  test('a person who was deactivated is told nothing', async () => {
    await insert(aNotice('gone', 'preview:person:nobody', { recipient: toPerson('nobody') }));
    expect(await deliver(w.services)).toMatchObject({ sent: 0, dropped: 1 });
    expect(await chat('person:nobody')).toEqual([]);
  });

  test('after an outage nothing goes out at night; it waits for the morning', async () => {
    await insert(aNotice('night', 'preview:group:office'));
    w.setNow(new Date('2026-12-01T14:00:00Z'));
    expect(await deliver(w.services)).toMatchObject({ sent: 0 });
    w.setNow(new Date('2026-12-02T00:40:00Z'));
    expect(await deliver(w.services)).toMatchObject({ sent: 1 });
  });
});

describe('a process that dies', () => {
  const POINTS = [
    'lane leased',
    'claimed',
    'looked again',
    'composed',
    'paced',
    'attempt written',
    'attempt begun',
    'sent',
    'outcome written',
    'notices follow',
    'settled',
  ];

  /** Dies once at the point, in the store or in delivery, then others go on. Answers how often the group heard it. */
  async function dieAt(point: string, policy: NoticeDraft['unknown']) {
    const { lane } = await w.wecomRobot('office');
    await insert(aNotice('mortal', lane, { unknown: policy }));
    let deaths = 0;
    const die = (at: string) => {
      if (at !== point || deaths > 0) return;
      deaths += 1;
      throw new Error('killed');
    };
    await deliver(await w.process(die), { reached: die });
    expect(deaths).toBe(1);
    const survivor = await w.process();
    await deliver(survivor);
    await w.pass(MINUTE);
    await deliver(survivor);
    await w.pass(MINUTE);
    await deliver(survivor);
    const row = await w.row('mortal');
    return { arrivals: arrivalsOf('mortal'), unknowns: Number(row?.['unknowns']), state: row?.['state'] };
  }

  test.each(POINTS)('dying at “%s” loses nothing and sends nothing twice without an explanation', async (point) => {
    const { arrivals, unknowns, state } = await dieAt(point, 'again');
    expect(state).toBe('sent');
    expect(arrivals).toBeGreaterThanOrEqual(1);
    expect(arrivals).toBeLessThanOrEqual(1 + unknowns);
    expect(unknowns).toBeLessThanOrEqual(1);
    if (point !== 'sent') expect(arrivals).toBe(1);
  });

  test('dying between call and outcome repeats an escalation once, marked, and a courtesy not at all', async () => {
    expect(await dieAt('sent', 'again')).toEqual({ arrivals: 2, unknowns: 1, state: 'sent' });
    expect(w.wecom.accepted.map((message) => message.text.includes('请忽略'))).toEqual([false, true]);
    await w.forget();
    expect(await dieAt('sent', 'once')).toEqual({ arrivals: 1, unknowns: 1, state: 'unknown' });
  });

  test('the preview chat shows what was sent by one who died only once', async () => {
    await insert(aNotice('shown', 'preview:group:office'));
    const die = (at: string) => {
      if (at === 'sent') throw new Error('killed');
    };
    await deliver(w.services, { reached: die });
    await w.pass(MINUTE);
    await deliver(w.services);
    await w.pass(MINUTE);
    expect(await deliver(w.services)).toMatchObject({ sent: 1 });
    expect(await chat('group:office')).toHaveLength(1);
  });

  test('one bad lane stops no other', async () => {
    await insert(
      aNotice('bad', 'preview:group:office', { taskId: 'bad' }),
      aNotice('good', 'preview:group:leadingGroup', { recipient: toGroup('leadingGroup') }),
    );
    const many = w.services.store.tasks.many;
    const broken = storeWith({
      tasks: { ...w.services.store.tasks, many: (ids) => (ids.includes('bad') ? Promise.reject(new Error('a bug')) : many(ids)) },
    });
    expect(await deliver(broken)).toMatchObject({ sent: 1 });
    expect(await w.row('good')).toMatchObject({ state: 'sent' });
    expect(w.lines.map((line) => line.words)).toContain('delivery failed');
  });
});

describe('what the platforms answer', () => {
  test('an answer that never came: the escalation goes again after some minutes, marked', async () => {
    const { lane } = await w.wecomRobot('office');
    w.wecom.next({ kind: 'dropReply' });
    await insert(aNotice('lost-reply', lane));
    expect(await deliver(w.services)).toMatchObject({ sent: 0, unknown: 1 });
    await w.pass(4 * MINUTE);
    expect(await deliver(w.services)).toMatchObject({ sent: 0 });
    await w.pass(2 * MINUTE);
    expect(await deliver(w.services)).toMatchObject({ sent: 1 });
    expect(arrivalsOf('lost-reply')).toBe(2);
  });

  test('a busy platform is tried four times, then left in peace for ten minutes, and nothing is lost', async () => {
    const { lane, key } = await w.wecomRobot('office');
    w.wecom.next({ kind: 'errcode', code: -1 }, 4);
    await insert(aNotice('busy', lane));
    while (w.wecom.calls() < 4) {
      expect((await deliver(w.services)).retried).toBeGreaterThan(0);
      await w.pass(10_000);
    }
    expect(await deliver(w.services)).toMatchObject({ retried: 0, sent: 0 });
    expect(w.wecom.calls()).toBe(4);
    await w.pass(10 * MINUTE);
    expect(await deliver(w.services)).toMatchObject({ sent: 1 });
    w.wecom.expect(key, /<busy>/);
  });

  test('content that is refused ends there, with words for the office', async () => {
    const { lane } = await w.wecomRobot('office');
    w.wecom.next({ kind: 'errcode', code: 40058 });
    await insert(aNotice('bad-content', lane));
    expect(await deliver(w.services)).toMatchObject({ refused: 1 });
    expect(await w.row('bad-content')).toMatchObject({ state: 'refused', why: expect.stringContaining('企业微信不接受这条消息的内容') });
  });

  test('a robot that was removed from its group is stopped, and what it was to say stands in the preview chat', async () => {
    const { lane, robot, key } = await w.wecomRobot('unit:section');
    w.wecom.removeRobot(key);
    const tomorrow = new Date('2026-12-02T01:00:00Z');
    const facts = { recipient: toGroup('unit:section') };
    await insert(aNotice('homeless', lane, facts), aNotice('tomorrow', lane, { ...facts, notBefore: tomorrow }));
    expect(await deliver(w.services)).toMatchObject({ retried: 1, sent: 1 });
    expect((await w.base.store.robots.find(robot.id))?.stopped).toMatch(/机器人已被移出群聊/);
    expect(await chat('group:unit:section')).toEqual(['督办\n<homeless>']);
    w.setNow(tomorrow);
    await deliver(w.services);
    expect(await chat('group:unit:section')).toHaveLength(2);
    const events = await w.base.store.events.of('robot', robot.id);
    expect(events.map(({ action, by }) => [action, by])).toEqual([['stopped', null]]);
  });

  test('a robot that the office took away leaves what it was to say in the preview chat', async () => {
    const { lane, robot } = await w.dingtalkRobot('office');
    await insert(aNotice('orphan', lane));
    await w.base.store.robots.remove(robot.id);
    await deliver(w.services);
    expect(await chat('group:office')).toEqual(['督办\n<orphan>']);
    w.dingtalk.expectNothing();
  });

  test('no log line holds an address, a key or a secret', async () => {
    const secret = 'SECneverlogged';
    const [one, other] = [await w.wecomRobot('office'), await w.dingtalkRobot('office', { secret })];
    w.wecom.next({ kind: 'hangUp' });
    w.dingtalk.next({ kind: 'errcode', code: 300005 });
    await insert(aNotice('a', one.lane), aNotice('b', other.lane));
    await deliver(w.services);
    const logged = JSON.stringify(w.lines);
    expect(w.lines.length).toBeGreaterThan(2);
    for (const hidden of [one.key, other.key, secret, '127.0.0.1']) expect(logged).not.toContain(hidden);
  });
});

describe('the pace of a robot', () => {
  test('is shared by all processes: 18 in a minute, then the rest in one message', async () => {
    const { lane, key } = await w.wecomRobot('office');
    const processes = [w.services, await w.process()];
    for (let n = 1; n <= 25; n += 1) {
      await insert(aNotice(`paced-${n}`, lane));
      await Promise.all(processes.map((services) => deliver(services)));
    }
    expect(w.wecom.accepted).toHaveLength(18);
    await w.pass(MINUTE);
    w.wecom.advance(MINUTE);
    expect(await deliver(w.services)).toMatchObject({ sent: 7 });
    expect(w.wecom.accepted).toHaveLength(19);
    expect(w.wecom.busiestMinute(key)).toBeLessThanOrEqual(20);
  });

  test('a rolling minute is no fixed one: half a minute later only what has left it may follow', async () => {
    const { robot } = await w.wecomRobot('office');
    const { robots } = w.base.store;
    const take = async (times: number) =>
      (await Promise.all(Array.from({ length: times }, () => robots.take(robot.id, 18)))).filter((taken) => taken?.waitMs === 0).length;
    expect(await take(9)).toBe(9);
    await w.pass(30_000);
    expect(await take(20)).toBe(9);
    await w.pass(31_000);
    expect(await take(20)).toBe(9);
    expect((await robots.take(robot.id, 18))?.waitMs).toBeGreaterThan(20_000);
    // What has left the minute is forgotten, so the row does not grow.
    expect(await w.base.db.collection('robots').countDocuments({ 'sends.18': { $exists: true } })).toBe(0);
  });

  test('DingTalk’s ban holds the whole robot for ten minutes and no other robot', async () => {
    const [banned, other] = [await w.dingtalkRobot('office'), await w.dingtalkRobot('leadingGroup')];
    w.dingtalk.ban(banned.key);
    await insert(aNotice('first', banned.lane), aNotice('elsewhere', other.lane));
    expect(await deliver(w.services)).toMatchObject({ sent: 1, retried: 1 });
    await insert(aNotice('second', banned.lane));
    const before = w.dingtalk.calls();
    await w.pass(9 * MINUTE);
    await deliver(w.services);
    expect(w.dingtalk.calls()).toBe(before);
    // A shorter hold that comes later ends none that is longer.
    await w.base.store.robots.hold(banned.robot.id, 1_000);
    expect((await w.base.store.robots.take(banned.robot.id, 18))?.waitMs).toBeGreaterThan(20_000);
    await w.pass(2 * MINUTE);
    w.dingtalk.advance(11 * MINUTE);
    expect(await deliver(w.services)).toMatchObject({ sent: 2 });
    w.dingtalk.expect(other.key, /<elsewhere>/);
    w.dingtalk.expect(banned.key, /<first>\n<second>/);
  });

  test('a slow robot does not slow the others', async () => {
    const [slow, quick] = [await w.wecomRobot('office'), await w.dingtalkRobot('office')];
    let letGo = (): void => undefined;
    w.wecom.next({ kind: 'held', letGo: new Promise((resolve) => (letGo = resolve)) });
    await insert(aNotice('slow', slow.lane), aNotice('quick', quick.lane));
    const all = deliver(w.services);
    await until(() => w.dingtalk.accepted.length > 0);
    expect(w.wecom.accepted).toHaveLength(0);
    letGo();
    expect(await all).toMatchObject({ sent: 2 });
  });
});

describe('the loop', () => {
  test('sends after a kick without waiting for its timer, and by its timer without a kick', async () => {
    const { key, lane } = await w.wecomRobot('office');
    const unhurried = deliveryLoop(w.services, { pollMs: 3_600_000 });
    await unhurried.idle();
    await insert(aNotice('kicked', lane));
    unhurried.kick();
    await until(() => w.wecom.accepted.length > 0);
    await unhurried.stop();
    const loop = deliveryLoop(w.services);
    await loop.idle();
    await insert(aNotice('found', lane));
    await until(() => w.wecom.accepted.length > 1);
    await loop.stop();
    w.wecom.expect(key, /<kicked>/);
    w.wecom.expect(key, /<found>/);
  });

  test('stop finishes what is in flight, starts nothing more and leaves no lease', async () => {
    const robots = await Promise.all(Array.from({ length: 5 }, () => w.wecomRobot('office')));
    let letGo = (): void => undefined;
    w.wecom.next({ kind: 'held', letGo: new Promise((resolve) => (letGo = resolve)) }, 5);
    await insert(...robots.map(({ lane }) => aNotice(`inflight-${lane}`, lane)));
    const loop = deliveryLoop(w.services);
    await until(() => w.wecom.calls() >= 5);
    const stopped = loop.stop();
    letGo();
    await stopped;
    expect(w.wecom.accepted).toHaveLength(5);
    await insert(aNotice('too-late', robots[0]?.lane ?? ''));
    loop.kick();
    await sleep(150);
    expect(w.wecom.accepted).toHaveLength(5);
    expect(await w.base.db.collection('lanes').countDocuments({ leasedUntil: { $ne: null } })).toBe(0);
    expect(await w.base.db.collection('lanes').countDocuments({ open: { $ne: null } })).toBe(0);
  });
});

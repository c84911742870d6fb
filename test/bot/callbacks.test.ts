/** WeCom calls us: what is genuine is answered at once and worked on once; everything else gets one and the same 403 and changes nothing. */
import { receive, takeUpLeft } from '../../bot/actions/receive.js';
import { type FakeWecom, startFakeWecom } from '../support/fake-wecom.js';
import { encrypted, envelopeXml, messageXml, type Seal, sealed, signatureOf, urlOf } from '../support/fake-wecom-callback.js';
import { wecomConnection } from '../support/connect.js';
import { holdWork, serve } from '../support/held-work.js';
import { type World, world } from '../support/world.js';
import { until, workedOff } from '../support/until.js';

const KEYS = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };

let w: World;
let wecom: FakeWecom;
let agentId: string;
let address: string;
let taskId: string;

beforeAll(async () => {
  [w, wecom] = await Promise.all([world({ today: '2026-11-24' }), startFakeWecom()]);
  await w.supervise();
  const app = wecomConnection(wecom, w.services.secrets, KEYS);
  await w.services.store.apps.save(app);
  agentId = app.open['agentId'] ?? '';
  address = `${w.url}/api/callbacks/wecom`;
  wecom.setReceiving(agentId, { ...KEYS, url: address });
  const { services } = w;
  const he = (await services.store.people.people()).find(({ name }) => name === '何俊');
  if (he === undefined) throw new Error('no 何俊');
  wecom.addUser('HeJun');
  wecom.addUser('Nobody');
  await services.store.people.savePeople([{ ...he, wecomUserId: 'HeJun' }]);
  taskId = (await (await w.phone('何俊')).task('潮汐窗口')).id;
});
afterAll(async () => {
  await Promise.all([w?.close(), wecom?.close()]);
});
beforeEach(async () => {
  wecom.forget();
  await w.base.db.collection('paces').deleteMany({});
});

const post = (query: Readonly<Record<string, string>>, body: string, type = 'text/xml') =>
  fetch(urlOf(address, query), { method: 'POST', body, headers: { 'content-type': type } });
const seal = (): Seal => wecom.sealOf(agentId);
const textOf = (facts: Readonly<Record<string, string | number>> = {}) =>
  messageXml({
    ToUserName: seal().corpId,
    FromUserName: 'HeJun',
    CreateTime: 1,
    MsgType: 'text',
    Content: '待办',
    MsgId: '4711',
    AgentID: Number(agentId),
    ...facts,
  });

describe('the check of the address', () => {
  test('answers the plain text, without quotes, mark or line break', async () => {
    const { query, encrypt } = sealed('1616140317555161061', seal());
    const answer = await fetch(urlOf(address, { ...query, echostr: encrypt }));
    expect([answer.status, await answer.text()]).toEqual([200, '1616140317555161061']);
  });

  test('opens no message that was caught on its way here', async () => {
    const { query, encrypt } = sealed(textOf(), seal());
    const answer = await fetch(urlOf(address, { ...query, echostr: encrypt }));
    expect([answer.status, await answer.text()]).toEqual([403, 'forbidden']);
  });

  test('with another signature is refused', async () => {
    const { query, encrypt } = sealed('1', seal());
    expect((await fetch(urlOf(address, { ...query, nonce: 'other', echostr: encrypt }))).status).toBe(403);
  });
});

describe('what is not genuine', () => {
  type Call = readonly [query: Readonly<Record<string, string>>, body: string];
  const callOf = (message: string, of: Seal = seal(), seconds?: number): Call => {
    const { query, encrypt } = sealed(message, of, seconds);
    return [query, envelopeXml(encrypt, of.corpId, agentId)];
  };
  const now = () => Math.floor(Date.now() / 1_000);

  test.each<[string, () => Call]>([
    ['a wrong signature', () => [{ ...callOf(textOf())[0], msg_signature: 'a'.repeat(40) }, callOf(textOf())[1]]],
    ['no query at all', () => [{}, callOf(textOf())[1]]],
    ['an old timestamp', () => callOf(textOf(), seal(), now() - 3_600)],
    ['a timestamp to come', () => callOf(textOf(), seal(), now() + 3_600)],
    ['a foreign corp inside', () => callOf(textOf(), { ...seal(), corpId: 'wwforeign00000001' })],
    ['a foreign corp in the message', () => callOf(textOf({ ToUserName: 'wwforeign00000001' }))],
    ['another application', () => callOf(textOf({ AgentID: 1 }))],
    ['nobody as sender', () => callOf(textOf({ FromUserName: '' }))],
    ['another token', () => callOf(textOf(), { ...seal(), token: 'other' })],
    ['another key', () => callOf(textOf(), { ...seal(), aesKey: 'b'.repeat(43) })],
    [
      'garbage under a right signature',
      () => {
        const [timestamp, nonce, encrypt] = [String(now()), 'n1', Buffer.alloc(96, 3).toString('base64')];
        return [
          { timestamp, nonce, msg_signature: signatureOf(KEYS.token, timestamp, nonce, encrypt) },
          envelopeXml(encrypt, seal().corpId, agentId),
        ];
      },
    ],
    ['a genuine seal around what is no XML', () => callOf('{"FromUserName":"HeJun"}')],
    ['a document type around it', () => [callOf(textOf())[0], `<!DOCTYPE x>${callOf(textOf())[1]}`]],
    ['a trap of a name', () => [callOf(textOf())[0], '<xml><__proto__>1</__proto__></xml>']],
    ['JSON', () => [callOf(textOf())[0], JSON.stringify({ encrypt: encrypted(textOf(), seal()) })]],
    ['nothing', () => [callOf(textOf())[0], '']],
    ['too much', () => [callOf(textOf())[0], 'x'.repeat(900_000)]],
    ['far too much', () => [callOf(textOf())[0], 'x'.repeat(3_000_000)]],
  ])('%s: one uniform 403, nothing changed', async (_name, call) => {
    const counts = () => Promise.all(['incoming', 'events', 'requests'].map((name) => w.base.db.collection(name).countDocuments()));
    const before = await counts();
    const [query, body] = call();
    const answer = await post(query, body).catch(() => null);
    // A body that is far too long may be cut off before it is sent.
    if (answer !== null) {
      expect([answer.status, await answer.text()]).toEqual([403, 'forbidden']);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    }
    expect(await counts()).toEqual(before);
    wecom.expectNothing();
  });

  test('the very same call again is a 403 and is worked on once', async () => {
    const { query, encrypt } = sealed(textOf({ MsgId: '1001' }), seal());
    const body = envelopeXml(encrypt, seal().corpId, agentId);
    const statuses = await Promise.all([post(query, body), post(query, body), post(query, body)]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
    expect((await post(query, body)).status).toBe(403);
    await workedOff(w);
    expect(wecom.accepted).toHaveLength(1);
  });

  test('where nothing is connected, or nothing to receive with, every call is a 403', async () => {
    const app = await w.services.store.apps.find('wecomApp');
    if (app === null) throw new Error('not connected');
    const { secret = '' } = app.sealed;
    const [query, body] = callOf(textOf({ MsgId: '1002' }));
    await w.services.store.apps.save({ ...app, sealed: { secret } });
    expect((await post(query, body)).status).toBe(403);
    await w.services.store.apps.remove('wecomApp');
    expect((await post(query, body)).status).toBe(403);
    await w.services.store.apps.save(app);
    expect((await post(query, body)).status).toBe(200);
    await workedOff(w);
  });
});

test('the address is checked and a message answered while the work behind it still waits, and the work is done afterwards', async () => {
  const held = holdWork(w);
  const elsewhere = await serve(held.services);
  const at = `${elsewhere.url}/api/callbacks/wecom`;
  const message = sealed(textOf({ MsgId: 'held-up' }), seal());
  const answers: string[] = [];
  const asking = fetch(urlOf(at, message.query), { method: 'POST', body: envelopeXml(message.encrypt, seal().corpId, agentId) }).then(
    async (answer) => answers.push(`${answer.status} ${await answer.text()}`),
  );
  await until(() => held.isHeld() && answers.length > 0, 'the message was not answered before it was worked on');
  expect(answers).toEqual(['200 ']);
  const check = sealed('20261124', seal());
  const checked = await fetch(urlOf(at, { ...check.query, echostr: check.encrypt }));
  expect([checked.status, await checked.text()]).toEqual([200, '20261124']);
  wecom.expectNothing();
  held.letGo();
  await Promise.all([asking, workedOff(w)]);
  wecom.expect('HeJun', /潮汐窗口/);
  elsewhere.close();
});

describe('what somebody writes', () => {
  test('is answered at once with nothing, and then with words; the platform’s repetition is not answered twice', async () => {
    expect(await wecom.say(agentId, 'HeJun', '待办', 'msg-1')).toBe(200);
    await workedOff(w);
    expect(wecom.expect('HeJun', /潮汐窗口/).text).toContain('[打开我的任务]');
    expect(await wecom.say(agentId, 'HeJun', '待办', 'msg-1')).toBe(200);
    // By another call, whose work is waited for.
    const { query, encrypt } = sealed(textOf({ MsgId: 'msg-1' }), seal());
    const body = Buffer.from(envelopeXml(encrypt, seal().corpId, agentId));
    const again = await receive(w.services, 'wecomApp', { door: 'message', method: 'post', query, headers: {}, body, now: new Date() });
    expect(again?.answer).toBe('');
    await again?.work();
    wecom.expectNothing();
  });

  test('whoever asks the same twice is answered twice, also where the words are the same', async () => {
    for (const messageId of ['msg-twice-1', 'msg-twice-2']) {
      await wecom.say(agentId, 'HeJun', '帮助', messageId);
      await workedOff(w);
      wecom.expect('HeJun', /我的任务/);
    }
    expect(wecom.dropped).toEqual([]);
  });

  test('a body is never read as JSON, whatever it says it is', async () => {
    const { query, encrypt } = sealed(textOf({ MsgId: '1003' }), seal());
    expect((await post(query, envelopeXml(encrypt, seal().corpId, agentId), 'application/json')).status).toBe(200);
    await workedOff(w);
  });

  test('who is not known learns how to be connected and nothing else', async () => {
    await wecom.say(agentId, 'Nobody', '统计');
    await workedOff(w);
    const { text } = wecom.expect('Nobody', /没有登记.*“Nobody”.*巡察办/);
    expect(text).not.toMatch(/何俊|潮汐|项/);
  });

  test('is not kept after it was worked on', async () => {
    await wecom.say(agentId, 'HeJun', '一句只给督办看的话', 'msg-private');
    await workedOff(w);
    expect(JSON.stringify(await w.base.db.collection('incoming').find().toArray())).not.toContain('只给督办');
  });

  test('whoever opens the application can be reached again', async () => {
    const { apps } = w.services.store;
    const he = (await w.services.roster()).people.find(({ name }) => name === '何俊');
    await apps.markUnreached({ kind: 'wecomApp', personId: he?.id ?? '', userId: 'HeJun', words: '不可见' });
    expect(await wecom.enter(agentId, 'HeJun')).toBe(200);
    await workedOff(w);
    expect(await apps.unreached()).toEqual([]);
    wecom.expectNothing();
  });

  test('what fails each time is taken up three times and no more', async () => {
    const incoming = { id: 'poison', userId: 'HeJun', replyTo: null, what: { kind: 'text', text: '待办' } } as const;
    const { incoming: store } = w.services.store;
    await store.take('wecomApp', 'a poisoned call', incoming);
    let times = 0;
    for (let minute = 0; minute < 6; minute += 1) {
      await w.base.db.collection('incoming').updateOne({ call: 'a poisoned call' }, [{ $set: { heldUntil: { $subtract: ['$$NOW', 1_000] } } }]);
      if ((await store.takeLeft()) !== null) times += 1;
    }
    expect(times).toBe(3);
    await store.done('wecomApp', 'poison');
  });

  test('what a process took and never worked on is taken up after a minute, once', async () => {
    const incoming = { id: 'left-behind', userId: 'HeJun', replyTo: null, what: { kind: 'text', text: '待办' } } as const;
    expect(await w.services.store.incoming.take('wecomApp', 'a call', incoming)).toBe('first');
    expect(await takeUpLeft(w.services)).toBe(0);
    await w.base.db.collection('incoming').updateOne({ call: 'a call' }, [{ $set: { heldUntil: { $subtract: ['$heldUntil', 61_000] } } }]);
    expect(await takeUpLeft(w.services)).toBe(1);
    expect(await takeUpLeft(w.services)).toBe(0);
    wecom.expect('HeJun', /潮汐窗口/);
  });
});

describe('a button', () => {
  const card = () => ({
    source: '督办',
    title: '等您签收：增设“潮汐窗口”',
    subtitle: null,
    lines: [{ key: '签收期限', value: '11月26日（周四）前' }],
    foot: '请先签收，再填报进展。',
    links: [{ words: '去签收', url: `${w.services.settings.publicUrl}/#/pages/task/index?id=${taskId}` }],
    buttons: [{ words: '签收', key: `sign:${taskId}:1` }],
  });

  /** As delivery does: to the person, and into their room. */
  async function sendCard(id: string): Promise<void> {
    const app = await w.services.store.apps.find('wecomApp');
    const he = (await w.services.roster()).people.find(({ name }) => name === '何俊');
    if (app === null || he === undefined) throw new Error('not connected');
    const message = { id, title: '督办', text: '督办', markdown: null, card: card() };
    const sent = await w.services.channels.wecomApp.send({ kind: 'member', app, personId: he.id, userId: 'HeJun' }, message, w.services.clock.now());
    expect(sent.kind).toBe('sent');
    await w.services.channels.preview.send({ kind: 'room', room: `person:${he.id}` }, message, w.services.clock.now());
  }

  test('does what it says as that person, and the card says who did what and when', async () => {
    await sendCard('card-1');
    expect(wecom.expect('HeJun', /潮汐窗口/).text).toMatch(/\[签收\]\n\[去签收\]/);
    const before = await (await w.phone('何俊')).task('潮汐窗口');
    expect(before.status).toBe('handedOut');
    expect(await wecom.press(agentId, 'HeJun', '签收')).toBe(200);
    await workedOff(w);
    const events = await w.base.store.events.of('task', taskId);
    const he = (await w.services.roster()).people.find(({ name }) => name === '何俊');
    expect(events.at(-1)).toMatchObject({ action: 'sign', by: he?.id });
    expect(wecom.cardOf('HeJun')).toMatchObject({
      card_type: 'text_notice',
      main_title: { title: '等您签收：增设“潮汐窗口”' },
      sub_title_text: expect.stringMatching(/^何俊 11月24日（周二）08:30：已签收。/),
    });
    wecom.expectNothing();
  });

  /** A press of a card whose buttons the reader's phone still shows. */
  async function pressOld(cardId: string, key: string, second: number): Promise<void> {
    const event = { MsgType: 'event', Event: 'template_card_event', EventKey: key, TaskId: cardId, CreateTime: second };
    const { query, encrypt } = sealed(messageXml({ ToUserName: seal().corpId, FromUserName: 'HeJun', ...event, AgentID: Number(agentId) }), seal());
    expect((await post(query, envelopeXml(encrypt, seal().corpId, agentId))).status).toBe(200);
    await workedOff(w);
  }

  test('pressed once more on another day says when it was pressed first', async () => {
    w.setTime('2026-11-25', '09:15');
    await pressOld('card-1', `sign:${taskId}:1`, 11);
    wecom.expect('HeJun', /^何俊 11月24日（周二）08:30：已签收。/);
    w.setTime('2026-11-24', '08:30');
  });

  test('of a message that was overtaken does nothing, and says where to go on', async () => {
    const before = (await w.base.store.events.of('task', taskId)).length;
    await pressOld('card-0', `sign:${taskId}:0`, 12);
    await pressOld('card-0', `acknowledge:${taskId}:1.due-before-30`, 13);
    wecom.expect('HeJun', /这条提醒已经过去，没有记录。请打开任务查看现在的情况/);
    wecom.expect('HeJun', /这条提醒已经过去，没有记录。/);
    expect(await w.base.store.events.of('task', taskId)).toHaveLength(before);
  });

  test('pressed again changes nothing, whoever repeats it', async () => {
    await sendCard('card-2');
    wecom.expect('HeJun', /潮汐窗口/);
    const before = (await w.base.store.events.of('task', taskId)).length;
    await wecom.press(agentId, 'HeJun', '签收');
    await workedOff(w);
    expect(wecom.expect('HeJun', /没有办成/).text).toMatch(/整改中/);
    expect(await w.base.store.events.of('task', taskId)).toHaveLength(before);
  });

  test('of somebody who has left does nothing, and says what a stranger hears', async () => {
    const he = (await w.services.roster()).people.find(({ name }) => name === '何俊');
    if (he === undefined) throw new Error('no 何俊');
    await w.services.store.people.savePeople([{ ...he, active: false }]);
    const before = (await w.base.store.events.of('task', taskId)).length;
    await pressOld('card-4', `sign:${taskId}:1`, 14);
    expect(wecom.expect('HeJun', /没有登记/).text).not.toMatch(/潮汐|何俊/);
    expect(await w.base.store.events.of('task', taskId)).toHaveLength(before);
    await w.services.store.people.savePeople([he]);
  });

  test('of somebody who may not does nothing and says so', async () => {
    await sendCard('card-3');
    const outsider = await w.phone('外单位办事员');
    const person = await w.services.store.people.person(outsider.personId);
    if (person !== null) await w.services.store.people.savePeople([{ ...person, wecomUserId: 'Nobody' }]);
    const before = (await w.base.store.events.of('task', taskId)).length;
    const { query, encrypt } = sealed(
      messageXml({
        ...{ ToUserName: seal().corpId, FromUserName: 'Nobody', CreateTime: 5, MsgType: 'event', Event: 'template_card_event' },
        ...{ EventKey: `sign:${taskId}:1`, TaskId: 'card-3', AgentID: Number(agentId) },
      }),
      seal(),
    );
    expect((await post(query, envelopeXml(encrypt, seal().corpId, agentId))).status).toBe(200);
    await workedOff(w);
    const { text } = wecom.expect('Nobody', /没有办成/);
    expect(text).not.toMatch(/潮汐|何俊/);
    expect(await w.base.store.events.of('task', taskId)).toHaveLength(before);
    if (person !== null) await w.services.store.people.savePeople([person]);
  });

  test.each(['', 'sign', 'close:x', 'sign:a b:1', 'sign:$where:1', 'sign:x', 'sign:x:a b', '__proto__:x', `sign:${'a'.repeat(65)}:1`])(
    'with the key %j is none of ours',
    async (key) => {
      const message = {
        ToUserName: seal().corpId,
        FromUserName: 'HeJun',
        CreateTime: 7,
        MsgType: 'event',
        Event: 'template_card_event',
        EventKey: key,
      };
      const { query, encrypt } = sealed(messageXml({ ...message, TaskId: 'card-x', AgentID: Number(agentId) }), seal());
      expect((await post(query, envelopeXml(encrypt, seal().corpId, agentId))).status).toBe(200);
      await workedOff(w);
      wecom.expect('HeJun', /已经不能用了/);
    },
  );
});

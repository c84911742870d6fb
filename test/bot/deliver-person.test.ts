/** A person's own messages by WeCom's application: once, at a bearable pace, and in the preview chat where WeCom does not reach them. */
import { hear } from '../../bot/actions/hear.js';
import { deliver } from '../../bot/actions/deliver.js';
import { lanesOf, switchboardOf } from '../../bot/actions/lanes.js';
import type { NoticeDraft } from '../../core/notice/model.js';
import { aNotice, type DeliveryWorld, deliveryWorld, toPerson, TUESDAY } from '../support/delivery.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let w: DeliveryWorld;

beforeAll(async () => {
  w = await deliveryWorld();
});
afterEach(() => w.forget());
afterAll(() => w.close());

const laneOf = async (id: string) => lanesOf(toPerson(id), await switchboardOf(w.services));
/** As the sweep would: by the lane that the person has now. */
async function tell(id: string, key: string, facts: Partial<NoticeDraft> = {}): Promise<void> {
  const [lane = ''] = await laneOf(id);
  await w.services.store.outbox.insert([aNotice(key, lane, { recipient: toPerson(id), ...facts })]);
}
const chat = async (id: string) => (await w.base.store.previews.ofRoom(`person:${id}`, 100)).map((message) => message.text);
const arrivals = (key: string) => w.wecom.accepted.filter((message) => message.text.includes(`＜${key}>`)).length;

describe('the lane of a person', () => {
  test('is WeCom’s where the application is connected and knows them, else the preview chat’s', async () => {
    expect(await laneOf('he')).toEqual(['preview:person:he']);
    await w.connect('he');
    expect(await laneOf('he')).toEqual(['wecomApp:person:he']);
    expect(await laneOf('zhou')).toEqual(['preview:person:zhou']);
  });

  test('a person who is no longer active has none of WeCom’s', async () => {
    await w.connect('he');
    const he = await w.base.store.people.person('he');
    if (he !== null) await w.base.store.people.savePeople([{ ...he, active: false }]);
    expect(await laneOf('he')).toEqual(['preview:person:he']);
  });
});

describe('what goes by WeCom', () => {
  test('arrives once, and stands among what was said to them on the phone', async () => {
    await w.connect('he', 'zhou');
    await tell('he', 'n1');
    await tell('he', 'n2');
    await tell('zhou', 'n3');
    expect(await deliver(w.services)).toMatchObject({ sent: 3 });
    w.wecom.expect('HE', /＜n1>\n＜n2>/);
    w.wecom.expect('ZHOU', /＜n3>/);
    w.wecom.expectNothing();
    expect(await chat('he')).toEqual(['督办\n<n1>\n<n2>']);
    expect(await w.row('n1')).toMatchObject({ state: 'sent', sentAt: TUESDAY, messageId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  test('many people in three processes need one token, and one more when the platform gives it up early', async () => {
    const ids = ['he', 'zhou', 'chen', 'gao', 'lin', 'fang', 'song'];
    await w.connect(...ids);
    const processes = [w.services, await w.process(), await w.process()];
    for (const id of ids) await tell(id, `a-${id}`);
    await Promise.all(processes.map((services) => deliver(services)));
    expect(w.wecom.tokensGiven()).toBe(1);
    w.wecom.revokeTokens();
    for (const id of ids) await tell(id, `b-${id}`);
    await Promise.all(processes.map((services) => deliver(services)));
    expect(w.wecom.tokensGiven()).toBe(2);
    for (const id of ids) for (const key of [`a-${id}`, `b-${id}`]) expect(arrivals(key)).toBe(1);
  });

  test('a token lies in the base sealed', async () => {
    await w.connect('he');
    await tell('he', 'sealed');
    await deliver(w.services);
    const kept = await w.base.db.collection('tokens').findOne({});
    expect(kept?.['sealed']).toMatch(/^v1\./);
    expect(w.services.secrets.open(String(kept?.['sealed']))).toMatch(/^[0-9a-f]{180}$/);
  });

  test('an answer that never came is among what was said, and goes again marked', async () => {
    await w.connect('he');
    await tell('he', 'first');
    await deliver(w.services);
    w.wecom.next({ kind: 'dropReply' });
    await tell('he', 'lost');
    expect(await deliver(w.services)).toMatchObject({ unknown: 1 });
    expect(await chat('he')).toEqual(['督办\n<first>', '督办\n<lost>']);
    await w.pass(6 * MINUTE);
    expect(await deliver(w.services)).toMatchObject({ sent: 1 });
    expect(await w.row('lost')).toMatchObject({ state: 'sent', unknowns: 1 });
  });
});

describe('a card whose answer never came', () => {
  test('goes again by the same task id, so that WeCom shows it once', async () => {
    await w.connect('he');
    const card = {
      source: '督办',
      title: '还剩 3 天',
      subtitle: null,
      lines: [],
      foot: '',
      links: [{ words: '查看', url: 'http://localhost:3000' }],
    };
    const services = { ...w.services, compose: async () => ({ title: '还剩 3 天', text: '还剩 3 天', markdown: null, card }) };
    // The token is there already: the next call is the message.
    await tell('he', 'first');
    await deliver(services);
    w.wecom.next({ kind: 'dropReply' });
    await tell('he', 'lost');
    expect(await deliver(services)).toMatchObject({ unknown: 1 });
    expect(w.wecom.accepted).toHaveLength(2);
    await w.pass(6 * MINUTE);
    expect(await deliver(services)).toMatchObject({ sent: 1 });
    expect(await w.row('lost')).toMatchObject({ state: 'sent', unknowns: 1 });
    expect(w.wecom.accepted).toHaveLength(2);
  });
});

describe('the pace of a person', () => {
  test('is shared by all processes, so that WeCom drops nothing in silence', async () => {
    await w.connect('he', 'zhou');
    const processes = [w.services, await w.process()];
    for (let n = 1; n <= 10; n += 1) {
      await tell('he', `paced-${n}`);
      await Promise.all(processes.map((services) => deliver(services)));
    }
    await tell('zhou', 'other');
    await deliver(w.services);
    expect(arrivals('other')).toBe(1);
    expect(w.wecom.busiestMinute('HE')).toBe(4);
    await w.pass(MINUTE);
    w.wecom.advance(MINUTE);
    expect(await deliver(w.services)).toMatchObject({ sent: 6 });
    expect(w.wecom.dropped).toEqual([]);
  });

  test('what we say and what people ask stay below 30 a minute and a thousand an hour together', () => {
    const { perMinute, repliesPerMinute } = w.services.channels.wecomApp;
    expect((perMinute ?? 0) + repliesPerMinute).toBeLessThanOrEqual(30);
    expect(((perMinute ?? 0) + repliesPerMinute) * 60).toBeLessThanOrEqual(1_000);
  });

  test('an answer does not wait behind reminders', async () => {
    const app = await w.connect('he');
    for (let n = 1; n <= 10; n += 1) {
      await tell('he', `queued-${n}`);
      await deliver(w.services);
    }
    const asked = { id: 'm1', userId: 'HE', replyTo: null, what: { kind: 'text', text: '帮助' } } as const;
    await hear(w.services, app.kind, asked);
    expect(w.wecom.accepted.at(-1)?.text).not.toMatch(/queued/);
  });

  test('whoever asks faster than anybody reads is answered twelve times a minute, so that WeCom drops no reminder', async () => {
    const app = await w.connect('he');
    for (let n = 1; n <= 14; n += 1) {
      await hear(w.services, app.kind, { id: `m${n}`, userId: 'HE', replyTo: null, what: { kind: 'text', text: '帮助' } });
    }
    expect(w.wecom.accepted).toHaveLength(12);
    expect(w.lines.filter(({ words }) => words === 'reply left out')).toHaveLength(2);
  });

  test('a limit of the whole application holds everybody, and nothing is lost', async () => {
    await w.connect('he', 'zhou');
    await tell('he', 'warm');
    await deliver(w.services);
    w.wecom.next({ kind: 'errcode', code: 45009 });
    await tell('he', 'limited');
    await deliver(w.services);
    const before = w.wecom.calls();
    await tell('zhou', 'waits');
    expect(await deliver(w.services)).toMatchObject({ sent: 0 });
    expect(w.wecom.calls()).toBe(before);
    await w.pass(2 * MINUTE);
    expect(await deliver(w.services)).toMatchObject({ sent: 2 });
  });
});

describe('a person whom WeCom does not reach', () => {
  test.each([
    ['is unknown there', () => w.wecom.removeUser('HE'), /可见范围/],
    ['is outside 可见范围', () => w.wecom.addUser('HE', { isVisible: false }), /可见范围/],
    ['has no licence', () => w.wecom.addUser('HE', { isLicensed: false }), /接口许可/],
  ])('%s: reads it in the preview chat, and nobody else is stopped', async (_name, change, words) => {
    await w.connect('he', 'zhou');
    change();
    await tell('he', 'astray');
    await tell('zhou', 'fine');
    expect(await deliver(w.services)).toMatchObject({ retried: 1, sent: 2 });
    expect(await chat('he')).toEqual(['督办\n<astray>']);
    w.wecom.expect('ZHOU', /＜fine>/);
    expect(await w.base.store.apps.find('wecomApp')).toMatchObject({ stopped: null });
    expect(await w.base.store.apps.unreached()).toMatchObject([{ personId: 'he', userId: 'HE', words: expect.stringMatching(words) }]);
    expect((await w.base.store.events.of('person', 'he')).map(({ action }) => action)).toEqual(['unreached']);
    expect(await laneOf('he')).toEqual(['preview:person:he']);
  });

  test('is tried again after a day, and by another account at once', async () => {
    await w.connect('he');
    w.wecom.removeUser('HE');
    await tell('he', 'one');
    await deliver(w.services);
    await w.pass(DAY + MINUTE);
    expect(await laneOf('he')).toEqual(['wecomApp:person:he']);
    await tell('he', 'two');
    await deliver(w.services);
    // The same trouble a day later is no news.
    expect(await w.base.store.events.of('person', 'he')).toHaveLength(1);
    expect(await laneOf('he')).toEqual(['preview:person:he']);
    const he = await w.base.store.people.person('he');
    if (he !== null) await w.base.store.people.savePeople([{ ...he, wecomUserId: 'HeJun' }]);
    expect(await laneOf('he')).toEqual(['wecomApp:person:he']);
  });
});

describe('a connection that no longer holds', () => {
  test.each([
    ['the secret was changed', (agentId: string) => void w.wecom.resetSecret(agentId), /Secret 不对/],
    ['the application was disabled', (agentId: string) => w.wecom.disableApp(agentId), /Secret 不对或应用已停用|已停用/],
    ['our address is not trusted', () => w.wecom.distrustIp(true), /企业可信IP/],
  ])('%s: it stops, visibly, and everybody reads in the preview chat', async (_name, change, words) => {
    const app = await w.connect('he', 'zhou');
    change(app.open['agentId'] ?? '');
    await tell('he', 'a');
    await tell('zhou', 'b');
    await deliver(w.services);
    expect(await chat('he')).toEqual(['督办\n<a>']);
    expect(await chat('zhou')).toEqual(['督办\n<b>']);
    expect((await w.base.store.apps.find('wecomApp'))?.stopped).toMatch(words);
    expect(await w.base.store.apps.unreached()).toEqual([]);
    expect((await w.base.store.events.of('connection', 'wecomApp')).map(({ action }) => action)).toContain('stopped');
    expect(await laneOf('he')).toEqual(['preview:person:he']);
    w.wecom.expectNothing();
  });

  test('what was saved meanwhile has not failed: an answer to the old secret does not stop it', async () => {
    const app = await w.connect('he');
    const fresh = w.wecom.resetSecret(app.open['agentId'] ?? '');
    await tell('he', 'a');
    const saveThen = async (at: string) => {
      if (at === 'sent') await w.base.store.apps.save({ ...app, sealed: { ...app.sealed, secret: w.services.secrets.seal(fresh) } });
    };
    await deliver(w.services, { reached: saveThen });
    expect((await w.base.store.apps.find('wecomApp'))?.stopped).toBeNull();
    expect((await w.base.store.events.of('connection', 'wecomApp')).map(({ action }) => action)).not.toContain('stopped');
  });

  test('no log line holds the secret, a token or an address', async () => {
    const app = await w.connect('he');
    w.wecom.distrustIp(true);
    await tell('he', 'logged');
    await deliver(w.services);
    const logged = JSON.stringify(w.lines);
    expect(w.lines.length).toBeGreaterThan(1);
    for (const hidden of [w.services.secrets.open(app.sealed['secret'] ?? ''), 'access_token', '127.0.0.1']) expect(logged).not.toContain(hidden);
  });
});

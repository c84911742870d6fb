/** In by WeCom and DingTalk: known persons without a password, strangers with a way to be known, nobody twice by one code. */
import { listPeople } from '../../bot/actions/list-people.js';
import { linkAccount } from '../../bot/actions/link-account.js';
import { beginPlatformSignIn, enterByPlatform } from '../../bot/actions/platform-sign-in.js';
import { savePerson } from '../../bot/actions/save-person.js';
import { signInTrouble } from '../../bot/actions/sign-in-trouble.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import type { PlatformSignIn } from '../../core/contract/session.js';
import type { Refusal } from '../../core/refusal.js';
import type { PlatformApp } from '../../bot/services.js';
import { type DeliveryWorld, deliveryWorld, TUESDAY } from '../support/delivery.js';
import { office } from '../support/make.js';

let w: DeliveryWorld;
let app: PlatformApp;
beforeAll(async () => {
  w = await deliveryWorld();
});
beforeEach(async () => {
  app = await w.connect('he');
  w.wecom.trustDomain(app.open['agentId'] ?? '', 'localhost:3000');
});
afterEach(() => w.forget());
afterAll(() => w.close());

const refusalOf = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => {
      throw new Error('nothing was refused');
    },
    (error: Refusal) => error,
  );
const idOf = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work)).id;
const begin = () => beginPlatformSignIn(w.services, { platform: 'wecomApp' });

/** The way through WeCom's page, as a browser held by this member goes it. */
async function throughPage(userId: string): Promise<PlatformSignIn & { way: 'page' }> {
  const way = await begin();
  if (way.way !== 'page') throw new Error('WeCom has a page');
  w.wecom.holdPhone(userId);
  const answer = await fetch(way.url, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? 'about:blank');
  expect(`${back.origin}${back.pathname}`).toBe('http://localhost:3000/app/back');
  const [code, state] = [back.searchParams.get('code') ?? '', back.searchParams.get('state') ?? ''];
  return { way: 'page', platform: 'wecomApp', code, state, verifier: way.verifier };
}
const enter = (asked: PlatformSignIn) => enterByPlatform(w.services, asked);
const sessionsOf = (personId: string) => w.base.db.collection('sessions').countDocuments({ personId });
const ticketOf = async (userId: string): Promise<string> => {
  const entered = await enter(await throughPage(userId));
  if (entered.kind !== 'unknown') throw new Error(`${userId} is known`);
  return entered.ticket;
};
const viewer = (id: string) => viewerFor(w.services, id);
const link = async (personId: string, ticket: string, requestId = 'request-of-linking') =>
  linkAccount(w.services, await viewer(personId), { requestId, ticket });

describe('through WeCom’s page', () => {
  test('a known member is in, with a session of their own and a trace', async () => {
    const entered = await enter(await throughPage('HE'));
    if (entered.kind !== 'in') throw new Error('not in');
    expect(entered.opened.personId).toBe('he');
    expect(await w.base.store.accounts.session(w.services.secrets.hashToken(entered.opened.token))).toEqual({ personId: 'he' });
    expect((await w.base.store.events.of('session', 'he')).map(({ action, by }) => [action, by])).toEqual([['signedIn', 'he']]);
  });

  test('WeCom does not tell capital letters from small ones, nor do we', async () => {
    w.wecom.addUser('He');
    expect(await enter(await throughPage('He'))).toMatchObject({ kind: 'in', opened: { personId: 'he' } });
  });

  test('the same return again is refused, and so is a code that came with another’s state', async () => {
    const asked = await throughPage('HE');
    await enter(asked);
    expect(await idOf(enter(asked))).toBe('sign-in-stale');
    const [mine, theirs] = [await throughPage('HE'), await throughPage('HE')];
    // Whoever is lured to a link of somebody else holds no verifier of it.
    expect(await idOf(enter({ ...theirs, verifier: mine.verifier }))).toBe('sign-in-stale');
    expect(await sessionsOf('he')).toBe(1);
  });

  test('of ten returns at once exactly one is in', async () => {
    const asked = await throughPage('HE');
    const told = await Promise.allSettled(Array.from({ length: 10 }, () => enter(asked)));
    expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await sessionsOf('he')).toBe(1);
  });

  test('a state that nobody began, one that is ten minutes old, and one of another platform open nothing', async () => {
    const asked = await throughPage('HE');
    expect(await idOf(enter({ ...asked, state: 'a'.repeat(64) }))).toBe('sign-in-stale');
    await w.base.db.collection('handshakes').updateMany({}, [{ $set: { until: { $subtract: ['$until', 10 * 60_000] } } }]);
    expect(await idOf(enter(asked))).toBe('sign-in-stale');
    await w.connectDingtalk('he');
    expect(await idOf(enter({ ...(await throughPage('HE')), platform: 'dingtalkApp' }))).toBe('sign-in-stale');
    expect(await sessionsOf('he')).toBe(0);
  });

  test('the base keeps neither state nor verifier, and no line a code', async () => {
    const asked = await throughPage('HE');
    const kept = JSON.stringify(await w.base.db.collection('handshakes').find().toArray());
    await enter(asked);
    for (const secret of [asked.state, asked.verifier]) expect(kept).not.toContain(secret);
    expect(JSON.stringify([w.lines, await w.base.db.collection('events').find().toArray()])).not.toContain(asked.code);
  });

  test('whoever has left is refused and learns nothing but that', async () => {
    const person = await w.base.store.people.person('he');
    if (person === null) throw new Error('no he');
    await w.base.store.people.savePeople([{ ...person, active: false }]);
    const refusal = await refusalOf(enter(await throughPage('HE')));
    expect([refusal.id, refusal.kind]).toEqual(['person-inactive', 'unauthenticated']);
    expect(JSON.stringify([refusal.message, refusal.remedy])).not.toMatch(/何俊/);
    expect(await sessionsOf('he')).toBe(0);
  });

  test('somebody who is no member is an outsider, and gets no ticket', async () => {
    expect(await idOf(enter(await throughPage('outsider')))).toBe('platform-outsider');
    expect(await w.base.db.collection('handshakes').countDocuments()).toBe(0);
  });
});

describe('the other ways', () => {
  test('the mini-program’s code lets in once', async () => {
    const code = w.wecom.miniprogramCode(app.open['agentId'] ?? '', 'HE');
    const asked = { way: 'app', platform: 'wecomApp', code } as const;
    expect(await enter(asked)).toMatchObject({ kind: 'in', opened: { personId: 'he' } });
    expect(await idOf(enter(asked))).toBe('sign-in-stale');
  });

  test('DingTalk: its app gives the code, and it lets in once', async () => {
    const ding = await w.connectDingtalk('he');
    expect(await beginPlatformSignIn(w.services, { platform: 'dingtalkApp' })).toEqual({
      way: 'app',
      corpId: 'dingcorp12345678',
      clientId: ding.open['appKey'],
    });
    const asked = { way: 'app', platform: 'dingtalkApp', code: w.dingtalk.authCode(ding.open['appKey'] ?? '', 'ding-he') } as const;
    expect(await enter(asked)).toMatchObject({ kind: 'in', opened: { personId: 'he' } });
    expect(await idOf(enter(asked))).toBe('sign-in-stale');
  });
});

describe('where it does not go', () => {
  test('without a connection, and out of service, nobody is sent anywhere and the platform is not asked', async () => {
    const asked = await throughPage('HE');
    const calls = w.wecom.calls();
    await w.base.store.apps.setStopped(app, 'Secret 不对');
    expect([await idOf(begin()), await idOf(enter(asked))]).toEqual(['platform-out-of-service', 'platform-out-of-service']);
    await w.base.store.apps.remove('wecomApp');
    expect(await idOf(begin())).toBe('platform-not-connected');
    expect(w.wecom.calls()).toBe(calls);
  });

  test('a secret that no longer holds puts the connection out of service, once', async () => {
    const [first, second] = [await throughPage('HE'), await throughPage('HE')];
    w.wecom.resetSecret(app.open['agentId'] ?? '');
    await w.base.db.collection('tokens').deleteMany({});
    const refusal = await refusalOf(enter(first));
    expect([refusal.id, refusal.kind]).toEqual(['platform-out-of-service', 'unavailable']);
    // What is wrong is the office's to know.
    expect(`${refusal.message}${refusal.remedy}`).not.toMatch(/Secret/);
    expect((await w.base.store.apps.find('wecomApp'))?.stopped).toMatch(/Secret 不对/);
    const calls = w.wecom.calls();
    expect(await idOf(enter(second))).toBe('platform-out-of-service');
    expect(w.wecom.calls()).toBe(calls);
  });

  test('what concerns signing in alone is kept for the office; for a minute the platform is not asked again; who gets in ends it', async () => {
    const [first, second, third] = [await throughPage('HE'), await throughPage('HE'), await throughPage('HE')];
    await w.services.channels.wecomApp.door.whoIs(app, 'warm up the token', 'page');
    w.wecom.next({ kind: 'errcode', code: 50001 });
    expect(await idOf(enter(first))).toBe('platform-out-of-service');
    expect((await signInTrouble(w.services, 'wecomApp'))?.words).toMatch(/“可信域名”/);
    expect((await w.base.store.apps.find('wecomApp'))?.stopped).toBeNull();
    const calls = w.wecom.calls();
    expect(await idOf(enter(second))).toBe('platform-out-of-service');
    expect(w.wecom.calls()).toBe(calls);
    w.setNow(new Date(TUESDAY.getTime() + 61_000));
    expect(await enter(third)).toMatchObject({ kind: 'in' });
    expect(await signInTrouble(w.services, 'wecomApp')).toBeNull();
  });

  test('a platform that does not answer is tried again by the person', async () => {
    const asked = await throughPage('HE');
    await w.services.channels.wecomApp.door.whoIs(app, 'warm up the token', 'page');
    w.wecom.next({ kind: 'dropReply' });
    const refusal = await refusalOf(enter(asked));
    expect([refusal.id, refusal.kind]).toEqual(['platform-busy', 'unavailable']);
    expect(refusal.remedy).toMatch(/账号和密码/);
  });
});

test('junk codes in any number do not reach the platform in any number', async () => {
  const sends = Array.from({ length: 600 }, () => new Date());
  await w.base.db.collection('paces').insertOne({ _id: 'wecomApp codes of sign-in' as never, sends, heldUntil: null, wait: 0 });
  const calls = w.wecom.calls();
  expect(await idOf(enter({ way: 'app', platform: 'wecomApp', code: 'junk' }))).toBe('platform-busy');
  expect(w.wecom.calls()).toBe(calls);
});

describe('whoever is not known', () => {
  test('learns how to be connected and nothing else', async () => {
    w.wecom.addUser('ZHOU');
    const entered = await enter(await throughPage('ZHOU'));
    expect(entered).toEqual({
      kind: 'unknown',
      words: expect.stringMatching(/还没有登记您的企业微信账号.*请联系巡察办登记/),
      ticket: expect.any(String),
    });
    expect(JSON.stringify(entered)).not.toMatch(/何俊|ZHOU|HE/);
    expect(await w.base.db.collection('sessions').countDocuments()).toBe(0);
  });

  test('signed in otherwise and asked, they link the account once; from then on the platform lets them in', async () => {
    w.wecom.addUser('CHEN');
    const ticket = await ticketOf('CHEN');
    expect(await link('chen', ticket)).toEqual({ words: '已绑定。以后在企业微信里打开，不用再输密码。' });
    expect(await w.base.store.people.person('chen')).toMatchObject({ wecomUserId: 'CHEN' });
    expect((await w.base.store.events.of('person', 'chen')).map(({ action, by, data }) => [action, by, data])).toEqual([
      ['accountLinked', 'chen', { wecomUserId: 'CHEN' }],
    ]);
    expect(await enter(await throughPage('CHEN'))).toMatchObject({ kind: 'in', opened: { personId: 'chen' } });
    // The lost answer asked for again; and the ticket with another request.
    expect(await link('chen', ticket)).toMatchObject({ words: expect.stringMatching(/已绑定/) });
    await expect(link('chen', ticket, 'another-request')).rejects.toMatchObject({ id: 'ticket-void' });
    expect(await w.base.store.events.of('person', 'chen')).toHaveLength(1);
  });

  test('one account is one person, one person has one account', async () => {
    w.wecom.addUser('CHEN');
    w.wecom.addUser('OTHER');
    const [first, second, third] = [await ticketOf('CHEN'), await ticketOf('CHEN'), await ticketOf('OTHER')];
    await link('chen', first);
    await expect(link('fang', second)).rejects.toMatchObject({ id: 'platform-account-taken' });
    await expect(link('chen', third, 'another-request')).rejects.toMatchObject({ id: 'platform-account-kept' });
    expect(await w.base.store.people.person('chen')).toMatchObject({ wecomUserId: 'CHEN' });
  });

  test('of two who link one account at once one has it', async () => {
    w.wecom.addUser('CHEN');
    const tickets = [await ticketOf('CHEN'), await ticketOf('CHEN')];
    const told = await Promise.allSettled([link('chen', tickets[0] ?? ''), link('fang', tickets[1] ?? '')]);
    expect(told.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const holders = (await w.base.store.people.people()).filter(({ wecomUserId }) => wecomUserId === 'CHEN');
    expect(holders).toHaveLength(1);
  });

  test('a ticket half an hour old links nothing', async () => {
    w.wecom.addUser('CHEN');
    const ticket = await ticketOf('CHEN');
    await w.base.db.collection('handshakes').updateMany({}, [{ $set: { until: { $subtract: ['$until', 31 * 60_000] } } }]);
    await expect(link('chen', ticket)).rejects.toMatchObject({ id: 'ticket-void' });
    expect(await w.base.store.people.person('chen')).toMatchObject({ wecomUserId: null });
  });
});

test('another account for a person ends the sessions that the one before opened', async () => {
  await enter(await throughPage('HE'));
  await savePerson(w.services, office, 'he', { requestId: 'request-1', phone: '13800000000' });
  expect(await sessionsOf('he')).toBe(1);
  await savePerson(w.services, office, 'he', { requestId: 'request-2', wecomUserId: 'HE2' });
  expect(await sessionsOf('he')).toBe(0);
});

test('whoever the platform lets in counts as able to sign in, while it is in service', async () => {
  const canSignIn = async () => (await listPeople(w.services, office)).people.filter((person) => person.canSignIn).map(({ id }) => id);
  expect(await canSignIn()).toEqual(['he']);
  await w.base.store.apps.setStopped(app, 'Secret 不对。');
  expect(await canSignIn()).toEqual([]);
});

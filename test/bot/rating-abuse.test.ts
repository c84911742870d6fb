/** Rating under attack: forged, changed, replayed and yesterday's codes; floods from a few addresses; answers to what one did not ask. */
import { request as ask } from 'node:http';
import type { RatingDone } from '../../core/contract/rating.js';
import type { CodeShown, WindowRoom } from '../../core/contract/window.js';
import { codeIn, unsigned } from '../../core/rating/code.js';
import { DEFAULT_RULES } from '../../core/rating/model.js';
import { fairTurns } from '../../bot/fair-turns.js';
import { rate as rateWith } from '../../bot/actions/ratings/rate.js';
import { networkOf } from '../../bot/actions/ratings/network.js';
import { createApp } from '../../bot/app.js';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { secretsFrom } from '../../bot/secrets.js';
import { until } from '../support/until.js';
import { type Phone, type World, world } from '../support/world.js';

const seeded = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  return seed / 4_294_967_296;
};

describe('rating under attack', () => {
  let w: World;
  let office: Phone;
  let code: string;
  let windowId: string;
  let made = 0;
  const fresh = (facts: Record<string, unknown> = {}) => {
    made += 1;
    return {
      requestId: `request-${String(made).padStart(16, '0')}`,
      deviceId: `device-${String(made).padStart(16, '0')}`,
      level: 1,
      tags: [],
      comment: '',
      ...facts,
    };
  };
  const kept = () => w.base.db.collection('ratings').countDocuments();
  const codeOf = (url: string | null | undefined) => url?.split('c=')[1] ?? '';

  /** From an address of the loopback network of one's own; `127.0.0.9`. */
  const rateFrom = (localAddress: string, body: unknown, by = code): Promise<{ status: number; ms: number }> =>
    new Promise((resolve, reject) => {
      const begun = performance.now();
      const { hostname, port } = new URL(w.url);
      const sent = ask(
        { hostname, port, localAddress, method: 'POST', path: `/api/rate/${by}`, headers: { 'content-type': 'application/json' }, agent: false },
        (answer) => {
          answer.resume().once('end', () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - begun }));
        },
      );
      sent.once('error', reject).end(JSON.stringify(body));
    });

  beforeAll(async () => {
    w = await world({ today: '2026-11-24', time: '09:00' });
    await w.supervise();
    office = await w.phone('方正');
    const unitId = (await w.services.store.people.units())[0]?.id ?? '';
    const asked = { requestId: 'request-window-1', name: '1 号窗口', unitId, handlerId: null, leaderId: null, staff: [], services: [], active: true };
    const { body } = await office.post<WindowRoom>('/api/windows', asked);
    windowId = body.windows[0]?.id ?? '';
    code = codeOf(body.windows[0]?.ratingUrl);
  });
  afterAll(() => w.close());

  test('the right code is taken, so what follows is no accident', async () => {
    expect((await w.stranger.post(`/api/rate/${code}`, fresh({ level: 5 }))).status).toBe(200);
  });

  test('of 1,000 forged, changed, replayed and yesterday’s codes none is accepted', async () => {
    const random = seeded(20_261_124);
    const other = secretsFrom('the key of another house, just as long as ours is');
    const signedBy = (secrets: typeof other, text: string) => `${text}.${secrets.sign(`rating-code\n${text}`).slice(0, 22)}`;
    const changedLetter = (text: string) => {
      const at = Math.floor(random() * text.length);
      const letter = text[at] === 'A' ? 'B' : 'A';
      return `${text.slice(0, at)}${letter}${text.slice(at + 1)}`;
    };
    const today = (number: string) => ({ kind: 'service', windowId, number: 1, day: '2026-11-24', serviceNumber: number }) as const;
    // On tickets and on screens.
    const yesterday = (index: number) =>
      index % 2 === 0
        ? ({ ...today(`Y${index}`), day: '2026-11-23' } as const)
        : ({ kind: 'screen', windowId, number: 1, day: '2026-11-23' } as const);
    const used: string[] = [];
    for (let index = 0; index < 20; index += 1) {
      const shown = await office.post<CodeShown>(`/api/windows/${windowId}/code`, { serviceNumber: `R${index}` });
      used.push(codeOf(shown.body.url));
      expect((await w.stranger.post(`/api/rate/${used.at(-1)}`, fresh({ level: 4 }))).status).toBe(200);
    }
    const before = await kept();
    const tries: string[] = [];
    for (let index = 0; index < 200; index += 1) {
      const ours = w.services.secrets;
      tries.push(
        changedLetter(code),
        signedBy(other, unsigned(today(`F${index}`))),
        signedBy(ours, unsigned(yesterday(index))),
        signedBy(ours, unsigned({ kind: 'window', windowId, number: 2 + index })),
        used[index % used.length] ?? '',
      );
    }
    expect(tries).toHaveLength(1_000);
    const statuses = new Map<number, number>();
    for (const one of tries) {
      const { status } = await w.stranger.post(`/api/rate/${encodeURIComponent(one)}`, fresh());
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses.keys()].filter((status) => status < 400)).toEqual([]);
    expect(await kept()).toBe(before);
    expect(await w.base.db.collection('tasks').countDocuments({ ticket: { $ne: null } })).toBe(0);
  });

  test('a revoked code is void, and so are the day’s codes made under it', async () => {
    const screen = codeOf((await office.post<CodeShown>(`/api/windows/${windowId}/code`, {})).body.url);
    expect((await w.stranger.post(`/api/rate/${screen}`, fresh({ level: 5 }))).status).toBe(200);
    const room = await office.post<WindowRoom>(`/api/windows/${windowId}/renew`, { requestId: 'request-renew-1' });
    const renewed = codeOf(room.body.windows[0]?.ratingUrl);
    for (const old of [code, screen]) expect((await w.stranger.post(`/api/rate/${old}`, fresh())).status).toBe(409);
    expect((await w.stranger.post(`/api/rate/${renewed}`, fresh({ level: 5 }))).status).toBe(200);
    code = renewed;
  });

  test('a flood from five addresses is stopped at the limit, while others pass; a number on the ticket passes even there', async () => {
    const rules = { ...DEFAULT_RULES, perNetwork: 6 };
    expect((await office.post('/api/windows/rules', { requestId: 'request-rules-1', rules })).status).toBe(200);
    // From each address one after the other: what comes at the same instant besides is turned away before it is counted.
    const floodFrom = async (address: string) => {
      const answers: { status: number }[] = [];
      for (let index = 0; index < 40; index += 1) answers.push(await rateFrom(address, fresh()));
      return answers;
    };
    const flood = [1, 2, 3, 4, 5].map((last) => floodFrom(`127.0.7.${last}`));
    const honest = Array.from({ length: 20 }, (_one, index) => rateFrom(`127.0.8.${1 + index}`, fresh({ level: 5 })));
    const floods = (await Promise.all(flood)).flat();
    expect(floods.filter(({ status }) => status === 200)).toHaveLength(5 * 6);
    expect(floods.filter(({ status }) => status === 429)).toHaveLength(200 - 5 * 6);
    expect((await Promise.all(honest)).map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const signed = codeOf((await office.post<CodeShown>(`/api/windows/${windowId}/code`, { serviceNumber: 'S1' })).body.url);
    expect((await rateFrom('127.0.7.1', fresh({ level: 5 }), signed)).status).toBe(200);
  });

  test('a network that keeps its turns busy is turned away at once and nothing is kept; others and signed numbers have turns of their own', async () => {
    const turns = fairTurns({ atOnce: 3, ofOne: 1, waiting: 0, lanes: 100 });
    let letGo: () => void = () => undefined;
    const held = turns.inTurn('10.1.1.1', () => new Promise<void>((resolve) => (letGo = resolve)));
    const services = { ...w.services, ratingTurns: turns };
    const rateAt = (network: string, by = code) => rateWith(services, by, { ...fresh({ level: 5 }), level: 5, tags: [] }, network);
    const before = await kept();
    await expect(rateAt('10.1.1.1')).rejects.toMatchObject({ id: 'rated-often', kind: 'too-often' });
    expect(await kept()).toBe(before);
    await rateAt('10.1.1.2');
    await rateAt('10.1.1.1', codeOf((await office.post<CodeShown>(`/api/windows/${windowId}/code`, { serviceNumber: 'S2' })).body.url));
    expect(await kept()).toBe(before + 2);
    letGo();
    await held;
    await rateAt('10.1.1.1');
  });

  test('what a network has spent is refused without asking the base, until its window ends or the rules allow more', async () => {
    const { budgets } = w.services.store;
    const [anHour, aSecond] = ['rating-network:for-an-hour', 'rating-network:for-a-second'];
    const countOf = async (key: string) => (await w.base.db.collection<{ _id: string; count: number }>('budgets').findOne({ _id: key }))?.count;
    for (let index = 0; index < 2; index += 1) expect(await budgets.take(anHour, 2, 3_600)).toBe(true);
    expect(await budgets.take(anHour, 2, 3_600)).toBe(false);
    const counted = await countOf(anHour);
    for (let index = 0; index < 5; index += 1) expect(await budgets.take(anHour, 2, 3_600)).toBe(false);
    expect(await countOf(anHour)).toBe(counted);
    expect(await budgets.take(anHour, 5, 3_600)).toBe(true);
    // The window of a second ends, and it begins anew.
    await until(async () => !(await budgets.take(aSecond, 1, 1)), 'it was never spent');
    await until(() => budgets.take(aSecond, 1, 1), 'its window never ended');
    expect(await countOf(aSecond)).toBe(1);
  });

  test('one device rates a window three times a day', async () => {
    const deviceId = 'the-same-device-always';
    const statuses: number[] = [];
    for (let index = 0; index < 5; index += 1) statuses.push((await rateFrom(`127.0.9.${index + 1}`, fresh({ level: 5, deviceId }))).status);
    expect(statuses).toEqual([200, 200, 200, 409, 409]);
  });

  test('a token opens its own rating alone: ids and marks of others open nothing', async () => {
    const one = (await w.stranger.post<RatingDone>(`/api/rate/${code}`, fresh({ level: 5, deviceId: 'device-of-one-00000' }))).body;
    const two = (await rateFrom('127.0.10.1', fresh({ level: 5 }))).status;
    expect(two).toBe(200);
    const [id = '', mark = ''] = one.token.split('.');
    const others = await w.base.db
      .collection<{ _id: string }>('ratings')
      .find({ _id: { $ne: id } })
      .limit(50)
      .toArray();
    for (const { _id } of others) expect((await w.stranger.get(`/api/ratings/mine/${_id}.${mark}`)).status).toBe(404);
    expect((await w.stranger.get(`/api/ratings/mine/${one.token}`)).status).toBe(200);
    expect((await w.stranger.get(`/api/ratings/mine/${one.token.slice(0, -1)}${one.token.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404);
  });

  test('an unbelieved X-Forwarded-For changes nothing; behind one proxy of ours its last word counts', async () => {
    const h5 = { folder: '', progress: () => ({ state: 'missing', percent: 0, words: '' }) as const };
    const served = createServer(createApp(w.services, { h5, demo: null, ready: () => w.base.ping(), trustedProxies: 1 }).callback());
    await new Promise<void>((resolve) => served.listen(0, '127.0.0.1', resolve));
    const behind = `http://127.0.0.1:${(served.address() as AddressInfo).port}`;
    const rateAs = async (url: string, forwarded: string) =>
      (
        await fetch(`${url}/api/rate/${code}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
          body: JSON.stringify(fresh({ level: 5 })),
        })
      ).status;
    const spoofed: number[] = [];
    for (let index = 0; index < 12; index += 1) spoofed.push(await rateAs(w.url, `10.0.0.${index}`));
    expect(spoofed.filter((status) => status === 200).length).toBeLessThanOrEqual(6);
    const proxied: number[] = [];
    // Whoever rates may write what they like before what our proxy adds.
    for (let index = 0; index < 8; index += 1) proxied.push(await rateAs(behind, `10.9.9.${index}, 203.0.113.7`));
    expect(proxied).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    await new Promise<void>((resolve) => served.close(() => resolve()));
  });

  test.each([
    ['an unknown level', { level: 6 }],
    ['an operator for a level', { level: { $gt: 0 } }],
    ['a tag of another level', { level: 5, tags: ['态度生硬'] }],
    ['staff of another window', { staffId: '999' }],
    ['a number that is none', { phone: '12345' }],
    ['an unknown field', { ticketId: 'x' }],
  ])('%s is a 400', async (_what, facts) => {
    const before = await kept();
    expect((await rateFrom('127.0.11.1', fresh(facts))).status).toBe(400);
    expect(await kept()).toBe(before);
  });

  test('codes are read back as they were written, and one network is one', () => {
    const day = '2026-11-24';
    const id = 'a'.repeat(24);
    for (const one of [
      { kind: 'window', windowId: id, number: 3 },
      { kind: 'screen', windowId: id, number: 3, day },
      { kind: 'service', windowId: id, number: 3, day, serviceNumber: 'A-12' },
    ] as const)
      expect(codeIn(unsigned(one))).toEqual(one);
    for (const odd of [
      '',
      '.',
      'w',
      `w.${id}`,
      `w.${id}.1.20261124`,
      `s.${id}.1`,
      `s.${id}.1.20261340`,
      `n.${id}.1.20261124`,
      `n.${id}.1.20261124.a.b`,
    ])
      expect(codeIn(odd)).toBeNull();
    expect(networkOf('::ffff:10.1.2.3')).toBe('10.1.2.3');
    expect(networkOf('2001:db8:0:1::5')).toBe(networkOf('2001:0db8:0000:0001:aaaa:bbbb:cccc:dddd'));
    expect(networkOf('2001:db8:0:1::5')).not.toBe(networkOf('2001:db8:0:2::5'));
  });
});

/** From a bad rating to its ticket: exactly one, whatever dies between the two and however many open it. */
import { openTickets } from '../../bot/actions/ratings/open-tickets.js';
import { rate as rateWith } from '../../bot/actions/ratings/rate.js';
import { momentOf, sweep } from '../../bot/actions/sweep.js';
import type { Services, Store } from '../../bot/services.js';
import type { RatingDone, RatingOfMine } from '../../core/contract/rating.js';
import type { WindowRoom } from '../../core/contract/window.js';
import { type World, worlds } from '../support/world.js';

const newWorld = worlds();

class Died extends Error {}

/** The store of a process that dies before its `at`th write of a transaction and writes no more; `reached` tells which ones it came to. */
function dyingAt(store: Store, at: number, reached: string[]): Store {
  const WRITES = /^(settle|save|insert|remember|owe|replace)/;
  const dying = <Room extends object>(room: Room, name: string): Room =>
    new Proxy(room, {
      get: (target, method, own) => {
        const value: unknown = Reflect.get(target, method, own);
        if (typeof value !== 'function' || !WRITES.test(String(method))) return value;
        return (...given: unknown[]) => {
          if (reached.length < at) reached.push(`${name}.${String(method)}`);
          if (reached.length === at) throw new Died(`before ${name}.${String(method)}`);
          return (value as (...args: unknown[]) => unknown).apply(target, given);
        };
      },
    });
  const rooms = (inside: Store): Store =>
    new Proxy(inside, {
      get: (target, room, own) => {
        const value: unknown = Reflect.get(target, room, own);
        return typeof value === 'object' && value !== null ? dying(value, String(room)) : value;
      },
    });
  return new Proxy(store, {
    get: (target, room, own) =>
      room === 'transaction'
        ? (work: (inside: Store) => Promise<unknown>) => target.transaction((inside) => work(rooms(inside)))
        : Reflect.get(target, room, own),
  });
}

describe('the ticket of a bad rating', () => {
  let w: World;
  let code: string;
  let handlerId: string;
  let made = 0;
  const rate = async (facts: Record<string, unknown> = {}) => {
    made += 1;
    const id = String(made).padStart(16, '0');
    const said = { requestId: `request-${id}`, deviceId: `device-${id}`, level: 1, tags: [], comment: '', ...facts };
    const { status, body } = await w.stranger.post<RatingDone>(`/api/rate/${code}`, said);
    return { status, token: body.token };
  };
  const rows = (name: string, filter = {}) => w.base.db.collection(name).countDocuments(filter);
  const tickets = () => rows('tasks', { ticket: { $ne: null } });
  const opened = () => rows('events', { action: 'ticketOpened' });
  const told = () => rows('notices', { kind: 'ticketOpened', 'recipient.id': handlerId });
  const open = async (services: Services = w.services) => openTickets(services, await momentOf(services));
  const figures = async () => [await tickets(), await opened(), await told(), await rows('ticketsOwed')];

  beforeEach(async () => {
    w = await newWorld({ today: '2026-11-24', time: '09:00' });
    await w.supervise();
    const office = await w.phone('方正');
    const unitId = (await w.services.store.people.units()).find(({ name }) => name === '政务服务科')?.id ?? '';
    handlerId = (await w.phone('何俊')).personId;
    const asked = { requestId: 'request-window-1', name: '1 号窗口', unitId, handlerId, leaderId: null, staff: [], services: [], active: true };
    const { body } = await office.post<WindowRoom>('/api/windows', asked);
    code = body.windows[0]?.ratingUrl?.split('c=')[1] ?? '';
  });
  afterEach(() => w.close());

  test('a process that dies between rating and ticket leaves a rating that the next sweep, of whatever process, finds', async () => {
    const { token } = await rate();
    expect(await figures()).toEqual([0, 0, 0, 1]);
    expect((await w.stranger.get<RatingOfMine>(`/api/ratings/mine/${token}`)).body.stateWords).toBe('正在处理，15 个工作日内整改并答复。');
    await sweep(await w.secondProcess());
    expect(await figures()).toEqual([1, 1, 1, 0]);
    expect((await w.stranger.get<RatingOfMine>(`/api/ratings/mine/${token}`)).body.stateWords).toMatch(/^正在处理，12月15日（周二）前整改并答复。$/);
    await sweep(w.services);
    expect(await figures()).toEqual([1, 1, 1, 0]);
  });

  test('its days count from the rating, however late it is opened', async () => {
    await rate({ phone: '13812345678' });
    w.setTime('2026-11-27', '09:00');
    await open();
    const task = await w.base.db.collection('tasks').findOne({ ticket: { $ne: null } });
    expect([task?.['due'], task?.['supervisedFrom']]).toMatchObject([{ day: '2026-12-15' }, '2026-11-24']);
  });

  test('a death at whatever write of it leaves all of it to be done again, and then it is done once', async () => {
    await rate();
    await rate({ level: 2 });
    const all: string[] = [];
    for (let at = 1; ; at += 1) {
      const reached: string[] = [];
      const dying = { ...w.services, store: dyingAt(w.services.store, at, reached) };
      const end = await open(dying).catch((error: unknown) => error);
      if (!(end instanceof Died)) break;
      all.push(reached.at(-1) ?? '');
      expect(await figures()).toEqual([0, 0, 0, 2]);
    }
    expect(all).toEqual(['ratings.settle', 'ledger.saveRound', 'ledger.saveFindings', 'tasks.insertMany', 'events.insert', 'outbox.insert']);
    expect(await figures()).toEqual([2, 2, 2, 0]);
  });

  test('a death at whatever write of a rating leaves nothing of it: neither rating nor a ticket that is owed', async () => {
    const said = { requestId: 'request-that-dies-1', level: 1, comment: '' } as const;
    const all: string[] = [];
    for (let at = 1; at < 10; at += 1) {
      const reached: string[] = [];
      const dying = { ...w.services, store: dyingAt(w.services.store, at, reached) };
      const end = await rateWith(dying, code, { ...said, tags: [], deviceId: `device-that-dies-${at}` }, `10.0.0.${at}`).catch(
        (error: unknown) => error,
      );
      if (!(end instanceof Died)) break;
      all.push(reached.at(-1) ?? '');
      expect([await rows('ratings'), await rows('ticketsOwed'), await rows('events', { action: 'rated' })]).toEqual([0, 0, 0]);
    }
    expect(all).toEqual(['events.remember', 'ratings.insert', 'events.insert', 'ratings.owe']);
    expect([await rows('ratings'), await rows('ticketsOwed')]).toEqual([1, 1]);
  });

  test('two processes that open the same ones at the same time open each once, with one event and one notice', async () => {
    const other = await w.secondProcess();
    for (let index = 0; index < 50; index += 1) expect((await rate()).status).toBe(200);
    const both = await Promise.all([open(), open(other), open(), sweep(other)]);
    expect(both.slice(0, 3).reduce<number>((sum, one) => sum + Number(one), 0)).toBeLessThanOrEqual(50);
    expect(await figures()).toEqual([50, 50, 50, 0]);
    const numbers = await w.base.db.collection('tasks').distinct('number', { ticket: { $ne: null } });
    expect(numbers).toHaveLength(50);
    expect(await w.base.db.collection('tasks').distinct('ticket.ratingId')).toHaveLength(50);
  });

  test('ratings that come while tickets are opened wait for the next turn and are not missed', async () => {
    const other = await w.secondProcess();
    const rated = (async () => {
      for (let index = 0; index < 30; index += 1) await rate();
    })();
    const opening = (async () => {
      for (let index = 0; index < 10; index += 1) await open(index % 2 === 0 ? w.services : other);
    })();
    await Promise.all([rated, opening]);
    await sweep(w.services);
    expect(await figures()).toEqual([30, 30, 30, 0]);
  });

  test('one whose window cannot be read keeps no other from its ticket, and is told in the log', async () => {
    await rate();
    await w.base.db.collection('ratings').updateOne({}, { $set: { windowId: 'f'.repeat(24) } });
    await rate();
    const errors: string[] = [];
    await open({ ...w.services, log: { ...w.services.log, error: (words) => void errors.push(words) } });
    expect(await figures()).toEqual([1, 1, 1, 1]);
    expect(errors).toEqual(['ticket cannot be opened']);
  });

  test('one that cannot be written keeps none of its batch from its ticket, and stays owed', async () => {
    for (let index = 0; index < 3; index += 1) await rate();
    const [, bad] = await w.base.db.collection('ratings').find().sort({ _id: 1 }).toArray();
    await w.base.db.collection('tasks').insertOne({ _id: bad?.['ticketId'], number: 9_999, order: 'z' });
    const told: unknown[] = [];
    const log = { ...w.services.log, error: (_words: string, fields?: Readonly<Record<string, unknown>>) => void told.push(fields?.['rating']) };
    expect(await open({ ...w.services, log })).toBe(2);
    expect(await figures()).toEqual([2, 2, 2, 1]);
    expect(told).toEqual([bad?._id]);
  });

  test('what no rating belongs to any more hides none of those behind it', async () => {
    await rate();
    const orphans = Array.from({ length: 30 }, (_, index) => `${index}`.padStart(24, '0'));
    await w.base.db.collection<{ _id: string }>('ticketsOwed').insertMany(orphans.map((_id) => ({ _id })));
    expect(await open(w.services)).toBe(1);
  });

  test('where tickets cannot be opened the reminders of the same sweep go out all the same', async () => {
    await rate();
    w.setTime('2026-12-10', '09:00');
    const errors: string[] = [];
    const log = { ...w.services.log, error: (words: string) => void errors.push(words) };
    const { made } = await sweep({ ...w.services, log, store: dyingAt(w.services.store, 1, []) });
    expect(made).toBeGreaterThan(0);
    expect(errors).toEqual(['tickets were not opened']);
    expect(await figures()).toEqual([0, 0, 0, 1]);
  });
});

/** What a base decides about ratings: who must leave a number, how many photos, the days of a ticket; and who sees which windows. */
import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import type { PolicyBook, PolicyRoom } from '../../core/contract/policy.js';
import type { RatingDone, RatingOfMine, RatingPage } from '../../core/contract/rating.js';
import type { RatingList, Satisfaction } from '../../core/contract/satisfaction.js';
import type { WaitTaken, WindowRoom } from '../../core/contract/window.js';
import type { PostKind } from '../../core/people/model.js';
import { DEFAULT_RULES, type RatingRules } from '../../core/rating/model.js';
import { minutesIn } from '../../core/rating/waiting.js';
import { openTickets } from '../../bot/actions/ratings/open-tickets.js';
import { momentOf } from '../../bot/actions/sweep.js';
import { type Answer, type Phone, type World, world } from '../support/world.js';

interface Refused {
  readonly error: { readonly id: string; readonly message: string; readonly remedy?: string };
}

describe('what a base decides about ratings', () => {
  let w: World;
  let office: Phone;
  let requests = 0;
  /** Of photos, before a test. */
  let events: number;
  const requestId = () => `request-${(requests += 1)}-by-the-rules`;
  /** Of a window by its name. */
  const windows = new Map<string, { readonly id: string; readonly code: string }>();
  const windowOf = (name: string) => windows.get(name) ?? { id: '', code: '' };
  const unitId = async (name: string) => (await w.services.store.people.units()).find((unit) => unit.name === name)?.id ?? '';

  const rate = async (name: string, facts: Record<string, unknown>): Promise<Answer<RatingDone & Refused>> => {
    const said = { requestId: requestId(), deviceId: `device-${requestId()}`, level: 5, tags: [], comment: '', ...facts };
    const answer = await w.stranger.post<RatingDone & Refused>(`/api/rate/${windowOf(name).code}`, said);
    await openTickets(w.services, await momentOf(w.services));
    return answer;
  };
  const page = async (name: string) => (await w.stranger.get<RatingPage>(`/api/rate/${windowOf(name).code}`)).body;
  const mine = async (token: string) => (await w.stranger.get<RatingOfMine>(`/api/ratings/mine/${token}`)).body;
  const decide = (rules: Partial<RatingRules>, phone = office) =>
    phone.post<WindowRoom & Refused>('/api/windows/rules', { requestId: requestId(), rules: { ...DEFAULT_RULES, ...rules } });
  const withPost = async (name: string, kind: PostKind, ...units: readonly string[]): Promise<Phone> => {
    const phone = await w.phone(name);
    const posts = await Promise.all(units.map(async (unit) => ({ kind, personId: phone.personId, unitId: await unitId(unit) })));
    await w.services.store.people.setPosts(phone.personId, posts);
    return phone;
  };

  beforeAll(async () => {
    // A Tuesday; no public holiday is near.
    w = await world({ today: '2026-11-24', time: '09:00' });
    await w.supervise();
    office = await w.phone('方正');
    const owners = { '1 号窗口': '政务服务科', '2 号窗口': '综合科' };
    const handlerId = (await w.phone('何俊')).personId;
    for (const [name, unit] of Object.entries(owners)) {
      const asked = { requestId: requestId(), name, unitId: await unitId(unit), handlerId, leaderId: null, staff: [], services: [], active: true };
      const { body } = await office.post<WindowRoom>('/api/windows', asked);
      for (const one of body.windows) windows.set(one.name, { id: one.id, code: one.ratingUrl?.split('c=')[1] ?? '' });
    }
  });
  beforeEach(async () => {
    w.setTime('2026-11-24', '09:00');
    await w.base.db.collection('tasks').deleteMany({ ticket: { $ne: null } });
    for (const name of ['ratings', 'waitReadings', 'uploads']) await w.base.db.collection(name).deleteMany({});
    await decide({});
    events = await w.base.db.collection('events').countDocuments({ action: 'photoAdded' });
  });
  afterAll(() => w.close());

  describe('photos', () => {
    const photoOf = (background: string) =>
      sharp({ create: { width: 320, height: 240, channels: 3, background } })
        .jpeg()
        .toBuffer();
    const send = async (token: string, background: string) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(await photoOf(background))], { type: 'image/jpeg' }), '窗口.jpg');
      return w.stranger.post<RatingOfMine & Refused>(`/api/ratings/mine/${token}/photos`, form);
    };
    const kept = async () => {
      const [rating] = await w.base.db.collection('ratings').find().toArray();
      const attached = await w.base.db.collection('uploads').countDocuments({ personId: 'citizen', isAttached: true });
      const added = (await w.base.db.collection('events').countDocuments({ action: 'photoAdded' })) - events;
      return { photos: (rating?.['photoIds'] as readonly string[] | undefined)?.length, attached, added };
    };

    test('three are taken; the fourth is refused with what holds, and the rating stays as it was', async () => {
      const { token } = (await rate('1 号窗口', { level: 4 })).body;
      for (const [index, colour] of ['#111', '#555', '#999'].entries())
        expect((await send(token, colour)).body).toMatchObject({ photos: index + 1, mayAddPhotos: index < 2 });
      const fourth = await send(token, '#eee');
      expect(fourth.status).toBe(409);
      expect(fourth.body.error).toMatchObject({
        id: 'photos-closed',
        message: '最多 3 张照片，评价后 1 小时内可以补充。',
        remedy: '评价本身已经收到。',
      });
      expect(await kept()).toEqual({ photos: 3, attached: 3, added: 3 });
      expect(await mine(token)).toMatchObject({ photos: 3, mayAddPhotos: false, levelWords: '满意' });
    });

    test('five sent at the same instant leave no more than three', async () => {
      const { token } = (await rate('1 号窗口', {})).body;
      const answers = await Promise.all(['#000', '#333', '#666', '#999', '#ccc'].map((colour) => send(token, colour)));
      for (const { status } of answers) expect([200, 409]).toContain(status);
      const taken = answers.filter(({ status }) => status === 200).length;
      expect(taken).toBeGreaterThan(0);
      expect(await kept()).toEqual({ photos: taken, attached: taken, added: taken });
      expect(taken).toBeLessThanOrEqual(3);
    });

    test('an hour later none is taken any more', async () => {
      const { token } = (await rate('1 号窗口', {})).body;
      w.setTime('2026-11-24', '10:00');
      expect((await send(token, '#777')).body.error.id).toBe('photos-closed');
      expect((await mine(token)).mayAddPhotos).toBe(false);
    });
  });

  describe('identity', () => {
    test('anonymous: without a number anybody may rate, and the page asks for none', async () => {
      expect((await page('1 号窗口')).needsPhone).toBe(false);
      expect((await rate('1 号窗口', { level: 1 })).status).toBe(200);
    });

    test('real name: the page asks for the number; without it, or with a wrong one, nothing is kept and it is said what to do', async () => {
      expect((await decide({ identity: 'realName' })).status).toBe(200);
      expect(await page('1 号窗口')).toMatchObject({ needsPhone: true, phoneWords: '电话只用于回访这次评价，加密保存，窗口人员看不到。' });
      for (const level of [5, 1])
        for (const phone of [undefined, '', '   ']) {
          const refused = await rate('1 号窗口', { level, ...(phone === undefined ? {} : { phone }) });
          expect(refused.status).toBe(400);
          expect(refused.body.error).toMatchObject({
            id: 'phone-needed',
            message: '本地规定实名评价，请留下电话。',
            remedy: '电话只用于回访这次评价，加密保存。',
          });
        }
      expect((await rate('1 号窗口', { phone: '12345' })).body.error.id).toBe('phone-odd');
      expect(await w.base.db.collection('ratings').countDocuments()).toBe(0);
      expect((await rate('1 号窗口', { phone: '13812345678' })).status).toBe(200);
      expect(await w.base.db.collection('ratings').findOne()).toMatchObject({ maskedPhone: '138****5678', sealedPhone: expect.any(String) });
    });

    test('only the office decides; a figure that cannot be is named in words, and the rules stay', async () => {
      expect((await decide({ identity: 'realName' }, await withPost('联络员', 'liaison', '政务服务科'))).status).toBe(403);
      const refused = await decide({ identity: 'realName', perDevice: 0, starAtLeast: 10_001 });
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toBe('同一部手机每天的评价次数不能少于 1。服务之星的评价次数不能超过 10000。');
      expect((await page('1 号窗口')).needsPhone).toBe(false);
    });
  });

  describe('the days of a ticket', () => {
    const book = async (): Promise<PolicyRoom> => (await office.get<PolicyRoom>('/api/policies')).body;
    const save = async (change: (before: PolicyBook) => PolicyBook): Promise<void> => {
      const room = await book();
      const saved = await office.post('/api/policies', { requestId: requestId(), expectedVersion: room.version, book: change(room.book) });
      expect([saved.status, saved.body]).toMatchObject([200, {}]);
    };
    /** What the citizen reads before, at once and later, and what the handler reads of the same ticket. */
    const told = async (name: string) => {
      const { promiseWords } = await page(name);
      const { token, nextWords } = (await rate(name, { level: 1, phone: '13812345678' })).body;
      const [handler, { stateWords }] = [await w.phone('何俊'), await mine(token)];
      const ticket = await handler.task(`处理“${name}”的差评`);
      return { promiseWords, nextWords, stateWords, due: ticket.due.day, callWords: ticket.ticket?.callWords };
    };

    test('are one workday and fifteen in a new base', async () => {
      expect(await told('1 号窗口')).toEqual({
        promiseWords: '留了电话的，1 个工作日内回访；15 个工作日内整改并答复。',
        nextWords: '很抱歉没有让您满意。我们会在 1 个工作日内给您回电话，15 个工作日内整改并答复，答复会显示在这个页面上。',
        stateWords: '正在处理，11月25日（周三）前给您回电话，12月15日（周二）前整改并答复。',
        due: '2026-12-15',
        callWords: '11月25日（周三）前回访',
      });
    });

    test('are those of the policy, for everything and for a unit that has its own, and so is all that is told of them', async () => {
      const own = await unitId('综合科');
      await save(({ base }) => {
        const { ladders, chain } = base;
        const rules = { ladders, chain, workdaysFor: { ...base.workdaysFor, callBack: 3, ticket: 10 } };
        const exceptions = [{ id: 'own', scope: { kind: 'unit' as const, id: own }, policy: rules }];
        return { base: { ...base, workdaysFor: { ...base.workdaysFor, callBack: 2, ticket: 5 } }, exceptions };
      });
      expect(await told('1 号窗口')).toEqual({
        promiseWords: '留了电话的，2 个工作日内回访；5 个工作日内整改并答复。',
        nextWords: '很抱歉没有让您满意。我们会在 2 个工作日内给您回电话，5 个工作日内整改并答复，答复会显示在这个页面上。',
        stateWords: '正在处理，11月26日（周四）前给您回电话，12月1日（周二）前整改并答复。',
        due: '2026-12-01',
        callWords: '11月26日（周四）前回访',
      });
      expect(await told('2 号窗口')).toEqual({
        promiseWords: '留了电话的，3 个工作日内回访；10 个工作日内整改并答复。',
        nextWords: '很抱歉没有让您满意。我们会在 3 个工作日内给您回电话，10 个工作日内整改并答复，答复会显示在这个页面上。',
        stateWords: '正在处理，11月27日（周五）前给您回电话，12月8日（周二）前整改并答复。',
        due: '2026-12-08',
        callWords: '11月27日（周五）前回访',
      });
      await w.tick();
      expect((await w.newsFor('何俊')).join()).toMatch(
        // The first of two days that are told together; who hears of which, and when, is told apart.
        /请在 11月26日（周四）前电话回访[\s\S]*11月27日（周五）仍未回访的 1 项[\s\S]*11月30日（周一）仍未回访的 1 项/,
      );
    });
  });

  describe('waiting times as they are typed', () => {
    const type = (phone: Phone, name: string, minutes: unknown, id = requestId()) =>
      phone.post<WaitTaken & Refused>(`/api/windows/${windowOf(name).id}/waiting`, { requestId: id, minutes });
    const kept = () => w.base.db.collection('waitReadings').countDocuments();

    test('by the clerk of the unit are kept once, stand on the page and leave an event', async () => {
      const clerk = await withPost('联络员', 'liaison', '政务服务科');
      const asked = requestId();
      expect((await type(clerk, '1 号窗口', 12, asked)).body).toEqual({ taken: 1, known: 0, words: '已收 1 条。' });
      expect((await type(clerk, '1 号窗口', 12, asked)).status).toBe(200);
      expect(await kept()).toBe(1);
      const { waiting } = (await clerk.get<Satisfaction>('/api/satisfaction')).body;
      expect(waiting).toMatchObject([
        { words: '1 号窗口', readings: 1, averageWords: '平均 12.0 分钟', lastWords: '今天 09:00 12 分钟', isLate: true },
      ]);
      const [typed] = (await w.services.store.events.of('window', windowOf('1 号窗口').id)).slice(-1);
      expect(typed).toMatchObject({ action: 'waitTyped', by: clerk.personId, data: { minutes: 12 } });
    });

    test('at another unit’s window are refused, as are those of whoever has none', async () => {
      const clerk = await withPost('联络员', 'liaison', '政务服务科');
      expect((await type(clerk, '2 号窗口', 12)).body.error.id).toBe('window-not-found');
      expect((await type(await w.phone('路人'), '1 号窗口', 12)).status).toBe(404);
      expect(await kept()).toBe(0);
    });

    test.each([
      [601, '等候时间（分钟）不能超过 600。'],
      [-1, '等候时间（分钟）不能少于 0。'],
      ['十', '等候时间（分钟）格式不对。'],
      [undefined, '等候时间（分钟）没有填写。'],
    ])('%j is refused in words and not kept', async (minutes, message) => {
      const refused = await type(await withPost('联络员', 'liaison', '政务服务科'), '1 号窗口', minutes);
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toBe(message);
      expect(await kept()).toBe(0);
    });

    test('what the page lets through is what the service takes', () => {
      expect(['0', '12', ' 7 ', '600'].map(minutesIn)).toEqual([0, 12, 7, 600]);
      expect(['', '601', '1.5', '-1', '十', '1000'].map(minutesIn)).toEqual([null, null, null, null, null, null]);
    });
  });

  test('satisfaction is of one’s own windows, whatever unit, window or member of staff is asked for', async () => {
    await rate('1 号窗口', { level: 5 });
    await rate('2 号窗口', { level: 1 });
    const seenBy = async (phone: Phone) => {
      const { windows: lines, whole, tickets, waiting } = (await phone.get<Satisfaction>('/api/satisfaction')).body;
      return { windows: lines.map(({ words }) => words).sort(), total: whole.total, tickets: tickets?.opened ?? 0, waiting: waiting.length };
    };
    const listed = async (phone: Phone, name: string) =>
      (await phone.get<RatingList>(`/api/ratings?windowId=${windowOf(name).id}`)).body.ratings.map(({ windowWords }) => windowWords);
    const clerk = await withPost('联络员', 'liaison', '政务服务科');
    expect(await seenBy(clerk)).toEqual({ windows: ['1 号窗口'], total: 1, tickets: 0, waiting: 1 });
    expect(await listed(clerk, '1 号窗口')).toEqual(['1 号窗口']);
    expect(await listed(clerk, '2 号窗口')).toEqual([]);
    const leader = await withPost('分管领导', 'leader', '政务服务科', '综合科');
    const both = { windows: ['1 号窗口', '2 号窗口'], total: 2, tickets: 1, waiting: 2 };
    expect(await seenBy(leader)).toEqual(both);
    expect(await listed(leader, '2 号窗口')).toEqual(['2 号窗口']);
    expect(await seenBy(office)).toEqual(both);
    // So are the files.
    const cellsOf = async (path: string, phone: Phone) => {
      const parts = unzipSync(
        new Uint8Array(await (await fetch(`${w.url}${path}`, { headers: { authorization: `Bearer ${phone.token}` } })).arrayBuffer()),
      );
      return Object.values(parts)
        .map((part) => strFromU8(part))
        .join();
    };
    const ofOther = `/api/ratings/export?windowId=${windowOf('2 号窗口').id}`;
    for (const path of ['/api/satisfaction/export', '/api/satisfaction/report', '/api/ratings/export', ofOther]) {
      expect([path, (await cellsOf(path, clerk)).includes('2 号窗口')]).toEqual([path, false]);
      expect([path, (await cellsOf(path, leader)).includes('2 号窗口')]).toEqual([path, true]);
    }
    const stranger = await w.phone('路人');
    const ofOne = `windowId=${windowOf('1 号窗口').id}`;
    const paths = [
      '/api/satisfaction',
      `/api/ratings?${ofOne}`,
      `/api/ratings/export?${ofOne}`,
      '/api/satisfaction/export',
      '/api/satisfaction/report',
    ];
    for (const path of paths) expect((await stranger.get(path)).status).toBe(403);
  });
});

/** Service windows, what is printed for them, satisfaction as it is counted, the star, and waiting times. */
import { unzipSync } from 'fflate';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import type { Satisfaction } from '../../core/contract/satisfaction.js';
import type { KeyShown, WaitTaken, WindowRoom } from '../../core/contract/window.js';
import type { Level, Rating } from '../../core/rating/model.js';
import { lowerBound, rateWords, starsProposed, type Counts } from '../../core/rating/satisfaction.js';
import { waitAlarm } from '../../core/rating/waiting.js';
import { DEFAULT_RULES } from '../../core/rating/model.js';
import { instantAt } from '../../core/time/day.js';
import { type Phone, type World, world } from '../support/world.js';

async function readCode(png: Buffer): Promise<string> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decodeQR({ width: info.width, height: info.height, data: new Uint8ClampedArray(data) });
}

describe('service windows', () => {
  let w: World;
  let office: Phone;
  let unitId: string;
  let requests = 0;
  const requestId = () => `request-${(requests += 1)}-window`;
  const save = (facts: Record<string, unknown>, id = '') =>
    office.post<WindowRoom & { error: { id: string; faults: { place: string }[] } }>(`/api/windows${id === '' ? '' : `/${id}`}`, {
      ...{ requestId: requestId(), unitId, handlerId: null, leaderId: null, staff: [], services: [], active: true },
      ...facts,
    });
  const windowNamed = async (name: string) => (await office.get<WindowRoom>('/api/windows')).body.windows.find((one) => one.name === name);

  beforeAll(async () => {
    w = await world({ today: '2026-11-24', time: '09:00' });
    await w.supervise();
    office = await w.phone('方正');
    unitId = (await w.services.store.people.units()).find(({ name }) => name === '政务服务科')?.id ?? '';
    await save({ name: '1 号窗口', staff: [{ workNumber: '001', name: '李丽', personId: null }] });
    await save({ name: '2 号窗口', staff: [{ workNumber: '002', name: '王珊', personId: null }] });
  });
  afterAll(() => w.close());

  test('all faults of a window are said at once; a work number is one person everywhere', async () => {
    const staff = [
      { workNumber: '001', name: '张三', personId: null },
      { workNumber: '009', name: '王五', personId: 'nobody' },
    ];
    const answer = await save({ name: '1 号窗口', unitId: 'nowhere', handlerId: 'nobody', staff });
    expect(answer.status).toBe(400);
    expect(answer.body.error.faults.map(({ place }) => place)).toEqual(['窗口名称', '所属单位', '差评处理人', '窗口人员', '窗口人员']);
    expect(await windowNamed('1 号窗口')).toMatchObject({ staff: [{ workNumber: '001', name: '李丽' }] });
  });

  test('a change leaves an event; a closed window has no code and takes no rating', async () => {
    await save({ name: '9 号窗口' });
    const window = await windowNamed('9 号窗口');
    const code = window?.ratingUrl?.split('c=')[1] ?? '';
    expect((await w.stranger.get(`/api/rate/${code}`)).status).toBe(200);
    await save({ name: '9 号窗口', active: false }, window?.id);
    expect((await w.stranger.get(`/api/rate/${code}`)).status).toBe(409);
    expect(await windowNamed('9 号窗口')).toMatchObject({ active: false, ratingUrl: null });
    const events = await w.services.store.events.of('window', window?.id ?? '');
    expect(events.map(({ action }) => action)).toEqual(['added', 'changed']);
  });

  test('the printed picture is read by a phone as the rating page’s address', async () => {
    const window = await windowNamed('1 号窗口');
    const answer = await fetch(`${w.url}/api/windows/${window?.id}/picture`, { headers: { authorization: `Bearer ${office.token}` } });
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(await readCode(Buffer.from(await answer.arrayBuffer()))).toBe(window?.ratingUrl);
    expect(window?.ratingUrl).toMatch(/^http:\/\/localhost:3000\/app\/rate\?c=w\./);
  });

  test('one click prints a page for each window in service, in Chinese, A5, each with its own code', async () => {
    const answer = await fetch(`${w.url}/api/windows/sheets`, { headers: { authorization: `Bearer ${office.token}` } });
    const parts = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const text = Buffer.from(parts['word/document.xml'] ?? []).toString();
    expect([...text.matchAll(/<w:pgSz w:w="8391" w:h="11906"/g)]).toHaveLength(2);
    expect([...text.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map((match) => match[1])).toEqual(
      ['1 号窗口', '2 号窗口'].flatMap((name) => [
        ...['政务服务科', name, '请您评价本次服务'],
        ...['用微信或手机浏览器扫一扫，不用登录，10 秒完成', '不满意的，留下电话会有专人回访'],
      ]),
    );
    const pictures = Object.entries(parts).filter(([name]) => name.endsWith('.png'));
    const read = await Promise.all(pictures.map(([, bytes]) => readCode(Buffer.from(bytes))));
    const urls = [await windowNamed('1 号窗口'), await windowNamed('2 号窗口')].map((window) => window?.ratingUrl);
    expect(read.sort()).toEqual(urls.sort());
  });

  test('a sheet brings windows: every fault with its row, all or nothing, the same again changes nothing', async () => {
    const send = (text: string, id = requestId()) => {
      const form = new FormData();
      form.append('requestId', id);
      form.append('file', new Blob([text]), '窗口.csv');
      return office.post<{ words: string; error: { faults: { place: string; message: string }[] } }>('/api/windows/import', form);
    };
    const before = await w.base.db.collection('serviceWindows').countDocuments();
    const faulty = await send(
      '窗口清单\n窗口名称,所属单位,差评处理人,工号,姓名\n5 号窗口,没有的科,何俊,005,张三\n6 号窗口,政务服务科,没有的人,,李四\n',
    );
    expect(faulty.status).toBe(400);
    expect(faulty.body.error.faults.map(({ place, message }) => `${place}${message}`)).toEqual([
      expect.stringMatching(/第 4 行：窗口人员要同时写工号和姓名。$/),
      expect.stringMatching(/第 3 行：所属单位“没有的科”不存在。$/),
      expect.stringMatching(/第 4 行：差评处理人“没有的人”不在人员里，请先添加。$/),
    ]);
    expect(await w.base.db.collection('serviceWindows').countDocuments()).toBe(before);
    const good =
      '窗口清单\n窗口名称,科室,处理人,分管领导,工号,姓名,办理事项\n5 号窗口,政务服务科,何俊,陈立,005,张三,社保、医保\n,,,,006,何俊,\n6 号窗口,综合科,,,,,\n';
    const asked = requestId();
    expect((await send(good, asked)).body.words).toBe('新增 2 个窗口，更新 0 个，没有变化 0 个。');
    expect((await send(good, asked)).status).toBe(200);
    expect((await send(good)).body.words).toBe('新增 0 个窗口，更新 0 个，没有变化 2 个。');
    const he = (await w.phone('何俊')).personId;
    expect(await windowNamed('5 号窗口')).toMatchObject({
      ...{ unitName: '政务服务科', handlerName: '何俊', services: ['社保', '医保'] },
      staff: [
        { workNumber: '005', name: '张三', personId: null },
        { workNumber: '006', name: '何俊', personId: he },
      ],
    });
    expect((await send(good.replace('社保、医保', '社保'))).body.words).toBe('新增 0 个窗口，更新 1 个，没有变化 1 个。');
    expect((await windowNamed('5 号窗口'))?.services).toEqual(['社保']);
  });

  describe('satisfaction', () => {
    const levels: readonly Level[] = [1, 2, 3, 4, 5];
    const rated: Rating[] = [];

    beforeAll(async () => {
      let seed = 7;
      const dice = (of: number) => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return seed % of;
      };
      const windows = (await office.get<WindowRoom>('/api/windows')).body.windows;
      for (let index = 0; index < 300; index += 1) {
        const window = windows[dice(2)];
        if (window === undefined) throw new Error('no window');
        const month = ['2026-09', '2026-10', '2026-11'][dice(3)] ?? '2026-11';
        const level = levels[dice(10) < 8 ? 3 + dice(2) : dice(5)] ?? 5;
        const at = instantAt(`${month}-1${dice(10)}`, '10:00');
        const rating: Rating = {
          ...{ id: w.services.newId(), windowId: window.id, unitId, staffId: dice(3) === 0 ? null : (window.staff[0]?.workNumber ?? null) },
          ...{ service: dice(2) === 0 ? null : '社保登记', level, tags: [], comment: '', sealedPhone: null, maskedPhone: null, serviceNumber: null },
          ...{ photoIds: [], at, day: `${month}-10`, month, ticketId: null, valid: dice(20) !== 0, followUp: null, version: 1 },
        };
        rated.push(rating);
        await w.services.store.ratings.insert(rating);
      }
    });

    /** Counted once more, by hand. */
    const byHand = (isCounted: (rating: Rating) => boolean) => {
      const counted = rated.filter((rating) => rating.valid && isCounted(rating));
      const satisfied = counted.filter(({ level }) => level === 3 || level === 4 || level === 5).length;
      return { total: counted.length, satisfied, bad: counted.length - satisfied };
    };

    test.each(['2026-09', '2026-10', '2026-11'])('every figure of %s equals a count by hand, and so does the list behind it', async (month) => {
      const { body } = await office.get<Satisfaction>(`/api/satisfaction?month=${month}`);
      expect(body.whole).toMatchObject(byHand((rating) => rating.month === month));
      for (const rate of body.windows) {
        const expected = byHand((rating) => rating.month === month && rating.windowId === rate.id);
        expect(rate).toMatchObject(expected);
        const list = await office.get<{ total: number }>(`/api/ratings?month=${month}&windowId=${rate.id}`);
        expect(list.body.total).toBe(expected.total);
      }
      for (const rate of body.staff) expect(rate).toMatchObject(byHand((rating) => rating.month === month && rating.staffId === rate.id));
      for (const rate of body.services) expect(rate).toMatchObject(byHand((rating) => rating.month === month && rating.service === rate.id));
      for (const rate of body.months) expect(rate).toMatchObject(byHand((rating) => rating.month === rate.id));
      for (const { level, count } of body.levels) {
        expect(count).toBe(rated.filter((rating) => rating.valid && rating.month === month && rating.level === level).length);
        expect((await office.get<{ total: number }>(`/api/ratings?month=${month}&level=${level}`)).body.total).toBe(count);
      }
    });

    test('the star is one of those proposed, chosen once, and told to the groups', async () => {
      const { body } = await office.get<Satisfaction>('/api/satisfaction?month=2026-10');
      const [first] = body.star.proposed;
      expect((await office.post('/api/satisfaction/star', { requestId: requestId(), month: '2026-10', staffId: '999' })).status).toBe(400);
      const chosen = await office.post<Satisfaction>('/api/satisfaction/star', { requestId: requestId(), month: '2026-10', staffId: first?.id });
      expect(chosen.body.star.announcedWords).toMatch(new RegExp(`^2026年10月服务之星：${first?.words}，满意率 `));
      expect((await office.post('/api/satisfaction/star', { requestId: requestId(), month: '2026-10', staffId: first?.id })).status).toBe(409);
      await w.tick();
      await w.tick();
      // Once in the group of the unit and once in the office's.
      for (const group of [`group:unit:${unitId}`, 'group:office'])
        expect([group, (await w.newsFor(group)).join().match(/2026年10月服务之星/g)?.length]).toEqual([group, 1]);
      await w.tick();
      expect((await w.newsFor(`group:unit:${unitId}`)).join()).not.toMatch(/服务之星/);
    });
  });

  describe('waiting times', () => {
    let key: string;
    const bring = (readings: unknown, by = key) =>
      fetch(`${w.url}/api/waiting`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${by}` },
        body: JSON.stringify({ readings }),
      });

    beforeAll(async () => {
      key = (await office.post<KeyShown>('/api/windows/key', {})).body.key;
      w.setTime('2026-11-25', '11:00');
    });

    test('readings come by the key alone, in bulk and again without harm, all or nothing', async () => {
      expect((await bring([{ window: '1 号窗口', minutes: 5 }], 'x'.repeat(43))).status).toBe(401);
      const many = Array.from({ length: 50 }, (_one, index) => ({
        window: '2 号窗口',
        minutes: 6,
        at: `2026-11-25T0${1 + Math.floor(index / 25)}:${String((index % 25) * 2).padStart(2, '0')}:00Z`,
      }));
      expect(((await (await bring(many)).json()) as WaitTaken).taken).toBe(50);
      expect((await (await bring([...many, { window: '2 号窗口', minutes: 7 }])).json()) as WaitTaken).toMatchObject({ taken: 1, known: 50 });
      const before = await w.base.db.collection('waitReadings').countDocuments();
      const faulty = await bring([
        { window: '1 号窗口', minutes: 5 },
        { window: '没有的窗口', minutes: 5 },
        { window: '1 号窗口', minutes: 5, at: '2026-11-26T09:00:00+08:00' },
      ]);
      expect(faulty.status).toBe(400);
      expect(((await faulty.json()) as { error: { faults: { place: string }[] } }).error.faults.map(({ place }) => place)).toEqual([
        '第 2 条',
        '第 3 条',
      ]);
      expect(await w.base.db.collection('waitReadings').countDocuments()).toBe(before);
      // A new key voids the old one.
      const old = key;
      key = (await office.post<KeyShown>('/api/windows/key', {})).body.key;
      expect((await bring([{ window: '1 号窗口', minutes: 5 }], old)).status).toBe(401);
      const kept = JSON.stringify(await w.base.db.collection('settings').find().toArray());
      expect(kept).not.toContain(key);
    });

    test('the target missed for half an hour raises one alarm a day; a code for a ticket comes by the same key', async () => {
      const at = (time: string, minutes: number) => ({ window: '1 号窗口', minutes, at: `2026-11-25T${time}:00+08:00` });
      await bring([at('10:00', 8), at('10:20', 18), at('10:40', 22)]);
      await w.tick();
      expect((await w.newsFor('方正')).join()).not.toMatch(/等候超过目标/);
      await bring([at('10:51', 25)]);
      await w.tick();
      expect((await w.newsFor('方正')).join()).toMatch(/等候超过目标：1 号窗口[\s\S]*从 10:20 起等候一直超过 10 分钟，现在 25 分钟/);
      await bring([at('10:58', 30)]);
      await w.tick();
      expect((await w.newsFor('方正')).join()).not.toMatch(/等候超过目标/);
      const { waiting } = (await office.get<Satisfaction>('/api/satisfaction')).body;
      expect(waiting.find(({ words }) => words === '1 号窗口')).toMatchObject({ isLate: true, lastWords: '今天 10:58 30 分钟' });

      const code = await fetch(`${w.url}/api/queue/${encodeURIComponent('1 号窗口')}/code`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ serviceNumber: 'Q7' }),
      });
      expect(((await code.json()) as { url: string }).url).toMatch(/c=n\.[0-9a-f]{24}\.1\.20261125\.Q7\.[\w-]{22}$/);
    });
  });
});

describe('figures of satisfaction', () => {
  const counts = (satisfied: number, bad: number): Counts => ({ 1: bad, 2: 0, 3: 0, 4: satisfied, 5: 0 });

  test('3 of 3 does not beat 196 of 200; nobody is proposed by too few', () => {
    expect(lowerBound(3, 3)).toBeCloseTo(0.4385, 3);
    expect(lowerBound(196, 200)).toBeCloseTo(0.9497, 3);
    expect(lowerBound(0, 0)).toBeNull();
    const all = [
      { id: 'few', counts: counts(3, 0) },
      { id: 'many', counts: counts(196, 4) },
      { id: 'poor', counts: counts(20, 180) },
    ];
    expect(starsProposed(all, 1).map(({ id }) => id)).toEqual(['many', 'few']);
    expect(starsProposed(all, 10).map(({ id }) => id)).toEqual(['many']);
  });

  test('a share is never rounded up to 100 %', () => {
    expect(rateWords(9_999, 10_000)).toBe('99.9 %');
    expect(rateWords(1, 1)).toBe('100.0 %');
    expect(rateWords(0, 0)).toBe('—');
  });

  test('a good reading, and two hours without any, end a run', () => {
    const at = (time: string, minutes: number) => ({ at: instantAt('2026-11-25', time), minutes });
    const rules = DEFAULT_RULES;
    expect(waitAlarm([], rules)).toBeNull();
    expect(waitAlarm([at('09:00', 20), at('09:20', 9), at('09:40', 20)], rules)).toBeNull();
    expect(waitAlarm([at('09:00', 20), at('11:30', 20)], rules)).toBeNull();
    expect(waitAlarm([at('09:00', 11), at('09:15', 11), at('09:30', 11)], rules)).toMatchObject({ since: instantAt('2026-11-25', '09:00') });
    expect(waitAlarm([at('09:00', 20), at('09:40', 10)], rules)).toBeNull();
    // Target and time are those of the policy.
    expect(waitAlarm([at('09:00', 11), at('09:30', 11)], { ...rules, waitMinutes: 31 })).toBeNull();
    expect(waitAlarm([at('09:00', 11), at('09:30', 11)], { ...rules, waitTarget: 11 })).toBeNull();
  });
});

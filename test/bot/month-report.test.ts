/** What leaves 满意度 as a file, and the word of the month to the office. */
import { XMLValidator } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import type { RatingList, Satisfaction } from '../../core/contract/satisfaction.js';
import type { KeyShown, WindowRoom } from '../../core/contract/window.js';
import { openTickets } from '../../bot/actions/ratings/open-tickets.js';
import { momentOf } from '../../bot/actions/sweep.js';
import { type Phone, type World, world } from '../support/world.js';

describe('files of satisfaction, and the month told', () => {
  let w: World;
  let office: Phone;
  let key: string;
  let requests = 0;
  const requestId = () => `request-${(requests += 1)}-of-the-month`;
  const fileOf = (path: string, phone = office) => fetch(`${w.url}${path}`, { headers: { authorization: `Bearer ${phone.token}` } });
  const nameOf = (answer: Response) => decodeURIComponent(answer.headers.get('content-disposition') ?? '');

  const rate = async (facts: Record<string, unknown>): Promise<void> => {
    const { body } = await office.get<WindowRoom>('/api/windows');
    const code = body.windows[0]?.ratingUrl?.split('c=')[1] ?? '';
    const said = { requestId: requestId(), deviceId: `device-of-${requestId()}`, tags: [], comment: '', ...facts };
    expect((await w.stranger.post(`/api/rate/${code}`, said)).status).toBe(200);
    await openTickets(w.services, await momentOf(w.services));
  };
  const bring = (window: string, readings: readonly (readonly [string, number])[]) =>
    fetch(`${w.url}/api/waiting`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ readings: readings.map(([at, minutes]) => ({ window, minutes, at: `${at}:00+08:00` })) }),
    });

  beforeAll(async () => {
    w = await world({ today: '2026-11-24', time: '09:00' });
    await w.supervise();
    office = await w.phone('方正');
    const unitId = (await w.services.store.people.units()).find(({ name }) => name === '政务服务科')?.id ?? '';
    for (const name of ['1 号窗口', '2 号窗口'])
      await office.post('/api/windows', {
        ...{ requestId: requestId(), name, unitId, handlerId: null, leaderId: null, active: true },
        ...{ staff: [{ workNumber: `01${name[0]}`, name: `员工${name[0]}`, personId: null }], services: ['社保登记'] },
      });
    key = (await office.post<KeyShown>('/api/windows/key', {})).body.key;
    await rate({ level: 5, service: '社保登记', staffId: '011', tags: ['态度热情'], comment: '=1+1 谢谢“李”😀' });
    await rate({ level: 1, comment: '等太久', phone: '13812345678' });
    // October, then November: the last minute of the month in UTC+8, and the first of the next, which is another month's.
    await bring('1 号窗口', [['2026-10-08T10:00', 20]]);
    await bring('1 号窗口', [
      ['2026-11-23T10:10', 16],
      ['2026-11-23T15:00', 6],
      ['2026-11-24T08:50', 8],
    ]);
    await bring('2 号窗口', [['2026-11-20T09:00', 4]]);
  });
  afterAll(() => w.close());

  test('a list of ratings leaves as the workbook of what it shows, without a number, and leaves a trace', async () => {
    const { ratings } = (await office.get<RatingList>('/api/ratings?month=2026-11')).body;
    const answer = await fileOf('/api/ratings/export?month=2026-11');
    expect(nameOf(answer)).toContain('评价 2026年11月24日.xlsx');
    const [sheet] = await w.services.workbooks.read(Buffer.from(await answer.arrayBuffer()), '评价.xlsx');
    const [head = [], ...rows] = sheet?.rows ?? [];
    expect(head).toEqual(['时间', '评价', '原因', '意见', '窗口', '事项', '窗口人员', '追评']);
    expect(rows.map(([, level, , comment]) => [level, comment])).toEqual(ratings.map(({ levelWords, comment }) => [levelWords, comment]));
    expect(rows.at(-1)?.slice(0, 7)).toEqual(['2026年11月24日 09:00', '非常满意', '态度热情', '=1+1 谢谢“李”😀', '1 号窗口', '社保登记', '员工1']);
    expect(JSON.stringify(rows)).not.toMatch(/138|5678/);
    expect((await w.services.store.events.of('person', office.personId)).map(({ data }) => data)).toContainEqual({
      ...{ list: 'ratings', month: '2026-11', rows: 2 },
    });
    const bad = await fileOf('/api/ratings/export?month=2026-11&bad=1');
    const [narrowed] = await w.services.workbooks.read(Buffer.from(await bad.arrayBuffer()), '评价.xlsx');
    expect(narrowed?.rows).toHaveLength(2);
    expect((await fileOf('/api/ratings/export?cursor=x')).status).toBe(400);
  });

  test('the lists of a month leave as one workbook in their order and words, without a number, and leave a trace', async () => {
    const { body } = await office.get<Satisfaction>('/api/satisfaction?month=2026-11');
    const answer = await fileOf('/api/satisfaction/export?month=2026-11');
    expect(nameOf(answer)).toContain('满意度 2026年11月.xlsx');
    const [sheet] = await w.services.workbooks.read(Buffer.from(await answer.arrayBuffer()), '满意度.xlsx');
    const [head = [], ...rows] = sheet?.rows ?? [];
    expect(head).toEqual(['统计口径', '名称', '有效评价', '满意', '差评', '满意率', '保守估计', '等候读数', '平均等候', '最近读数']);
    const lists = [
      ...[body.whole].map((rate) => ['合计', rate] as const),
      ...body.windows.map((rate) => ['按窗口', rate] as const),
      ...body.staff.map((rate) => ['按窗口人员', rate] as const),
      ...body.services.map((rate) => ['按事项', rate] as const),
      ...body.months.map((rate) => ['按月份', rate] as const),
    ];
    expect(rows.map((row) => row.slice(0, 7))).toEqual(
      lists.map(([by, rate]) => [by, rate.words, `${rate.total}`, `${rate.satisfied}`, `${rate.bad}`, rate.rateWords, rate.boundWords]),
    );
    // One of each kind at least, so that none is compared with nothing.
    expect(new Set(rows.map(([by]) => by)).size).toBe(5);
    expect(rows.find(([, name]) => name === '1 号窗口')?.slice(7)).toEqual(['3', '平均 10.0 分钟', '今天 08:50 8 分钟']);
    expect(JSON.stringify(rows)).not.toMatch(/138|5678/);
    expect((await w.services.store.events.of('person', office.personId)).map(({ action, data }) => [action, data])).toContainEqual([
      'exported',
      { list: 'satisfaction', month: '2026-11', rows: rows.length },
    ]);
    expect((await fileOf('/api/satisfaction/export', await w.phone('路人'))).status).toBe(403);
  });

  test('the month’s report is Word’s, with every window, the change since the month before and the days that were late', async () => {
    const answer = await fileOf('/api/satisfaction/report?month=2026-11');
    expect(nameOf(answer)).toContain('服务窗口月报 2026年11月.docx');
    const xml = strFromU8(unzipSync(Buffer.from(await answer.arrayBuffer()))['word/document.xml'] ?? new Uint8Array());
    expect(XMLValidator.validate(xml)).toBe(true);
    const said = [...xml.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map((match) => match[1]);
    expect(said).toEqual(
      expect.arrayContaining([
        '共 2 次有效评价，满意率 50.0 %。',
        '目标 10 分钟以内。共 4 次读数，平均 8.5 分钟，比上月少 11.5 分钟；75% 的读数达到目标。',
        '11月23日 11.0 分钟',
        '10 点至 11 点',
        '本月 1 件；回访率 0.0 %（0/1），答复率 0.0 %（0/1）。',
      ]),
    );
    const row = said.indexOf('1 号窗口');
    expect(said.slice(row, row + 6)).toEqual(['1 号窗口', '3', '10.0 分钟', '67%', '20.0 分钟', '10 点至 11 点']);
    expect(xml).not.toMatch(/138\d|5678/);
  });

  test('on the first workday of the next month the office hears of it once, and nobody else', async () => {
    w.setTime('2026-12-01', '09:10');
    await w.tick();
    expect((await w.newsFor('方正')).join()).not.toContain('月报');
    w.setTime('2026-12-01', '09:20');
    await w.tick();
    expect((await w.newsFor('方正')).join()).toMatch(
      /2026年11月服务窗口月报[\s\S]*11月共有 2 次有效评价，满意率 50.0 %；平均等候 8.5 分钟（目标 10 分钟以内），比上月少 11.5 分钟。[\s\S]*下载/,
    );
    expect((await w.newsFor('何俊')).join()).not.toContain('月报');
    w.setTime('2026-12-02', '09:20');
    await w.tick();
    expect((await w.newsFor('方正')).join()).not.toContain('月报');
  });

  test('whoever starts in the middle of a month is not told of the one before', async () => {
    await w.base.db.collection('notices').deleteMany({ kind: 'note' });
    w.setTime('2026-12-14', '10:00');
    await w.tick();
    expect((await w.newsFor('方正')).join()).not.toContain('月报');
  });
});

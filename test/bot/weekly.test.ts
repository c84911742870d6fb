/** The weekly word as the leading group's chat gets it. */
import { strFromU8, unzipSync } from 'fflate';
import { XMLValidator } from 'fast-xml-parser';
import sharp from 'sharp';
import type { ChatMessages } from '../../core/contract/chat.js';
import type { Task } from '../../core/ledger/model.js';
import { instantAt } from '../../core/time/day.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type World, world } from '../support/world.js';

const MONDAY = '2026-12-07';

describe('the weekly word', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: MONDAY });
  });
  beforeEach(async () => {
    await w.base.empty();
    const { people, ledger } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding(), aFinding({ id: 'secret', number: '7', sensitive: true })]);
  });
  afterAll(() => w.close());

  const insert = (...tasks: readonly Task[]) => w.services.store.tasks.insertMany(tasks);
  const at = async (time: string, day = MONDAY) => {
    w.setTime(day, time);
    await w.tick();
  };
  async function words() {
    const { body } = await (await w.phone('方正')).get<ChatMessages>('/api/chat/rooms/group:leadingGroup/messages');
    return body.messages.filter(({ text }) => text.includes('【督办周报】'));
  }
  const fileBehind = async (address: string) => fetch(`${w.url}${new URL(address).pathname}${new URL(address).search}`);
  const reported = { lastProgressAt: instantAt('2026-12-05', '09:00'), signedAt: instantAt('2026-10-12', '09:00') };

  test('names what is listed 挂牌督办, of what is sensitive the number alone', async () => {
    const listing = { state: 'listed', reason: '久拖不决', by: 'song', at: instantAt('2026-12-01', '09:00'), deadlineNumber: 1 } as const;
    await insert(
      aTask({ ...reported, ...dueOn('2027-03-01'), measure: '增设“潮汐窗口”', listing }),
      aTask({ ...reported, ...dueOn('2027-03-01'), measure: '不能说出来的措施', findingId: 'secret', unitId: 'other', listing }),
    );
    await at('09:10');
    const [word] = await words();
    expect(word?.text).toMatch(/挂牌督办 2 项：.*政务服务科“增设‘潮汐窗口’”/);
    expect(word?.text).toMatch(/综合科“问题 7（T\d+）”/);
    expect(word?.text).not.toContain('不能说出来');
  });

  test('four figures, the tasks that need a leader with their links, and when the next one comes', async () => {
    await insert(
      aTask({ ...reported, ...dueOn('2026-12-03'), measure: '增设“潮汐窗口”' }),
      aTask({ ...reported, ...dueOn('2026-11-20'), measure: '不能说出来的措施', findingId: 'secret', unitId: 'other' }),
      aTask({ ...reported, ...dueOn('2026-12-09'), measure: '推行“一件事一次办”' }),
      aTask({ ...reported, ...dueOn('2027-03-01') }),
      aTask({ ...reported, ...dueOn('2026-12-02'), status: 'closed', closedAt: instantAt('2026-12-04', '09:00') }),
    );
    await at('08:40');
    expect(await words()).toEqual([]);
    await at('09:10');
    const [word, ...more] = await words();
    expect(more).toEqual([]);
    expect(word?.text.split('\n')).toEqual([
      '【督办周报】逾期 2 项，近 7 天办结 1 项',
      '共 5 项任务：逾期 2 项，临近 1 项，正常 1 项，办结 1 项（20%）。',
      '近 7 天新逾期 1 项，办结 1 项。',
      '最需要推动的 3 项：',
      expect.stringMatching(/^逾期 17 天 综合科：问题 7（T\d+）$/),
      '逾期 4 天 政务服务科：增设“潮汐窗口”',
      '还剩 2 天 政务服务科：推行“一件事一次办”',
      '请各位领导协调推进以上任务。下一次周报：12月14日（周一）09:10。',
      '查看看板：http://localhost:3000/#/pages/board/index',
      expect.stringMatching(/^下载周报（Word）：http:\/\/localhost:3000\/api\/weeks\/2026-12-07\/report\?/),
    ]);
    expect(word?.card?.lines.map(({ key, url }) => [key, url?.includes('/pages/task/')])).toEqual([
      ['逾期17天', true],
      ['逾期4天', true],
      ['还剩2天', true],
    ]);
    expect(JSON.stringify(word)).not.toMatch(/不能说出来|何俊|陈立/);
    await at('14:00');
    await at('09:10', '2026-12-08');
    expect(await words()).toHaveLength(1);
    await at('09:10', '2026-12-14');
    expect(await words()).toHaveLength(2);
  });

  test('a week in which nothing moved says so', async () => {
    await insert(aTask({ ...reported, ...dueOn('2027-03-01') }));
    await at('09:10');
    const [word] = await words();
    expect(word?.text).toContain('近 7 天没有新逾期，也没有办结。\n没有逾期和临近的任务。\n下一次周报');
  });

  test('the week in which all was done says so, and is the last', async () => {
    await insert(aTask({ ...dueOn('2026-12-02'), status: 'closed', percent: 100, closedAt: instantAt('2026-12-04', '09:00') }));
    await at('09:10');
    const [word] = await words();
    expect(word?.text).toMatch(/全部 1 项已办结，近 7 天办结 1 项[\s\S]*有新的任务后，再发周报。/);
    await at('09:10', '2026-12-14');
    await at('09:10', '2026-12-21');
    expect(await words()).toHaveLength(1);
  });

  async function pictures() {
    const { body } = await (await w.phone('方正')).get<ChatMessages>('/api/chat/rooms/group:leadingGroup/messages');
    return body.messages.filter(({ card }) => card?.image !== undefined);
  }
  const twoTasks = () =>
    insert(
      aTask({ ...reported, ...dueOn('2026-12-03'), measure: '增设“潮汐窗口”<&>' }),
      aTask({ ...reported, ...dueOn('2026-11-20'), measure: '不能说出来的措施', findingId: 'secret', unitId: 'other' }),
    );

  test('its picture follows a minute later, once, and says what the words said though the world moved on', async () => {
    await twoTasks();
    await at('09:10');
    expect(await pictures()).toEqual([]);
    await insert(aTask({ ...reported, ...dueOn('2026-12-01') }));
    await at('09:11');
    const [picture, ...more] = await pictures();
    expect(more).toEqual([]);
    const answer = await fileBehind(picture?.card?.image ?? '');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    const { width, height, format } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect([format, width, height > 400]).toEqual(['png', 1080, true]);
    const kept = await w.services.store.weeks.find(MONDAY);
    expect([kept?.total, kept?.all.red, kept?.late.length]).toEqual([2, 2, 2]);
    await at('10:00');
    expect(await pictures()).toHaveLength(1);
  });

  test('the document is Word’s, with every late task by unit, and names neither a person nor what is sensitive', async () => {
    await twoTasks();
    await at('09:10');
    const [word] = await words();
    const answer = await fileBehind(word?.card?.links[1]?.url ?? '');
    expect(answer.status).toBe(200);
    const entries = unzipSync(Buffer.from(await answer.arrayBuffer()));
    const xml = strFromU8(entries['word/document.xml'] ?? new Uint8Array());
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(Object.keys(entries).filter((entry) => entry.endsWith('.png'))).toHaveLength(1);
    expect(xml).toContain('共 2 项任务：逾期 2 项，临近 0 项，正常 0 项，办结 0 项（0%）。');
    expect(xml).toContain('增设“潮汐窗口”&lt;&amp;&gt;');
    expect(xml).toContain('问题 7（T');
    expect(xml).not.toMatch(/不能说出来|何俊|陈立/);
  });

  test('a week later it says what became more since then', async () => {
    await twoTasks();
    await at('09:10');
    await insert(aTask({ ...reported, ...dueOn('2026-12-09') }));
    await at('09:10', '2026-12-14');
    const [, second] = await words();
    expect(second?.text).toContain('逾期比上周多 1 项。');
  });

  test.each([
    ['another week', (url: URL) => url.href.replace('2026-12-07', '2026-11-30')],
    ['another part', (url: URL) => url.href.replace('/report?', '/picture?')],
    ['a later end', (url: URL) => url.href.replace(/until=\d/, 'until=9')],
    ['another mark', (url: URL) => url.href.replace(/mark=.{4}/, 'mark=AAAA')],
  ])('an address made up of %s opens nothing', async (_name, forge) => {
    await twoTasks();
    await at('09:10');
    const [word] = await words();
    const answer = await fileBehind(forge(new URL(word?.card?.links[1]?.url ?? '')));
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('这个周报地址已失效');
  });

  test('on the screen each gets the report of what they may see, and the base remembers who took it', async () => {
    await twoTasks();
    const office = await w.phone('方正');
    const answer = await fetch(`${w.url}/api/board/report`, { headers: { authorization: `Bearer ${office.token}` } });
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('督办周报 2026年12月7日.docx'));
    const xml = strFromU8(unzipSync(Buffer.from(await answer.arrayBuffer()))['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain('共 2 项任务');
    expect((await w.services.store.events.of('person', office.personId)).map(({ action, data }) => [action, data])).toContainEqual([
      'exported',
      { list: 'week', rows: 2 },
    ]);
    const leader = await w.phone('陈立');
    await w.services.store.people.setPosts(leader.personId, [{ kind: 'leader', personId: leader.personId, unitId: 'other' }]);
    await w.base.db.collection<{ _id: string }>('tasks').updateMany({}, { $set: { leaderId: null, seenBy: [] } });
    const own = await fetch(`${w.url}/api/board/report`, { headers: { authorization: `Bearer ${leader.token}` } });
    const ownXml = strFromU8(unzipSync(Buffer.from(await own.arrayBuffer()))['word/document.xml'] ?? new Uint8Array());
    expect(ownXml).toContain('共 1 项任务');
    expect(ownXml).not.toContain('潮汐窗口');
  });
});

/** 看板 over HTTP: its figures against a count of the raw data made here, and each figure against the list it opens. */
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import type { Board, Figure } from '../../core/contract/board.js';
import type { Recurring } from '../../core/contract/recurring.js';
import type { TaskList } from '../../core/contract/task.js';
import type { Task } from '../../core/ledger/model.js';
import { addDays, instantAt } from '../../core/time/day.js';
import { aFinding, aPerson, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { keptTask } from '../../bot/store/task-models.js';
import { handedOut, readsOf } from '../support/base-reads.js';
import { type Phone, type World, world } from '../support/world.js';

/** A Thursday; no public holiday is near, so days off are weekends. */
const TODAY = '2026-12-10';
const UNITS = [...CENTRE.units, { id: 'window', name: '窗口组', parentId: 'section' }, { id: 'bureau', name: '某市档案馆', parentId: null }];

const queryOf = (query: object): string => new URLSearchParams(Object.entries(query) as [string, string][]).toString();

describe('the board', () => {
  let w: World;
  let office: Phone;
  beforeAll(async () => {
    w = await world({ today: TODAY, time: '09:00' });
  });
  beforeEach(() => prepare());
  afterAll(() => w.close());

  async function prepare(): Promise<void> {
    await w.base.empty();
    const { people, ledger } = w.services.store;
    await people.saveUnits(UNITS);
    await people.savePeople([...CENTRE.people, aPerson('clerk', '外科文员', { unitId: 'bureau' })]);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding(), aFinding({ id: 'party', number: '2', category: '党的建设 100%' })]);
    office = await w.phone('方正');
  }

  /** Everything on it that is a count. */
  const figuresOf = ({ lights, ageing, movement, inTime, tickets, total, list }: Board) => [
    ...[...lights, ...ageing, ...movement, ...inTime, ...(tickets?.figures ?? [])],
    { id: 'total', count: total, list },
  ];
  const insert = (...tasks: readonly Task[]) => w.services.store.tasks.insertMany(tasks);
  const board = async (query = {}, phone = office) => (await phone.get<Board>(`/api/board?${queryOf(query)}`)).body;
  const listed = async ({ list }: Pick<Figure, 'list'>, phone = office) => (await phone.get<TaskList>(`/api/tasks?${queryOf(list)}`)).body.total;
  const ask = (path: string, phone = office) => fetch(`${w.url}${path}`, { headers: { authorization: `Bearer ${phone.token}` } });
  /** How many stand below the head; many files are only counted. */
  const rowsOf = async (path: string): Promise<number> => {
    const parts = unzipSync(new Uint8Array(await (await ask(path)).arrayBuffer()));
    return strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array()).split('<row ').length - 2;
  };
  const fileOf = async (path: string, phone = office) => {
    const answer = await ask(path, phone);
    const [sheet] = await w.services.workbooks.read(Buffer.from(await answer.arrayBuffer()), '导出.xlsx');
    return { name: decodeURIComponent(answer.headers.get('content-disposition') ?? ''), rows: sheet?.rows ?? [] };
  };
  /** What was kept of the last file that left. */
  const exported = async ({ personId }: Phone) =>
    (await w.services.store.events.of('person', personId)).findLast(({ action }) => action === 'exported')?.data;
  const reported = { lastProgressAt: instantAt('2026-12-09', '09:00') };
  const closed = (facts: Partial<Task>) =>
    aTask({ ...dueOn('2026-12-01'), status: 'closed', submittedAt: instantAt('2026-12-01', '09:00'), closedAt: instantAt(TODAY, '08:00'), ...facts });

  test('one level of units at a time, the most urgent first, each bar with its counts in words', async () => {
    await insert(
      aTask({ ...reported, ...dueOn('2026-12-08') }),
      aTask({ ...reported, ...dueOn('2027-02-01'), unitId: 'window' }),
      aTask({ ...reported, ...dueOn('2026-12-14'), unitId: 'other' }),
      aTask({ ...reported, ...dueOn('2027-02-01'), unitId: 'centre' }),
    );
    const whole = await board();
    expect(whole).toMatchObject({ title: '某市政务服务中心', up: null, total: 4, doneWords: '共 4 项，还没有办结的', inTimeWords: null });
    expect(whole.units.map(({ name, words, under }) => [name, words, under])).toEqual([
      ['政务服务科', '逾期 1 · 正常 1', 'section'],
      ['综合科', '临近 1', null],
      ['某市政务服务中心（本级）', '正常 1', null],
    ]);
    const section = await board({ under: 'section' });
    expect(section).toMatchObject({ title: '政务服务科', up: { under: 'centre', name: '某市政务服务中心' }, total: 2 });
    expect(section.units.map(({ name }) => name)).toEqual(['政务服务科（本级）', '窗口组']);
  });

  test('what was done says how much of it came in time; what nobody submitted is not measured', async () => {
    await insert(closed({}), closed({ submittedAt: instantAt('2026-12-02', '09:00') }), closed({ submittedAt: null }), aTask(reported));
    expect(await board()).toMatchObject({
      doneWords: '共 4 项，已办结 3 项，占 75%',
      inTimeWords: expect.stringContaining('2 项可以比较时限，1 项按期提交（50%）'),
    });
  });

  test('a filter narrows every figure, and an unusual category survives the way to its list', async () => {
    await insert(aTask({ ...reported, ...dueOn('2026-12-08'), findingId: 'party' }), aTask({ ...reported, ...dueOn('2026-12-08'), leaderId: 'lin' }));
    expect(await board({ category: '党的建设 100%' })).toMatchObject({ total: 1, ageing: [{ id: 'late3', count: 1 }] });
    expect(await board({ leaderId: 'lin' })).toMatchObject({ total: 1 });
    const [red] = (await board({ category: '党的建设 100%' })).lights;
    expect([red?.count, red === undefined ? 0 : await listed(red)]).toEqual([1, 1]);
    const narrowed = await office.get<TaskList>(`/api/tasks?${queryOf({ under: 'section', pick: 'late3', leaderId: 'lin' })}`);
    expect(narrowed.body.narrowed).toBe('政务服务科 · 责任领导 林静 · 逾期 1 至 3 天');
  });

  test('a principal sees the own unit, a clerk without a post is refused, another’s unit by its id counts nothing', async () => {
    await insert(aTask(reported), aTask({ ...reported, unitId: 'bureau', ownerId: 'clerk', leaderId: null }));
    const principal = await w.phone('高远');
    expect((await board({}, principal)).total).toBe(1);
    expect((await board({ under: 'bureau' }, principal)).total).toBe(0);
    expect((await (await w.phone('外科文员')).get('/api/board')).status).toBe(403);
    expect((await office.get('/api/board?under=nowhere')).body).toMatchObject({ total: 0 });
  });

  test('a leader sees his units, the office everything, a unit itself; another’s unit by its id shows and exports nothing', async () => {
    await insert(
      aTask({ ...reported, ownerId: null, leaderId: null }),
      aTask({ ...reported, unitId: 'other', ownerId: null, leaderId: null }),
      aTask({ ...reported, unitId: 'bureau', ownerId: null, leaderId: null }),
    );
    const leader = await w.phone('陈立');
    await w.services.store.people.setPosts(
      leader.personId,
      ['section', 'bureau'].map((unitId) => ({ kind: 'leader' as const, personId: leader.personId, unitId })),
    );
    const section = await w.phone('何俊');
    await w.services.store.people.setPosts(section.personId, [{ kind: 'principal', personId: section.personId, unitId: 'section' }]);
    const seen = async (phone: Phone) => {
      const { units, total } = await board({}, phone);
      const { rows } = await fileOf('/api/board/export', phone);
      expect(rows.slice(1).reduce((sum, row) => sum + Number(row[5]), 0)).toBe(total);
      expect(rows.slice(1).map(([name]) => name)).toEqual(units.map(({ name }) => name));
      return total;
    };
    expect(await seen(office)).toBe(3);
    expect(await seen(leader)).toBe(2);
    expect(await seen(section)).toBe(1);
    const strangers = [
      [leader, 'other'],
      [section, 'other'],
      [section, 'bureau'],
    ] as const;
    for (const [phone, under] of strangers) {
      const found = await board({ under }, phone);
      expect([found.total, found.units, found.lights.map(({ count }) => count)]).toEqual([0, [], [0, 0, 0, 0]]);
      expect((await fileOf(`/api/board/export?under=${under}`, phone)).rows).toHaveLength(1);
      expect((await fileOf(`/api/tasks/export?under=${under}`, phone)).rows).toHaveLength(1);
      expect((await phone.get<TaskList>(`/api/tasks?unitId=${under}`)).body.total).toBe(0);
    }
    // One with a unit above the own: what lies below it and is not theirs stays unseen.
    expect((await board({ under: 'centre' }, section)).total).toBe(1);
    const clerk = await w.phone('外科文员');
    for (const path of ['/api/board/export', '/api/board/recurring', '/api/board/recurring/export', '/api/board/report'])
      expect([path, (await clerk.get(path)).status]).toEqual([path, 403]);
  });

  test('every figure exports just the tasks it counts, however the board is narrowed', async () => {
    await insert(
      ...[1, 5, 20, 40].flatMap((late) => [
        aTask({ ...reported, ...dueOn(addDays(TODAY, -late)) }),
        aTask({ ...reported, ...dueOn(addDays(TODAY, -late)), unitId: 'window', findingId: 'party', leaderId: 'lin' }),
      ]),
      aTask({ ...reported, ...dueOn('2026-12-14'), unitId: 'other', findingId: 'party' }),
      aTask({ ...reported, ...dueOn('2027-02-01'), unitId: 'bureau', returnedCount: 2 }),
      closed({ unitId: 'window', closedAt: instantAt('2026-12-09', '09:00') }),
    );
    const narrowings = [{}, { category: '党的建设 100%' }, { under: 'section' }, { leaderId: 'lin' }, { roundId: 'round' }, { under: 'bureau' }];
    let figures = 0;
    for (const query of narrowings) {
      const found = await board(query);
      const { rows } = await fileOf(`/api/board/export?${queryOf(query)}`);
      expect(rows).toEqual([
        ['单位', '逾期', '临近', '正常', '办结', '合计', '情况'],
        ...found.units.map(({ name, red, yellow, green, none, words }) => [
          name,
          ...[red, yellow, green, none, red + yellow + green + none].map(String),
          words,
        ]),
      ]);
      expect(await exported(office)).toMatchObject({ list: 'board', ...query, rows: found.units.length });
      for (const { id, count, list } of figuresOf(found)) {
        expect([query, id, await rowsOf(`/api/tasks/export?${queryOf(list)}`)]).toEqual([query, id, count]);
        expect(await exported(office)).toEqual({ list, rows: count });
        figures += count === 0 ? 0 : 1;
      }
    }
    expect(figures).toBeGreaterThan(25);
  });

  const anyTask = fc.record({
    unitId: fc.constantFrom('centre', 'section', 'other', 'window', 'bureau'),
    status: fc.constantFrom<Task['status']>('handedOut', 'inProgress', 'submitted', 'toVerify', 'closed'),
    days: fc.integer({ min: -50, max: 40 }),
    reportedAgo: fc.integer({ min: 0, max: 30 }),
    closedAgo: fc.integer({ min: 0, max: 20 }),
    leaderId: fc.constantFrom('chen', 'lin'),
    returnedCount: fc.integer({ min: 0, max: 2 }),
  });
  type Any = typeof anyTask extends fc.Arbitrary<infer T> ? T : never;

  const madeOf = ({ days, reportedAgo, closedAgo, status, ...facts }: Any): Task =>
    aTask({
      ...facts,
      ...{ status, ...dueOn(addDays(TODAY, days)) },
      lastProgressAt: instantAt(addDays(TODAY, -reportedAgo), '09:00'),
      closedAt: status === 'closed' ? instantAt(addDays(TODAY, -closedAgo), '09:00') : null,
    });

  /** Counted by hand from what was drawn: no rule of ours is asked. */
  function counted(drawn: readonly Any[]) {
    const isOff = (days: number) => [0, 6].includes(new Date(Date.UTC(2026, 11, 10 + days)).getUTCDay());
    const lateBy = ({ days, status }: Any): number => {
      let carried = days;
      while (isOff(carried)) carried += 1;
      return (status === 'handedOut' || status === 'inProgress') && carried < 0 ? -carried : 0;
    };
    const isLate = (one: Any) => lateBy(one) > 0;
    const isYellow = (one: Any) =>
      (one.status === 'handedOut' || one.status === 'inProgress') && !isLate(one) && (one.days <= 7 || one.reportedAgo > 14);
    const isDone = ({ status }: Any) => status === 'closed';
    return {
      red: drawn.filter(isLate).length,
      yellow: drawn.filter(isYellow).length,
      none: drawn.filter(isDone).length,
      late3: drawn.filter((one) => lateBy(one) >= 1 && lateBy(one) <= 3).length,
      lateLong: drawn.filter((one) => lateBy(one) > 30).length,
      closedLately: drawn.filter((one) => isDone(one) && one.closedAgo < 7).length,
      ofBureau: drawn.filter(({ unitId }) => unitId === 'bureau').length,
    };
  }

  test('every figure equals an independent count, and the list behind it has just as many', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyTask, { minLength: 1, maxLength: 25 }), async (drawn) => {
        await prepare();
        await insert(...drawn.map(madeOf));
        const found = await board();
        const expected = counted(drawn);
        const count = (figures: readonly Figure[], id: string) => figures.find((one) => one.id === id)?.count ?? 0;
        expect({
          red: count(found.lights, 'red'),
          yellow: count(found.lights, 'yellow'),
          none: count(found.lights, 'none'),
          late3: count(found.ageing, 'late3'),
          lateLong: count(found.ageing, 'lateLong'),
          closedLately: count(found.movement, 'closedLately'),
        }).toEqual({ ...expected, ofBureau: undefined });
        expect((await board({ under: 'bureau' })).total).toBe(expected.ofBureau);
        for (const figure of figuresOf(found)) expect([figure.id, await listed(figure)]).toEqual([figure.id, figure.count]);
        for (const unit of found.units) expect([unit.id, await listed(unit)]).toEqual([unit.id, unit.red + unit.yellow + unit.green + unit.none]);
      }),
      { numRuns: 15 },
    );
  });

  test('what recurs across units stands side by side and opens just its tasks; nobody sees what is not theirs', async () => {
    const { ledger } = w.services.store;
    await ledger.saveFindings([
      aFinding({ id: 'one', number: '11', category: '窗口', text: '窗口台账更新不及时' }),
      aFinding({ id: 'two', number: '12', category: '窗口', text: '窗口台账更新不够及时' }),
    ]);
    await insert(
      aTask({ ...reported, ...dueOn('2026-12-08'), findingId: 'one', unitId: 'section' }),
      aTask({ ...reported, ...dueOn('2027-03-01'), findingId: 'one', unitId: 'section' }),
      aTask({ ...reported, ...dueOn('2027-03-01'), findingId: 'two', unitId: 'bureau' }),
    );
    const { body } = await office.get<Recurring>('/api/board/recurring');
    expect(body).toMatchObject({ total: 1, groups: [{ title: '窗口', words: '2 个单位都有' }] });
    const [first, second] = body.groups[0]?.findings ?? [];
    expect([first?.unitNames, first?.words, second?.unitNames]).toEqual(['政务服务科', '逾期 1 · 正常 1', '某市档案馆']);
    const { body: list } = await office.get<TaskList>(`/api/tasks?${queryOf(first?.list ?? {})}`);
    expect([list.total, list.narrowed]).toEqual([2, '问题 11']);
    // The principal of one unit has only half of it.
    const principal = await w.phone('高远');
    const half = await principal.get<Recurring>('/api/board/recurring');
    expect([half.status, half.body.groups]).toEqual([200, []]);
    const file = await fileOf('/api/board/recurring/export');
    expect(file.name).toContain('共性问题 2026年12月10日.xlsx');
    expect(file.rows).toEqual([
      ['组', '问题分类', '范围', '责任单位', '轮次', '问题编号', '问题', '任务情况'],
      ...(body.groups[0]?.findings ?? []).map((found) => [
        ...['1', '窗口', '2 个单位都有', found.unitNames, found.roundName, found.number, found.text, found.words],
      ]),
    ]);
    expect(await exported(office)).toMatchObject({ list: 'recurring', rows: 2 });
    expect((await fileOf('/api/board/recurring/export', principal)).rows).toHaveLength(1);
  });

  test('what recurs leaves whole, also what the page has no room for, and what is sensitive in no way', async () => {
    const { ledger } = w.services.store;
    const found = Array.from({ length: 51 }, (_one, at) => `第${at}类`).flatMap((category, at) =>
      ['section', 'bureau'].map((unit) => ({ unit, finding: aFinding({ id: `${unit}-${at}`, number: `${at}`, category, text: '台账更新不及时' }) })),
    );
    const secret = ['section', 'bureau'].map((unit) => ({
      unit,
      finding: aFinding({ id: `secret-${unit}`, category: '密', text: '不能外传的问题', sensitive: true }),
    }));
    await ledger.saveFindings([...found, ...secret].map(({ finding }) => finding));
    await insert(...[...found, ...secret].map(({ unit, finding }) => aTask({ ...reported, findingId: finding.id, unitId: unit })));
    const { body } = await office.get<Recurring>('/api/board/recurring');
    expect([body.total, body.groups.length]).toEqual([51, 50]);
    const { rows } = await fileOf('/api/board/recurring/export');
    expect(rows).toHaveLength(1 + 51 * 2);
    expect(JSON.stringify(rows)).not.toContain('不能外传');
  });

  test('of what recurs often the page tells the first, in the order of the ledger’s numbers, and how many more there are', async () => {
    const numbers = Array.from({ length: 23 }, (_one, at) => `${23 - at}`);
    await w.services.store.ledger.saveFindings(numbers.map((number) => aFinding({ id: `found-${number}`, number, text: '台账更新不及时' })));
    await insert(...numbers.map((number, at) => aTask({ ...reported, findingId: `found-${number}`, unitId: at % 2 === 0 ? 'section' : 'bureau' })));
    const { groups } = (await office.get<Recurring>('/api/board/recurring')).body;
    expect(groups.map(({ more }) => more)).toEqual([3]);
    expect(groups[0]?.findings.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_one, at) => `${at + 1}`));
    expect((await fileOf('/api/board/recurring/export')).rows.slice(1).map((row) => row[5])).toEqual([...numbers].reverse());
  });

  test('a ledger that grows costs no more: what is opened the base has counted, and hands out few', async () => {
    await insert(aTask({ ...reported, findingId: 'party', unitId: 'other' }), aTask({ ...reported, findingId: 'party', listing: null }));
    const far = () => aTask({ ...reported, ...dueOn('2027-06-30') });
    // By hand: the store takes its time over thousands.
    const fill = (count: number) => w.base.db.collection<{ _id: string }>('tasks').insertMany(Array.from({ length: count }, () => keptTask(far())));
    const paths = ['recurring', 'recurring/export', 'report'].map((part) => `/api/board/${part}`);
    const rooms = ['/api/rounds', '/api/people', '/api/people/lin/stop', '/api/me', '/api/tasks?findingId=party'];
    const leader = await w.phone('陈立');
    const cost = async () => {
      const costs: unknown[] = [];
      for (const [phone, path] of [...[...paths, ...rooms].map((one) => [office, one] as const), [leader, '/api/me'] as const]) {
        // What is counted by is brought up to date by whoever asks first.
        await phone.get(path);
        costs.push([path, await handedOut(w.base, ['tasks', 'findings'], async () => expect((await phone.get(path)).status).toBe(200))]);
      }
      return costs;
    };
    await fill(20);
    const few = await cost();
    await fill(1_000);
    expect(await cost()).toEqual(few);
    for (const path of ['/api/rounds', '/api/me', '/api/tasks?findingId=party']) {
      const looked = await readsOf(w.base, ['tasks', 'findings'], () => office.get(path));
      expect([path, looked < 20]).toEqual([path, true]);
    }
  });
});

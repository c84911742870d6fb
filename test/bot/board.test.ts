/** 看板 over HTTP: its figures against a count of the raw data made here, and each figure against the list it opens. */
import fc from 'fast-check';
import type { Board, Figure } from '../../core/contract/board.js';
import type { Recurring } from '../../core/contract/recurring.js';
import type { TaskList } from '../../core/contract/task.js';
import type { Task } from '../../core/ledger/model.js';
import { addDays, instantAt } from '../../core/time/day.js';
import { aFinding, aPerson, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
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

  const insert = (...tasks: readonly Task[]) => w.services.store.tasks.insertMany(tasks);
  const board = async (query = {}, phone = office) => (await phone.get<Board>(`/api/board?${queryOf(query)}`)).body;
  const listed = async ({ list }: Pick<Figure, 'list'>, phone = office) => (await phone.get<TaskList>(`/api/tasks?${queryOf(list)}`)).body.total;
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
        for (const figure of [...found.lights, ...found.ageing, ...found.movement])
          expect([figure.id, await listed(figure)]).toEqual([figure.id, figure.count]);
        for (const unit of found.units) expect([unit.id, await listed(unit)]).toEqual([unit.id, unit.red + unit.yellow + unit.green + unit.none]);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

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
    const half = await (await w.phone('高远')).get<Recurring>('/api/board/recurring');
    expect([half.status, half.body.groups]).toEqual([200, []]);
  });
});

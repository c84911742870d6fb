/** The ledger as a list over HTTP: its order, and counts that say what a tap would show. */
import type { TaskList } from '../../core/contract/task.js';
import type { Task } from '../../core/ledger/model.js';
import { aFinding, aPerson, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type Phone, type World, world } from '../support/world.js';

describe('the ledger as a list', () => {
  let w: World;
  let office: Phone;
  beforeAll(async () => {
    w = await world({ today: '2026-12-10' });
  });
  beforeEach(async () => {
    await w.base.empty();
    const { people, ledger } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    await people.setPosts('fang', [{ kind: 'office', personId: 'fang', unitId: null }]);
    await ledger.saveRound(aRound());
    await ledger.saveFindings([aFinding()]);
    office = await w.phone('方正');
  });
  afterAll(() => w.close());

  const insert = (...tasks: readonly Task[]) => w.services.store.tasks.insertMany(tasks);
  const task = (measure: string, facts: Partial<Task>) => aTask({ measure, lastProgressAt: new Date('2026-12-08T02:00:00Z'), ...facts });
  const list = async (query = '', phone = office) => (await phone.get<TaskList>(`/api/tasks${query}`)).body;
  const counts = ({ facets }: TaskList) => Object.fromEntries(facets.lights.map(({ light, count }) => [light, count]));

  /** Late, near, far, standing without its report of November, in review. */
  const five = () =>
    insert(
      task('远期窗口', dueOn('2027-02-01')),
      task('长期台账', { due: { kind: 'standing', words: '长期坚持' }, supervisedFrom: '2026-10-10', lastProgressAt: null }),
      task('逾期窗口', dueOn('2026-12-01')),
      task('临近台账', { ...dueOn('2026-12-14'), unitId: 'other', coUnitIds: ['section'] }),
      task('送审窗口', { ...dueOn('2027-01-05'), status: 'submitted', submittedAt: new Date('2026-12-09T02:00:00Z') }),
    );

  test('a name is found with a blank in it or full-width', async () => {
    await w.services.store.people.savePeople([aPerson('wu', '吴倩')]);
    await insert(task('吴倩的窗口', { ...dueOn('2027-02-01'), ownerId: 'wu' }), task('远期窗口', dueOn('2027-02-01')));
    const found = async (words: string) => (await list(`?q=${encodeURIComponent(words)}`)).tasks.map(({ measure }) => measure);
    expect([await found('吴 倩'), await found('吴　倩'), await found('无此人')]).toEqual([['吴倩的窗口'], ['吴倩的窗口'], []]);
  });

  test('what is yellow for want of a report stands before all that is green', async () => {
    await five();
    const { tasks } = await list();
    expect(tasks.map(({ measure, light }) => [measure, light])).toEqual([
      ['逾期窗口', 'red'],
      ['临近台账', 'yellow'],
      ['长期台账', 'yellow'],
      ['远期窗口', 'green'],
      ['送审窗口', 'green'],
    ]);
    expect(tasks[2]?.lightWords).toBe('11月还没有报告');
  });

  test('pages follow that order and show each task once', async () => {
    await five();
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list(`?limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      seen.push(...page.tasks.map(({ measure }) => measure));
      // What comes meanwhile, above the page that is open, moves nothing.
      if (cursor === '') await insert(task('新逾期', dueOn('2026-11-20')));
      cursor = page.cursor;
    }
    expect(seen).toEqual(['逾期窗口', '临近台账', '长期台账', '远期窗口', '送审窗口']);
  });

  test('every count is what a tap on it would show beside the search and the other filters', async () => {
    await five();
    const searched = await list(`?q=${encodeURIComponent('窗口')}`);
    expect(counts(searched)).toEqual({ red: 1, yellow: 0, green: 2, none: 0 });
    expect(searched.facets.units.map(({ id, count }) => [id, count])).toEqual([
      ['section', 3],
      ['other', 0],
    ]);
    const narrowed = await list('?light=yellow&unitId=section');
    expect(narrowed.total).toBe(2);
    expect(counts(narrowed)).toEqual({ red: 1, yellow: 2, green: 2, none: 0 });
    expect(narrowed.facets.units.map(({ id, count }) => [id, count])).toEqual([
      ['section', 2],
      ['other', 1],
    ]);
    for (const { id, count } of narrowed.facets.units) expect((await list(`?light=yellow&unitId=${id}`)).total).toBe(count);
  });

  test('a search that finds nothing is told from a base without a ledger', async () => {
    expect(await list()).toMatchObject({ total: 0, facets: { all: 0, rounds: [] } });
    await five();
    const none = await list(`?q=${encodeURIComponent('没有这样的措施')}`);
    expect([none.total, none.facets.all]).toEqual([0, 5]);
  });

  test('what waits for 开始督办 is counted whatever is searched for, in a running round too', async () => {
    await five();
    await insert(task('后来补录', { ...dueOn('2027-01-10'), supervisedFrom: null }));
    const { facets } = await list(`?q=${encodeURIComponent('没有这样的措施')}`);
    expect(facets.rounds).toEqual([{ id: 'round', name: aRound().name, supervised: true, waiting: 1, count: 0 }]);
  });
});

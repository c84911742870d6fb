/** Lists and their counts come from what is kept of each task; they are what would be reckoned from every task anew. */
import fc from 'fast-check';
import { listTasks } from '../../bot/actions/list-tasks.js';
import { checkReckoned, renewReckoned } from '../../bot/actions/reckoned-tasks.js';
import { momentOf } from '../../bot/actions/sweep.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import type { TaskQuery } from '../../core/contract/task.js';
import { lightAt } from '../../core/insight/light.js';
import { isPicked, PICKS } from '../../core/insight/picks.js';
import type { Task } from '../../core/ledger/model.js';
import { unitsOf } from '../../core/ledger/units-of.js';
import { urgencyOf } from '../../core/ledger/urgency.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { isUnconfirmed } from '../../core/notice/silence.js';
import { scopeOf, WHOLE_BASE } from '../../core/people/scope.js';
import { addDays, dayOf, instantAt, monthOf } from '../../core/time/day.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type World, world } from '../support/world.js';

const FIRST = '2026-11-24';
const RANK = { red: 0, yellow: 1, green: 2, none: 3 } as const;

describe('a list from what is kept', () => {
  let w: World;
  beforeAll(async () => {
    w = await world({ today: FIRST });
    const { people, ledger } = w.services.store;
    await people.saveUnits(CENTRE.units);
    await people.savePeople(CENTRE.people);
    for (const post of CENTRE.posts) await people.setPosts(post.personId, [post]);
    await people.setPosts('zhou', [{ kind: 'liaison', personId: 'zhou', unitId: 'other' }]);
    await ledger.saveRound(aRound());
    await ledger.saveRound(aRound({ id: 'later', name: '第二轮' }));
    await ledger.saveFindings([aFinding(), aFinding({ id: 'second', number: '2', category: '选人用人', roundId: 'later' })]);
    await w.services.store.tasks.insertMany(Array.from({ length: 60 }, (_, index) => manyKinds(index)));
  });
  afterAll(() => w.close());

  const on = (days: number, time = '10:00') => instantAt(addDays(FIRST, days), time);

  const ticketAt = (index: number): Task['ticket'] => ({
    ...{ ratingId: `r${index}`, windowId: 'w', ratedIds: [], openedAt: on(-index, '00:00'), hasPhone: index % 4 === 0, missedCalls: 0 },
    ...{ calledBackAt: index % 8 === 0 ? on(0) : null, answer: '', answeredAt: index % 3 === 2 && index % 4 === 2 ? on(0) : null },
    objection: index % 5 === 0 ? { reason: '', evidenceIds: [], by: 'he', at: on(0), outcome: 'upheld' } : null,
  });

  /** Every status, deadline and silence there is, spread over units, rounds and people. */
  function manyKinds(index: number): Task {
    const pick = <T>(...list: readonly [T, ...T[]]): T => list[(index * 7 + list.length) % list.length] ?? list[0];
    const status = pick<Task['status']>('inProgress', 'handedOut', 'submitted', 'closed', 'inProgress', 'toVerify', 'routine');
    return aTask({
      ...{ id: `t${index}`, number: index + 1, measure: index % 4 === 0 ? '窗口整改' : '制度建设', status },
      ...{ unitId: index % 3 === 0 ? 'other' : 'section', coUnitIds: index % 5 === 0 ? ['centre'] : index % 7 === 0 ? ['other'] : [] },
      ...{ ownerId: index % 6 === 0 ? 'zhou' : index % 11 === 0 ? null : 'he', leaderId: index % 2 === 0 ? 'chen' : 'gao' },
      ...{ roundId: index % 4 === 1 ? 'later' : 'round', findingId: index % 4 === 1 ? 'second' : 'finding' },
      due: index % 9 === 0 ? { kind: 'standing', words: '长期坚持' } : dueOn(addDays(FIRST, ((index * 5) % 70) - 38)).due,
      supervisedFrom: index % 13 === 0 ? null : addDays(FIRST, -30 + (index % 20)),
      lastProgressAt: index % 3 === 1 ? on(-(index % 25)) : null,
      ...{ returnedCount: index % 8 === 0 ? 1 : 0, amendBy: index % 16 === 0 ? addDays(FIRST, 5) : null },
      submittedAt: status === 'submitted' || status === 'closed' ? on(-(index % 12)) : null,
      closedAt: status === 'closed' ? on(-(index % 12)) : null,
      ticket: index % 6 === 2 ? ticketAt(index) : null,
      emergency:
        index % 17 === 0
          ? {
              number: 1,
              kind: 'days',
              startedAt: on(-1 + (index % 3)),
              startedBy: 'fang',
              names: ['he'],
              cause: '',
              respondedAt: null,
              endedAt: null,
              reason: '',
            }
          : null,
    });
  }

  /** The same list by reckoning every task anew: what the base is held against. */
  async function reckonedList(personId: string, query: TaskQuery) {
    const { now, book, calendar, roster } = await momentOf(w.services);
    const viewer = await viewerFor(w.services, personId);
    const all = (await w.services.store.tasks.all(scopeOf(viewer), {})).map((row) => {
      const policy = policyFor(book, row.task, roster);
      return { ...row, light: lightAt(row.task, now, policy, calendar), silent: isUnconfirmed(row.task, policy, calendar, now) };
    });
    type Lit = (typeof all)[number];
    const below = query.under === undefined ? null : query.alone === 'yes' ? [query.under] : roster.below(query.under);
    const matching = all.filter(
      (one) =>
        (query.q === undefined || one.task.measure.includes(query.q)) &&
        (query.status === undefined || one.task.status === query.status) &&
        (below === null || below.includes(one.task.unitId)) &&
        (query.leaderId === undefined || one.task.leaderId === query.leaderId) &&
        (query.category === undefined || one.finding.category === query.category) &&
        (query.findingId === undefined || one.finding.id === query.findingId) &&
        (query.ticketMonth === undefined || (one.task.ticket !== null && monthOf(dayOf(one.task.ticket.openedAt)) === query.ticketMonth)) &&
        (query.pick === undefined || isPicked(query.pick, one, dayOf(now), calendar)),
    );
    const chips = {
      light: (one: Lit) => query.light === undefined || one.light.light === query.light,
      unit: (one: Lit) => query.unitId === undefined || unitsOf(one.task).includes(query.unitId),
      round: (one: Lit) => query.roundId === undefined || one.task.roundId === query.roundId,
      silent: (one: Lit) => query.unconfirmed === undefined || one.silent,
    };
    const but = (own: keyof typeof chips | null) =>
      matching.filter((one) => Object.entries(chips).every(([chip, isIn]) => chip === own || isIn(one)));
    const count = (list: readonly string[], key: string) => list.filter((one) => one === key).length;
    const place = ({ task, light }: Lit) => `${RANK[light.light]}${urgencyOf(task)}`;
    const units = but('unit').flatMap(({ task }) => unitsOf(task));
    return {
      numbers: but(null)
        .sort((a, b) => (place(a) < place(b) ? -1 : 1))
        .map(({ task }) => task.number),
      all: all.length,
      unconfirmed: but('silent').filter(({ silent }) => silent).length,
      lights: (['red', 'yellow', 'green', 'none'] as const).map((light) =>
        count(
          but('light').map((one) => one.light.light),
          light,
        ),
      ),
      units: Object.fromEntries([...new Set(all.flatMap(({ task }) => unitsOf(task)))].sort().map((id) => [id, count(units, id)])),
      rounds: Object.fromEntries(
        [...new Set(all.map(({ task }) => task.roundId))].sort().map((id) => [id, but('round').filter(({ task }) => task.roundId === id).length]),
      ),
    };
  }

  async function keptList(personId: string, query: TaskQuery) {
    const viewer = await viewerFor(w.services, personId);
    const numbers: number[] = [];
    let [cursor, facets, total]: [string | null | undefined, Awaited<ReturnType<typeof listTasks>>['facets'] | null, number] = [undefined, null, 0];
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof listTasks>> = await listTasks(w.services, viewer, { ...query, limit: 17, cursor });
      numbers.push(...page.tasks.map(({ number }) => number));
      ({ cursor, facets, total } = page);
    }
    expect(total).toBe(numbers.length);
    const counts = (list: readonly { readonly id: string; readonly count: number }[] = []) =>
      Object.fromEntries([...list].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, count }) => [id, count]));
    return {
      ...{ numbers, all: facets?.all, unconfirmed: facets?.unconfirmed, lights: facets?.lights.map(({ count }) => count) },
      ...{ units: counts(facets?.units), rounds: counts(facets?.rounds) },
    };
  }

  const maybe = <T>(...list: readonly T[]) =>
    fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...list) });
  const anyQuery = fc.record({
    ...{
      light: maybe('red', 'yellow', 'green', 'none'),
      unitId: maybe('section', 'other', 'centre'),
      roundId: maybe('round', 'later'),
      unconfirmed: maybe('1' as const),
    },
    ...{
      q: maybe('窗口'),
      status: maybe('inProgress', 'handedOut', 'submitted', 'closed'),
      under: maybe('centre', 'section'),
      alone: maybe('yes' as const),
    },
    ...{
      leaderId: maybe('chen'),
      category: maybe('选人用人'),
      findingId: maybe('finding'),
      pick: maybe(...PICKS),
      ticketMonth: maybe('2026-11', '2026-12'),
    },
  }) as fc.Arbitrary<TaskQuery>;
  const anybody = fc.constantFrom('fang', 'gao', 'he', 'zhou', 'song', 'lin');

  test('shows and counts what would be reckoned, for anybody, whatever is asked and however the days pass', async () => {
    let day = 0;
    for (const [personId, query, step] of fc.sample(fc.tuple(anybody, anyQuery, fc.integer({ min: 0, max: 2 })), 45)) {
      w.setTime(addDays(FIRST, (day += step)), day % 2 === 0 ? '10:00' : '00:00');
      expect([personId, query, await keptList(personId, query)]).toEqual([personId, query, await reckonedList(personId, query)]);
    }
  });

  test('follows at once what is done to a task, a new policy and another calendar', async () => {
    const { store } = w.services;
    w.setTime('2026-12-01', '10:00');
    const same = async () => expect(await keptList('fang', {})).toEqual(await reckonedList('fang', {}));
    await same();
    const before = await keptList('fang', {});
    const open = (await store.tasks.many(['t1', 't4', 't7'])).map(({ task }) => task);
    for (const task of open) await store.tasks.replace({ ...task, ...dueOn('2026-11-02'), status: 'inProgress', version: task.version + 1 });
    await same();
    await store.settings.set('policy', { ...DEFAULT_POLICY, staleAfterDays: 300, monthlyReportDay: 1 });
    await same();
    // The first three days of December are off: what fell due on the last day of November is not late before the fourth.
    await store.settings.set('calendar', [{ year: 2026, off: { '2026-11-30': '停工', '2026-12-01': '停工', '2026-12-02': '停工' }, worked: [] }]);
    await same();
    expect(await keptList('fang', {})).not.toEqual(before);
  });

  test('is renewed once, whoever asks, and never twice for nothing', async () => {
    w.setTime('2026-12-10', '10:00');
    const moment = await momentOf(w.services);
    expect(await renewReckoned(w.services, moment)).toBeGreaterThan(0);
    expect(await renewReckoned(w.services, moment)).toBe(0);
    // A clock that was set back: what was reckoned for a later day is of no use.
    w.setTime('2026-12-03', '10:00');
    expect(await keptList('fang', {})).toEqual(await reckonedList('fang', {}));
  });

  test('a task that is written while somebody lists is missing from no list', async () => {
    const { tasks } = w.services.store;
    const moment = await momentOf(w.services);
    await renewReckoned(w.services, moment);
    const write = async (): Promise<void> => {
      const [row] = await tasks.many(['t3']);
      if (row === undefined || !(await tasks.replace({ ...row.task, version: row.task.version + 1 }))) throw new Error('t3 was not written');
    };
    const listed = async () => (await tasks.page(WHOLE_BASE, {}, null, 1_000)).map(({ task }) => task.id);
    await write();
    // Between the write and whoever reckons next it stands where it stood.
    expect(await listed()).toContain('t3');
    // Overtaken by another write while it was reckoned.
    const once = [write];
    const keepReckoned: typeof tasks.keepReckoned = async (list, by) => {
      await once.pop()?.();
      return tasks.keepReckoned(list, by);
    };
    await renewReckoned({ store: { ...w.services.store, tasks: { ...tasks, keepReckoned } } }, moment);
    expect(once).toEqual([]);
    expect(await renewReckoned(w.services, moment)).toBe(0);
  });

  test('a kept reckoning that is wrong is found by the nightly check, mended and said in the log', async () => {
    const moment = await momentOf(w.services);
    await renewReckoned(w.services, moment);
    expect(await checkReckoned(w.services, moment)).toEqual([]);
    await w.base.db.collection<{ _id: string }>('tasks').updateOne({ _id: 't2' }, { $set: { 'reckoned.light': 'none' } });
    expect(await checkReckoned(w.services, moment)).toEqual(['t2']);
    expect(await checkReckoned(w.services, moment)).toEqual([]);
    expect(await keptList('fang', {})).toEqual(await reckonedList('fang', {}));
  });
});

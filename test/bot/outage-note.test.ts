/** After an outage: the highest rung only, merged, and the office is told once what was skipped. */
import { sweep } from '../../bot/actions/sweep.js';
import type { Operations } from '../../core/contract/operations.js';
import type { Task } from '../../core/ledger/model.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type World, world } from '../support/world.js';

let w: World;
beforeAll(async () => {
  w = await world({ today: '2026-12-02' });
});
beforeEach(async () => {
  await w.base.empty();
  const { people, ledger } = w.services.store;
  await people.saveUnits(CENTRE.units);
  await people.savePeople(CENTRE.people);
  for (const { id } of CENTRE.people) {
    await people.setPosts(
      id,
      CENTRE.posts.filter((post) => post.personId === id),
    );
  }
  await ledger.saveRound(aRound());
  await ledger.saveFindings([aFinding(), aFinding({ id: 'secret', number: '2', sensitive: true })]);
  w.setTime('2026-12-02', '09:00');
});
afterAll(() => w.close());

const task = (facts: Partial<Task>) => aTask({ supervisedFrom: '2026-11-02', status: 'inProgress', ...facts });
const insert = (...tasks: readonly Task[]) => w.services.store.tasks.insertMany(tasks);
const notes = () => w.base.db.collection('notices').find({ kind: 'note' }).toArray();

test('the office reads once how long the system was down and how many reminders were merged', async () => {
  await insert(task({ number: 31, ...dueOn('2026-12-04') }));
  await w.tick();
  for (const name of ['方正', '何俊']) await w.newsFor(name);
  w.setTime('2026-12-09', '09:00');
  await w.tick();
  const [office = '', ...others] = await w.newsFor('方正');
  expect(others).toEqual([]);
  expect(office).toMatch(
    /系统通知：系统 12月3日至 12月8日停止服务。期间应发的 6 条提醒已合并补发，名单见“更多”里的“运行情况”。停止前最后一次核对在 12月2日（周三）09:00。/,
  );
  expect(await w.newsFor('何俊')).toHaveLength(1);
  w.setTime('2026-12-09', '14:00');
  await w.tick();
  expect(await w.newsFor('方正')).toEqual([]);
});

test('the list names day, task, reader and rung; a sensitive finding only by its number', async () => {
  const dueLater = task({ number: 32, findingId: 'secret', ...dueOn('2026-12-10') });
  // Of this one the reminder a week ahead goes out before the outage, and is not missed.
  const told = task({ number: 33, ...dueOn('2026-12-09') });
  await insert(task({ number: 31, ...dueOn('2026-12-04') }), dueLater, told);
  await w.tick();
  w.setTime('2026-12-09', '09:00');
  await w.tick();
  const { body } = await (await w.phone('方正')).get<Operations>('/api/operations');
  expect(body.outage?.words).toBe('系统 12月3日至 12月8日停止服务，期间应发的 10 条提醒已在 12月9日（周三）09:00 合并补发：');
  expect(body.outage?.lines).toEqual([
    '12月3日 T31 增设“潮汐窗口”：何俊，离时限 1 天提醒',
    '12月3日 问题 2（T32）：何俊，离时限 7 天提醒',
    '12月4日 T31 增设“潮汐窗口”：何俊，到期当天提醒',
    '12月4日 T33 增设“潮汐窗口”：何俊，离时限 3 天提醒',
    ...['方正', '高远', '陈立', '何俊'].map((name) => `12月7日 T31 增设“潮汐窗口”：${name}，逾期 3 天`),
    '12月7日 问题 2（T32）：何俊，离时限 3 天提醒',
    '12月8日 T33 增设“潮汐窗口”：何俊，离时限 1 天提醒',
  ]);
});

test('two processes that come back together leave one note', async () => {
  await insert(task(dueOn('2026-12-04')));
  await w.tick();
  w.setTime('2026-12-09', '09:00');
  const second = await w.secondProcess();
  await Promise.all([sweep(w.services), sweep(second)]);
  expect(new Set((await notes()).map(({ lane }) => lane))).toEqual(new Set(['preview:person:fang', 'preview:group:office']));
  expect(await notes()).toHaveLength(2);
});

test('a catch-up that died half-way keeps the count of its first try', async () => {
  await insert(task(dueOn('2026-12-04')));
  await w.tick();
  w.setTime('2026-12-09', '09:00');
  const { store } = w.services;
  const dying = { ...w.services, store: { ...store, outbox: { ...store.outbox, finishSweep: () => Promise.reject(new Error('killed')) } } };
  await expect(sweep(dying)).rejects.toThrow('killed');
  w.setTime('2026-12-09', '09:05');
  await w.tick();
  const { body } = await (await w.phone('方正')).get<Operations>('/api/operations');
  expect(body.outage).toMatchObject({ words: expect.stringMatching(/的 6 条提醒已在 12月9日（周三）09:00 合并补发/) });
  expect(body.outage?.lines).toHaveLength(6);
  expect((await notes()).map(({ facts }) => (facts as { lines: string[] }).lines[0])).toEqual(
    Array.from({ length: 2 }, () => '期间应发的 6 条提醒已合并补发，名单见“更多”里的“运行情况”。'),
  );
});

test('a night, a weekend or an outage in which nothing was due is no news', async () => {
  await insert(task(dueOn('2027-03-01')));
  await w.tick();
  w.setTime('2026-12-09', '09:00');
  await w.tick();
  w.setTime('2026-12-10', '09:00');
  await w.tick();
  w.setTime('2026-12-11', '17:50');
  await insert(task(dueOn('2026-12-14')));
  await w.tick();
  w.setTime('2026-12-14', '08:40');
  await w.tick();
  expect(await notes()).toEqual([]);
});

/** P4: a sweep costs what is due, not what is open; beside the same reads and writes by hand and a job for each task. */
import { sweep } from '../../bot/actions/sweep.js';
import type { Services } from '../../bot/services.js';
import { addDays, type Day } from '../../core/time/day.js';
import { aTask, dueOn } from '../support/make.js';
import type { TestStore } from '../support/database.js';
import { measure, type Result } from './interleave.js';
import { agendaOf } from './peers.js';

const DUE = 1_000;

/** `open` tasks whose day is far beyond the ladder's reach, inserted by hand: a million by the store would take an hour. */
async function addOpen({ store, db }: TestStore, count: number, today: Day): Promise<void> {
  await store.tasks.insertMany([aTask(dueOn(addDays(today, 400)))]);
  const tasks = db.collection('tasks');
  const pattern = await tasks.findOne({ 'due.day': addDays(today, 400) });
  if (pattern === null) throw new Error('the pattern is gone');
  for (let made = 0; made < count; made += 10_000) {
    const batch = Array.from({ length: Math.min(10_000, count - made) }, (_, index) => ({
      ...pattern,
      _id: `open${count}.${made + index}` as never,
      number: 1_000_000 + made + index + count * 10,
    }));
    await tasks.insertMany(batch, { ordered: false, writeConcern: { w: 1, journal: false } });
  }
}

/** `grown`: how many open tasks there are in the end. */
export async function benchSweeps(services: Services, base: TestStore, today: Day, grown: number): Promise<readonly Result[]> {
  const notices = base.db.collection('notices');
  const tasks = base.db.collection('tasks');
  await tasks.deleteMany({});
  await notices.deleteMany({});
  await base.store.tasks.insertMany(Array.from({ length: DUE }, () => aTask({ ...dueOn(addDays(today, 3)), lastProgressAt: new Date() })));
  await addOpen(base, 10_000 - DUE, today);
  await sweep(services);
  const kept = await notices.find().toArray();
  const fresh = async (): Promise<void> => {
    await notices.deleteMany({});
    await sweep(services);
  };
  const byHand = async (): Promise<void> => {
    await notices.deleteMany({});
    const due = await tasks.find({ watch: { $lte: addDays(today, 8) } }).toArray();
    if (due.length < DUE) throw new Error('the due range is empty');
    for (let from = 0; from < kept.length; from += 500) await notices.insertMany(kept.slice(from, from + 500), { ordered: false });
  };
  const results = [
    await measure({
      name: `a sweep of ${DUE} due among 10,000 open / cursor over the due range + insertMany of the same`,
      aim: 0.7,
      rounds: 7,
      ours: fresh,
      limit: byHand,
    }),
  ];
  const ids = (await tasks.find({ watch: { $lte: addDays(today, 8) } }).toArray()).map(({ _id }) => String(_id));
  const told = base.db.collection('benchTold');
  const agenda = await agendaOf(base, (id) => told.insertOne({ id }));
  results.push(
    await measure({
      name: `the same / Agenda with a job for each of the ${DUE} tasks`,
      aim: 1,
      rounds: 7,
      ours: fresh,
      limit: () => agenda.runAll(ids),
    }),
  );
  await agenda.close();
  const small = results[0]?.oursMs ?? 0;
  await addOpen(base, grown - 10_000, today);
  const large = await measure({
    name: `the same sweep among ${grown.toLocaleString('en')} open / cursor + insertMany of the same`,
    aim: 0.7,
    rounds: 7,
    ours: fresh,
    limit: byHand,
  });
  results.push(large, {
    ...{ name: `growth: among 10,000 / among ${grown.toLocaleString('en')} open (aim: at most 1.3 times)`, oursMs: large.oursMs, limitMs: small },
    ...{ ratio: small / large.oursMs, aim: 1 / 1.3, rounds: 7 },
  });
  return results;
}

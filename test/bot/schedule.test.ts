/** The schedule on a real MongoDB: a second start keeps the stored jobs, stopping waits for what runs. */
import { MongoClient } from 'mongodb';
import { createLog } from '../../bot/log.js';
import { startSchedule, type Tick } from '../../bot/schedule.js';
import { until } from '../support/until.js';

const log = createLog('silent');
let client: MongoClient;

beforeAll(async () => {
  client = await MongoClient.connect(process.env['DUBAN_TEST_MONGODB_URI'] ?? '');
});
afterAll(async () => {
  await client.close();
});

let number = 0;
const freshBase = async () => {
  const base = client.db(`schedule-${process.pid}-${(number += 1)}`);
  await base.dropDatabase();
  return base;
};

const tick = (change: Partial<Tick> = {}): Tick => ({ name: 'sweep', cron: '17 3 1 6 *', run: async () => undefined, ...change });
/**
 * As a service left it that was up once and missed a run: its job, in a base of its own, because Agenda's first look may still be
 * under way when `stop` answers, and would take what falls due.
 */
async function missedRun(): Promise<ReturnType<MongoClient['db']>> {
  const [before, base] = [await freshBase(), await freshBase()];
  await (await startSchedule(before, [tick()], log)).stop();
  const job = await before.collection('agendaJobs').findOne({ name: 'sweep' });
  if (job === null) throw new Error('no job was kept');
  await base.collection('agendaJobs').insertOne({ ...job, nextRunAt: new Date(Date.now() - 60_000) });
  return base;
}

test('a second start leaves the stored job as it is', async () => {
  const base = await freshBase();
  await (await startSchedule(base, [tick()], log)).stop();
  const before = await base
    .collection('agendaJobs')
    .findOneAndUpdate({ name: 'sweep' }, { $set: { nextRunAt: new Date('2126-01-01'), disabled: true } }, { returnDocument: 'after' });
  await (await startSchedule(base, [tick()], log)).stop();
  expect(await base.collection('agendaJobs').find().toArray()).toEqual([before]);
});

test('a changed time replaces the stored one', async () => {
  const base = await freshBase();
  await (await startSchedule(base, [tick()], log)).stop();
  await (await startSchedule(base, [tick({ cron: '19 3 1 6 *' })], log)).stop();
  expect(await base.collection('agendaJobs').find().project({ _id: 0, repeatInterval: 1 }).toArray()).toEqual([{ repeatInterval: '19 3 1 6 *' }]);
});

test('a run missed while the service was down is made up for at the start', async () => {
  const base = await missedRun();
  let runs = 0;
  const schedule = await startSchedule(base, [tick({ run: async () => (runs += 1) })], log);
  await until(() => runs > 0, 'the missed run never came');
  await schedule.stop();
  expect(runs).toBe(1);
});

test('stopping waits for the tick that runs and leaves no lock', async () => {
  const base = await missedRun();
  let isDone = false;
  let hasBegun: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (hasBegun = resolve));
  const slow = async () => {
    hasBegun();
    await new Promise((resolve) => setTimeout(resolve, 400));
    isDone = true;
  };
  const schedule = await startSchedule(base, [tick({ run: slow })], log);
  await begun;
  await schedule.stop();
  expect(isDone).toBe(true);
  expect(await base.collection('agendaJobs').countDocuments({ lockedAt: { $ne: null } })).toBe(0);
});

test('a bad cron string is a fault at the start, not silence', async () => {
  const base = await freshBase();
  await expect(startSchedule(base, [tick({ cron: 'every morning' })], log)).rejects.toThrow('bad cron');
});

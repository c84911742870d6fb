/** P4: a sweep costs what is due, not what is open; beside the same reads and writes by hand and an Agenda job for each task. */
import { sweep } from '../../bot/actions/sweep.js';
import { addDays } from '../../core/time/day.js';
import type { Bed, Report } from './bed.js';
import { measure, type Result, type Rival } from './interleave.js';
import { type LedgerBase, openLedgerBase, TODAY } from './ledger.js';
import { agendaOf, besideRedis, bullmqOf } from './peers.js';

const DUE = 1_000;
const FEW = 10_000;

/** As the sweep asks for it: without the kind of the value the index of those that are watched is of no use. */
const isDue = { watch: { $type: 'string', $lte: addDays(TODAY, 8) } };
const farAway = () => ({ due: { kind: 'day', day: addDays(TODAY, 400), words: '' } }) as const;
const dueSoon = () => ({ due: { kind: 'day', day: addDays(TODAY, 3), words: '' }, lastProgressAt: new Date() }) as const;

interface Sides {
  /** Nobody has been told of anything yet. */
  readonly before: () => Promise<unknown>;
  readonly ours: () => Promise<unknown>;
  readonly byHand: readonly Rival[];
}

/** A sweep that tells everybody anew, and what it cannot but do: read the due range and insert the same notices. */
async function sidesOf({ services, db }: LedgerBase): Promise<Sides> {
  const notices = db.collection('notices');
  const asked = async (due: readonly { readonly findingId: string }[]): Promise<void> => {
    const ids = [...new Set(due.map(({ findingId }) => findingId))];
    await db
      .collection('findings')
      .find({ _id: { $in: ids } } as never)
      .toArray();
  };
  await sweep(services);
  const kept = await notices.find().toArray();
  return {
    before: () => notices.deleteMany({}),
    ours: async () => {
      const { made } = await sweep(services);
      if (made === 0) throw new Error('the sweep made nothing');
    },
    byHand: [
      {
        name: 'a cursor over the due range and insertMany of the same notices',
        aim: 0.7,
        run: async () => {
          await db.collection('tasks').find(isDue).toArray();
          for (let from = 0; from < kept.length; from += 500) await notices.insertMany(kept.slice(from, from + 500), { ordered: false });
        },
      },
      {
        // Without a rule: which notices there are is known beforehand.
        name: 'the same reads and the same writes by hand: findings, and keys known before',
        aim: 0.7,
        run: async () => {
          const due = await db.collection<{ readonly _id: string; readonly findingId: string }>('tasks').find(isDue).batchSize(500).toArray();
          for (let from = 0; from < due.length; from += 500) await asked(due.slice(from, from + 500));
          for (let from = 0; from < kept.length; from += 500) {
            const batch = kept.slice(from, from + 500);
            await notices.distinct('key', { key: { $in: batch.map((notice) => (notice as { key?: unknown }).key) } });
            await notices.insertMany(batch, { ordered: false });
          }
        },
      },
    ],
  };
}

/** The same due tasks among ten thousand and among `grown` open ones. */
async function growth({ uri, rounds }: Bed, grown: number): Promise<Report> {
  const base = await openLedgerBase(uri);
  await base.addTasks(DUE, dueSoon);
  await base.addTasks(FEW - DUE, farAway);
  const { byHand, ...sides } = await sidesOf(base);
  const ids = (await base.db.collection('tasks').find(isDue).toArray()).map(({ _id }) => String(_id));
  const told = base.db.collection('benchTold');
  const tell = (id: string) => told.insertOne({ id });
  const agenda = await agendaOf(base, tell);
  const name = (open: number) => `P4 a sweep of ${DUE.toLocaleString('en')} due among ${open.toLocaleString('en')} open`;
  const few = await measure({
    ...{ name: name(FEW), rounds, ...sides },
    rivals: [...byHand, { name: 'an Agenda job for each due task', aim: 1, run: () => agenda.runAll(ids) }],
  });
  await agenda.close();
  const beside = await besideRedis('P4 beside bullmq', async (redis) => {
    const bullmq = bullmqOf(redis, tell);
    const found = await measure({
      ...{ name: name(FEW), rounds, ...sides },
      rivals: [{ name: 'a bullmq job for each due task', aim: 1, run: () => bullmq.runAll(ids) }],
    });
    await bullmq.close();
    return found;
  });
  await base.addTasks(grown - FEW, farAway);
  const many = await measure({ name: name(grown), rounds, ...sides, rivals: byHand });
  await base.drop();
  const [fewMs = Number.NaN, manyMs = Number.NaN] = [few[0]?.oursMs, many[0]?.oursMs];
  const grew = { name: name(grown), rival: `the same among ${FEW.toLocaleString('en')} (at most 1.3 times)`, oursMs: manyMs, rivalMs: fewMs };
  return { results: [...few, ...beside.results, ...many, { ...grew, ratio: fewMs / manyMs, aim: 1 / 1.3, rounds }], told: beside.told };
}

/** One in a hundred of them due. */
async function oneInAHundred({ uri, rounds }: Bed, open: number): Promise<readonly Result[]> {
  const base = await openLedgerBase(uri);
  await base.addTasks(open / 100, dueSoon);
  await base.addTasks(open - open / 100, farAway);
  const { byHand, ...sides } = await sidesOf(base);
  const results = await measure({ name: `P4 a sweep of ${open.toLocaleString('en')} open, 1 % due`, rounds, ...sides, rivals: byHand });
  await base.drop();
  return results;
}

export async function benchSweeps(bed: Bed): Promise<Report> {
  const grown = { quick: 20_000, usual: 200_000, full: 1_000_000 }[bed.size];
  const { results, told } = await growth(bed, grown);
  return { results: [...results, ...(bed.size === 'full' ? await oneInAHundred(bed, grown) : [])], told };
}

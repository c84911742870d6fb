/** `npm run bench`: what we add to the work itself, as ratios against the same work done by hand. Prints one table. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import { act } from '../../bot/actions/act.js';
import { listTasks } from '../../bot/actions/list-tasks.js';
import { sweep } from '../../bot/actions/sweep.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import type { Task } from '../../core/ledger/model.js';
import { addDays } from '../../core/time/day.js';
import { startOneMongo } from '../support/one-mongo.js';
import { aFinding, aRound, aTask, CENTRE, dueOn } from '../support/make.js';
import { type World, world } from '../support/world.js';
import { benchPromptness, benchSending } from './delivery.js';
import { measure, type Result, table } from './interleave.js';
import { benchSweeps } from './sweeps.js';

const TODAY = '2026-11-24';
const TASKS = 5_000;

async function listening(handler: Parameters<typeof createServer>[1]): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(handler ?? (() => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const many = async (count: number, run: (index: number) => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < count; at += 1) await run(at);
};

async function bench(): Promise<readonly Result[]> {
  const w = await world({ today: TODAY });
  const { services, base } = w;
  const { store } = services;
  await store.people.saveUnits(CENTRE.units);
  await store.people.savePeople(CENTRE.people);
  for (const person of CENTRE.people)
    await store.people.setPosts(
      person.id,
      CENTRE.posts.filter((post) => post.personId === person.id),
    );
  await store.ledger.saveRound(aRound());
  await store.ledger.saveFindings([aFinding()]);
  const tasks = Array.from({ length: TASKS }, (_, index) =>
    aTask({ ...dueOn(addDays(TODAY, 30 + (index % 300))), lastProgressAt: new Date('2026-11-23T01:00:00Z') }),
  );
  await store.tasks.insertMany(tasks);

  const results: Result[] = [];
  if (wants('base')) await benchRequests(w, results, tasks);
  if (wants('sweep')) results.push(...(await benchSweeps(services, base, TODAY, 1_000_000)));
  await w.close();
  return results;
}

async function benchRequests(w: World, results: Result[], tasks: readonly Task[]): Promise<void> {
  const { services, base } = w;
  const { store } = services;
  const bare = new Koa();
  const router = new Router();
  router.get('/api/health', (ctx) => {
    ctx.body = { ok: true };
  });
  bare.use(router.routes());
  const limit = await listening(bare.callback());
  const hundred = (url: string) => () => many(100, async () => (await fetch(`${url}/api/health`)).text());
  results.push(
    await measure({ name: '100 small GETs through all middleware / bare koa + router', aim: 0.5, ours: hundred(w.url), limit: hundred(limit.url) }),
  );
  limit.server.close();

  const scope = { everything: true, unitIds: [], personId: null, beforeStart: true };
  const taskCollection = base.db.collection('tasks');
  results.push(
    await measure({
      name: '20 lists of 20 out of 5,000, the store’s call / raw driver + JSON.stringify',
      aim: 0.7,
      ours: () => many(20, async () => JSON.stringify(await store.tasks.list(scope, { unitId: 'section' }, 20, null))),
      limit: () =>
        many(20, async () => {
          const found = await taskCollection.find({ unitIds: 'section' }).sort({ order: 1 }).limit(21).toArray();
          const findings = await base.db
            .collection('findings')
            .find({ _id: { $in: [...new Set(found.map((task) => task['findingId']))] } })
            .toArray();
          const total = await taskCollection.countDocuments({ unitIds: 'section' });
          return JSON.stringify({ found, findings, total });
        }),
    }),
  );

  const owner = await viewerFor(services, 'he');
  results.push(
    await measure({
      name: 'the ledger’s first page with lights and counts over 5,000 tasks / raw read of the same tasks',
      aim: 0.3,
      ours: async () => listTasks(services, await viewerFor(services, 'fang'), {}),
      limit: async () => JSON.stringify(await taskCollection.find({}).toArray()),
    }),
  );

  let at = 0;
  const raw = base.db.collection('bench_raw');
  await raw.insertOne({ n: 0 });
  results.push(
    await measure({
      name: '20 reports through act / five raw writes in one transaction',
      aim: 0.75,
      ours: () =>
        many(20, async () => {
          const task = tasks[(at += 1) % tasks.length];
          const row = task === undefined ? null : await store.tasks.find(task.id, scope);
          if (row === null) throw new Error('a task of the bench is gone');
          await act(services, owner, row.task.id, {
            requestId: `bench-${at}-${row.task.version}`,
            version: row.task.version,
            action: { kind: 'progress', text: '进展', percent: 50, evidenceIds: [] },
          });
        }),
      limit: () =>
        many(20, async () => {
          const session = base.connection.getClient().startSession();
          await session.withTransaction(async () => {
            for (let write = 0; write < 5; write += 1) await raw.insertOne({ n: write, text: '进展' }, { session });
          });
          await session.endSession();
        }),
    }),
  );

  await store.tasks.insertMany(Array.from({ length: 1_000 }, () => aTask(dueOn(addDays(TODAY, 3)))));
  await sweep(services);
  results.push(
    await measure({
      name: 'a sweep that finds 1,000 due tasks already told / raw read of the due range',
      aim: 0.2,
      ours: () => sweep(services),
      limit: async () => (await taskCollection.find({ watch: { $lte: addDays(TODAY, 8) } }).toArray()).length,
      rounds: 7,
    }),
  );
}

/** `npm run bench -- sweep send prompt`: those parts alone. */
const asked = process.argv.slice(2);
const wants = (part: string): boolean => asked.length === 0 || asked.includes(part);

const mongo = await startOneMongo();
process.env['DUBAN_TEST_MONGODB_URI'] = mongo.uri;
try {
  const results = wants('base') || wants('sweep') ? await bench() : [];
  const sent = wants('send') ? await benchSending(mongo.uri) : [];
  process.stdout.write(`${table([...results, ...sent])}\n`);
  for (const { name, found } of wants('prompt') ? await benchPromptness(mongo.uri) : []) process.stdout.write(`${name}: ${found}\n`);
} finally {
  await mongo.stop();
}

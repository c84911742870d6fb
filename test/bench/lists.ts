/**
 * P2: the tasks of a unit in one status, scoped, by the store's own call; beside the raw driver and hydrated mongoose. P2b: what the
 * ledger's screen asks for, a page of twenty through HTTP with session and scope, in the order of lights and with its counts.
 */
import { createServer } from 'node:http';
import type { Model } from 'mongoose';
import { createApp } from '../../bot/app.js';
import type { TaskScope } from '../../bot/services.js';
import { taskQuery } from '../../bot/store/task-filter.js';
import type { KeptTask } from '../../bot/store/task-models.js';
import { addDays } from '../../core/time/day.js';
import type { Bed, Report } from './bed.js';
import { listening } from './http.js';
import { measure } from './interleave.js';
import { type LedgerBase, openLedgerBase, TODAY } from './ledger.js';

const PAGE = 20;
const LISTS = 5;
/** Through HTTP: the screen's own question is a heavier one. */
const SCREENS = 3;
/** Each unit has so many tasks, however many there are in all. */
const OF_A_UNIT = 1_000;

const scope: TaskScope = { everything: false, unitIds: ['section', 'other'], personId: 'gao', beforeStart: false };
const filter = { status: 'inProgress', unitId: 'section' } as const;
const query = taskQuery(scope, filter, null);

const again = async (run: () => Promise<unknown>, times = LISTS): Promise<void> => {
  for (let time = 0; time < times; time += 1) await run();
};

const findingsOf = (tasks: readonly { readonly findingId?: unknown }[]) => ({
  _id: { $in: [...new Set(tasks.map((task) => String(task.findingId)))] },
});

async function byDriver({ db }: LedgerBase, most = 0): Promise<string> {
  const tasks = db.collection<KeptTask>('tasks');
  const found = await tasks
    .find(query as never)
    .sort({ order: 1 })
    .limit(most)
    .toArray();
  const findings = await db.collection<{ _id: string }>('findings').find(findingsOf(found)).toArray();
  return JSON.stringify({ found, findings, total: most === 0 ? found.length : await tasks.countDocuments(query as never) });
}

async function byHydrated({ connection }: LedgerBase): Promise<string> {
  const found = await (connection.models['Task'] as Model<KeptTask>).find(query).sort({ order: 1 });
  const findings = await (connection.models['Finding'] as Model<{ _id: string }>).find(findingsOf(found));
  return JSON.stringify({ found, findings });
}

/** The office's ledger of one unit, as `gao`, its principal, opens it. */
async function overHttp(base: LedgerBase): Promise<{ readonly ours: () => Promise<unknown>; readonly raw: () => Promise<unknown>; close(): void }> {
  const { services } = base;
  const h5 = { folder: '', progress: () => ({ state: 'missing', percent: 0, words: '' }) as const };
  const app = await listening(createServer(createApp(services, { h5, demo: null, ready: () => base.ping() }).callback()));
  const bare = await listening(createServer((_request, response) => void byDriver(base, PAGE + 1).then((text) => response.end(text))));
  const token = services.secrets.newToken();
  await services.store.accounts.openSession({ tokenHash: services.secrets.hashToken(token), personId: 'gao', days: 1 });
  const ask = async (url: string, headers: Record<string, string>): Promise<void> => {
    const answer = await fetch(url, { headers });
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
    await answer.text();
  };
  return {
    ours: () =>
      again(() => ask(`${app.url}/api/tasks?limit=${PAGE}&status=inProgress&unitId=section`, { authorization: `Bearer ${token}` }), SCREENS),
    raw: () => again(() => ask(bare.url, {}), SCREENS),
    close: () => {
      app.close();
      bare.close();
    },
  };
}

export async function benchLists({ uri, size, rounds }: Bed): Promise<Report> {
  const count = { quick: 10_000, usual: 100_000, full: 1_000_000 }[size];
  const base = await openLedgerBase(uri);
  const units = Math.max(3, count / OF_A_UNIT);
  const unitOf = (index: number): string => ['section', 'other'][index % units] ?? `u${index % units}`;
  await base.addTasks(count, (index) => ({
    ...{ unitId: unitOf(index), due: { kind: 'day', day: addDays(TODAY, 5 + (index % 300)), words: '' } },
    status: index % 3 === 0 ? 'submitted' : 'inProgress',
  }));
  const name = `P2 ${LISTS} times the tasks of a unit in one status, scoped, of ${count.toLocaleString('en')}`;
  const store = await measure({
    ...{ name: `${name}: the store’s call`, rounds },
    ours: () => again(async () => JSON.stringify(await base.store.tasks.all(scope, filter))),
    rivals: [
      { name: 'raw driver and JSON.stringify', aim: 0.7, run: () => again(() => byDriver(base)) },
      { name: 'hydrated mongoose', aim: 1.15, run: () => again(() => byHydrated(base)) },
    ],
  });
  const http = await overHttp(base);
  const screen = await measure({
    ...{ name: `P2b ${SCREENS} pages as the screen asks for them: HTTP, session, order of lights, counts`, rounds, ours: http.ours },
    rivals: [{ name: 'raw driver behind bare node:http, one page without order and counts', aim: 0.4, run: http.raw }],
  });
  http.close();
  await base.drop();
  return { results: [...store, ...screen], told: [] };
}

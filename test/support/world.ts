/**
 * The whole service on a real MongoDB with a clock that can be moved and fakes of the platforms: import, people, days
 * that pass, what each person reads. Stories are written with it.
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { ImportDone, ImportPreview } from '../../core/contract/import.js';
import type { MyTasks, TaskList } from '../../core/contract/task.js';
import type { ActAnswer } from '../../core/contract/task-action.js';
import type { TaskDetail } from '../../core/contract/task-detail.js';
import type { TaskAction } from '../../core/ledger/model.js';
import { addDays, type Day, dayOf, instantAt } from '../../core/time/day.js';
import { deliver } from '../../bot/actions/deliver.js';
import { tickClocks } from '../../bot/actions/emergency-tick.js';
import { sweep } from '../../bot/actions/sweep.js';
import { createApp } from '../../bot/app.js';
import { assembleServices } from '../../bot/assemble.js';
import { secretsFrom } from '../../bot/secrets.js';
import type { Services } from '../../bot/services.js';
import type { H5State } from '../../bot/start/h5-state.js';
import { openTestStore, type TestStore } from './database.js';

const LEDGER = new URL('../../bot/demo/政务服务中心整改台账.xlsx', import.meta.url);

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
}

/** One person's phone: HTTP with their own session. */
export interface Phone {
  readonly personId: string;
  /** Of its session; empty for a stranger. */
  readonly token: string;
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(path: string, body: unknown): Promise<Answer<T>>;
  upload(taskId: string, photo: Buffer, uploadId?: string): Promise<Answer<{ id: string }>>;
  my(): Promise<MyTasks>;
  /** The one task whose measure holds these words. */
  task(words: string): Promise<TaskDetail>;
  act(task: TaskDetail, action: TaskAction, requestId?: string): Promise<Answer<ActAnswer>>;
}

export interface World {
  readonly services: Services;
  readonly base: TestStore;
  readonly url: string;
  today(): Day;
  /** Sets world time; nothing runs. */
  setTime(day: Day, time: string): void;
  /** One tick: a sweep, then delivery until nothing more goes out. */
  tick(): Promise<void>;
  /** Lets `count` days pass: a tick at 08:40 and one at 14:00 of each. */
  days(count: number): Promise<void>;
  /** Signs in as the person of this name, making them first where needed. */
  phone(name: string): Promise<Phone>;
  stranger: Phone;
  /** Imports the sample ledger as the office, fills the posts, and presses 开始督办. */
  supervise(): Promise<Supervised>;
  /** What has reached this person or group since the last look, as text. */
  newsFor(nameOrGroup: string): Promise<readonly string[]>;
  /** A second service on the same base and the same clock. */
  secondProcess(): Promise<Services>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly today: Day;
  readonly time?: string;
  /** The built H5: the world is then reached where its own links say. */
  readonly h5?: H5State;
}

/** A base that worlds come and go on, one after the other. */
interface Ground {
  readonly base: TestStore;
  /** Worlds that were supervised from their first moment on, by when that was. */
  readonly supervised: Map<string, Supervised & { readonly restore: () => Promise<void> }>;
}

interface Supervised {
  readonly preview: ImportPreview;
  readonly done: ImportDone;
}

/** Worlds for the tests of a file, each as if nothing had ever been, on one base: quicker than a base and an import for each. */
export function worlds(): (options: WorldOptions) => Promise<World> {
  let ground: Ground | null = null;
  afterAll(() => ground?.base.close());
  return async (options) => {
    ground ??= { base: await openTestStore(), supervised: new Map() };
    await ground.base.empty();
    return worldOn(ground, await storeOf(ground.base), options);
  };
}

/** Opened anew: nothing is remembered from the world before. */
async function storeOf(base: TestStore): Promise<TestStore> {
  return { ...base, ...(await base.again()) };
}

export async function world(options: WorldOptions): Promise<World> {
  return worldOn(null, await openTestStore(), options);
}

async function worldOn(ground: Ground | null, base: TestStore, { today, time = '08:30', h5 }: WorldOptions): Promise<World> {
  let now = instantAt(today, time);
  const clock = { now: () => now };
  let listener: RequestListener = (_request, response) => void response.end();
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { publicUrl: h5 === undefined ? 'http://localhost:3000' : url, demo: false };
  const assemble = (opened: Pick<TestStore, 'store' | 'blobs'>): Services =>
    assembleServices({
      store: opened.store,
      blobs: opened.blobs,
      clock,
      settings,
      secrets: secretsFrom('a key that is only for tests, and long enough'),
      allowedRobotHosts: ['127.0.0.1'],
      log: silent,
      kick: () => undefined,
      kickSweep: () => undefined,
      kickTickets: () => undefined,
    });
  const services = assemble(base);
  const none = { folder: '', progress: () => ({ state: 'missing', percent: 0, words: '' }) as const };
  listener = createApp(services, { h5: h5 ?? none, demo: null, ready: () => base.ping() }).callback();
  const others: { close(): Promise<void> }[] = [];
  const seen = new Map<string, number>();

  const personNamed = async (name: string): Promise<string> => {
    const found = (await services.store.people.people()).find((person) => person.name === name);
    if (found !== undefined) return found.id;
    const id = services.newId();
    await services.store.people.savePeople([
      { id, name, unitId: null, phone: null, wecomUserId: null, dingtalkUserId: null, account: null, active: true },
    ]);
    return id;
  };

  const phone = async (name: string): Promise<Phone> => {
    const personId = await personNamed(name);
    const token = services.secrets.newToken();
    await services.store.accounts.openSession({ tokenHash: services.secrets.hashToken(token), personId, days: 1 });
    return phoneWith(url, personId, token);
  };

  const post = async (name: string, kind: 'office' | 'leadingGroup' | 'principal' | 'functionalDepartment', unitId: string | null) => {
    const personId = await personNamed(name);
    await services.store.people.setPosts(personId, [{ kind, personId, unitId }]);
  };

  const tick = async () => {
    await sweep(services);
    await tickClocks(services);
    for (let round = 0; round < 20; round += 1) {
      const { sent, dropped } = await deliver(services);
      if (sent + dropped === 0) return;
    }
  };

  const setTime = (day: Day, at: string) => {
    now = instantAt(day, at);
  };

  return {
    services,
    base,
    url,
    stranger: phoneWith(url, '', null),
    today: () => dayOf(now),
    setTime,
    tick,
    days: async (count) => {
      for (let left = count; left > 0; left -= 1) {
        const day = addDays(dayOf(now), 1);
        setTime(day, '08:40');
        await tick();
        setTime(day, '14:00');
        await tick();
      }
    },
    phone,
    supervise: async () => {
      const moment = now.toISOString();
      const known = ground?.supervised.get(moment);
      // Nothing has happened in this world yet.
      const isFirst = ground !== null && (await services.store.people.people()).length === 0;
      if (known !== undefined && isFirst) {
        await known.restore();
        return known;
      }
      await post('方正', 'office', null);
      const office = await phone('方正');
      const form = new FormData();
      form.append('file', new Blob([readFileSync(LEDGER)]), '政务服务中心整改台账.xlsx');
      const preview = await office.post<ImportPreview>('/api/imports', form);
      const done = await office.post<ImportDone>(`/api/imports/${preview.body.id}/commit`, {
        requestId: 'commit-the-ledger',
        people: {},
        acceptChanges: false,
      });
      const round = await services.store.ledger.round(done.body.roundId);
      await post('高远', 'principal', round?.inspectedUnitId ?? null);
      await post('许宁', 'functionalDepartment', null);
      await post('宋岩', 'leadingGroup', null);
      const start = await office.post(`/api/rounds/${done.body.roundId}/start`, { requestId: 'start-supervision' });
      if (start.status !== 200) throw new Error(`supervision did not start: ${JSON.stringify(start.body)}`);
      const supervised = { preview: preview.body, done: done.body };
      if (isFirst) ground.supervised.set(moment, { ...supervised, restore: await base.remember() });
      return supervised;
    },
    newsFor: async (who) => {
      const room = who.startsWith('group:') ? who : `person:${await personNamed(who)}`;
      const messages = await services.store.previews.ofRoom(room, 1_000);
      const fresh = messages.slice(seen.get(room) ?? 0);
      seen.set(room, messages.length);
      return fresh.map((message) => message.text);
    },
    secondProcess: async () => {
      const opened = await base.again();
      others.push(opened);
      return assemble(opened);
    },
    close: async () => {
      await closed(server);
      for (const other of others) await other.close();
      await base.close();
    },
  };
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });

function phoneWith(url: string, personId: string, token: string | null): Phone {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text.startsWith('{') ? JSON.parse(text) : { text }) as T };
  };
  const get = <T>(path: string) => ask<T>('GET', path);
  const post = <T>(path: string, body: unknown) => ask<T>('POST', path, body);
  return {
    personId,
    token: token ?? '',
    get,
    post,
    upload: (taskId, photo, uploadId = `up-${Math.random().toString(36).slice(2)}-upload`) => {
      const form = new FormData();
      form.append('uploadId', uploadId);
      form.append('taskId', taskId);
      form.append('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), '现场照片.jpg');
      return post<{ id: string }>('/api/uploads', form);
    },
    my: async () => (await get<MyTasks>('/api/my')).body,
    task: async (words) => {
      const { body } = await get<TaskList>(`/api/tasks?limit=100&q=${encodeURIComponent(words)}`);
      const found = body.tasks.find((task) => task.measure.includes(words));
      if (found === undefined) throw new Error(`no task with ${words}: ${JSON.stringify(body)}`);
      return (await get<TaskDetail>(`/api/tasks/${found.id}`)).body;
    },
    act: (task, action, requestId = `req-${Math.random().toString(36).slice(2)}-request`) =>
      post<ActAnswer>(`/api/tasks/${task.id}/actions`, { requestId, version: task.version, action }),
  };
}

/** `web` and `worker`: two real processes of one service over one base. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readConfig, VARIABLES } from '../../bot/config.js';
import { Refusal } from '../../core/refusal.js';
import { openTestStore, type TestStore } from '../support/database.js';
import { aNotice, toGroup } from '../support/delivery.js';
import { until } from '../support/until.js';

const DUBAN = fileURLToPath(new URL('../../bot/duban.mjs', import.meta.url));
const COMPOSE = new URL('../../compose.yaml', import.meta.url);
const LONG = 300_000;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

describe('one process does one half', () => {
  let base: TestStore;
  let dataDir: string;
  const running: ChildProcess[] = [];
  beforeAll(async () => {
    base = await openTestStore();
    dataDir = await mkdtemp(join(tmpdir(), 'duban-roles-'));
  });
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });
  afterAll(async () => {
    await base.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(role: 'web' | 'worker') {
    const port = await freePort();
    const uri = new URL(base.uri);
    uri.pathname = `/${base.dbName}`;
    const env = {
      ...process.env,
      ...{ DUBAN_ROLE: role, PORT: String(port), DATA_DIR: dataDir, MONGODB_URI: uri.href, DUBAN_SECRET_KEY: 'k'.repeat(40), LOG_LEVEL: 'warn' },
    };
    const child = spawn(process.execPath, [DUBAN, 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    running.push(child);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    await until(async () => (await ask('/api/ready').catch(() => null))?.status === 200, `${role} did not start`);
    return { child, ask, said: () => said };
  }

  test(
    'a web process answers and sends nothing; a worker sends and serves its health alone; SIGTERM ends both with 0',
    async () => {
      const web = await start('web');
      // What is urgent keeps no quiet hours: it goes whenever this runs.
      const now = { recipient: toGroup('office'), notBefore: new Date(0), urgent: true };
      await base.store.outbox.insert([aNotice('for-the-worker', 'preview:group:office', now)]);
      expect((await web.ask('/api/tasks')).status).toBe(401);
      await sleep(2_500);
      const state = async () => (await base.db.collection('notices').findOne({ key: 'for-the-worker' }))?.['state'];
      expect(await state()).toBe('waiting');

      const worker = await start('worker');
      expect((await worker.ask('/api/tasks')).status).toBe(404);
      expect((await worker.ask('/')).status).toBe(404);
      expect(worker.said()).toMatch(/工作进程已启动/);
      await until(async () => (await state()) === 'sent');
      expect(await base.db.collection('agendaJobs').countDocuments({ name: 'sweep' })).toBe(1);

      for (const { child } of [web, worker]) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        expect(await gone).toBe(0);
      }
      expect(await base.db.collection('lanes').countDocuments({ leasedUntil: { $gt: new Date() } })).toBe(0);
    },
    LONG,
  );
});

describe('a half needs a base to meet on', () => {
  const faultsOf = (environment: Record<string, string>, demo = false): readonly string[] => {
    try {
      readConfig(environment, { demo });
      return [];
    } catch (error) {
      return error instanceof Refusal ? error.faults.map(({ place, message }) => `${place} ${message}`) : [];
    }
  };

  test('web and worker are refused on the embedded base and in the demo', () => {
    expect(faultsOf({ DUBAN_ROLE: 'worker' })).toEqual([expect.stringMatching(/^DUBAN_ROLE .*内置的数据库不能共用/)]);
    expect(faultsOf({ DUBAN_ROLE: 'web', MONGODB_URI: 'mongodb://m/duban?replicaSet=rs0' }, true)).toEqual([expect.stringMatching(/演示/)]);
    expect(faultsOf({ DUBAN_ROLE: 'worker', MONGODB_URI: 'mongodb://m/duban?replicaSet=rs0' })).toEqual([]);
  });

  test('compose.yaml sets no variable that the service does not know', async () => {
    const text = await readFile(COMPOSE, 'utf8');
    const set = [...text.matchAll(/^ {2,6}([A-Z_]{4,}): /gm)].map((match) => match[1]);
    expect(set).toEqual(expect.arrayContaining(['MONGODB_URI', 'PUBLIC_URL', 'DUBAN_SECRET_KEY', 'DUBAN_ROLE']));
    const known = VARIABLES.map(({ name }) => name);
    for (const name of set) expect(known).toContain(name);
  });
});

/** Ctrl-C ends the real program within five seconds, whatever a huge ledger is being put through; nothing is half done. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { ImportPreview } from '../../core/contract/import.js';
import { until } from '../support/until.js';

const HEAD = '序号,问题类别,反馈问题,整改措施,责任领导,责任单位,责任人,完成时限,进展情况';
const ledger = (rows: number): Blob =>
  new Blob([
    [
      HEAD,
      ...Array.from({ length: rows }, (_, at) => `${at + 1},作风建设,反馈问题${at + 1},整改措施${at + 1},陈立,科室${at % 40},周敏,2026-12-20,`),
    ].join('\n'),
  ]);

let folder: string;
let dbName: string;
const uri = process.env['DUBAN_TEST_MONGODB_URI'] ?? '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-interrupt-'));
  dbName = `test_interrupt_${process.pid}_${Date.now()}`;
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  const client = await MongoClient.connect(uri);
  await client.db(dbName).dropDatabase();
  await client.close();
});

/** The service on the run's MongoDB, with the office signed in. */
async function service() {
  const named = new URL(uri);
  named.pathname = `/${dbName}`;
  const child = spawn(process.execPath, ['bot/duban.mjs', 'start'], {
    env: { ...process.env, MONGODB_URI: named.href, DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => void (out += chunk.toString()));
  const find = async (pattern: RegExp): Promise<string> => {
    await until(() => pattern.test(out), `the service did not say ${String(pattern)}`);
    return pattern.exec(out)?.[1] ?? '';
  };
  const code = decodeURIComponent(await find(/[?&]code=([\w%-]+)[&\s]/));
  const url = (await find(/(http:\/\/localhost:\d+)\D/)).replace('localhost', '127.0.0.1');
  const ask = async <T>(path: string, body: unknown, token = ''): Promise<T> => {
    const isForm = body instanceof FormData;
    const headers = { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...(isForm ? {} : { 'content-type': 'application/json' }) };
    return (await (await fetch(`${url}${path}`, { method: 'POST', headers, body: isForm ? body : JSON.stringify(body) })).json()) as T;
  };
  const { token } = await ask<{ token: string }>('/api/session/redeem', { code, account: 'fang', password: '整改到位 2026', name: '方正' });
  const upload = (rows: number): Promise<ImportPreview> => {
    const form = new FormData();
    form.append('file', ledger(rows), '大台账.csv');
    form.append('feedbackDay', '2026-09-10');
    return ask<ImportPreview>('/api/imports', form, token);
  };
  const interrupt = async (): Promise<readonly [number | null, number]> => {
    const begun = performance.now();
    child.kill('SIGINT');
    return [await ended, performance.now() - begun];
  };
  return { ask, token, upload, interrupt };
}

async function countOf(collection: string): Promise<number> {
  const client = await MongoClient.connect(uri);
  const count = await client.db(dbName).collection(collection).countDocuments();
  await client.close();
  return count;
}

/** Five seconds are promised, and held to on a quiet machine by `.ci/run`; beside other suites only a hang is told from a stop. */
const STOP_MS = 20_000;

test.each([100, 600, 1_500, 3_000])('%i ms into the reading of 19,000 rows', async (ms) => {
  const { upload, interrupt } = await service();
  const reading = upload(19_000).catch(() => null);
  await pause(ms);
  const [code, took] = await interrupt();
  const preview = await reading;
  expect([code, took < STOP_MS]).toEqual([0, true]);
  // A quick machine may have read it all by then; what was broken off is answered with why, or not at all.
  expect(await countOf('imports')).toBe(preview?.state === 'ready' ? 1 : 0);
});

test.each([500, 1_500, 3_000])('%i ms into the commit of 5,000 tasks', async (ms) => {
  const { ask, token, upload, interrupt } = await service();
  const preview = await upload(5_000);
  expect(preview.state).toBe('ready');
  const commit = ask(`/api/imports/${preview.id}/commit`, { requestId: 'the-commit', people: {}, acceptChanges: false }, token).catch(() => null);
  await pause(ms);
  const [code, took] = await interrupt();
  await commit;
  expect([code, took < STOP_MS]).toEqual([0, true]);
  expect([0, 5_000]).toContain(await countOf('tasks'));
});

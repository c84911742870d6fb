/** The `duban` command as somebody at a terminal meets it: one sentence with the remedy, exit code 1, no stack. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { VARIABLES } from '../../bot/config.js';
import { takeDataFolder } from '../../bot/start/data-folder.js';
import { processMark } from '../../bot/start/process-mark.js';
import { until } from '../support/until.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `isTime`: is called with everything said so far; Ctrl-C is sent when it says so. */
function duban(
  args: readonly string[],
  environment: Record<string, string> = {},
  isTime: (out: string) => boolean = () => false,
): Promise<Ended & { readonly stopMs: number }> {
  const child = spawn(process.execPath, ['bot/duban.mjs', ...args], {
    env: { ...process.env, MONGODB_URI: '', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn', ...environment },
  });
  let [out, err, interruptedAt] = ['', '', 0];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (interruptedAt === 0 && isTime(out)) {
      interruptedAt = performance.now();
      child.kill('SIGINT');
    }
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err, stopMs: performance.now() - interruptedAt })));
}

const expectOneSentence = ({ code, err }: Ended, words: RegExp): void => {
  expect(err).toMatch(words);
  expect(err).not.toMatch(/\bat .*:\d+:\d+/);
  expect(code).toBe(1);
};

test('config lists every variable with its sentence', async () => {
  const { out, code } = await duban(['config']);
  for (const { name, words } of VARIABLES) expect(out).toContain(`${name.padEnd(25)}  ${words}`);
  expect(code).toBe(0);
});

test('every fault of the configuration is named at once', async () => {
  const ended = await duban(['start'], { PORT: 'abc', LOG_LEVEL: 'loud' });
  expectOneSentence(ended, /PORT：.*\n.*LOG_LEVEL：/);
});

test('a taken port is one sentence with the remedy', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => squatter.once('listening', resolve));
  const address = squatter.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  expectOneSentence(await duban(['start'], { PORT: port }), new RegExp(`端口 ${port} 已被别的程序占用.*\\n.*PORT=3001`));
  squatter.close();
});

test('a data folder in use by a living process is one sentence with the remedy', async () => {
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data', 'duban.lock'), JSON.stringify({ pid: process.pid, mark: await processMark(process.pid) }));
  expectOneSentence(await duban(['start'], { PORT: '0' }), /正被另一个督办服务使用（进程 \d+）.*\n.*DATA_DIR/);
});

test('a data folder that is a file is one sentence with the remedy', async () => {
  await writeFile(join(folder, 'data'), '');
  expectOneSentence(await duban(['start'], { PORT: '0' }), /不能写入：不是文件夹.*\n.*DATA_DIR/);
});

test('a data folder that cannot be made is one sentence', async () => {
  expectOneSentence(await duban(['start'], { PORT: '0', DATA_DIR: '/proc/x' }), /不能写入：.*\n.*DATA_DIR/);
});

test.each(['/proc/x', '/proc/x/y/z', '/dev/null/x'])('the data folder %s is refused, not tried for ever', async (dataDir) => {
  await expect(takeDataFolder(dataDir)).rejects.toMatchObject({ id: 'data-unwritable' });
});

test('a broken key file is one sentence that names the file', async () => {
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data', 'secret.key'), 'x');
  expectOneSentence(await duban(['start'], { PORT: '0' }), /密钥文件 .*secret\.key 已损坏.*\n.*备份/);
});

/** How long Node alone takes on this machine now; before its first line nobody can hear a signal. */
const nodeMs = async (): Promise<number> => {
  const begun = performance.now();
  await new Promise((resolve) => spawn(process.execPath, ['-e', '0']).once('close', resolve));
  return performance.now() - begun;
};
const programsNaming = async (word: string): Promise<readonly string[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes('mongod') && line.includes(word));
};

/** Five seconds are promised, and held to on a quiet machine by `.ci/run`; beside other suites only a hang is told from a stop. */
const STOP_MS = 20_000;

/** A start that is asked to stop so long after Node alone would have started this many times. */
async function terminated(ms: number, starts: number) {
  const ready = starts * (await nodeMs()) + 50;
  const child = spawn(process.execPath, ['bot/duban.mjs', 'start'], {
    env: { ...process.env, MONGODB_URI: '', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn', PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  const ended = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('close', (code, signal) => resolve([code, signal]));
  });
  await pause(ready + ms);
  const asked = performance.now();
  child.kill('SIGTERM');
  const [code, signal] = await ended;
  return { code, signal, said, tookMs: performance.now() - asked };
}

const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux.each([0, 500, 1_300, 2_500])('SIGTERM %i ms into the start is a clean stop that leaves nothing behind', async (ms) => {
  let end = await terminated(ms, 2);
  // Whoever was asked before Node itself was up heard nothing: on a busy machine that takes longer than it took a moment ago.
  for (const starts of [3, 4]) if (end.signal !== null) end = await terminated(ms, starts);
  expect(end).toMatchObject({ code: 0, signal: null, said: '' });
  expect(end.tookMs).toBeLessThan(STOP_MS);
  // The database's watchdog looks every two seconds.
  await until(async () => (await programsNaming(folder)).length === 0, 'something was left behind');
});

test('a mongod that cannot run is one sentence with the remedy', async () => {
  expectOneSentence(await duban(['start'], { PORT: '0', MONGOD_BINARY: '/nowhere/mongod' }), /MONGOD_BINARY 指定的程序不能用/);
});

test('starts over a stale lock, says what runs where, and Ctrl-C stops it cleanly', async () => {
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data', 'duban.lock'), JSON.stringify({ pid: process.pid, mark: 'of another process with the same number' }));
  const ended = await duban(['start'], { PORT: '0' }, (out) => out.includes('按 Ctrl-C 停止'));
  expect(ended.out).toMatch(/督办已启动：http:\/\/localhost:\d+/);
  expect(ended.out).toMatch(/内置 MongoDB \d/);
  expect(ended.out).toMatch(/未连接 +企业微信群机器人/);
  expect(ended.out).toMatch(/#\/pages\/join\/index\?code=/);
  expect(ended.out).toMatch(/已停止/);
  expect(ended.code).toBe(0);
  expect(ended.stopMs).toBeLessThan(STOP_MS);
  // Nothing is left that holds the folder: a second start finds it free, and its data.
  const second = await duban(['start'], { PORT: '0' }, (out) => out.includes('按 Ctrl-C 停止'));
  expect(second.code).toBe(0);
});

test('a dry run needs no database and prints counts and faults', async () => {
  const { out, code } = await duban(['import', 'bot/demo/政务服务中心整改台账.xlsx', '--dry-run', '--json']);
  expect(JSON.parse(out)).toEqual({ findings: 4, tasks: 15, units: 6, people: 9, faults: [] });
  expect(code).toBe(0);
});

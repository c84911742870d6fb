/** The H5 as the service serves it: built when missing or stale, with a percentage for the page at `/`. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../services.js';
import type { H5Progress, H5State } from './h5-state.js';
import { buildWithTaro, distOf, hasTaro, isBuilt, PHONE, ROOT, type TaroBuild } from './taro.js';

/** Beside the built folder, which every build removes. */
const RECORD = join(PHONE, 'dist', 'h5.json');
const Record = z.object({ hash: z.string(), seconds: z.number() });
type Record = z.infer<typeof Record>;

const SOURCES = ['miniapp/src', 'miniapp/config', 'core'];
const FILES = ['miniapp/package.json', 'miniapp/babel.config.js', 'package-lock.json'];
const USUAL_SECONDS = 90;

export interface H5 {
  readonly state: H5State;
  /** Resolves when the build, if one was needed, has ended. */
  readonly settled: Promise<void>;
  stop(): void;
}

/** Of a process that serves no pages. */
export const noH5: H5 = {
  state: { folder: '', progress: () => ({ state: 'missing', percent: 0, words: '这个进程不提供网页。' }) },
  settled: Promise.resolve(),
  stop: () => undefined,
};

/** Looks, and starts building at once if it must. `say` gets the sentences for the first lines of the start. */
export function openH5(log: Log, say: (words: string) => void): H5 {
  let progress: () => H5Progress = () => ({ state: 'building', percent: 0, words: '正在检查手机页面…' });
  let build: TaroBuild | null = null;
  let isStopped = false;

  const settle = async (): Promise<void> => {
    const ready: H5Progress = { state: 'ready', percent: 100, words: '手机页面已就绪。' };
    const known = await lastBuild();
    const hash = hasTaro() ? await sourceHash() : null;
    if (isBuilt('h5') && (hash === null || known?.hash === hash)) {
      progress = () => ready;
      return;
    }
    if (hash === null) {
      const missing: H5Progress = {
        state: 'missing',
        percent: 0,
        words: '手机页面还没有构建，这台机器上也没有构建工具：请运行 npm ci，再运行 npm run build:h5。',
      };
      progress = () => missing;
      say(missing.words);
      return;
    }
    const usual = known?.seconds ?? USUAL_SECONDS;
    say(`手机页面${isBuilt('h5') ? '有更新' : '还没有构建'}，正在构建（一般 1 到 3 分钟），接口和督办消息照常工作。`);
    const begun = performance.now();
    const secondsSince = (): number => (performance.now() - begun) / 1_000;
    progress = () => building(secondsSince(), usual);
    build = buildWithTaro('h5');
    if (isStopped) build.cancel();
    const result = await build.done;
    if (isStopped) return;
    if (result.isBuilt) {
      await writeFile(RECORD, `${JSON.stringify({ hash, seconds: secondsSince() })}\n`);
      progress = () => ready;
      say(`手机页面构建完成（${Math.round(secondsSince())} 秒）。`);
      return;
    }
    log.error('h5 build failed', { said: result.said.slice(-2_000) });
    const failed: H5Progress = {
      state: 'missing',
      percent: 0,
      words: '手机页面构建失败，请运行 npm run build:h5 查看原因；接口和督办消息照常工作。',
    };
    progress = () => failed;
    say(failed.words);
  };

  return {
    state: { progress: () => progress(), folder: distOf('h5') },
    settled: settle(),
    stop: () => {
      isStopped = true;
      build?.cancel();
    },
  };
}

const MOST = 95;

/** Slows down towards 95 and never claims to be done before it is: a busy machine takes far longer than usual. */
export function building(seconds: number, usual: number): H5Progress {
  const share = seconds / usual;
  const percent = Math.round(share < 0.9 ? share * 100 : MOST - 5 * Math.exp(-(share - 0.9) * 3));
  const words = percent < MOST ? `手机页面正在构建，已完成约 ${percent}%，一般要 1 到 3 分钟。` : '手机页面快好了，还在打包，请再等一会儿。';
  return { state: 'building', percent, words };
}

async function lastBuild(): Promise<Record | null> {
  const text = await readFile(RECORD, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return Record.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Of everything the H5 is built from. */
async function sourceHash(): Promise<string> {
  const hash = createHash('sha256');
  const found = await Promise.all(SOURCES.map((folder) => readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })));
  const paths = found
    .flat()
    .flatMap((entry) => (entry.isFile() && !entry.parentPath.includes('node_modules') ? [join(entry.parentPath, entry.name)] : []));
  for (const path of [...paths.sort(), ...FILES.map((file) => join(ROOT, file))]) {
    hash.update(path.slice(ROOT.length)).update('\0');
    hash.update(await readFile(path).catch(() => Buffer.alloc(0)));
  }
  return hash.digest('hex');
}

/** `npm run build:h5` leaves the same record, so that the next start does not build again. */
export async function recordBuild(seconds: number): Promise<void> {
  await writeFile(RECORD, `${JSON.stringify({ hash: await sourceHash(), seconds })}\n`);
}

/**
 * Workbooks in and out. In: each file is read in a worker thread of its own, which is ended when it takes too long or too much. The
 * main thread only waits. What may be read is decided in `limits.mjs`.
 */
import { Worker } from 'node:worker_threads';
import { Refusal } from '../../core/refusal.js';
import type { SheetCells, Workbooks } from '../services.js';
import { tableWorkbook } from './table-workbook.js';
import { workbookKind } from './workbook-kind.js';

const READ_MS = 10_000;
const MARK_MS = 30_000;
const READ_MB = 256;
const MARK_MB = 512;

/** Two at once: a hostile file holds one of them for ten seconds at most. */
const AT_ONCE = 2;

type Mark = Parameters<Workbooks['mark']>[2][number];

interface Job {
  readonly bytes: Buffer;
  readonly kind: 'xlsx' | 'csv';
  readonly sheetName: string;
  readonly marks: readonly Mark[] | null;
}

interface Answer {
  readonly sheets?: readonly SheetCells[];
  readonly marked?: Uint8Array;
  readonly refusal?: { readonly id: string; readonly message: string; readonly remedy: string; readonly kind: 'invalid' | 'too-much' };
}

const jobOf = (bytes: Buffer, fileName: string, marks: readonly Mark[] | null): Job => ({
  bytes,
  kind: workbookKind(bytes, fileName),
  sheetName: (fileName.split(/[/\\]/).at(-1) ?? fileName).replace(/\.[^.]+$/, '') || '台账',
  marks,
});

export const workbooks: Workbooks = {
  write: tableWorkbook,
  read: async (bytes, fileName, signal) => (await inTurn(jobOf(bytes, fileName, null), READ_MS, READ_MB, signal)).sheets ?? [],
  mark: async (bytes, fileName, faults, signal) => Buffer.from((await inTurn(jobOf(bytes, fileName, faults), MARK_MS, MARK_MB, signal)).marked ?? []),
};

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn(job: Job, ms: number, megabytes: number, signal?: AbortSignal): Promise<Answer> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    // Whoever asked may have gone while others were read.
    if (signal?.aborted === true) throw abandoned();
    return await run(job, ms, megabytes, signal);
  } finally {
    // The place passes straight to the next one; it is given back only when nobody waits.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** Starts the worker and ends it, whatever happens. */
async function run(job: Job, ms: number, megabytes: number, signal?: AbortSignal): Promise<Answer> {
  const worker = new Worker(new URL('./workbook-worker.mjs', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
    // No loaders or flags of the main thread: the worker is plain JavaScript.
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => undefined;
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      onAbort = () => reject(abandoned());
      signal?.addEventListener('abort', onAbort, { once: true });
      timer = setTimeout(() => reject(tooLong(ms)), ms);
      worker.once('message', resolve);
      worker.once('error', (error) => reject('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error));
      worker.once('exit', () => reject(new Error('the workbook worker ended without an answer')));
    });
    if (answer.refusal === undefined) return answer;
    const { id, message, remedy, kind } = answer.refusal;
    throw new Refusal(id, message, { kind, remedy });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}

/** Nobody reads this but the log: whoever asked has hung up. */
const abandoned = (): Refusal => new Refusal('reading-abandoned', '没有读完：上传的一方已断开。', { remedy: '请重新上传。' });

const REMEDY = '请只保留台账所在的工作表，删去图片和多余的行列后另存为新的 .xlsx 再上传。';

const tooLong = (ms: number): Refusal =>
  new Refusal('workbook-too-slow', `这个文件 ${ms / 1_000} 秒内没有读完，已停止。`, { kind: 'too-much', remedy: REMEDY });

const tooMuch = (): Refusal => new Refusal('workbook-too-large', '这个文件展开后太大，已停止读取。', { kind: 'too-much', remedy: REMEDY });

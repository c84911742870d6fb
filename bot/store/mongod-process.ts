/**
 * One mongod as a child process: starts it, says why it did not start, stops it cleanly. A watchdog takes it down when
 * this process is killed.
 */
import { fork, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '../../core/refusal.js';
import { withAdmin } from './mongod-admin.js';

export interface MongodProcess {
  /** Resolves when it is gone, for whatever reason. */
  readonly gone: Promise<void>;
  stop(): Promise<void>;
}

export interface MongodOptions {
  readonly binary: string;
  readonly dbPath: string;
  readonly port: number;
  readonly set: string;
}

const LAUNCH_MS = 60_000;
const STOP_MS = 3_000;
/** Lines kept to say why a start failed. */
const LINES_KEPT = 40;

/** Resolves when it listens. Rejects with a Refusal that says what to do, or with its last lines. */
export async function launchMongod({ binary, dbPath, port, set }: MongodOptions): Promise<MongodProcess> {
  const place = ['--dbpath', dbPath, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', set];
  // Compression stays off for CVE-2025-14847; the caches are those of one machine's office.
  const small = ['--networkMessageCompressors', 'disabled', '--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '256'];
  // Its own process group: Ctrl-C must not reach it before our last writes.
  const child = spawn(binary, [...place, ...small], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  // At once: a start that is interrupted must not leave a server behind.
  const watchdog = watch(child.pid);
  const said: string[] = [];
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const isListening = new Promise<void>((resolve) => {
    const hear = (chunk: Buffer): void => {
      const text = chunk.toString();
      said.push(text);
      if (said.length > LINES_KEPT) said.shift();
      if (/waiting for connections/i.test(text)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
  const late = new AbortController();
  const outcome = await Promise.race([
    isListening.then(() => 'up' as const),
    gone.then(() => 'gone' as const),
    pause(LAUNCH_MS, 'late' as const, { signal: late.signal }),
  ]);
  late.abort();
  if (outcome !== 'up') {
    child.kill('SIGKILL');
    watchdog.kill();
    throw whyNotStarted(dbPath, said.join('\n'));
  }
  child.unref();
  return {
    gone: gone.then(() => void watchdog.kill()),
    async stop() {
      // Whoever listens on its port by now is another.
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await withAdmin(port, STOP_MS, (command) => command({ shutdown: 1, force: true, timeoutSecs: 1 })).catch(() => undefined);
      await gone;
      clearTimeout(force);
      watchdog.kill();
    },
  };
}

/** The watchdog of mongodb-memory-server: looks every two seconds whether this process lives. */
function watch(mongodPid: number | undefined) {
  const script = createRequire(import.meta.url).resolve('mongodb-memory-server-core/scripts/mongo_killer.js');
  const watchdog = fork(script, [String(process.pid), String(mongodPid)], { execArgv: [], detached: true, stdio: 'ignore' });
  watchdog.unref();
  watchdog.channel?.unref();
  return watchdog;
}

function whyNotStarted(dbPath: string, said: string): Error {
  if (/DBPathInUse|Unable to lock the lock file/.test(said)) {
    return new Refusal('data-in-use', `数据文件夹 ${dbPath} 正被另一个 MongoDB 使用，服务没有启动。`, {
      remedy: '请停止占用它的程序，或用 DATA_DIR 换一个文件夹。',
    });
  }
  if (/No space left on device|ENOSPC/.test(said)) {
    return new Refusal('disk-full', `${dbPath} 所在的磁盘已满，服务没有启动。`, { remedy: '请清理磁盘，或用 DATA_DIR 换到有空间的磁盘。' });
  }
  if (/Permission denied|EACCES/.test(said)) {
    return new Refusal('data-unwritable', `数据文件夹 ${dbPath} 不能写入，服务没有启动。`, {
      remedy: '请改正它的权限，或用 DATA_DIR 换一个能写的文件夹。',
    });
  }
  return new Error(`mongod did not start:\n${said.slice(-2_000)}`);
}

/**
 * DATA_DIR for one service at a time: made when missing, checked for room, locked by a file that names the process. A
 * lock left behind by a dead process is recognised and taken over.
 */
import { mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../../core/refusal.js';
import { processMark } from './process-mark.js';

const Lock = z.object({ pid: z.number(), mark: z.string() });
type Lock = z.infer<typeof Lock>;

/** MongoDB writes its journal in files of 100 MB. */
const ROOM_NEEDED = 300_000_000;

const lockOf = (dataDir: string): string => join(dataDir, 'duban.lock');

/** Who holds the folder now; null when nobody alive does. */
export async function holderOf(dataDir: string): Promise<number | null> {
  const text = await readFile(lockOf(dataDir), 'utf8').catch(() => null);
  const lock = Lock.safeParse(text === null ? null : parsed(text));
  if (!lock.success) return null;
  return (await processMark(lock.data.pid)) === lock.data.mark ? lock.data.pid : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Answers how to let go. Rejects with a Refusal that says what to do. */
export async function takeDataFolder(dataDir: string): Promise<{ release(): Promise<void> }> {
  const mine: Lock = { pid: process.pid, mark: (await processMark(process.pid)) ?? '' };
  try {
    await mkdir(dataDir, { recursive: true });
    const disk = await statfs(dataDir);
    if (disk.bavail * disk.bsize < ROOM_NEEDED) throw diskFull(dataDir);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const holder = await holderOf(dataDir);
      if (holder !== null) throw inUse(dataDir, holder);
      await rm(lockOf(dataDir), { force: true });
      // Two starts at once: only one of them creates the file, the other looks again.
      const isMine = await writeFile(lockOf(dataDir), JSON.stringify(mine), { flag: 'wx' }).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      if (isMine) return { release: () => rm(lockOf(dataDir), { force: true }) };
    }
    throw inUse(dataDir, null);
  } catch (error) {
    throw folderRefusal(dataDir, error);
  }
}

const inUse = (dataDir: string, pid: number | null): Refusal =>
  new Refusal('data-in-use', `数据文件夹 ${dataDir} 正被另一个督办服务使用${pid === null ? '' : `（进程 ${pid}）`}，这次没有启动。`, {
    remedy: '请先停止那个服务，或用 DATA_DIR 换一个文件夹，例如 DATA_DIR=./data2 npm start。',
  });

const diskFull = (dataDir: string): Refusal =>
  new Refusal('disk-full', `数据文件夹 ${dataDir} 所在的磁盘空间不足（至少要有 300 MB），服务没有启动。`, {
    remedy: '请清理磁盘，或用 DATA_DIR 换到有空间的磁盘。',
  });

const REASONS: Readonly<Record<string, string>> = {
  EACCES: '没有写入权限',
  EPERM: '没有写入权限',
  EROFS: '所在的磁盘是只读的',
  ENOENT: '上级文件夹不存在或不能写入',
  ENOTDIR: '不是文件夹',
  EEXIST: '不是文件夹',
};

/** What a failed write means for the person who starts the service; anything unknown stays a bug. */
export function folderRefusal(dataDir: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(dataDir);
  const reason = REASONS[code];
  if (reason === undefined) return error;
  return new Refusal('data-unwritable', `数据文件夹 ${dataDir} 不能写入：${reason}，服务没有启动。`, {
    remedy: '请改正它的权限，或用 DATA_DIR 换一个能写的文件夹。',
  });
}

/**
 * DATA_DIR for one service at a time: made when missing, checked for room, locked by a file that names the process. A
 * lock left behind by a dead process is recognised and taken over.
 */
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../core/refusal.js';
import { holderOfLock, takeLock } from './folder-lock.js';
import { makeFolder } from './make-folder.js';

/** MongoDB writes its journal in files of 100 MB. */
const ROOM_NEEDED = 300_000_000;

const lockOf = (dataDir: string): string => join(dataDir, 'duban.lock');

/** Who holds the folder now; null when nobody alive does. */
export const holderOf = (dataDir: string): Promise<number | null> => holderOfLock(lockOf(dataDir));

/** Answers how to let go. Rejects with a Refusal that says what to do. */
export async function takeDataFolder(dataDir: string): Promise<{ release(): Promise<void> }> {
  try {
    await makeFolder(dataDir);
    const disk = await statfs(dataDir);
    if (disk.bavail * disk.bsize < ROOM_NEEDED) throw diskFull(dataDir);
    const taken = await takeLock(lockOf(dataDir));
    if ('holder' in taken) throw inUse(dataDir, taken.holder);
    return taken;
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

/** Tells whether a process still lives, and whether it is the same one: numbers of processes are used again. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Something that only this process has for its whole life; null when no such process lives. */
export async function processMark(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return null;
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    // The name in front may hold spaces and brackets; then come the state and, as the 22nd field of all, the start time.
    const fields = stat === null ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A killed process whose parent has not looked yet is still listed, as Z.
    return fields.length === 0 || fields[0] === 'Z' ? null : `${boot.trim()}:${fields[19] ?? ''}`;
  }
  if (process.platform === 'win32') return 'alive';
  return run('ps', ['-p', String(pid), '-o', 'lstart=']).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

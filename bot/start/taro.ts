/** Runs Taro's own build of the phone, as a process with less priority than the service. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../config.js';

export const TARGETS = ['h5', 'weapp', 'dd'] as const;
export type Target = (typeof TARGETS)[number];

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const PHONE = join(ROOT, 'miniapp');

export const distOf = (target: Target): string => join(PHONE, 'dist', target);
/** The file written last, without which nothing was built: an invalid config exits 0. */
const proofOf = (target: Target): string => join(distOf(target), target === 'h5' ? 'rate.html' : 'app.json');

export const isBuilt = (target: Target): boolean => existsSync(proofOf(target));

function taroScript(): string | null {
  try {
    return join(dirname(createRequire(join(PHONE, 'package.json')).resolve('@tarojs/cli/package.json')), 'bin', 'taro');
  } catch {
    return null;
  }
}

export const hasTaro = (): boolean => existsSync(join(PHONE, 'src')) && taroScript() !== null;

export interface TaroBuild {
  /** Resolves true when the target is there; false with Taro's last words otherwise. */
  readonly done: Promise<{ readonly isBuilt: boolean; readonly said: string }>;
  cancel(): void;
}

export function buildWithTaro(target: Target, hear: (chunk: string) => void = () => undefined): TaroBuild {
  let child: ChildProcess | null = null;
  let isCancelled = false;
  const run = async () => {
    const script = taroScript();
    if (script === null || isCancelled) return { isBuilt: false, said: 'Taro is not installed' };
    await rm(distOf(target), { recursive: true, force: true });
    let said = '';
    const code = await new Promise<number | null>((resolve) => {
      child = spawn(process.execPath, [script, 'build', '--type', target, '--no-check'], {
        cwd: PHONE,
        env: childEnvironment({ NODE_ENV: 'production' }),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const take = (chunk: Buffer): void => {
        said = `${said}${chunk.toString()}`.slice(-8_000);
        hear(chunk.toString());
      };
      child.stdout?.on('data', take);
      child.stderr?.on('data', take);
      child.once('error', () => resolve(null));
      child.once('close', resolve);
      if (child.pid !== undefined) lowerPriority(child.pid);
    });
    return { isBuilt: code === 0 && isBuilt(target), said };
  };
  return {
    done: run(),
    cancel: () => {
      isCancelled = true;
      child?.kill('SIGKILL');
    },
  };
}

/** The service answers meanwhile; where the system does not allow it the build simply competes. */
function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed here.
  }
}

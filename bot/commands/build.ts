/** `duban build h5|weapp|dd`: Taro's build, believed only when its files are there; the mini-program's main package is weighed. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { recordBuild } from '../start/build-h5.js';
import { buildWithTaro, distOf, hasTaro, type Target, TARGETS } from '../start/taro.js';

const MAIN_PACKAGE_LIMIT = 1_048_576;

/** Answers the exit code. */
export async function buildTarget(target: string, say: (line: string) => void): Promise<number> {
  if (!isTarget(target)) {
    say(`只能构建 ${TARGETS.join('、')}。`);
    return 1;
  }
  if (!hasTaro()) {
    say('这台机器上没有构建工具，请先运行 npm ci。');
    return 1;
  }
  const begun = performance.now();
  const { isBuilt, said } = await buildWithTaro(target, (chunk) => process.stdout.write(chunk)).done;
  const seconds = (performance.now() - begun) / 1_000;
  if (!isBuilt) {
    say(`构建 ${target} 失败：${said.trim().split('\n').at(-1) ?? ''}`);
    return 1;
  }
  say(`构建 ${target} 完成，用时 ${Math.round(seconds)} 秒。`);
  if (target === 'h5') await recordBuild(seconds);
  return target === 'h5' ? 0 : weighed(target, say);
}

const isTarget = (name: string): name is Target => TARGETS.some((one) => one === name);

async function weighed(target: Target, say: (line: string) => void): Promise<number> {
  const bytes = await mainPackageBytes(distOf(target));
  say(`小程序主包 ${(bytes / 1_024).toFixed(0)} KB（上限 ${MAIN_PACKAGE_LIMIT / 1_024} KB）。`);
  return bytes > MAIN_PACKAGE_LIMIT ? 1 : 0;
}

/** Everything outside the sub-packages that `app.json` names. */
async function mainPackageBytes(folder: string): Promise<number> {
  const app = JSON.parse(await readFile(join(folder, 'app.json'), 'utf8')) as { subPackages?: { root: string }[]; subpackages?: { root: string }[] };
  const roots = [...(app.subPackages ?? []), ...(app.subpackages ?? [])].map(({ root }) => `${join(folder, root)}/`);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile() && !roots.some((root) => join(entry.parentPath, entry.name).startsWith(root)))
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

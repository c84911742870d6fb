/**
 * What Taro's H5 lacks when it is built: a page's own files are asked for at once instead of after the app has run, everything is
 * packed as small as it gets, and the rating page stands beside it. `rate.html` is written last: its being there says that all is.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import type { Compilation } from 'webpack';

interface Builder {
  onBuildFinish(done: (build: { readonly error?: unknown; readonly stats?: { readonly compilation: Compilation } | null }) => Promise<void>): void;
}

const folder = path.resolve(__dirname, '../dist/h5');

/** Which files each page needs besides the app's own, by the page's name. */
function filesOfPages({ chunkGroups }: Compilation): Readonly<Record<string, readonly string[]>> {
  const pages = chunkGroups.flatMap((group) =>
    group.origins.flatMap(({ request }) => {
      const page = /pages\/([a-z-]+)\/index$/.exec(request ?? '')?.[1];
      return page === undefined ? [] : [[page, group.getFiles()] as const];
    }),
  );
  return Object.fromEntries(pages);
}

/**
 * Runs in the page's head, before the app is there: asks for the page's files, and of the service for what the page will show (`takeAsked`
 * in `src/platform.ts` takes the answer). Whoever is not signed in asks nothing.
 */
const hasten = (files: Readonly<Record<string, readonly string[]>>): string => `<script>(function (files) {
  var said = /^#\\/pages\\/([a-z-]+)\\/index(?:\\?(?:.*&)?id=([\\w-]+))?/.exec(location.hash) || [];
  var page = said[1] || 'my';
  (files[page] || []).forEach(function (file) {
    var link = document.createElement('link');
    link.rel = 'preload';
    link.as = /js$/.test(file) ? 'script' : 'style';
    link.href = './' + file;
    document.head.appendChild(link);
  });
  var path = page === 'my' ? '/api/my' : said[2] && /^(task|review|report)$/.test(page) ? '/api/tasks/' + said[2] : '';
  try {
    var token = JSON.parse(localStorage.getItem('duban.session')).data.token;
    if (path !== '' && token) {
      var stop = new AbortController();
      setTimeout(function () { stop.abort(); }, 15000);
      var answer = fetch(path, { headers: { Authorization: 'Bearer ' + token }, signal: stop.signal }).then(function (come) {
        return come.json().then(function (data) { return { statusCode: come.status, data: data }; });
      });
      answer.catch(function () {});
      window.dubanAsked = { path: path, token: token, answer: answer };
    }
  } catch (none) {}
})(${JSON.stringify(files)})</script>`;

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];
const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

/** Beside each file its packed twins, which the service sends in its place. */
async function packFiles(): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(js|css)$/.test(file)).map((file) => path.join(folder, file));
  for (const file of files) {
    const bytes = await readFile(file);
    await Promise.all([writeFile(`${file}.br`, await brotli(bytes, BEST)), writeFile(`${file}.gz`, await zip(bytes, { level: 9 }))]);
  }
}

const source = path.resolve(__dirname, '../src/citizen');

/** The rating page as a bundle of its own below `rate/`, with the stand-ins of `src/citizen` in Taro's place. Answers its HTML. */
async function citizenPage(): Promise<string> {
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
  return html.replace('<!-- built -->', tags.join('\n  '));
}

async function finish(compilation: Compilation): Promise<void> {
  const index = path.join(folder, 'index.html');
  const html = await readFile(index, 'utf8');
  await writeFile(index, html.replace('<script defer', `${hasten(filesOfPages(compilation))}<script defer`));
  const page = await citizenPage();
  await packFiles();
  await writeFile(path.join(folder, 'rate.html'), page);
}

export default (context: Builder): void => {
  if (process.env['TARO_ENV'] !== 'h5') return;
  context.onBuildFinish(async ({ error, stats }) => {
    if ((error === undefined || error === null) && stats) await finish(stats.compilation);
  });
};

/** Who may import whom (design table in README), read from the files themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

interface Import {
  readonly file: string;
  /** A path from the root for our own files, else the package's name. */
  readonly target: string;
  readonly isOwn: boolean;
  readonly isType: boolean;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|js)$/.test(entry.name) && !/node_modules|[\\/]dist([\\/]|$)/.test(entry.parentPath))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** `import … from 'x'`, `export … from 'x'`, `import 'x'` and `import('x')`. */
export function importsIn(file: string, source: string): readonly Import[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const found = [
    ...code.matchAll(/(?:^|\n)\s*(import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
  ];
  return found.map((match) => {
    const name = match[3] ?? match[4] ?? '';
    const isOwn = name.startsWith('.');
    const target = isOwn
      ? join(dirname(file), name).split(sep).join('/')
      : name
          .replace(/^node:/, '')
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/');
    return { file, target, isOwn, isType: match[2] !== undefined };
  });
}

const importsOf = (folder: string): readonly Import[] =>
  filesBelow(folder).flatMap((file) => importsIn(file, readFileSync(join(root, file), 'utf8')));

const within = (folders: readonly string[], target: string) => folders.some((folder) => target === folder || target.startsWith(`${folder}/`));
const isNode = (name: string) => builtinModules.includes(name);
const words = (imports: readonly Import[]) => imports.map(({ file, target }) => `${file} → ${target}`);

const SERVICES = 'bot/services.js';
const CHANNEL = 'bot/channels/channel.js';
const STORES = 'bot/stores.js';

/** Each room of the house: what of ours it may import, and which packages (null: any but those in `never`). */
const TABLE: readonly {
  readonly room: string;
  readonly own: readonly string[];
  readonly packages: (name: string, file: string) => boolean;
  readonly typesFrom?: readonly string[];
}[] = [
  { room: 'core', own: ['core'], packages: (name, file) => name === 'zod' && file.startsWith('core/contract/') },
  {
    room: 'bot/actions',
    own: ['core', 'bot/actions'],
    typesFrom: [SERVICES, CHANNEL],
    packages: isNode,
  },
  {
    room: 'bot/http',
    own: ['core', 'bot/actions', 'bot/http'],
    typesFrom: [SERVICES, 'bot/demo/controls.js', 'bot/start/h5-state.js'],
    packages: (name) => !['mongoose', 'mongodb', 'agenda'].includes(name),
  },
  { room: 'bot/chat', own: ['core', 'bot/actions', 'bot/chat'], typesFrom: [SERVICES, CHANNEL], packages: () => false },
  { room: 'bot/stores', own: ['core', 'bot/stores'], packages: () => false },
  {
    room: 'bot/store',
    own: ['core', 'bot/store'],
    typesFrom: [SERVICES],
    packages: (name) => isNode(name) || ['mongoose', 'mongodb', 'mongodb-memory-server-core', 'zod'].includes(name),
  },
  {
    room: 'bot/evidence',
    own: ['core', 'bot/evidence'],
    typesFrom: [SERVICES],
    packages: (name) => isNode(name) || ['sharp', 'file-type', 'exif-reader', 'mongodb'].includes(name),
  },
  {
    room: 'bot/documents',
    own: ['core', 'bot/documents'],
    typesFrom: [SERVICES],
    packages: (name) => isNode(name) || ['@e965/xlsx', '@protobi/exceljs', 'docx', 'echarts', 'fflate', 'qr', 'sharp'].includes(name),
  },
  {
    room: 'bot/schedule.ts',
    own: ['core', 'bot/actions'],
    typesFrom: [SERVICES],
    packages: (name) => ['agenda', '@agendajs/mongo-backend', 'mongodb'].includes(name),
  },
  {
    room: 'bot/channels',
    own: ['core', 'bot/channels'],
    typesFrom: [SERVICES, STORES],
    packages: (name, file) =>
      isNode(name) ||
      (file === 'bot/channels/long-line.ts' && name === 'ws') ||
      (file.startsWith('bot/channels/wecom/') && ['@wecom/crypto', 'fast-xml-parser'].includes(name)),
  },
  {
    room: 'miniapp/src',
    own: ['core', 'miniapp/src'],
    packages: (name, file) =>
      ['@tarojs/taro', '@tarojs/components', 'react'].includes(name) ||
      (name === 'dingtalk-jsapi' && file === 'miniapp/src/platform.ts') ||
      (name === 'react-dom' && file === 'miniapp/src/citizen/page.tsx') ||
      (name === '@tarojs/taro-h5' && file === 'miniapp/src/preview-later.ts'),
  },
  {
    room: 'miniapp/src/components',
    own: ['core', 'miniapp/src/components', 'miniapp/src/platform'],
    packages: (name) => ['@tarojs/taro', '@tarojs/components', 'react'].includes(name),
  },
];

const roomImports = (room: string) => (room.endsWith('.ts') ? importsIn(room, readFileSync(join(root, room), 'utf8')) : importsOf(room));

describe('who may import whom', () => {
  test.each(TABLE)('$room imports only what the table allows', ({ room, own, packages, typesFrom }) => {
    const wrong = roomImports(room).filter(({ file, target, isOwn, isType }) => {
      if (!isOwn) return !packages(target, file);
      return !within(own, target) && !((typesFrom ?? []).includes(target) && isType) && !target.endsWith('.scss') && !target.endsWith('.css');
    });
    expect(words(wrong)).toEqual([]);
  });

  test('the phone takes only types from the contract, so that zod never reaches it', () => {
    const wrong = importsOf('miniapp/src').filter(({ target, isType }) => target.startsWith('core/contract/') && !isType);
    expect(words(wrong)).toEqual([]);
  });

  test('only one file of the phone asks where it runs; its list of pages is made anew for each build', () => {
    const asking = filesBelow('miniapp/src').filter((file) => /TARO_ENV|getEnv\(|ENV_TYPE/.test(readFileSync(join(root, file), 'utf8')));
    expect(asking.sort()).toEqual(['miniapp/src/app.config.ts', 'miniapp/src/platform.ts']);
  });

  test('nothing of the product imports the tests', () => {
    const wrong = ['core', 'bot', 'miniapp/src'].flatMap(importsOf).filter(({ target, isOwn }) => isOwn && target.startsWith('test/'));
    expect(words(wrong)).toEqual([]);
  });

  test('the reader of imports sees every form', () => {
    const source =
      "import a from './a.js';\nimport type { B } from '../b.js';\nexport { c } from 'zod';\nimport 'koa';\nconst d = await import('@scope/d/e');\n// import 'no';";
    expect(importsIn('core/x/y.ts', source).map(({ target, isType }) => [target, isType])).toEqual([
      ['core/x/a.js', false],
      ['core/b.js', true],
      ['zod', false],
      ['koa', false],
      ['@scope/d', false],
    ]);
  });
});

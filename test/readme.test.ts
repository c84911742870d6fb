/** The README promises only what is there: every variable, every script, every folder of its tree, in both languages. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from '../bot/config.js';

const root = join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

describe.each(['README.md', 'README.zh-CN.md'])('%s', (name) => {
  const text = read(name);

  test('lists every variable, and none that is not read', () => {
    const listed = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]);
    expect(listed).toEqual(VARIABLES.map((variable) => variable.name));
  });

  test('names only scripts that exist', () => {
    const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);
    const named = [...text.matchAll(/npm run ([a-z0-9:]+)/g)].map((match) => match[1]);
    expect(named.filter((script) => !scripts.includes(script ?? ''))).toEqual([]);
    expect(scripts).toEqual(expect.arrayContaining(['start', 'test', 'check', 'bench', 'build:weapp', 'build:h5']));
  });

  test('shows a picture that is there', () => {
    const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
    expect(pictures).toHaveLength(1);
    expect(pictures.filter((picture) => !existsSync(join(root, picture)))).toEqual([]);
  });
});

test('the tree of the README names folders that exist', () => {
  let room = '';
  const lines = /## The house\n\n```\n([\s\S]*?)```/.exec(read('README.md'))?.[1]?.split('\n') ?? [];
  const missing = lines.flatMap((line) => {
    const top = /^(\w+)\//.exec(line)?.[1];
    if (top !== undefined) room = top;
    const inside = top === undefined ? [...line.matchAll(/(?:^|\s)([\w-]+(?:\/|\.ts))(?=\s)/g)].map((match) => match[1] ?? '') : [];
    return [...(top === undefined ? [] : [top]), ...inside.map((one) => join(room, one))].filter((path) => !existsSync(join(root, path)));
  });
  expect(lines.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

describe('the twins', () => {
  const [english, chinese] = [read('README.md'), read('README.zh-CN.md')];
  const part = (text: string, from: string): string => text.split(/^## /m).find((one) => one.startsWith(from)) ?? '';
  const rowsOf = (text: string): readonly string[] => [...text.matchAll(/^\| (?!---)([^|]+) \|/gm)].map((match) => match[1] ?? '');

  test('tell of the same abilities, a row each', () => {
    const rows = rowsOf(part(english, 'What is here'));
    expect(rows.length).toBeGreaterThan(15);
    expect(rowsOf(part(chinese, '现在有什么'))).toHaveLength(rows.length);
  });

  test('explain the same terms', () => {
    const terms = rowsOf(part(english, 'Glossary'))
      .filter((row) => row !== 'code')
      .flatMap((row) => row.split(', '));
    const explained = part(chinese, '术语')
      .split('·')
      .map((term) => term.trim());
    expect(terms.filter((term) => !explained.some((one) => one.endsWith(term)))).toEqual([]);
  });
});

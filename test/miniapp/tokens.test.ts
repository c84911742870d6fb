/** The tokens keep the promises of the screens: contrast in light and dark, type that is never too small. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../../miniapp/src', import.meta.url));
const css = readFileSync(join(SOURCE, 'tokens.css'), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

const tokensIn = (part: string): ReadonlyMap<string, string> =>
  new Map([...part.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));

const brightness = (colour: string): number => {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [high, low] = [brightness(one), brightness(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

/** What stands on what, somewhere on a screen. */
const TEXT: readonly (readonly [string, string])[] = [
  ...['ink', 'second', 'third', 'action', 'danger', 'green', 'yellow'].map((text) => [text, 'sheet'] as const),
  ...['ink', 'second', 'third', 'action', 'danger', 'yellow'].map((text) => [text, 'ground'] as const),
  ...['red', 'yellow', 'green', 'none'].map((text) => [text, `${text}-ground`] as const),
  ['on-action', 'action'],
  ['on-danger', 'danger'],
  ['action', 'action-ground'],
  ['ink', 'action-ground'],
  ['third', 'none-ground'],
  ['sheet', 'second'],
];

describe.each([
  ['light', tokensIn(light.split('.care')[0] ?? '')],
  ['dark', tokensIn(dark)],
])('the %s colours', (_name, tokens) => {
  test.each(TEXT)('%s is read on %s', (text, ground) => {
    expect(contrast(tokens.get(text) ?? '', tokens.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  test('the edge of a field is seen on its sheet', () => {
    expect(contrast(tokens.get('edge') ?? '', tokens.get('sheet') ?? '')).toBeGreaterThanOrEqual(3);
  });
});

describe('type', () => {
  const sizes = (part: string): readonly number[] =>
    [...tokensIn(part)].filter(([name]) => name.startsWith('type-')).map(([, value]) => Number.parseFloat(value));
  const [plain = '', care = ''] = light.split('.care');

  test('is never under 14', () => expect(Math.min(...sizes(plain))).toBe(14));

  test('is a quarter larger in care mode, every size of it', () => expect(sizes(care)).toEqual(sizes(plain).map((size) => size * 1.25)));

  test('what is tapped is at least 44', () => expect(Number.parseFloat(tokensIn(plain).get('target') ?? '')).toBeGreaterThanOrEqual(44));

  test('no other style sheet names a colour or a size of type', () => {
    const others = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css') && file !== 'tokens.css');
    expect(others.length).toBeGreaterThan(10);
    const wrong = others.filter((file) => /#[0-9a-f]{3,8}\b|rgba?\(|font-size:\s*\d/i.test(readFileSync(join(SOURCE, file), 'utf8')));
    expect(wrong).toEqual([]);
  });
});

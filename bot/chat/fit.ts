/** Making words fit: cut with …, whole lines within bytes, and what people typed kept from acting as markup. */
import { cut, oneLine } from '../../core/chat/cut.js';

export { cut };

/** The tightest of the platforms: WeCom's text and markdown. */
export const TEXT_BYTES = 2_048;
export const MARKDOWN_BYTES = 4_096;

export const lengthOf = (text: string): number => [...text].length;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** In markdown a quote goes on until an empty line: what follows it is set apart. */
const joined = (lines: readonly string[]): string =>
  lines
    .filter((line) => line.trim() !== '')
    .map((line, index, all) => (all[index - 1]?.startsWith('> ') === true && !line.startsWith('> ') ? `\n${line}` : line))
    .join('\n');

/** As many of `lines` as fit between head and foot; `restWords` says how many are left out. */
export function withinBytes(
  head: readonly string[],
  lines: readonly string[],
  foot: readonly string[],
  maxBytes: number,
  restWords: (rest: number) => string,
): string {
  for (let kept = lines.length; kept >= 0; kept -= 1) {
    const rest = lines.length - kept;
    const text = joined([...head, ...lines.slice(0, kept), ...(rest > 0 ? [restWords(rest)] : []), ...foot]);
    if (bytesOf(text) <= maxBytes) return text;
  }
  // Head and foot alone are too long only where a name or a reason is: the link at the end stays whole.
  const last = foot.at(-1) ?? '';
  return joined([cut(joined([...head, ...foot.slice(0, -1)]), Math.floor((maxBytes - bytesOf(last)) / 4) - 1), last]);
}

/** Full-width twins: read the same, and no platform's markdown knows them. */
const MARKUP: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '@': '＠',
  '[': '［',
  ']': '］',
  '(': '（',
  ')': '）',
  '*': '＊',
  '`': '｀',
  '#': '＃',
  '~': '～',
  '|': '｜',
  '\\': '＼',
  _: '＿',
};

/** Typed words inside markdown: shown as they are, never a mention, a link or a font. */
export const literal = (text: string): string => oneLine(text).replaceAll(/[<>@[\]()*`#~|\\_]/g, (character) => MARKUP[character] ?? character);

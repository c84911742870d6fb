/** Numbers as people type them: `31`, `三十一`, `两`, `百分之六十`, `六成五`, `一半`, `三分之二`. */

const DIGIT: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** The characters of a number, for patterns. */
export const NUMERAL = '(?:\\d+|[零〇一二两三四五六七八九十百]+)';

/** 0–9999; null where it is none. */
export function numberIn(words: string): number | null {
  if (/^\d{1,6}$/.test(words)) return Number(words);
  const parts = /^(?:([一二两三四五六七八九])百)?零?(?:([一二两三四五六七八九])?(十))?([零〇一二两三四五六七八九])?$/.exec(words);
  if (words === '' || parts === null) return null;
  const [, hundreds, tens, ten, ones] = parts;
  return digit(hundreds) * 100 + (ten === undefined ? 0 : tens === undefined ? 10 : digit(tens) * 10) + digit(ones);
}

const digit = (character: string | undefined): number => (character === undefined ? 0 : (DIGIT[character] ?? 0));

export interface Share {
  readonly start: number;
  readonly end: number;
  readonly percent: number;
}

type Reading = { readonly pattern: RegExp; readonly percent: (parts: RegExpExecArray) => number | null };

const TENTHS = '[一二两三四五六七八九]|\\d';
/** What counts things and is no percentage: 完成 3 个. */
const COUNTED =
  '(?![\\d.]|\\s*(?:个|项|笔|户|台|份|次|人|家|月|日|号|年|条|处|期|天|万|元|件|所|场|名|套|块|间|栋|米|公里|批|本|页|分钟|小时|[-./:：至到]))';

/** Said outright first; the earlier form holds where two fit. */
const SHARES: readonly Reading[] = [
  { pattern: /(\d{1,3})(?:\.\d+)?\s*%/, percent: ([, number]) => Number(number) },
  { pattern: new RegExp(`百分之(${NUMERAL})`), percent: ([, number = '']) => numberIn(number) },
  { pattern: new RegExp(`(${NUMERAL})分之(${NUMERAL})`), percent: ([, whole = '', part = '']) => shareOf(numberIn(part), numberIn(whole)) },
  {
    pattern: new RegExp(`(${TENTHS})成([一二三四五六七八九半])?(?!立|员|果|本|效|功|为|交|绩|都|型|分)`),
    percent: ([, tenths = '', rest]) => tenth(tenths) * 10 + fives(rest),
  },
  { pattern: /一半|过半|半数/, percent: () => 50 },
  { pattern: /百分百/, percent: () => 100 },
  {
    pattern: new RegExp(`(?:进度|进展|完成率)[^,，。\\d]{0,6}(?:改成|改为|改到|调成|调到|填|写|记)\\s*(\\d{1,3})${COUNTED}`),
    percent: ([, number]) => Number(number),
  },
  {
    pattern: new RegExp(`(?:进度|完成率|完成度|完成)(?:是|为|到|至|了|大概|大约|约|已经|已|:|\\s)*(\\d{1,3})${COUNTED}`),
    percent: ([, number]) => Number(number),
  },
];

const tenth = (words: string): number => numberIn(words) ?? 0;
const fives = (words: string | undefined): number => (words === undefined ? 0 : words === '半' ? 5 : (numberIn(words) ?? 0));
const shareOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 || part > whole ? null : Math.round((part / whole) * 100);

/** `由60%提高到80%`: where it stands now. */
const RISEN = /[由从]\s*\d{1,3}(?:\.\d+)?\s*%[^%]{0,8}?(\d{1,3})(?:\.\d+)?\s*%/;

/** The percentage that is said, and where; null where none is, or it is over 100. */
export function shareIn(text: string): Share | null {
  for (const { pattern, percent } of [{ pattern: RISEN, percent: ([, now]: RegExpExecArray) => Number(now) }, ...SHARES]) {
    const found = pattern.exec(text);
    const value = found === null ? null : percent(found);
    if (found !== null && value !== null && value >= 0 && value <= 100)
      return { start: found.index, end: found.index + found[0].length, percent: value };
  }
  return null;
}

const LESS = /(?:完成|达到|到|为|是)\s*[-负]\s*\d+(?:\.\d+)?\s*%/;
/** More than all of it, or less than nothing, is a slip. */
export const isSlip = (text: string): boolean =>
  LESS.test(text) || [...text.matchAll(/(\d+)(?:\.\d+)?\s*%/g)].some(([, number]) => Number(number) > 100);

/** Numbers as deadlines write them: full-width digits and Chinese numerals before 年, 月, 日 and 季度 become plain digits. */

const DIGITS = '零一二三四五六七八九';

const digitOf = (character: string): number => (character === '〇' || character === '○' || character === 'O' ? 0 : DIGITS.indexOf(character));

/** `二〇二六` digit by digit, `三十一`, `十二`, `二十` by tens; null for anything else. */
function numberOf(words: string): number | null {
  const tens = /^([一二三])?十([一二三四五六七八九])?$/.exec(words);
  if (tens !== null) return (tens[1] === undefined ? 1 : digitOf(tens[1])) * 10 + (tens[2] === undefined ? 0 : digitOf(tens[2]));
  const digits = [...words].map(digitOf);
  return digits.includes(-1) ? null : Number(digits.join(''));
}

/** `二〇二六年十二月三十一日` → `2026年12月31日`; everything else stays. */
export function withPlainDigits(text: string): string {
  return text.normalize('NFKC').replaceAll(/[〇○零一二三四五六七八九十]+(?=年|月|日|号|季度)/g, (words) => String(numberOf(words) ?? words));
}

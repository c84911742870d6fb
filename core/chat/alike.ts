/** How much of a measure's words stands in a sentence: the best local alignment, so that 潮夕窗口 still finds 潮汐窗口. Pure. */

const MATCH = 2;
const MISS = -1;
/** The work grows with the product of both lengths, and anybody may paste a page. */
const COMPARED = 100;

export interface Likeness {
  readonly score: number;
  /** Where in the sentence the common part begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** `words` against `measure`, both folded. A pair of equal characters counts two, one that differs or is left out takes one away. */
export function likeness(words: string, measure: string): Likeness {
  const letters = [...measure.slice(0, COMPARED)].filter((character) => /[\p{L}\p{N}]/u.test(character));
  let best: Likeness = { score: 0, start: 0, end: 0 };
  let before: readonly (readonly [number, number])[] = letters.map(() => [0, 0]);
  [...words.slice(0, COMPARED)].forEach((character, at) => {
    const row: (readonly [number, number])[] = [];
    letters.forEach((letter, column) => {
      const [diagonal, from] = before[column - 1] ?? [0, at];
      const start = diagonal > 0 ? from : at;
      const paths: readonly (readonly [number, number])[] = [
        [diagonal + (character === letter ? MATCH : MISS), start],
        [(before[column]?.[0] ?? 0) + MISS, before[column]?.[1] ?? at],
        [(row[column - 1]?.[0] ?? 0) + MISS, row[column - 1]?.[1] ?? at],
      ];
      const [score, where] = paths.reduce((a, b) => (b[0] > a[0] ? b : a));
      row.push(score > 0 ? [score, where] : [0, at]);
      if (score > best.score) best = { score, start: where, end: at + 1 };
    });
    before = row;
  });
  return best;
}

/** A table for a terminal: Chinese characters take two columns. */

const columnsOf = (text: string): number =>
  [...text].reduce(
    (sum, character) =>
      sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6“”‘’…—]/.test(character) ? 2 : 1),
    0,
  );

const cut = (text: string, most: number): string => {
  let shown = '';
  for (const character of text.replaceAll(/\s+/g, ' ')) {
    if (columnsOf(shown + character) > most - 2) return `${shown}…`;
    shown += character;
  }
  return shown;
};

/** Every row has as many cells as the head. A cell wider than `widest` is cut. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[], widest: number): string {
  const lines = [head, ...rows].map((row) => row.map((cell) => cut(cell, widest)));
  const widths = head.map((_, at) => Math.max(...lines.map((line) => columnsOf(line[at] ?? ''))));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - columnsOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

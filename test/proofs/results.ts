/** RESULTS.md as text: one table, the rows of each proof together, whatever stands around it. Pure. */

const HEAD = '| proof | numbers | found | | on |\n| --- | --- | --- | --- | --- |';
const numberOf = (row: string): number => Number(/^\| T(\d+)/.exec(row)?.[1] ?? 0);

/** The page with these rows in the place of the earlier ones of the proof `id` (`T9`). */
export function withRows(page: string, id: string, rows: readonly string[]): string {
  const lines = page.split('\n');
  const isRow = (line: string) => /^\| T\d+/.test(line);
  const others = lines.filter((line) => isRow(line) && numberOf(line) !== Number(id.slice(1)));
  const table = [...others, ...rows].sort((a, b) => numberOf(a) - numberOf(b));
  const start = lines.findIndex((line) => line.startsWith('|'));
  const before = start < 0 ? lines : lines.slice(0, start);
  const after = start < 0 ? [] : lines.slice(start).filter((line) => !line.startsWith('|'));
  return [...before, HEAD, ...table, ...after].join('\n');
}

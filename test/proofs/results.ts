/** RESULTS.md as text: one table, the rows of each proof together, whatever stands around it. Pure. */

const HEAD = '| proof | numbers | found | | on |\n| --- | --- | --- | --- | --- |';
/** `T9`, `F1`; null: no row of the table. */
const proofOf = (line: string): string | null => /^\| ([TF]\d+)\b/.exec(line)?.[1] ?? null;
/** T1 … T15, then F1. */
const rankOf = (line: string): number => {
  const id = proofOf(line) ?? '';
  return (id.startsWith('F') ? 1_000 : 0) + Number(id.slice(1));
};

/** The page with these rows in the place of the earlier ones of the proof `id` (`T9`). */
export function withRows(page: string, id: string, rows: readonly string[]): string {
  const lines = page.split('\n');
  const others = lines.filter((line) => proofOf(line) !== null && proofOf(line) !== id);
  const table = [...others, ...rows].sort((a, b) => rankOf(a) - rankOf(b));
  const start = lines.findIndex((line) => line.startsWith('|'));
  const before = start < 0 ? lines : lines.slice(0, start);
  const after = start < 0 ? [] : lines.slice(start).filter((line) => !line.startsWith('|'));
  return [...before, HEAD, ...table, ...after].join('\n');
}

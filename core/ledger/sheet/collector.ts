/** Gathers what is said about a ledger while it is read: every fault with its place, warnings of one kind as one sentence. */
import type { Place, SheetFault } from './draft.js';
import { columnLetters } from './grid.js';

export interface Collector {
  /** Bears no header yet. */
  fault(place: Place, column: number, text: string, message: string): void;
  warn(words: string): void;
  /** `words` is said once for all rows it is true of. */
  warnRow(place: Place, words: string): void;
  readonly faults: readonly SheetFault[];
  warnings(): readonly string[];
}

const NAMED_ROWS = 12;

export function collector(): Collector {
  const faults: SheetFault[] = [];
  const said: string[] = [];
  const rows = new Map<string, { readonly sheet: string; readonly words: string; readonly rows: number[] }>();
  return {
    faults,
    fault: ({ sheet, row }, column, text, message) => faults.push({ sheet, row, column: columnLetters(column), head: '', text, message }),
    warn: (words) => said.push(words),
    warnRow: ({ sheet, row }, words) => {
      const key = `${sheet}\n${words}`;
      const known = rows.get(key) ?? { sheet, words, rows: [] };
      if (known.rows.at(-1) !== row) known.rows.push(row);
      rows.set(key, known);
    },
    warnings: () => [...said, ...[...rows.values()].map((one) => `工作表“${one.sheet}”第 ${rowWords(one.rows)} 行：${one.words}`)],
  };
}

const rowWords = (rows: readonly number[]): string =>
  rows.length <= NAMED_ROWS ? rows.join('、') : `${rows.slice(0, NAMED_ROWS).join('、')} 等 ${rows.length}`;

/** A sheet with its merged cells unfolded, so that every cell of a merge answers with the merge's text. */
import type { SheetCells } from './draft.js';

type Merge = SheetCells['merges'][number];

export interface Grid {
  readonly name: string;
  readonly height: number;
  readonly width: number;
  /** The cell's text, a vertical merge unfolded downwards; what a merge covers to the right of its first column is ''. */
  text(row: number, column: number): string;
  /** As `text`, and unfolded to the right too: for headers. */
  wideText(row: number, column: number): string;
  /** The merge that covers the cell, or null. */
  merge(row: number, column: number): Merge | null;
}

export function gridOf(sheet: SheetCells): Grid {
  const merges = mergesByRow(sheet);
  const own = (row: number, column: number): string => sheet.rows[row]?.[column]?.trim() ?? '';
  const merge = (row: number, column: number): Merge | null => merges.get(row)?.find(({ left, right }) => column >= left && column <= right) ?? null;
  const wideText = (row: number, column: number): string => {
    const over = merge(row, column);
    return over === null ? own(row, column) : own(over.top, over.left);
  };
  return {
    name: sheet.name,
    height: sheet.rows.length,
    width: sheet.rows.reduce((width, row) => Math.max(width, row.length), 0),
    text: (row, column) => {
      const over = merge(row, column);
      if (over === null) return own(row, column);
      return column === over.left ? own(over.top, over.left) : '';
    },
    wideText,
    merge,
  };
}

/** By row, so that a cell finds its merge without looking at all of them. Rows below the last text do not matter. */
function mergesByRow(sheet: SheetCells): ReadonlyMap<number, readonly Merge[]> {
  const byRow = new Map<number, Merge[]>();
  for (const merge of sheet.merges) {
    for (let row = merge.top; row <= Math.min(merge.bottom, sheet.rows.length - 1); row += 1) {
      const known = byRow.get(row);
      if (known === undefined) byRow.set(row, [merge]);
      else known.push(merge);
    }
  }
  return byRow;
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

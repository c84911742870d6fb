/** Tells the rows of a ledger's body apart: a task, a section's heading, a closing note or total, nothing. */
import type { Grid } from './grid.js';
import type { Header } from './header.js';
import type { Field } from './header-words.js';

export type RowKind = { readonly kind: 'task' } | { readonly kind: 'section'; readonly words: string } | { readonly kind: 'nothing' };

const TOTAL = /^(合\s*计|总\s*计|小\s*计|共\s*计)/;
const NOTE = /^(填表说明|填报说明|填写说明|说明|备注|注意事项|注|附注)\s*([:：.、(（\d]|$)/;
const SIGNATURE =
  /^(填表人|填报人|制表人?|填表单位|填报单位|审核人?|审批人?|复核人?|联系人|联系电话|单位负责人|主要负责人|分管领导|负责人|签字|盖章|日期|填表日期|填报日期)[^:：]{0,8}[:：]/;
const ORDER = /^(第?[一二三四五六七八九十百]+[、.．部分章]|[（(][一二三四五六七八九十]+[)）]|\d+[、.．])\s*/;
const WIDE = 3;

const NOTHING: RowKind = { kind: 'nothing' };
const TASK: RowKind = { kind: 'task' };

export function rowKind(grid: Grid, header: Header, row: number): RowKind {
  const own = ownCells(grid, row);
  const first = own[0];
  if (first === undefined) return NOTHING;
  if (TOTAL.test(first.text) || SIGNATURE.test(first.text)) return NOTHING;
  const measure = header.columns.measure?.[0];
  const hasMeasure = own.some(({ column }) => column === measure);
  if (NOTE.test(first.text) && (own.length <= 2 || isWide(grid, row, first.column)) && !(hasMeasure && first.column !== measure)) return NOTHING;
  const field = header.fieldAt.get(first.column) ?? null;
  if (own.length === 1 && (isWide(grid, row, first.column) || isHeading(header, first.column, field))) {
    return field === 'number' && /^[\dA-Za-z-]{1,8}$/.test(first.text) ? NOTHING : { kind: 'section', words: headingWords(first.text) };
  }
  return own.every(({ column }) => !header.fieldAt.has(column)) ? NOTHING : TASK;
}

/** Text that begins in this row; what a merge brings down from above does not count. */
function ownCells(grid: Grid, row: number): readonly { readonly column: number; readonly text: string }[] {
  const cells: { readonly column: number; readonly text: string }[] = [];
  for (let column = 0; column < grid.width; column += 1) {
    const text = grid.text(row, column);
    if (text !== '' && (grid.merge(row, column)?.top ?? row) === row) cells.push({ column, text });
  }
  return cells;
}

const isWide = (grid: Grid, row: number, column: number): boolean => {
  const over = grid.merge(row, column);
  return over !== null && over.right - over.left + 1 >= WIDE;
};

/** A lone text in the number's column, or left of everything we read, heads what follows. */
const isHeading = (header: Header, column: number, field: Field | null): boolean =>
  field === 'number' || (field === null && Object.values(header.columns).every((columns) => columns.every((at) => at > column)));

/** `一、党的建设方面` heads the category 党的建设. */
const headingWords = (text: string): string =>
  text
    .replace(ORDER, '')
    .replace(/[:：]$/, '')
    .replace(/方面(存在的?问题)?$/, '')
    .trim();

/** Finds the header of a ledger in a sheet, in one row or two, and says which column holds what. */
import { columnLetters, type Grid } from './grid.js';
import { type Field, FIELD_WORDS, isHeaderWord, type Meaning, meaningOf, mixesUnitAndPerson } from './header-words.js';

export interface Header {
  /** First and last row of the header, from 0. */
  readonly top: number;
  readonly bottom: number;
  /** The columns of each field, the preferred first. */
  readonly columns: Readonly<Partial<Record<Field, readonly number[]>>>;
  /** The same the other way round. */
  readonly fieldAt: ReadonlyMap<number, Field>;
  /** Header words of columns nobody reads, with their letters. */
  readonly unread: readonly string[];
  /** Columns that hold a unit and a person at once. */
  readonly mixed: readonly { readonly column: number; readonly words: string }[];
}

/** What a ledger cannot do without. */
export const NEEDED: readonly Field[] = ['finding', 'measure', 'unit', 'due'];

/** Fields of which several columns are read together; of the others the preferred one is. */
const SEVERAL: readonly Field[] = ['unit', 'coUnit', 'owner', 'progress', 'remark'];

const MAX_HEADER_LENGTH = 24;

/** Titles above a header are a few rows; further down nobody begins a ledger. */
const SEARCHED_ROWS = 60;

interface Labelled {
  readonly column: number;
  readonly words: string;
  readonly meaning: Meaning | null;
}

/** The header that begins in this row, or null. */
export function headerAt(grid: Grid, row: number): Header | null {
  const one = labelsOf(grid, row);
  if (one.length < 3 || one.filter(({ words }) => words.length <= MAX_HEADER_LENGTH).length < one.length * 0.8) return null;
  const two = isLowerHeader(grid, row) ? twoRowLabels(grid, row) : null;
  const taken = two !== null && fieldsIn(two) >= fieldsIn(one) ? two : one;
  if (!isHeader(taken)) return null;
  return { top: row, bottom: taken === two ? row + 1 : row, ...columnsOf(taken) };
}

/** A header that comes again further down, at the top of a printed page, or a new one. Cheap enough to ask of every row. */
export function repeatedHeader(grid: Grid, row: number): Header | null {
  let known = 0;
  for (let column = 0; column < grid.width && known < 3; column += 1) if (isHeaderWord(grid.text(row, column))) known += 1;
  return known < 3 ? null : headerAt(grid, row);
}

/** The first header of the sheet, or null. */
export function findHeader(grid: Grid): Header | null {
  for (let row = 0; row < Math.min(grid.height, SEARCHED_ROWS); row += 1) {
    const header = headerAt(grid, row);
    if (header !== null) return header;
  }
  return null;
}

export const missingFields = (header: Header): readonly Field[] =>
  NEEDED.filter((field) => header.columns[field] === undefined && !isMixedFor(header, field));

const isMixedFor = (header: Header, field: Field): boolean => field === 'unit' && header.mixed.length > 0;

const fieldsIn = (labels: readonly Labelled[]): number => new Set(labels.map(({ meaning }) => meaning?.field).filter(Boolean)).size;

function isHeader(labels: readonly Labelled[]): boolean {
  const fields = new Set(labels.map(({ meaning }) => meaning?.field));
  const isLedger = fields.has('measure') || fields.has('finding');
  return isLedger && fieldsIn(labels) >= 3 && fieldsIn(labels) * 2 >= labels.length;
}

/** One label a column; a group that spans several columns counts only where nothing more exact stands below it. */
function labelsOf(grid: Grid, row: number): readonly Labelled[] {
  return columnsIn(grid).flatMap((column) => {
    const words = grid.text(row, column);
    const above = row > 0 && isGroup(grid, row - 1, column) ? grid.wideText(row - 1, column) : '';
    return words === '' ? [] : [{ column, words, meaning: meaningOf(words, above) }];
  });
}

function twoRowLabels(grid: Grid, row: number): readonly Labelled[] {
  return columnsIn(grid).flatMap((column) => {
    const upper = grid.wideText(row, column) || groupToTheLeft(grid, row, column);
    const lower = grid.merge(row, column) !== null && grid.merge(row, column) === grid.merge(row + 1, column) ? '' : grid.text(row + 1, column);
    if (lower !== '') return [{ column, words: lower, meaning: meaningOf(lower, upper) }];
    const own = grid.text(row, column);
    return own === '' ? [] : [{ column, words: own, meaning: meaningOf(own, '') }];
  });
}

/** An unmerged group header stands in the first of its columns, the next are blank. */
function groupToTheLeft(grid: Grid, row: number, column: number): string {
  for (let at = column - 1; at >= 0; at -= 1) {
    const words = grid.wideText(row, at);
    if (words !== '') return words;
    if (grid.text(row + 1, at) === '') return '';
  }
  return '';
}

/** True when the row below `row` is still header: short words, most of them header words, under what is merged or blank above. */
function isLowerHeader(grid: Grid, row: number): boolean {
  const lower = columnsIn(grid).filter((column) => {
    const over = grid.merge(row, column);
    return grid.text(row + 1, column) !== '' && (over === null || over !== grid.merge(row + 1, column));
  });
  const known = lower.filter((column) => {
    const upper = grid.wideText(row, column) || groupToTheLeft(grid, row, column);
    return meaningOf(grid.text(row + 1, column), upper) !== null;
  });
  const isShort = lower.every((column) => grid.text(row + 1, column).length <= MAX_HEADER_LENGTH);
  return lower.length > 0 && isShort && known.length * 2 > lower.length && (known.length >= 2 || lower.some((column) => isGroup(grid, row, column)));
}

const isGroup = (grid: Grid, row: number, column: number): boolean => {
  const over = grid.merge(row, column);
  return over !== null && over.right > over.left;
};

const columnsIn = (grid: Grid): readonly number[] => Array.from({ length: grid.width }, (_, column) => column);

function columnsOf(labels: readonly Labelled[]): Pick<Header, 'columns' | 'fieldAt' | 'unread' | 'mixed'> {
  const mixed = labels.filter(({ words }) => mixesUnitAndPerson(words)).map(({ column, words }) => ({ column, words }));
  const plain = labels.filter(({ column }) => !mixed.some((one) => one.column === column));
  const columns: Partial<Record<Field, readonly number[]>> = {};
  const fieldAt = new Map<number, Field>();
  for (const field of Object.keys(FIELD_WORDS) as Field[]) {
    const found = plain
      .filter(({ meaning }) => meaning?.field === field)
      .sort((a, b) => (a.meaning?.rank ?? 0) - (b.meaning?.rank ?? 0) || a.column - b.column);
    const taken = SEVERAL.includes(field) ? found : found.slice(0, 1);
    if (taken.length > 0) columns[field] = taken.map(({ column }) => column);
    for (const { column } of taken) fieldAt.set(column, field);
  }
  const unread = plain.filter(({ column }) => !fieldAt.has(column)).map(({ column, words }) => `${columnLetters(column)}列“${words}”`);
  return { columns, fieldAt, unread, mixed };
}

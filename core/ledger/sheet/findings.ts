/**
 * Which finding a row belongs to: its own, or that of the rows above where the cells are merged, blank or repeated. A ledger's
 * own number tells findings of one text apart; a plain count of rows does not, and what it numbered away is said.
 */
import type { Collector } from './collector.js';
import type { FindingDraft, Place } from './draft.js';

export interface FindingCells {
  readonly number: string;
  readonly category: string;
  readonly text: string;
  readonly sensitive: boolean | null;
}

/** Columns to name in faults. */
export interface FindingColumns {
  readonly number: number | null;
  readonly finding: number;
}

/** A finding while its rows are read: each of them may mark it. */
type Growing = { -readonly [Key in keyof FindingDraft]: FindingDraft[Key] };

export interface FindingBook {
  /** Null when the row names no finding and none stands above; the fault is noted. */
  of(cells: FindingCells, place: Place, columns: FindingColumns): FindingDraft | null;
  /** After a section's heading nothing is carried down. */
  breakOff(): void;
  readonly all: readonly FindingDraft[];
  /** Rows of one finding that a running count numbered differently, as sentences. */
  joinings(): readonly string[];
}

/** Text as it identifies: width, blanks and closing marks do not matter. */
export const identity = (text: string): string => withoutEnding(text.normalize('NFKC').replaceAll(/\s/g, ''));

/** A pattern anchored at the end would try each of a thousand full stops in turn. */
function withoutEnding(text: string): string {
  let end = text.length;
  while (end > 0 && '。.;'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Rows under one finding that bear other numbers than its own. */
interface Joined {
  readonly finding: FindingDraft;
  readonly rows: readonly number[];
  readonly numbers: readonly string[];
}

const NAMED_JOININGS = 3;
const NAMED_NUMBERS = 6;

function joinedWords({ finding, rows, numbers }: Joined): string {
  const lost = `${numbers.slice(0, NAMED_NUMBERS).join('、')}${numbers.length > NAMED_NUMBERS ? ` 等 ${numbers.length} 个` : ''}`;
  return `工作表“${finding.sheet}”第 ${finding.row} 至 ${rows.at(-1) ?? finding.row} 行的反馈问题相同，已并为问题 ${finding.number}（原序号 ${lost}）。`;
}

function joiningsIn(all: readonly Joined[]): readonly string[] {
  const named = all.slice(0, NAMED_JOININGS).map(joinedWords);
  return all.length <= NAMED_JOININGS ? named : [...named, `另有 ${all.length - NAMED_JOININGS} 个问题也是这样并成的，可在下面读到的任务里核对。`];
}

/** `1`, `2`, `3` beside rows may only count them; `A-03` names a finding. */
const isCount = (number: string): boolean => /^\d+$/.test(number);

export function findingBook(notes: Collector): FindingBook {
  const byNumber = new Map<string, Growing>();
  const byText = new Map<string, Growing>();
  const unnumberedByText = new Map<string, Growing>();
  const all: Growing[] = [];
  const joined = new Map<FindingDraft, Joined>();
  let current: Growing | null = null;
  /** The number of the current finding as the ledger has it, before a sheet or category tells it apart. */
  let currentNumber = '';

  const add = (finding: Growing): Growing => {
    byNumber.set(finding.number, finding);
    byText.set(`${finding.number}\n${identity(finding.text)}`, finding);
    all.push(finding);
    if (!finding.isNumbered) unnumberedByText.set(identity(finding.text), finding);
    return finding;
  };

  /** The number it goes by; null when another finding has it and nothing tells the two apart. */
  const numberFor = (cells: FindingCells, place: Place): string | null => {
    const taken = byNumber.get(cells.number);
    if (taken === undefined) return cells.number;
    const qualified = [
      ...(taken.sheet === place.sheet ? [] : [place.sheet]),
      ...(cells.category === '' || cells.category === taken.category ? [] : [cells.category]),
    ];
    return qualified.map((word) => `${word}-${cells.number}`).find((number) => !byNumber.has(number) || isSame(byNumber.get(number), cells)) ?? null;
  };

  const unnumbered = (): string => {
    for (let count = all.length + 1; ; count += 1) if (!byNumber.has(String(count))) return String(count);
  };

  const start = (cells: FindingCells, place: Place, columns: FindingColumns): Growing | null => {
    if (cells.number === '') {
      const known = unnumberedByText.get(identity(cells.text));
      return known ?? add({ isNumbered: false, ...place, ...cells, number: unnumbered() });
    }
    const number = numberFor(cells, place);
    const known = number === null ? undefined : (byText.get(`${number}\n${identity(cells.text)}`) ?? undefined);
    if (known !== undefined) return known;
    if (number !== null) return add({ isNumbered: true, ...place, ...cells, number });
    const other = byNumber.get(cells.number);
    notes.fault(
      place,
      columns.number ?? columns.finding,
      cells.number,
      `编号“${cells.number}”在第 ${other?.row ?? 0} 行已用于另一个问题。请改成不同的编号。`,
    );
    return null;
  };

  /** One row is enough: what is marked once stays marked, and rows that contradict each other are pointed out. */
  const mark = (finding: Growing | null, { sensitive }: FindingCells, place: Place): FindingDraft | null => {
    if (finding === null || sensitive === null || sensitive === finding.sensitive) return finding;
    if (finding.sensitive !== null) notes.warnRow(place, '是否敏感与同一问题的其他行写得不一样，按敏感处理。');
    finding.sensitive = sensitive || finding.sensitive === true;
    return finding;
  };

  /** The row above's finding in other words than a blank: its text again, unless a number of the ledger's own says it is another. */
  const continues = (cells: FindingCells, place: Place): Growing | null => {
    if (current === null || !isSame(current, cells) || current.sheet !== place.sheet) return null;
    if (cells.number === '' || cells.number === currentNumber) return current;
    if (!current.isNumbered || !isCount(cells.number) || !isCount(currentNumber)) return null;
    const { rows, numbers } = joined.get(current) ?? { rows: [], numbers: [] };
    joined.set(current, { finding: current, rows: [...rows, place.row], numbers: [...numbers, cells.number] });
    return current;
  };

  const find = (cells: FindingCells, place: Place, columns: FindingColumns): Growing | null => {
    if (cells.text === '') {
      if (current !== null && (cells.number === '' || cells.number === currentNumber || !current.isNumbered)) return current;
      notes.fault(place, columns.finding, '', '没有写反馈问题。请补上；如与上一行是同一个问题，请把序号留空或合并单元格。');
      return null;
    }
    const above = continues(cells, place);
    if (above !== null) return above;
    current = start(cells, place, columns);
    currentNumber = cells.number;
    return current;
  };

  return {
    all,
    joinings: () => joiningsIn([...joined.values()]),
    breakOff: () => {
      current = null;
    },
    of: (cells, place, columns) => mark(find(cells, place, columns), cells, place),
  };
}

const isSame = (finding: FindingDraft | undefined, cells: FindingCells): boolean =>
  finding !== undefined && identity(finding.text) === identity(cells.text);

/** One row of a ledger's body → one task, and everything in it that cannot be read. */
import type { DeadlineReading } from '../deadline-wording.js';
import type { Day } from '../../time/day.js';
import type { Collector } from './collector.js';
import type { FindingDraft, OwnerDraft, Place, TaskDraft } from './draft.js';
import { readMilestones } from './milestone-words.js';
import { wrongMilestones } from '../milestones.js';
import { readNeeds } from './evidence-words.js';
import type { Grid } from './grid.js';
import type { Header } from './header.js';
import { type Field, FIELD_WORDS } from './header-words.js';
import type { NamesRead } from './names.js';
import { readSensitive, secretIn } from './sensitive-words.js';
import { readStatus } from './status-words.js';
import { readTargets } from './target-words.js';

/** How the words of cells are read; the same words come again and again, so the answers are kept for one ledger. */
export interface Reader {
  readonly feedbackDay: Day;
  deadline(text: string): DeadlineReading;
  units(text: string): NamesRead;
  persons(text: string): NamesRead;
}

const FORMULA_ERROR = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!)/;
const EMPTY = /^(无|暂无|[-—–/\\]+)$/;
const MAX_UNIT_LENGTH = 60;
const MAX_NAME_LENGTH = 20;

/** Reads the cells of one row by field; what a formula failed to give is noted and read as empty. */
export interface RowCells {
  text(field: Field): string;
  /** One text a column, of fields that may have several. */
  texts(field: Field): readonly string[];
  column(field: Field): number;
  has(field: Field): boolean;
}

export function rowCells(grid: Grid, header: Header, row: number, notes: Collector): RowCells {
  const place = { sheet: grid.name, row: row + 1 };
  const broken = new Set<number>();
  for (const column of header.fieldAt.keys()) {
    const text = grid.text(row, column);
    if (!text.startsWith('#') || !FORMULA_ERROR.test(text)) continue;
    broken.add(column);
    notes.fault(place, column, text, '这一格的公式出错了。请改成实际的文字或日期。');
  }
  const columns = (field: Field): readonly number[] => header.columns[field] ?? [];
  const texts = (field: Field): readonly string[] => columns(field).map((column) => (broken.has(column) ? '' : grid.text(row, column)));
  return {
    texts,
    text: (field) => texts(field).find((text) => text !== '') ?? '',
    column: (field) => columns(field)[0] ?? 0,
    // A column that is missing, or holds a broken formula, has its fault already.
    has: (field) => columns(field).length > 0 && !columns(field).some((column) => broken.has(column)),
  };
}

/** Names do not fill pages: what does is prose in the wrong column, and is not searched for names. */
const MAX_NAMES_LENGTH = 1_000;

function namesIn(cells: RowCells, field: Field, read: (text: string) => NamesRead, place: Place, notes: Collector): NamesRead {
  const texts = cells.texts(field);
  const prose = texts.find((text) => text.length > MAX_NAMES_LENGTH);
  if (prose === undefined) return together(texts.map(read));
  notes.fault(
    place,
    cells.column(field),
    `${prose.slice(0, 20)}…`,
    `这一格超过 ${MAX_NAMES_LENGTH} 个字，不像${FIELD_WORDS[field]}。请只写名称，用顿号隔开。`,
  );
  // A stand-in, so that the same cell is not called empty as well.
  return { names: ['？'], notNames: [] };
}

export function taskOf(cells: RowCells, place: Place, finding: FindingDraft, reader: Reader, notes: Collector): TaskDraft {
  const measure = cells.text('measure');
  if (measure === '' && cells.has('measure')) notes.fault(place, cells.column('measure'), '', '没有写整改措施。请补上这一行要做什么。');
  const units = unitsOf(cells, place, reader, notes);
  const { dueWords, due, isDueGuessed } = dueOf(cells, place, reader, notes);
  return {
    finding,
    measure,
    acceptance: cells.text('acceptance'),
    evidence: evidenceOf(cells, place, notes),
    milestones: milestonesOf(cells, place, reader, due, notes),
    targets: targetsOf(cells, place, reader, due, notes),
    units,
    owners: ownersOf(cells, place, units, reader, notes),
    leader: leaderOf(cells, place, reader, notes),
    dueWords,
    due,
    isDueGuessed,
    remark: joined(cells.texts('remark')),
    ...readStatus(joined(cells.texts('progress')), cells.text('status')),
    ...place,
  };
}

function evidenceOf(cells: RowCells, place: Place, notes: Collector): TaskDraft['evidence'] {
  const text = cells.text('evidence');
  const read = readNeeds(EMPTY.test(text) ? '' : text);
  if (!('fault' in read)) return read.needs;
  notes.fault(place, cells.column('evidence'), text, read.fault);
  return null;
}

function milestonesOf(cells: RowCells, place: Place, reader: Reader, due: TaskDraft['due'], notes: Collector): TaskDraft['milestones'] {
  const text = cells.text('milestones');
  const read = readMilestones(EMPTY.test(text) ? '' : text, reader.deadline);
  const wrong = 'fault' in read ? read.fault : read.milestones === null || due === null ? null : wrongMilestones(read.milestones, { due });
  if (wrong !== null) notes.fault(place, cells.column('milestones'), text, wrong);
  return 'fault' in read || wrong !== null ? null : read.milestones;
}

const OTHER_DAY = '量化指标里写的日期和完成时限不一样，以完成时限为准。要分步达到的，请写进“阶段节点”。';

/** A target is due when its task is: another day beside it is said, and kept nowhere. */
function targetsOf(cells: RowCells, place: Place, reader: Reader, due: TaskDraft['due'], notes: Collector): TaskDraft['targets'] {
  const text = (field: 'targets' | 'baseline' | 'goal' | 'goalUnit'): string => (EMPTY.test(cells.text(field)) ? '' : cells.text(field));
  const said = { targets: text('targets'), baseline: text('baseline'), goal: text('goal'), goalUnit: text('goalUnit') };
  const read = readTargets(said);
  if ('fault' in read) {
    const field = said.targets === '' ? 'goal' : 'targets';
    notes.fault(place, cells.column(field), said[field], read.fault);
    return null;
  }
  if (read.lacks !== null) notes.warnRow(place, read.lacks);
  const day = read.dayWords === null ? null : reader.deadline(read.dayWords);
  if (day !== null && !('fault' in day) && due?.kind === 'day' && day.due.kind === 'day' && day.due.day !== due.day) notes.warnRow(place, OTHER_DAY);
  return read.targets;
}

function dueOf(cells: RowCells, place: Place, reader: Reader, notes: Collector): Pick<TaskDraft, 'dueWords' | 'due' | 'isDueGuessed'> {
  const dueWords = cells.text('due');
  const unread = { dueWords, due: null, isDueGuessed: false };
  if (!cells.has('due')) return unread;
  const reading = reader.deadline(dueWords);
  if ('fault' in reading) {
    notes.fault(place, cells.column('due'), dueWords, reading.fault);
    return unread;
  }
  if (reading.due.kind === 'day' && reading.due.day < reader.feedbackDay) notes.warnRow(place, '完成时限早于反馈日期，请核对年份。');
  return { dueWords, due: reading.due, isDueGuessed: reading.guess };
}

/** 敏感 as this row says it; what is secret may not come in at all. */
export function sensitiveOf(cells: RowCells, place: Place, notes: Collector): boolean | null {
  const secret = secretIn(cells.text('secret'));
  if (secret !== null) notes.fault(place, cells.column('secret'), cells.text('secret'), secret);
  const text = cells.text('sensitive');
  const read = readSensitive(text);
  if (!('fault' in read)) return read.sensitive;
  notes.fault(place, cells.column('sensitive'), text, read.fault);
  return null;
}

/** 责任单位 first, then 配合单位. */
function unitsOf(cells: RowCells, place: Place, reader: Reader, notes: Collector): readonly string[] {
  const leading = namesIn(cells, 'unit', reader.units, place, notes);
  const helping = namesIn(cells, 'coUnit', reader.units, place, notes);
  const column = cells.column('unit');
  if (leading.names.length === 0 && cells.has('unit')) {
    const text = cells.text('unit');
    const message = text === '' ? '没有写责任单位。请补上，有多个单位时牵头的写在最前。' : `“${text}”不是一个具体的单位。请写明牵头的单位。`;
    notes.fault(place, column, text, message);
  }
  const long = [...leading.names, ...helping.names].find((name) => name.length > MAX_UNIT_LENGTH);
  if (long !== undefined) notes.fault(place, column, long, `单位名称超过 ${MAX_UNIT_LENGTH} 个字。请只写单位名称，用顿号隔开。`);
  return [...new Set([...leading.names, ...helping.names])];
}

/** Where there are as many persons as units, each stands beside theirs; otherwise all stand beside the leading one. */
function ownersOf(cells: RowCells, place: Place, units: readonly string[], reader: Reader, notes: Collector): readonly OwnerDraft[] {
  const read = namesIn(cells, 'owner', reader.persons, place, notes);
  const names = personNames(cells, 'owner', read, place, notes);
  if (names.length === 0) notes.warnRow(place, '没有写责任人姓名。补上之前，提醒会发给巡察办。');
  return names.map((name, at) => ({ name, unit: (names.length === units.length ? units[at] : units[0]) ?? null }));
}

function leaderOf(cells: RowCells, place: Place, reader: Reader, notes: Collector): string | null {
  const names = personNames(cells, 'leader', namesIn(cells, 'leader', reader.persons, place, notes), place, notes);
  if (names.length > 1) notes.warnRow(place, `责任领导写了多人，以第一位为准。`);
  return names[0] ?? null;
}

function personNames(cells: RowCells, field: 'owner' | 'leader', read: NamesRead, place: Place, notes: Collector): readonly string[] {
  const names = read.names.filter((name) => !EMPTY.test(name));
  if (read.notNames.length > 0) notes.warnRow(place, `${FIELD_WORDS[field]}写的“${read.notNames.join('、')}”是职务，不是姓名，没有当作人员导入。`);
  const long = names.find((name) => name.length > MAX_NAME_LENGTH);
  if (long !== undefined) notes.fault(place, cells.column(field), long, `“${long.slice(0, MAX_NAME_LENGTH)}…”不像姓名。请只写姓名，用顿号隔开。`);
  return names;
}

const together = (reads: readonly NamesRead[]): NamesRead => ({
  names: [...new Set(reads.flatMap(({ names }) => names))].filter((name) => !EMPTY.test(name)),
  notNames: [...new Set(reads.flatMap(({ notNames }) => notNames))],
});

const joined = (texts: readonly string[]): string => texts.filter((text) => text !== '' && !EMPTY.test(text)).join('；');

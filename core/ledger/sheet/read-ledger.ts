/**
 * Sheets of text cells → a ledger in names, or every fault with its place. Pure: which rows are tasks, what their cells
 * mean. Leaves to `import-*` what is known already, and to the shell where the cells come from.
 */
import type { Calendar } from '../../time/calendar.js';
import { type Day, dayInFull } from '../../time/day.js';
import { type DeadlineContext, readDeadline } from '../deadline-wording.js';
import { type Collector, collector } from './collector.js';
import type { LedgerReading, SheetCells, SheetFault, TaskDraft } from './draft.js';
import { type FindingBook, findingBook, identity } from './findings.js';
import { columnLetters } from './grid.js';
import { missingFields, repeatedHeader } from './header.js';
import { type LedgerSheet, ledgerSheets } from './ledger-sheets.js';
import { personsIn, unitsIn } from './names.js';
import { rowKind } from './row-kinds.js';
import { type Reader, rowCells, sensitiveOf, taskOf } from './task-row.js';
import type { Title } from './title.js';

export interface LedgerOptions {
  readonly fileName: string;
  /** Where the office names them, they stand over what the ledger says. */
  readonly roundName?: string | undefined;
  readonly feedbackDay?: Day | undefined;
  /** Taken where nobody names the feedback day, and said aloud. */
  readonly today: Day;
  readonly calendar: Calendar;
  readonly immediateWorkdays: number;
}

/** Tasks read between two stops. */
const STEP = 200;

/** Never throws for what a sheet may hold: what cannot be read is a fault. */
export function readLedger(sheets: readonly SheetCells[], options: LedgerOptions): LedgerReading {
  const steps = readLedgerInSteps(sheets, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, stopping every few hundred rows so that a server can answer others in between. */
export function* readLedgerInSteps(sheets: readonly SheetCells[], options: LedgerOptions): Generator<void, LedgerReading> {
  const notes = collector();
  const ledgers = ledgerSheets(sheets, notes);
  const told = ledgers.map(({ title }) => title);
  const ownDay = told.map(({ feedbackDay }) => feedbackDay).find((day) => day !== null) ?? null;
  const feedbackDay = options.feedbackDay ?? ownDay ?? options.today;
  if (options.feedbackDay !== undefined && ownDay !== null && ownDay !== options.feedbackDay) {
    notes.warn(`台账写的反馈日期是 ${dayInFull(ownDay)}，这里按您填写的 ${dayInFull(options.feedbackDay)}计算。`);
  }
  if (options.feedbackDay === undefined && ownDay === null) {
    notes.warn(`台账没有写反馈日期，暂按 ${dayInFull(feedbackDay)}计算“立行立改”和没写年份的时限。请填上反馈日期，再重新核对。`);
  }
  const book = findingBook(notes);
  const reader = readerFor({ feedbackDay, calendar: options.calendar, immediateWorkdays: options.immediateWorkdays });
  const tasks: TaskDraft[] = [];
  for (const ledger of ledgers) for (const task of tasksIn(ledger, book, reader, notes)) if (tasks.push(task) % STEP === 0) yield;
  for (const words of book.joinings()) notes.warn(words);
  faultRepeated(tasks, ledgers, notes);
  if (tasks.length === 0 && notes.faults.length === 0) noTasks(ledgers, notes);
  warnUnknownYears(tasks, options.calendar, notes);
  const draft = {
    roundName: options.roundName ?? told.map(({ name }) => name).find((name) => name !== null) ?? nameOfFile(options.fileName),
    feedbackDay,
    isFeedbackDayGuessed: options.feedbackDay === undefined && ownDay === null,
    inspectedUnit: inspectedUnitIn(told, notes),
    findings: book.all,
    tasks,
  };
  return { draft, faults: notes.faults.map((fault) => ({ ...fault, head: headOver(fault, ledgers) })), warnings: notes.warnings() };
}

/** The lower header row names a column more closely than a group over it. */
function headOver({ sheet, column }: SheetFault, ledgers: readonly LedgerSheet[]): string {
  const ledger = ledgers.find(({ grid }) => grid.name === sheet);
  if (ledger === undefined) return '';
  const { grid, header } = ledger;
  const at = Array.from({ length: grid.width }, (_, index) => index).find((index) => columnLetters(index) === column) ?? -1;
  return (grid.wideText(header.bottom, at) || grid.wideText(header.top, at)).replaceAll(/\s/g, '');
}

function* tasksIn({ grid, header: first }: LedgerSheet, book: FindingBook, reader: Reader, notes: Collector): Generator<TaskDraft> {
  let header = first;
  let section = '';
  book.breakOff();
  for (let row = header.bottom + 1; row < grid.height; row += 1) {
    const repeated = repeatedHeader(grid, row);
    if (repeated !== null) {
      if (missingFields(repeated).length === 0) header = repeated;
      row = repeated.bottom;
      continue;
    }
    const kind = rowKind(grid, header, row);
    if (kind.kind === 'section') {
      section = kind.words;
      book.breakOff();
    }
    if (kind.kind !== 'task') continue;
    const place = { sheet: grid.name, row: row + 1 };
    const cells = rowCells(grid, header, row, notes);
    const said = {
      number: numberText(cells.text('number')),
      category: cells.text('category') || section,
      text: cells.text('finding'),
      sensitive: sensitiveOf(cells, place, notes),
    };
    const columns = { number: header.columns.number?.[0] ?? null, finding: header.columns.finding?.[0] ?? 0 };
    const finding = header.columns.finding === undefined ? { ...place, ...said, isNumbered: false } : book.of(said, place, columns);
    yield taskOf(cells, place, finding ?? { ...place, ...said, isNumbered: false }, reader, notes);
  }
}

function readerFor(context: DeadlineContext): Reader {
  return {
    feedbackDay: context.feedbackDay,
    deadline: remembering((text) => readDeadline(text, context)),
    units: remembering(unitsIn),
    persons: remembering(personsIn),
  };
}

function remembering<Answer>(read: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const answer = known.get(text) ?? read(text);
    known.set(text, answer);
    return answer;
  };
}

const numberText = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/[.、]$/, '');

/** A row that was pasted twice would be watched twice. */
function faultRepeated(tasks: readonly TaskDraft[], ledgers: readonly LedgerSheet[], notes: Collector): void {
  const seen = new Map<string, TaskDraft>();
  for (const task of tasks) {
    const { finding, measure, units, owners, dueWords } = task;
    if (measure === '') continue;
    const key = JSON.stringify([finding.number, identity(finding.text), identity(measure), units, owners.map(({ name }) => name), dueWords]);
    const earlier = seen.get(key);
    if (earlier === undefined) {
      seen.set(key, task);
      continue;
    }
    const column = ledgers.find(({ grid }) => grid.name === task.sheet)?.header.columns.measure?.[0] ?? 0;
    const where = earlier.sheet === task.sheet ? `第 ${earlier.row} 行` : `工作表“${earlier.sheet}”第 ${earlier.row} 行`;
    notes.fault(task, column, measure, `与${where}完全相同。请删去一行，或写明两者的区别。`);
  }
}

function noTasks(ledgers: readonly LedgerSheet[], notes: Collector): void {
  const first = ledgers[0];
  if (first !== undefined) notes.fault({ sheet: first.grid.name, row: first.header.bottom + 2 }, 0, '', '表头下面没有整改任务。请填写后重新上传。');
}

/** A guess must be said aloud: Monday to Friday in a year whose holidays nobody has announced. */
function warnUnknownYears(tasks: readonly TaskDraft[], calendar: Calendar, notes: Collector): void {
  const days = tasks.flatMap(({ due }) => (due === null || due.kind === 'standing' || calendar.covers(due.day) ? [] : [due.day.slice(0, 4)]));
  for (const year of [...new Set(days)].sort()) {
    const count = days.filter((one) => one === year).length;
    notes.warn(`${year} 年的放假安排还没有录入，${count} 项任务的工作日暂按周一至周五推算。`);
  }
}

function inspectedUnitIn(titles: readonly Title[], notes: Collector): string | null {
  const names = [...new Set(titles.flatMap(({ inspectedUnit }) => (inspectedUnit === null ? [] : [inspectedUnit])))];
  if (names.length > 1) notes.warn(`各工作表的填报单位不同（${names.join('、')}），没有设上级单位，请导入后在“人员”中整理。`);
  return names.length === 1 ? (names[0] ?? null) : null;
}

const nameOfFile = (fileName: string): string => (fileName.split(/[/\\]/).at(-1) ?? fileName).replace(/\.[^.]+$/, '').slice(0, 100);

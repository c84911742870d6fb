/**
 * `duban import FILE`: what a ledger holds and what is wrong with it, on the office's own machine. A dry run needs no
 * database; without it the ledger is taken over by the system itself. Printing and exiting are left to `cli.ts`.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { LedgerFault } from '../../core/contract/import.js';
import { columnWords, type LedgerDraft, type LedgerReading } from '../../core/ledger/sheet/draft.js';
import { readLedger } from '../../core/ledger/sheet/read-ledger.js';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { Refusal } from '../../core/refusal.js';
import { calendarOf } from '../../core/time/calendar.js';
import { type Day, dayOf, dayWithWeekday, dayWords } from '../../core/time/day.js';
import { HOLIDAYS } from '../../core/time/holidays.js';
import { countsOf, demandBearable, type LedgerCounts, readFile as readLedgerFile } from '../actions/import-reading.js';
import { takeLedgerOver } from '../actions/import-take-over.js';
import { workbooks } from '../documents/workbooks.js';
import type { Services } from '../services.js';
import { textTable } from './text-table.js';

export interface ImportOptions {
  readonly json: boolean;
  readonly roundName?: string;
  readonly feedbackDay?: Day;
}

export interface RunOptions extends ImportOptions {
  /** The differences to what is in the base have been seen. */
  readonly acceptChanges: boolean;
}

/** What to print and how to end. */
export interface CommandOutcome {
  readonly stdout: string;
  readonly exitCode: 0 | 1;
}

const NOTHING: LedgerCounts = { findings: 0, tasks: 0, units: 0, people: 0 };

/** Reads the ledger and says what was understood. The day of today stands in only where the ledger names no feedback day. */
export async function dryRun(file: string, options: ImportOptions & { readonly now?: Date }): Promise<CommandOutcome> {
  return refusalsAsWords(file, options.json, async () => {
    const sheets = await workbooks.read(await bytesOf(file), basename(file));
    const reading = readLedger(sheets, {
      fileName: basename(file),
      roundName: options.roundName,
      feedbackDay: options.feedbackDay,
      today: dayOf(options.now ?? new Date()),
      calendar: calendarOf(HOLIDAYS),
      immediateWorkdays: DEFAULT_POLICY.workdaysFor.immediate,
    });
    demandBearable(reading.draft);
    return outcome(reading, options.json, '这是试读，没有写入任何内容。');
  });
}

/** Takes the ledger over for the system itself. With faults nothing is written. */
export async function runImport(services: Services, file: string, options: RunOptions): Promise<CommandOutcome> {
  return refusalsAsWords(file, options.json, async () => {
    const bytes = await bytesOf(file);
    const fileName = basename(file);
    const { roundName = null, feedbackDay = null } = options;
    const reading = await readLedgerFile(services, { fileName, bytes, roundName, feedbackDay }, await services.store.ledger.rounds());
    if (reading.faults.length > 0) return outcome(reading, options.json, '没有导入。请改好后重试。');
    const source = { importId: null, fileName, sha256: createHash('sha256').update(bytes).digest('hex') };
    const { words } = await takeLedgerOver(services, {
      draft: reading.draft,
      choices: {},
      acceptChanges: options.acceptChanges,
      request: null,
      source,
    });
    return outcome(reading, options.json, words);
  });
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch {
    throw new Refusal('file-missing', `打不开文件 ${file}。`, { kind: 'not-found', remedy: '请检查文件名和路径。' });
  }
}

function outcome(reading: LedgerReading, asJson: boolean, ending: string): CommandOutcome {
  const { draft, faults } = reading;
  const exitCode = faults.length === 0 ? 0 : 1;
  return { stdout: asJson ? json(countsOf(draft), faults) : words(reading, ending), exitCode };
}

/** The fields the README names, and no others. */
function json(counts: LedgerCounts, faults: readonly Omit<LedgerFault, 'head'>[]): string {
  const listed = faults.map(({ sheet, row, column, text, message }) => ({ sheet, row, column, text, message }));
  return `${JSON.stringify({ ...counts, faults: listed }, null, 2)}\n`;
}

/** A file that cannot be read at all is one fault of the whole file. */
async function refusalsAsWords(file: string, asJson: boolean, work: () => Promise<CommandOutcome>): Promise<CommandOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const remedy = error.id === 'people-not-chosen' ? '请在网页的“导入”中上传这份台账，逐个选择后再导入。' : error.remedy;
    const message = `${error.message}${remedy ?? ''}`;
    const details = error.faults.map(({ place, message: detail }) => `  ${place}：${detail}\n`).join('');
    if (!asJson) return { stdout: `${message}\n${details}`, exitCode: 1 };
    const whole = [{ place: '', message }, ...error.faults];
    const faults = whole.map((fault) => ({ sheet: '', row: 0, column: '', text: fault.place || basename(file), message: fault.message }));
    return { stdout: json(NOTHING, faults), exitCode: 1 };
  }
}

function words({ draft, faults, warnings }: LedgerReading, ending: string): string {
  const { findings, tasks, units, people } = countsOf(draft);
  const day = `${draft.feedbackDay}${draft.isFeedbackDayGuessed ? '（推定）' : ''}`;
  return [
    draft.roundName,
    `被巡察单位：${draft.inspectedUnit ?? '未写明'}  反馈日期：${day}`,
    `反馈问题 ${findings} 个，整改任务 ${tasks} 项，责任单位 ${units} 个，人员 ${people} 人`,
    '',
    taskTable(draft),
    ...(warnings.length === 0 ? [] : ['', '请留意：', ...warnings.map((warning) => `  ${warning}`)]),
    ...(faults.length === 0 ? [] : ['', `有 ${faults.length} 处读不了：`, faultTable(faults)]),
    '',
    ending,
    '',
  ].join('\n');
}

function taskTable({ tasks, feedbackDay }: LedgerDraft): string {
  const rows = tasks.map(({ row, finding, measure, units, owners, leader, due, dueWords, isDueGuessed }) => {
    const read =
      due === null
        ? '没有读懂'
        : due.kind === 'standing'
          ? '长期坚持'
          : isDueGuessed
            ? `推定 ${dayWords(due.day, feedbackDay)}`
            : dayWithWeekday(due.day, feedbackDay);
    return [String(row), finding.number, measure, units.join('、'), owners.map(({ name }) => name).join('、'), leader ?? '', dueWords, read];
  });
  return textTable(['行', '问题', '整改措施', '责任单位', '责任人', '责任领导', '完成时限', '读作'], rows, 32);
}

function faultTable(faults: readonly LedgerFault[]): string {
  const rows = faults.map((fault) => [fault.sheet, String(fault.row), columnWords(fault), fault.text, fault.message]);
  return textTable(['工作表', '行', '列', '原文', '怎么改'], rows, 100);
}

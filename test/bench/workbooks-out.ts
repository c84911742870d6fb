/** P11, the other half: a whole ledger from the base to its .xlsx, beside the library's own writer over the same cells, known before. */
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import ExcelJS from '@protobi/exceljs';
import { exportTasks } from '../../bot/actions/export-tasks.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import type { Bed, Report, Told } from './bed.js';
import { measure } from './interleave.js';
import { openLedgerBase } from './ledger.js';
import { growthMb } from './memory.js';

const swallow = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** What anybody would write who has the cells and no care for others: wrapped text and a bold head, in one go. */
async function byLibrary(widths: readonly number[], cells: readonly (readonly (string | number)[])[]): Promise<void> {
  const sink = swallow();
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: sink, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet('台账');
  sheet.columns = widths.map((width) => ({ width, style: { alignment: { wrapText: true, vertical: 'top' as const } } }));
  for (const row of cells) sheet.addRow([...row]).commit();
  sheet.commit();
  await workbook.commit();
}

export async function benchWorkbooksOut({ uri, size, rounds }: Bed): Promise<Report> {
  const base = await openLedgerBase(uri);
  const { services } = base;
  const rows = { quick: 2_000, usual: 10_000, full: 50_000 }[size];
  await base.addTasks(rows, (index) => ({ measure: `第${index + 1}项措施：按高峰时段重新规划窗口布局`, acceptance: '平均排队时间降至10分钟以内' }));
  const office = await viewerFor(services, 'fang');
  const ours = async (): Promise<void> => {
    const { table } = await exportTasks(services, office, {});
    await pipeline(services.workbooks.write(table), swallow());
  };
  // The first reckons each task, which the lists before it would have done.
  await ours();
  const { table } = await exportTasks(services, office, {});
  const cells: (readonly (string | number)[])[] = [];
  for await (const row of table.rows) cells.push(row);
  if (cells.length !== rows) throw new Error(`${cells.length} of ${rows} tasks were exported`);
  const widths = table.columns.map(({ width }) => width);
  const told: Told = {
    name: 'P11 memory over the idle process',
    found: `writing ${rows.toLocaleString('en')} tasks ${(await growthMb(ours)).toFixed(0)} MB (aim ≤ 256)`,
  };
  const results = await measure({
    ...{ name: `P11 ${rows.toLocaleString('en')} tasks from the base to .xlsx`, rounds, ours },
    rivals: [{ name: 'the library’s writer over cells known before', aim: 0.7, run: () => byLibrary(widths, cells) }],
  });
  await base.drop();
  return { results, told: [told] };
}

/**
 * P11: a ledger from its bytes to the preview, beside a bare loop of the library over the same bytes. What the caps allow: a sheet of
 * 20,000 rows is read, a ledger of 5,000 tasks is understood and held against the base.
 */
import * as XLSX from '@e965/xlsx';
import { previewImport } from '../../bot/actions/preview-import.js';
import { viewerFor } from '../../bot/actions/viewer.js';
import type { Bed, Report, Told } from './bed.js';
import { growthMb } from './memory.js';
import { measure } from './interleave.js';
import { openLedgerBase } from './ledger.js';

const HEAD = ['序号', '问题类别', '反馈问题', '整改措施', '验收标准', '责任领导', '责任科室', '责任人', '完成时限', '进展情况', '备注'];

function workbook(rows: number): Buffer {
  const row = (index: number): string[] => [
    ...[
      String(index + 1),
      '作风建设',
      `第${index + 1}个问题：服务窗口设置不合理，群众排队时间长`,
      `第${index + 1}项措施：按高峰时段重新规划窗口布局`,
    ],
    ...['平均排队时间降至10分钟以内', '陈立', `第${index % 40}科`, `责任人${index % 300}`, '2026-12-20', '布局方案已报审', ''],
  ];
  const sheet = XLSX.utils.aoa_to_sheet([['巡察反馈问题整改工作台账'], HEAD, ...Array.from({ length: rows }, (_, index) => row(index))]);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, '台账');
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

/** What anybody would write who trusts the file. */
async function byLibrary(bytes: Buffer): Promise<void> {
  const book = XLSX.read(bytes, { dense: true });
  for (const sheet of Object.values(book.Sheets)) XLSX.utils.sheet_to_json(sheet, { header: 1, raw: false });
}

export async function benchWorkbooksIn({ uri, size, rounds }: Bed): Promise<Report> {
  const base = await openLedgerBase(uri);
  const { services } = base;
  const [rows, tasks] = size === 'quick' ? [2_000, 500] : [19_998, 5_000];
  const [sheet, ledger] = [workbook(rows), workbook(tasks)];
  const office = await viewerFor(services, 'fang');
  const read = () => services.workbooks.read(sheet, '台账.xlsx');
  const preview = async (): Promise<void> => {
    const { counts } = await previewImport(services, office, { fileName: '台账.xlsx', bytes: ledger });
    if (counts.tasks !== tasks) throw new Error(`${counts.tasks} of ${tasks} tasks were understood`);
  };
  const told: Told = {
    name: 'P11 memory over the idle process',
    found: `reading ${rows.toLocaleString('en')} rows ${(await growthMb(read)).toFixed(0)} MB, preview of ${tasks.toLocaleString('en')} tasks ${(await growthMb(preview)).toFixed(0)} MB (aim ≤ 256)`,
  };
  const results = [
    ...(await measure({
      ...{ name: `P11 ${rows.toLocaleString('en')} rows × ${HEAD.length} read in the worker, counted before they are parsed`, rounds, ours: read },
      rivals: [{ name: 'the library’s read and sheet_to_json', aim: 0.5, run: () => byLibrary(sheet) }],
    })),
    ...(await measure({
      ...{ name: `P11 a ledger of ${tasks.toLocaleString('en')} tasks from bytes to preview`, rounds, ours: preview },
      rivals: [{ name: 'the library’s read and sheet_to_json', aim: 0.5, run: () => byLibrary(ledger) }],
    })),
  ];
  await base.drop();
  return { results, told: [told] };
}

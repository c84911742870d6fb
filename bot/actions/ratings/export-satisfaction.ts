/** 满意度 of a month as a workbook: its lists one below the other, in their order and words; waiting times beside the windows they are of. */
import type { Rate, Satisfaction, SatisfactionQuery } from '../../../core/contract/satisfaction.js';
import type { Viewer } from '../../../core/people/model.js';
import type { Services } from '../../services.js';
import { type ExportedTable, noteExport } from '../note-export.js';
import { readSatisfaction } from './satisfaction.js';

type Waiting = Satisfaction['waiting'][number];

const COLUMNS = [
  { head: '统计口径', width: 14 },
  { head: '名称', width: 24 },
  { head: '有效评价', width: 10 },
  { head: '满意', width: 10 },
  { head: '差评', width: 10 },
  { head: '满意率', width: 10 },
  { head: '保守估计', width: 10 },
  { head: '等候读数', width: 10 },
  { head: '平均等候', width: 16 },
  { head: '最近读数', width: 26 },
];

const rowOf = (by: string, { words, total, satisfied, bad, rateWords, boundWords }: Rate, waited?: Waiting): readonly (string | number)[] => [
  ...[by, words, total, satisfied, bad, rateWords, boundWords],
  ...(waited === undefined ? ['', '', ''] : [waited.readings, waited.averageWords, waited.lastWords]),
];

function rowsOf({ whole, windows, staff, services, months, waiting }: Satisfaction): readonly (readonly (string | number)[])[] {
  const waits = new Map(waiting.map((one) => [one.windowId, one]));
  return [
    rowOf('合计', whole),
    ...windows.map((rate) => rowOf('按窗口', rate, waits.get(rate.id))),
    ...staff.map((rate) => rowOf('按窗口人员', rate)),
    ...services.map((rate) => rowOf('按事项', rate)),
    ...months.map((rate) => rowOf('按月份', rate)),
  ];
}

/** Of the windows this person may see; leaves an event. Refusal `not-allowed`. */
export async function exportSatisfaction(services: Services, viewer: Viewer, query: SatisfactionQuery): Promise<ExportedTable> {
  const read = await readSatisfaction(services, viewer, query);
  const rows = rowsOf(read);
  await noteExport(services, viewer, { list: 'satisfaction', month: read.month, rows: rows.length });
  return { fileName: `满意度 ${read.monthWords}.xlsx`, table: { name: '满意度', columns: COLUMNS, rows } };
}

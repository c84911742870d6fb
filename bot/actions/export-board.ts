/** The units of the board 看板 as a workbook: the same narrowing, scope, order and counts as on the screen. */
import type { BoardQuery } from '../../core/contract/board.js';
import { LIGHTS } from '../../core/insight/light.js';
import type { Viewer } from '../../core/people/model.js';
import { dayInFull, dayOf } from '../../core/time/day.js';
import type { Services } from '../services.js';
import { type ExportedTable, noteExport } from './note-export.js';
import { readBoard } from './read-board.js';

const COLUMNS = [
  { head: '单位', width: 32 },
  ...LIGHTS.map(({ words }) => ({ head: words, width: 10 })),
  { head: '合计', width: 10 },
  { head: '情况', width: 32 },
];

/** Leaves an event. Refusal `not-allowed`. */
export async function exportBoard(services: Services, viewer: Viewer, query: BoardQuery): Promise<ExportedTable> {
  const { units } = await readBoard(services, viewer, query);
  const rows = units.map((unit) => {
    const counts = LIGHTS.map(({ light }) => unit[light]);
    return [unit.name, ...counts, counts.reduce((sum, count) => sum + count, 0), unit.words];
  });
  await noteExport(services, viewer, { list: 'board', ...query, rows: rows.length });
  return { fileName: `各单位情况 ${dayInFull(dayOf(services.clock.now()))}.xlsx`, table: { name: '各单位', columns: COLUMNS, rows } };
}

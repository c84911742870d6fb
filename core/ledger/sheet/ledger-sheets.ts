/** Which sheets of a workbook hold a ledger, and what is wrong with their headers. */
import type { Collector } from './collector.js';
import type { SheetCells } from './draft.js';
import { type Grid, gridOf } from './grid.js';
import { findHeader, type Header, missingFields } from './header.js';
import { FIELD_WORDS } from './header-words.js';
import { type Title, titleOf } from './title.js';

export interface LedgerSheet {
  readonly grid: Grid;
  readonly header: Header;
  readonly title: Title;
}

/** The sheets that hold a ledger. Others are passed over and named; when there is none at all, that is the fault. */
export function ledgerSheets(sheets: readonly SheetCells[], notes: Collector): readonly LedgerSheet[] {
  const found = sheets.flatMap((sheet) => {
    const grid = gridOf(sheet);
    const header = findHeader(grid);
    return [{ grid, header, isWhole: header !== null && missingFields(header).length === 0 }];
  });
  const anyWhole = found.some(({ isWhole }) => isWhole);
  const taken = found.flatMap(({ grid, header, isWhole }) => {
    if (header !== null && (isWhole || !anyWhole)) return [{ grid, header, title: titleOf(grid, header.top) }];
    if (grid.height > 0) notes.warn(`工作表“${grid.name}”没有整改台账的表头，没有读取。`);
    return [];
  });
  const first = found[0];
  if (taken.length === 0) {
    const place = { sheet: first?.grid.name ?? '', row: 1 };
    notes.fault(
      place,
      0,
      first?.grid.wideText(0, 0) ?? '',
      '没有找到台账的表头。表头里至少要有“反馈问题”“整改措施”“责任单位”“完成时限”这几列，请补上后重新上传。',
    );
  }
  for (const { grid, header } of taken) headerFaults(grid, header, notes);
  return taken;
}

function headerFaults(grid: Grid, header: Header, notes: Collector): void {
  const place = { sheet: grid.name, row: header.bottom + 1 };
  for (const field of missingFields(header)) notes.fault(place, 0, '', `表头里没有“${FIELD_WORDS[field]}”这一列。请补上，或把表头改成这个名称。`);
  for (const { column, words } of header.mixed)
    notes.fault(place, column, words, `“${words}”这一列同时写了单位和人员。请拆成“责任单位”和“责任人”两列。`);
  if (header.unread.length > 0) notes.warn(`工作表“${grid.name}”的${header.unread.join('、')}没有读取。`);
}

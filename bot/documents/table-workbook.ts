/** A table as .xlsx, written while it is read away: rows are let go as they come, so a long list needs no more memory than a short one. */
import { PassThrough, type Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import ExcelJS from '@protobi/exceljs';
import type { TableSheet } from '../services.js';

/** So many cells, then others are answered. */
const BREATH = 1_000;

const CELL = { alignment: { wrapText: true, vertical: 'top' } } as const;
const HEAD = { ...CELL, font: { bold: true }, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEFF2' } } } as const;
/** Excel takes no more than 31 characters and none of these in a sheet's name. */
const sheetName = (name: string): string => name.replaceAll(/[*?:\\/[\]]/g, ' ').slice(0, 31) || '台账';

/** The bytes as they are made; the stream fails where the rows do. Text stays text: nothing typed by people becomes a formula. */
export function tableWorkbook({ name, columns, rows }: TableSheet): Readable {
  const stream = new PassThrough();
  write(stream, { name, columns, rows }).catch((error: Error) => stream.destroy(error));
  return stream;
}

async function write(stream: PassThrough, { name, columns, rows }: TableSheet): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet(sheetName(name), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ width }) => ({ width }));
  const add = (row: readonly (string | number)[], style: typeof CELL | typeof HEAD): void => {
    const added = sheet.addRow([...row]);
    // One and the same style in each cell is known by its identity; one that columns or rows lend is written out for every cell.
    added.eachCell((cell) => {
      cell.style = style;
    });
    added.commit();
  };
  add(
    columns.map(({ head }) => head),
    HEAD,
  );
  const breath = Math.ceil(BREATH / columns.length);
  let written = 0;
  for await (const row of rows) {
    if (stream.destroyed) return;
    add(row, CELL);
    written += 1;
    if (written % breath === 0) await setImmediate();
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: Math.max(1, written + 1), column: columns.length } };
  sheet.commit();
  await workbook.commit();
}

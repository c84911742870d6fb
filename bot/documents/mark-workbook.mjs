// The office's own workbook with the faulty cells yellow and commented. Where its other contents stop the library, the
// same texts in a plain workbook.
import { zipSync } from 'fflate';
import ExcelJS from '@protobi/exceljs';
import { unpack } from './unpack-workbook.mjs';

const YELLOW = /** @type {const} */ ({ type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF2A8' } });

/** @typedef {{ sheet: string, row: number, column: string, message: string }} Mark */

/**
 * @param {Buffer | null} bytes an .xlsx, or null when it was a .csv
 * @param {import('../services.js').SheetCells[]} sheets the same as text
 * @param {Mark[]} marks
 */
export async function markWorkbook(bytes, sheets, marks) {
  const workbook = (bytes === null ? null : await loaded(bytes)) ?? plainWorkbook(sheets);
  for (const [key, messages] of messagesByCell(marks)) {
    const [sheet = '', address = 'A1'] = JSON.parse(key);
    const cell = (workbook.getWorksheet(sheet) ?? workbook.worksheets[0] ?? workbook.addWorksheet('台账')).getCell(address);
    const shown = cell.isMerged ? cell.master : cell;
    shown.fill = YELLOW;
    shown.note = { texts: [{ text: messages.join('\n') }] };
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Its size was counted before; a workbook the library cannot take is not the office's fault. @param {Buffer} bytes */
async function loaded(bytes) {
  try {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(
      Buffer.from(
        zipSync(
          unpack(bytes, () => true),
          { level: 0 },
        ),
      ),
    );
    return workbook;
  } catch (error) {
    if (error instanceof Error && 'remedy' in error) throw error;
    return null;
  }
}

/** @param {import('../services.js').SheetCells[]} sheets */
function plainWorkbook(sheets) {
  const workbook = new ExcelJS.Workbook();
  for (const { name, rows, merges } of sheets) {
    const sheet = workbook.addWorksheet(name.replaceAll(/[*?:\\/[\]]/g, ' ').slice(0, 31) || '台账');
    for (const row of rows) sheet.addRow([...row]);
    for (const { top, left, bottom, right } of merges) sheet.mergeCells(top + 1, left + 1, bottom + 1, right + 1);
  }
  return workbook;
}

/** @param {Mark[]} marks */
function messagesByCell(marks) {
  /** @type {Map<string, string[]>} */
  const byCell = new Map();
  for (const { sheet, row, column, message } of marks) {
    const key = JSON.stringify([sheet, `${/^[A-Z]{1,3}$/.test(column) ? column : 'A'}${row}`]);
    byCell.set(key, [...(byCell.get(key) ?? []), message]);
  }
  return byCell;
}

// An .xlsx as sheets of text cells, read by its number formats: a date cell is `2026-11-20`, one that shows only year and
// month is `2026年11月`. Formulas give what was last reckoned.
import { zipSync } from 'fflate';
import * as XLSX from '@e965/xlsx';
import { damaged, MAX_CELLS, MAX_CHARACTERS, MAX_COLUMNS, MAX_ROWS, tooLarge, WorkbookRefusal } from './limits.mjs';
import { measureSheet } from './sheet-bounds.mjs';
import { unpack } from './unpack-workbook.mjs';

/** Pictures, charts and the like are counted while unpacking but never parsed. */
const PARSED =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|metadata\.xml|worksheets\/[^/]+\.xml))$/i;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;

/** Formats that Chinese Excel has built in and does not write down: year and month without a day. The parser takes them for whole days. */
const MONTH_FORMATS = /(<(?:\w+:)?xf\b[^>]*?\bnumFmtId=")(?:27|36|50|52|57)(")/g;
const MONTH_FORMAT = '17';

/**
 * @param {Buffer} bytes
 * @returns {import('../services.js').SheetCells[]}
 */
export function readSheets(bytes) {
  const parts = unpack(bytes, (name) => PARSED.test(name));
  if (parts['xl/workbook.xml'] === undefined) throw notAWorkbook();
  const cells = Object.entries(parts).reduce((sum, [name, content]) => sum + (SHEET.test(name) ? measureSheet(content) : 0), 0);
  if (cells > MAX_CELLS) throw tooLarge(`有内容的单元格超过 ${MAX_CELLS} 个，没有读取。`);
  const workbook = parsed(withMonthFormats(parts));
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  const hidden = new Set((workbook.Workbook?.Sheets ?? []).filter(({ Hidden }) => (Hidden ?? 0) > 0).map(({ name }) => name));
  const budget = { characters: MAX_CHARACTERS };
  return workbook.SheetNames.filter((name) => !hidden.has(name)).flatMap((name) => {
    const sheet = workbook.Sheets[name];
    return sheet === undefined || sheet['!type'] === 'chart' ? [] : [sheetCells(name, sheet, date1904, budget)];
  });
}

/** Stored, not compressed: what is parsed is byte for byte what was counted. @param {Record<string, Uint8Array>} parts */
function parsed(parts) {
  try {
    const zip = zipSync(parts, { level: 0 });
    return XLSX.read(zip, {
      type: 'array',
      dense: true,
      cellDates: false,
      cellNF: true,
      cellText: true,
      cellHTML: false,
      cellFormula: false,
      bookVBA: false,
    });
  } catch {
    throw damaged();
  }
}

/** @param {Record<string, Uint8Array>} parts */
function withMonthFormats(parts) {
  const styles = parts['xl/styles.xml'];
  if (styles === undefined) return parts;
  const xml = Buffer.from(styles).toString('utf8');
  return { ...parts, 'xl/styles.xml': Buffer.from(xml.replaceAll(MONTH_FORMATS, `$1${MONTH_FORMAT}$2`), 'utf8') };
}

/**
 * @param {string} name @param {import('@e965/xlsx').WorkSheet} sheet @param {boolean} date1904
 * @param {{ characters: number }} budget
 * @returns {import('../services.js').SheetCells}
 */
function sheetCells(name, sheet, date1904, budget) {
  const data = sheet['!data'] ?? [];
  if (data.length > MAX_ROWS) throw tooLarge(`工作表“${name}”超过 ${MAX_ROWS} 行，没有读取。`);
  const rows = Array.from({ length: data.length }, (_, row) => {
    const cells = data[row] ?? [];
    if (cells.length > MAX_COLUMNS) throw tooLarge(`工作表“${name}”超过 ${MAX_COLUMNS} 列，没有读取。`);
    return Array.from({ length: cells.length }, (_cell, column) => {
      const text = cellText(cells[column], date1904);
      budget.characters -= text.length;
      if (budget.characters < 0) throw tooLarge(`表格里的文字超过 ${MAX_CHARACTERS / 10_000} 万字，没有读取。`);
      return text;
    });
  });
  while (rows.length > 0 && rows.at(-1)?.every((text) => text === '')) rows.pop();
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }));
  return { name, rows, merges };
}

/** @param {import('@e965/xlsx').CellObject | undefined} cell @param {boolean} date1904 */
function cellText(cell, date1904) {
  if (cell === undefined || cell.v === undefined || cell.v === null) return '';
  if (cell.t === 'b') return cell.v === true ? '是' : '否';
  if (cell.t === 'n' && typeof cell.v === 'number' && typeof cell.z === 'string' && XLSX.SSF.is_date(cell.z))
    return dateText(cell.v, cell.z, date1904) ?? cell.w ?? '';
  const text = cell.t === 's' ? String(cell.v) : (cell.w ?? String(cell.v));
  return text.replaceAll(/\r\n?|_x000D_\n?/g, '\n').trim();
}

/** Null for a time of day. @param {number} serial @param {string} format @param {boolean} date1904 */
function dateText(serial, format, date1904) {
  const code = XLSX.SSF.parse_date_code(serial, { date1904 });
  if (code === null || code.y < 1904 || serial < 1) return null;
  const shown = format.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '').toLowerCase();
  if (!shown.includes('y') && !shown.includes('d')) return null;
  const month = String(code.m).padStart(2, '0');
  return shown.includes('d') ? `${code.y}-${month}-${String(code.d).padStart(2, '0')}` : `${code.y}年${code.m}月`;
}

const notAWorkbook = () =>
  new WorkbookRefusal(
    'workbook-unknown',
    '这个文件不是 .xlsx 工作簿，可能是 Word 文档、二进制工作簿或其他压缩文件。',
    '请用 Excel 或 WPS 打开台账，另存为 .xlsx 或 .csv 后重新上传。',
  );

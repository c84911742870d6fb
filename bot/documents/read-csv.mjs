// A .csv as one sheet of text cells: UTF-8 with or without BOM, UTF-16 with one, GBK otherwise; quotes, and newlines inside them.
import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS, tooLarge } from './limits.mjs';

/**
 * @param {Buffer} bytes
 * @param {string} name of the sheet
 * @returns {import('../services.js').SheetCells[]}
 */
export function readCsv(bytes, name) {
  const text = decoded(bytes);
  const rows = rowsIn(text, separatorIn(text));
  while (rows.length > 0 && rows.at(-1)?.every((cell) => cell === '')) rows.pop();
  return [{ name, rows, merges: [] }];
}

/** @param {Buffer} bytes */
export function decoded(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Excel writes tabs into its Unicode text, some systems semicolons. @param {string} text */
function separatorIn(text) {
  const head = text.slice(0, 4_000).replaceAll(/"[^"]*"/g, '');
  const counts = [',', '\t', ';'].map((mark) => ({ mark, count: head.split(mark).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}

/** @param {string} text @param {string} separator */
function rowsIn(text, separator) {
  /** @type {string[][]} */
  const rows = [];
  /** @type {string[]} */
  let row = [];
  let cells = 0;
  let at = 0;
  const endRow = () => {
    cells += row.length;
    if (rows.push(row) > MAX_ROWS) throw tooLarge(`表格超过 ${MAX_ROWS} 行，没有读取。`);
    if (row.length > MAX_COLUMNS) throw tooLarge(`第 ${rows.length} 行超过 ${MAX_COLUMNS} 列，没有读取。`);
    if (cells > MAX_CELLS) throw tooLarge(`单元格超过 ${MAX_CELLS} 个，没有读取。`);
    row = [];
  };
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
    row.push(cell.text.replaceAll(/\r\n?/g, '\n').trim());
    at = cell.end;
    if (text[at] === separator) {
      at += 1;
      if (at === text.length || text[at] === '\n' || text[at] === '\r') row.push('');
      else continue;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    endRow();
  }
  if (row.length > 0) endRow();
  return rows;
}

/** From an opening quote to the one that closes it; a doubled quote is one. @param {string} text @param {number} start */
function quotedCell(text, start) {
  const pieces = [];
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return { text: pieces.join('') + text.slice(at), end: text.length };
    pieces.push(text.slice(at, quote));
    if (text[quote + 1] !== '"') {
      // What follows the closing quote up to the next mark belongs to the cell: some systems write it so.
      const rest = /[^,;\t\r\n]*/y;
      rest.lastIndex = quote + 1;
      const tail = rest.exec(text)?.[0] ?? '';
      return { text: pieces.join('') + tail, end: quote + 1 + tail.length };
    }
    pieces.push('"');
    at = quote + 2;
  }
}

/** @param {string} text @param {number} start @param {string} separator */
function plainCell(text, start, separator) {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { text: text.slice(start, end), end };
}

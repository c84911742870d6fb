// Measures a worksheet's XML before it is parsed: rows, columns and merges that really hold something. A row that is only
// formatted costs nothing and is not counted; one cell far out is found at once.
import { damaged, MAX_CELLS, MAX_COLUMNS, MAX_MERGES, MAX_ROWS, tooLarge } from './limits.mjs';

/**
 * Throws when the sheet is beyond the limits; answers how many cells hold something.
 * @param {Uint8Array} content
 */
export function measureSheet(content) {
  const xml = Buffer.from(content.buffer, content.byteOffset, content.length);
  const prefix = /<(\w+:)?worksheet[\s>]/.exec(xml.toString('latin1', 0, 4_096))?.[1];
  if (prefix === undefined && !xml.includes('<worksheet')) throw damaged();
  const tag = `<${prefix ?? ''}`;
  if (countOf(xml, `${tag}mergeCell `, MAX_MERGES) > MAX_MERGES) throw tooLarge(`合并单元格超过 ${MAX_MERGES} 处，没有读取。`);
  return cellsIn(xml, tag);
}

/** Stops one beyond the limit. @param {Buffer} xml @param {string} word @param {number} limit */
function countOf(xml, word, limit) {
  let count = 0;
  for (let at = xml.indexOf(word); at !== -1 && count <= limit; at = xml.indexOf(word, at + word.length)) count += 1;
  return count;
}

/** @param {Buffer} xml @param {string} tag */
function cellsIn(xml, tag) {
  let cells = 0;
  let row = 0;
  for (let at = nextTag(xml, `${tag}row`, 0); at !== -1; ) {
    const next = nextTag(xml, `${tag}row`, at + 4);
    const part = xml.subarray(at, next === -1 ? xml.length : next);
    row = rowNumber(part) ?? row + 1;
    if (part.includes(`${tag}v`) || part.includes(`${tag}is`)) {
      if (row > MAX_ROWS) throw tooLarge(`表格用到了第 ${row} 行，超过 ${MAX_ROWS} 行，没有读取。`);
      cells += valuedCells(part.toString('latin1'), tag);
      if (cells > MAX_CELLS) throw tooLarge(`有内容的单元格超过 ${MAX_CELLS} 个，没有读取。`);
    }
    at = next;
  }
  return cells;
}

/** `<row ` but not `<rowBreaks`. @param {Buffer} xml @param {string} word @param {number} from */
function nextTag(xml, word, from) {
  for (let at = xml.indexOf(word, from); at !== -1; at = xml.indexOf(word, at + 1)) {
    const after = xml[at + word.length];
    if (after === 0x20 || after === 0x3e || after === 0x2f || after === 0x0a || after === 0x0d || after === 0x09) return at;
  }
  return -1;
}

/** @param {Buffer} part */
function rowNumber(part) {
  const head = part.toString('latin1', 0, Math.min(part.length, 400));
  const number = /^[^>]*?\sr=["'](\d+)["']/.exec(head)?.[1];
  return number === undefined ? null : Number(number);
}

/** @param {string} row @param {string} tag */
function valuedCells(row, tag) {
  const pieces = row.split(`${tag}c `);
  let column = 0;
  let valued = 0;
  for (const piece of pieces.slice(1)) {
    const letters = /^[^>]*?\br=["']([A-Z]+)\d+["']/.exec(piece)?.[1];
    column = letters === undefined ? column + 1 : columnNumber(letters);
    if (!piece.includes(`${tag}v`) && !piece.includes(`${tag}is`)) continue;
    if (column > MAX_COLUMNS) throw tooLarge(`表格用到了第 ${letters ?? column} 列，超过 ${MAX_COLUMNS} 列，没有读取。`);
    valued += 1;
  }
  return valued;
}

/** A → 1. @param {string} letters */
const columnNumber = (letters) => [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

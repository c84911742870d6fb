// Runs in a worker thread, one job a thread: reads or marks one workbook, so that a hostile one can be ended from outside.
import { parentPort, workerData } from 'node:worker_threads';
import { WorkbookRefusal } from './limits.mjs';
import { readCsv } from './read-csv.mjs';
import { readSheets } from './read-sheets.mjs';

/** @type {{ bytes: Uint8Array, kind: 'xlsx' | 'csv', sheetName: string, marks: import('./mark-workbook.mjs').Mark[] | null }} */
const { bytes, kind, sheetName, marks } = workerData;
const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

async function work() {
  const sheets = kind === 'csv' ? readCsv(buffer, sheetName) : readSheets(buffer);
  if (marks === null) return { sheets };
  const { markWorkbook } = await import('./mark-workbook.mjs');
  return { marked: await markWorkbook(kind === 'csv' ? null : buffer, sheets, marks) };
}

try {
  parentPort?.postMessage(await work());
} catch (error) {
  if (!(error instanceof WorkbookRefusal)) throw error;
  const { id, message, remedy, kind: refusalKind } = error;
  parentPort?.postMessage({ refusal: { id, message, remedy, kind: refusalKind } });
}

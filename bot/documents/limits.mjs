// What a workbook may cost us, and the refusals that say so. Plain JavaScript, as all that runs in the worker: it must
// start the same under tsx, compiled, and in tests.

export const MAX_FILE_BYTES = 10 * 1_048_576;
export const MAX_ENTRIES = 1_000;
/** Counted while inflating, whatever the file says of itself. */
export const MAX_INFLATED_BYTES = 64 * 1_048_576;
export const MAX_ROWS = 20_000;
export const MAX_COLUMNS = 200;
export const MAX_MERGES = 10_000;
/** All sheets together. One shared string may stand in a million cells: the text is counted as often as it stands. */
export const MAX_CELLS = 600_000;
export const MAX_CHARACTERS = 16_000_000;

/** A refusal on its way out of the worker; `workbooks.ts` makes a Refusal of it. */
export class WorkbookRefusal extends Error {
  /**
   * @param {string} id @param {string} message @param {string} remedy
   * @param {'invalid' | 'too-much'} kind
   */
  constructor(id, message, remedy, kind = 'invalid') {
    super(message);
    this.id = id;
    this.remedy = remedy;
    this.kind = kind;
  }
}

const SPLIT = '请只保留台账所在的工作表，删去多余的行列和格式后另存为新的 .xlsx 再上传。';

/** @param {string} message */
export const tooLarge = (message) => new WorkbookRefusal('workbook-too-large', message, SPLIT, 'too-much');

export const damaged = () =>
  new WorkbookRefusal('workbook-damaged', '这个文件不完整或已损坏，打不开。', '请在 Excel 或 WPS 中打开原文件，另存为 .xlsx 后重新上传。');

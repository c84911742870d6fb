/** A hostile file is refused in words, soon, and nobody else waits for it (proof I1). */
import { readFileSync } from 'node:fs';
import { workbooks } from '../../../bot/documents/workbooks.js';
import { Refusal } from '../../../core/refusal.js';
import * as hostile from './hostile.js';

const sample = readFileSync(new URL('../../../bot/demo/政务服务中心整改台账.xlsx', import.meta.url));

async function refusalOf(bytes: Buffer, fileName = '台账.xlsx'): Promise<Refusal> {
  try {
    await workbooks.read(bytes, fileName);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('the file was read');
}

describe('a hostile workbook', () => {
  test.each([
    ['a zip bomb that lies about its size', hostile.zipBomb, 'workbook-too-large', /64 MB/],
    ['many small bombs', hostile.manySmallBombs, 'workbook-too-large', /64 MB/],
    ['more than 1,000 parts', hostile.manyEntries, 'workbook-too-large', /部件/],
    ['a million rows', hostile.millionRows, 'workbook-too-large', /20000 行|20001 行/],
    ['a cell at XFD1048576', hostile.farCell, 'workbook-too-large', /1048576 行/],
    ['10,001 merges', hostile.manyMerges, 'workbook-too-large', /合并单元格/],
    ['one long text in very many cells', hostile.repeatedText, 'workbook-too-large', /万字/],
    ['a million cells', hostile.millionCells, 'workbook-too-large', /单元格/],
    ['a truncated file', () => sample.subarray(0, sample.length - 2_000), 'workbook-damaged', /损坏/],
    [
      'a file whose middle is garbage',
      () => Buffer.concat([sample.subarray(0, 3_000), Buffer.alloc(2_000, 0x5a), sample.subarray(5_000)]),
      'workbook-damaged',
      /损坏/,
    ],
    ['a zip that is no workbook', () => hostile.zipOf([{ name: 'word/document.xml', data: Buffer.from('<w/>') }]), 'workbook-unknown', /不是 .xlsx/],
    [
      'an encrypted part',
      () => hostile.zipOf([{ name: 'xl/workbook.xml', data: Buffer.from('<w/>'), isEncrypted: true }]),
      'workbook-locked',
      /密码/,
    ],
    ['HTML named .xlsx', hostile.html, 'workbook-unknown', /网页/],
    ['a workbook with a password', hostile.encrypted, 'workbook-locked', /密码/],
    ['an old .xls', hostile.oldWorkbook, 'workbook-old', /旧格式/],
    ['a text named .xlsx', () => Buffer.from('序号,问题'), 'workbook-unknown', /纯文本/],
    ['an empty file', () => Buffer.alloc(0), 'workbook-empty', /空/],
    ['more than 10 MB', () => Buffer.alloc(10 * 1_048_576 + 1, 0x41), 'workbook-too-large', /10 MB/],
  ] as const)('%s is refused, with what to do', async (_what, make, id, message) => {
    const refusal = await refusalOf(make());
    expect(refusal.id).toBe(id);
    expect(refusal.message).toMatch(message);
    expect(refusal.remedy).toMatch(/请/);
  });

  test('entities are not expanded', async () => {
    const sheets = await workbooks.read(hostile.billionLaughs(), '台账.xlsx').catch((error: unknown) => {
      expect(error).toBeInstanceOf(Refusal);
      return [];
    });
    expect(JSON.stringify(sheets).length).toBeLessThan(10_000);
  });

  test('the main thread goes on answering, and the memory stays within 256 MB, while a bomb is read', async () => {
    const bytes = hostile.millionCells();
    const before = process.memoryUsage().rss;
    let most = before;
    const busy = performance.eventLoopUtilization();
    const ticks = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    try {
      await refusalOf(bytes);
    } finally {
      clearInterval(ticks);
    }
    // Whoever reads on the main thread keeps it busy from beginning to end.
    expect(performance.eventLoopUtilization(busy).utilization).toBeLessThan(0.5);
    expect((most - before) / 1_048_576).toBeLessThan(256);
  });

  test('an honest workbook is read while hostile ones are at work', async () => {
    const bombs = [hostile.millionCells(), hostile.zipBomb(), hostile.millionRows()].map((bytes) => refusalOf(bytes));
    const [sheet] = await workbooks.read(sample, '台账.xlsx');
    expect(sheet?.rows).toHaveLength(19);
    await Promise.all(bombs);
  });
});

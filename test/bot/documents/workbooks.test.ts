/** Workbooks as offices keep them are read cell by cell as they are shown, and come back with the faults marked. */
import ExcelJS from '@protobi/exceljs';
import { readFileSync } from 'node:fs';
import { workbooks } from '../../../bot/documents/workbooks.js';
import { cell, DATE_STYLES, number, workbookOf } from './hostile.js';

const sample = readFileSync(new URL('../../../bot/demo/政务服务中心整改台账.xlsx', import.meta.url));
const csv = readFileSync(new URL('../../fixtures/巡视反馈问题清单.csv', import.meta.url));

const rowsOf = async (bytes: Buffer, fileName = '台账.xlsx') => (await workbooks.read(bytes, fileName))[0]?.rows ?? [];
const oneRow = (cells: string) => `<sheetData><row r="1">${cells}</row></sheetData>`;

/** GBK bytes of a text, by asking the decoder for every pair of bytes. */
function gbk(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const known = new Map<string, readonly number[]>();
  for (let high = 0x81; high < 0xff; high += 1)
    for (let low = 0x40; low < 0xff; low += 1) known.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Buffer.from([...text].flatMap((character) => (character < '\u0080' ? [character.charCodeAt(0)] : [...(known.get(character) ?? [0x3f])])));
}

describe('an .xlsx', () => {
  test('is read with its merges, its date cells as days and its numbers as they are shown', async () => {
    const [sheet, ...others] = await workbooks.read(sample, '台账.xlsx');
    expect(others).toEqual([]);
    expect(sheet?.name).toBe('整改台账');
    expect(sheet?.rows).toHaveLength(19);
    expect(sheet?.rows[3]?.slice(0, 4)).toEqual([
      '1',
      '作风建设',
      '服务窗口设置不合理,群众排队时间长(平均25分钟)',
      '统计近6个月取号数据,分析办事高峰时段和业务类型',
    ]);
    expect(sheet?.rows[3]?.[8]).toBe('2026-10-31');
    expect(sheet?.merges).toHaveLength(15);
    expect(sheet?.merges).toContainEqual({ top: 3, left: 0, bottom: 6, right: 0 });
  });

  test('a date is read by its format: a whole day, or a month where only the month is shown', async () => {
    const bytes = workbookOf({
      sheets: [oneRow(number('A1', 46326, 1) + number('B1', 46326, 2) + number('C1', 46326, 3) + number('D1', 46326))],
      styles: DATE_STYLES,
    });
    expect(await rowsOf(bytes)).toEqual([['2026-10-31', '2026年10月', '2026年10月', '46326']]);
  });

  test('a workbook that counts from 1904 gives the same days', async () => {
    const bytes = workbookOf({ sheets: [oneRow(number('A1', 46326 - 1462, 1))], styles: DATE_STYLES, date1904: true });
    expect(await rowsOf(bytes)).toEqual([['2026-10-31']]);
  });

  test('a formula gives what was last reckoned', async () => {
    const bytes = workbookOf({
      sheets: [
        oneRow('<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"综合"&amp;"科"</f><v>综合科</v></c><c r="C1" t="e"><f>X1</f><v>#REF!</v></c>'),
      ],
    });
    expect(await rowsOf(bytes)).toEqual([['2', '综合科', '#REF!']]);
  });

  test('rows and columns that are only formatted, however far out, are no reason to refuse', async () => {
    const blanks = Array.from({ length: 50_000 }, (_, at) => `<row r="${at + 2}" s="1"><c r="A${at + 2}" s="1"/></row>`).join('');
    const bytes = workbookOf({
      sheets: [`<sheetData><row r="1">${cell('A1', '序号')}<c r="XFD1" s="1"/></row>${blanks}</sheetData>`],
      styles: DATE_STYLES,
    });
    expect(await rowsOf(bytes)).toEqual([['序号']]);
  });

  test('formatted text of several pieces is one text', async () => {
    const bytes = workbookOf({ sheets: [oneRow('<c r="A1" t="s"><v>0</v></c>')], sharedStrings: '<si><r><t>综合</t></r><r><t>科</t></r></si>' });
    expect(await rowsOf(bytes)).toEqual([['综合科']]);
  });
});

describe('a .csv', () => {
  const rows = [
    ['编号', '反馈问题', '整改措施'],
    ['1', '窗口“少”,排队长', '第一行\n第二行'],
    ['2', '他说"好"', ''],
  ];
  const text = '编号,反馈问题,整改措施\r\n1,"窗口“少”,排队长","第一行\r\n第二行"\r\n2,"他说""好""",\r\n';

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${text}`)],
    ['GBK', gbk(text)],
    [
      'UTF-16 with BOM and tabs',
      Buffer.from(
        `\ufeff${text.replaceAll('编号,反馈问题,整改措施', '编号\t反馈问题\t整改措施').replace('1,"', '1\t"').replace('","', '"\t"').replace('2,"', '2\t"').replace('""",', '"""\t')}`,
        'utf16le',
      ),
    ],
  ])('in %s is read with quotes, commas and newlines in its cells', async (_what, bytes) => {
    expect(await rowsOf(bytes, '清单.csv')).toEqual(rows);
  });

  test('the list of findings has its head and twelve rows of eight cells', async () => {
    const [sheet] = await workbooks.read(csv, '巡视反馈问题清单.csv');
    expect(sheet?.name).toBe('巡视反馈问题清单');
    expect(sheet?.rows).toHaveLength(13);
    expect(sheet?.rows.every((row) => row.length === 8)).toBe(true);
    expect(sheet?.rows[0]?.[0]).toBe('编号');
  });

  test('an open quote does not swallow the service', async () => {
    expect(await rowsOf(Buffer.from('a,"b\nc'), 'x.csv')).toEqual([['a', 'b\nc']]);
  });
});

describe('marking the faults', () => {
  const faults = [
    { sheet: '整改台账', row: 5, column: 'I', message: '看不懂完成时限' },
    { sheet: '整改台账', row: 6, column: 'C', message: '没有写反馈问题' },
  ];

  test('the same workbook comes back with the faulty cells yellow and commented', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await workbooks.mark(sample, '台账.xlsx', faults)) as unknown as ArrayBuffer);
    const sheet = workbook.getWorksheet('整改台账');
    const marked = sheet?.getCell('I5');
    expect(marked?.fill).toMatchObject({ type: 'pattern', fgColor: { argb: 'FFFFF2A8' } });
    expect(JSON.stringify(marked?.note)).toContain('看不懂完成时限');
    expect(marked?.value).toBe('2026年12月15日前');
    // C6 lies within a merge: its first cell is what people see.
    expect(JSON.stringify(sheet?.getCell('C4').note)).toContain('没有写反馈问题');
    expect(sheet?.getCell('I6').note).toBeUndefined();
  });

  test('a .csv comes back as a workbook', async () => {
    const workbook = new ExcelJS.Workbook();
    const marked = await workbooks.mark(csv, '巡视反馈问题清单.csv', [{ sheet: '巡视反馈问题清单', row: 2, column: 'H', message: '请核对' }]);
    await workbook.xlsx.load(marked as unknown as ArrayBuffer);
    expect(JSON.stringify(workbook.worksheets[0]?.getCell('H2').note)).toContain('请核对');
    expect(workbook.worksheets[0]?.getCell('A3').value).toBe('ZZ-02');
  });
});

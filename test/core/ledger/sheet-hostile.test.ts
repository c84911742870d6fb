/** Cells made to be slow to read are read as fast as any other. */
import { readLedger } from '../../../core/ledger/sheet/read-ledger.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';

const options = { fileName: '台账.xlsx', today: '2026-11-24', calendar: calendarOf(HOLIDAYS), immediateWorkdays: 15 };
const HEAD = ['序号', '反馈问题', '整改措施', '责任单位', '责任人', '完成时限', '进展情况', '状态'];
/** As long as a cell of a spreadsheet may be. */
const LONGEST = 32_767;

test.each([
  '已',
  '已全部',
  '整改完成',
  '（',
  '(',
  '、 ',
  ' ',
  '\n',
  '牵头',
  '牵头单位：',
  '2026年',
  '反馈',
  '单位:',
  '十',
  '长期',
  '，',
  '。',
  '(a',
  '填报单位',
  '是',
  '-',
])('a cell full of %j is read within a moment, wherever it stands', (piece) => {
  const slowest = ['x', '：', ''].map((ending) => {
    const long = piece.repeat(Math.floor(LONGEST / piece.length)) + ending;
    const short = long.slice(0, 39);
    const rows = [
      [long],
      [long, long],
      HEAD,
      ['1', long, long, long, long, long, long, long],
      ['2', '乙', long, short, short, short, short, short],
      [long],
    ];
    const start = process.cpuUsage();
    readLedger([{ name: '表', rows, merges: [] }], options);
    return process.cpuUsage(start).user / 1_000;
  });
  // Milliseconds of the processor, which a busy machine does not change; what grows with the square takes many seconds.
  expect(Math.max(...slowest)).toBeLessThan(500);
});

/** Ledgers as offices keep them: whatever their shape, the same tasks come out, or every fault with its place. */
import type { SheetCells } from '../../../core/ledger/sheet/draft.js';
import { type LedgerOptions, readLedger } from '../../../core/ledger/sheet/read-ledger.js';
import { calendarOf } from '../../../core/time/calendar.js';
import { HOLIDAYS } from '../../../core/time/holidays.js';

const options: LedgerOptions = { fileName: '台账.xlsx', today: '2026-11-24', calendar: calendarOf(HOLIDAYS), immediateWorkdays: 15 };

/** `| ` separated cells, one row a line; blank lines are blank rows. */
function sheet(text: string, merges: SheetCells['merges'] = [], name = '整改台账'): SheetCells {
  const lines = text.split('\n').slice(1, -1);
  return { name, merges, rows: lines.map((line) => (line.trim() === '' ? [] : line.split('|').map((cell) => cell.trim().replaceAll('\\n', '\n')))) };
}
const read = (sheets: SheetCells | readonly SheetCells[], more: Partial<LedgerOptions> = {}) =>
  readLedger([sheets].flat(), { ...options, feedbackDay: '2026-09-10', ...more });

/** One task as a line: finding number, measure, units, owners, leader, day. */
const lines = ({ draft }: ReturnType<typeof read>): readonly string[] =>
  draft.tasks.map(({ finding, measure, units, owners, leader, due }) =>
    [
      finding.number,
      measure,
      units.join('+'),
      owners.map(({ name }) => name).join('+'),
      leader ?? '',
      due === null ? '?' : due.kind === 'standing' ? '长期' : due.day,
    ].join(' '),
  );

const HEAD = '序号|问题类别|反馈问题|整改措施|责任领导|责任单位|责任人|完成时限';
const down = (column: number, top: number, bottom: number) => ({ top, left: column, bottom, right: column });
const across = (row: number, left: number, right: number) => ({ top: row, left, bottom: row, right });

describe('the shape of a ledger', () => {
  const plain = ['1 开展培训 综合科 周敏 陈立 2026-12-20', '1 印发办法 人事科 吴倩 陈立 2026-12-31', '2 修订制度 办公室 孙悦 林静 长期'];

  test('title rows, merged finding cells and a closing note', () => {
    const reading = read(
      sheet(
        `
某局巡察反馈问题整改台账
填报单位：某局    反馈日期：2026年9月12日    填报日期：2026年10月9日
${HEAD}
1|作风|态度差|开展培训|陈立|综合科|周敏|2026-12-20
|||印发办法|陈立|人事科|吴倩|12月底
2|管理|松散|修订制度|林静|办公室|孙悦|长期坚持
填表说明：1.完成时限应具体到日；2.排在首位的为牵头科室。
`,
        [across(0, 0, 7), across(1, 0, 7), down(0, 3, 4), down(1, 3, 4), down(2, 3, 4), across(6, 0, 7)],
      ),
      { feedbackDay: undefined },
    );
    expect(lines(reading)).toEqual(plain);
    expect(reading.draft).toMatchObject({
      roundName: '某局巡察反馈问题整改台账',
      feedbackDay: '2026-09-12',
      isFeedbackDayGuessed: false,
      inspectedUnit: '某局',
    });
    expect(reading.draft.findings).toHaveLength(2);
    expect(reading.faults).toEqual([]);
  });

  test('blank cells below a finding stand for the same finding, merged or not', () => {
    const reading = read(
      sheet(
        `\n${HEAD}\n1|作风|态度差|开展培训|陈立|综合科|周敏|2026-12-20\n|||印发办法|陈立|人事科|吴倩|12月底\n\n2|管理|松散|修订制度|林静|办公室|孙悦|长期坚持\n`,
      ),
    );
    expect(lines(reading)).toEqual(plain);
  });

  test('the finding repeated in each row, with a running number, is still one finding', () => {
    const reading = read(
      sheet(
        `\n${HEAD}\n1|作风|态度差|开展培训|陈立|综合科|周敏|2026-12-20\n2|作风|态度差|印发办法|陈立|人事科|吴倩|12月底\n3|管理|松散|修订制度|林静|办公室|孙悦|长期坚持\n`,
      ),
    );
    expect(reading.draft.findings.map(({ number }) => number)).toEqual(['1', '3']);
    expect(reading.warnings).toEqual([expect.stringMatching(/^工作表“.*”第 2 至 3 行的反馈问题相同，已并为问题 1（原序号 2）。$/)]);
  });

  test('findings that the ledger itself numbers stay apart though their words are the same', () => {
    const row = (number: string, measure: string) => `${number}|作风|态度差|${measure}|陈立|综合科|周敏|2026-12-20`;
    const reading = read(
      sheet(`\n${HEAD}\n${row('A-01', '开展培训')}\n${row('A-02', '开展培训')}\n${row('', '印发办法')}\n${row('A-02', '公开承诺')}\n`),
    );
    expect(reading.draft.findings.map(({ number }) => number)).toEqual(['A-01', 'A-02']);
    expect(reading.draft.tasks.map(({ finding }) => finding.number)).toEqual(['A-01', 'A-02', 'A-02', 'A-02']);
    expect([reading.faults, reading.warnings]).toEqual([[], []]);
  });

  test('of many findings that a running count took apart, three are named and the others counted', () => {
    const rows = Array.from({ length: 10 }, (_, at) => `${at + 1}|作风|问题${at >> 1}|措施${at}|陈立|综合科|周敏|2026-12-20`).join('\n');
    const { warnings } = read(sheet(`\n${HEAD}\n${rows}\n`));
    expect(warnings).toHaveLength(4);
    expect(warnings.at(-1)).toBe('另有 2 个问题也是这样并成的，可在下面读到的任务里核对。');
  });

  test('two header rows with merged groups', () => {
    const reading = read(
      sheet(
        `
台账
序号|问题类别|反馈问题|整改措施|责任分工|||完成时限
||||责任领导|牵头单位|责任人
1|作风|态度差|开展培训|陈立|综合科|周敏|2026-12-20
|||印发办法|陈立|人事科|吴倩|12月底
2|管理|松散|修订制度|林静|办公室|孙悦|长期坚持
`,
        [across(0, 0, 7), down(0, 1, 2), down(1, 1, 2), down(2, 1, 2), down(3, 1, 2), across(1, 4, 6), down(7, 1, 2)],
      ),
    );
    expect(lines(reading)).toEqual(plain);
  });

  test('two header rows that nobody merged', () => {
    const reading = read(
      sheet(
        `\n序号|问题类别|反馈问题|整改措施|责任分工|||完成时限\n||||责任领导|单位|责任人\n1|作风|态度差|开展培训|陈立|综合科|周敏|2026-12-20\n|||印发办法|陈立|人事科|吴倩|12月底\n2|管理|松散|修订制度|林静|办公室|孙悦|长期坚持\n`,
      ),
    );
    expect(lines(reading)).toEqual(plain);
  });

  test('a group over 姓名 and 职务 gives the name its meaning', () => {
    const reading = read(
      sheet(`\n序号|反馈问题|整改措施|责任单位|责任人||完成时限\n||||姓名|职务|\n1|态度差|开展培训|综合科|周敏|科长|2026-12-20\n`, [
        across(0, 4, 5),
        down(0, 0, 1),
        down(1, 0, 1),
        down(2, 0, 1),
        down(3, 0, 1),
        down(6, 0, 1),
      ]),
    );
    expect(lines(reading)).toEqual(['1 开展培训 综合科 周敏  2026-12-20']);
  });

  test('several sheets are one ledger; a sheet without a header is passed over and named', () => {
    const one = sheet(`\n${HEAD}\n1|作风|态度差|开展培训|陈立|综合科|周敏|2026-12-20\n|||印发办法|陈立|人事科|吴倩|12月底\n`, [], '作风');
    const two = sheet(`\n${HEAD}\n2|管理|松散|修订制度|林静|办公室|孙悦|长期坚持\n`, [], '管理');
    const other = sheet(`\n联系方式\n张三|0551\n`, [], '通讯录');
    const reading = read([one, other, two]);
    expect(lines(reading)).toEqual(plain);
    expect(reading.warnings.join()).toContain('通讯录');
  });

  test('numbers that begin anew in another sheet are told apart by the sheet', () => {
    const one = sheet(`\n${HEAD}\n1|作风|态度差|开展培训|陈立|综合科|周敏|2026-12-20\n`, [], '作风');
    const two = sheet(`\n${HEAD}\n1|管理|松散|修订制度|林静|办公室|孙悦|长期坚持\n`, [], '管理');
    expect(read([one, two]).draft.findings.map(({ number }) => number)).toEqual(['1', '管理-1']);
  });

  test('a header that comes again on each page, headings of sections and totals are no tasks', () => {
    const reading = read(
      sheet(
        `
序号|反馈问题|整改措施|责任领导|责任单位|责任人|完成时限
一、作风建设方面
1|态度差|开展培训|陈立|综合科|周敏|2026-12-20
||印发办法|陈立|人事科|吴倩|12月底
序号|反馈问题|整改措施|责任领导|责任单位|责任人|完成时限
（二）内部管理方面存在的问题
2|松散|修订制度|林静|办公室|孙悦|长期坚持
3
合计|2|3
填表人：张三||审核人：李四
`,
        [across(1, 0, 6), across(5, 0, 6)],
      ),
    );
    expect(lines(reading)).toEqual(plain);
    expect(reading.draft.findings.map(({ category }) => category)).toEqual(['作风建设', '内部管理']);
    expect(reading.faults).toEqual([]);
  });

  test.each([
    '编号|问题类型|问题描述|整改任务|分管领导|责任科室|责任人|整改期限',
    '问题编号|类别|存在的主要问题|具体举措|牵头领导|牵头部门|具体责任人|完成时间',
    '序 号|问题\\n类别|巡察反馈问题|整改举措|责任领导（签字）|承办单位|经办人|整改完成时限',
    '序号|问题分类|问题表现|具体整改措施|包抓领导|责任部门|直接责任人|办结时限*',
    '问题序号|所属领域|具体问题|整改内容|分管负责人|主办单位|负责人|时限要求',
  ])('the same columns under other words: %s', (head) => {
    const reading = read(
      sheet(
        `\n${head}\n1|作风|态度差|开展培训|陈立|综合科|周敏|2026-12-20\n|||印发办法|陈立|人事科|吴倩|12月底\n2|管理|松散|修订制度|林静|办公室|孙悦|长期坚持\n`,
      ),
    );
    expect(lines(reading)).toEqual(plain);
    expect(reading.warnings).toEqual([]);
  });

  test('实际完成时间 and 反馈时间 are not deadlines, and columns nobody reads are named', () => {
    const reading = read(
      sheet(
        `\n序号|反馈时间|反馈问题|整改措施|责任单位|责任人|完成时限|实际完成时间|联系电话\n1|2026-09-10|态度差|开展培训|综合科|周敏|2026-12-20|2026-10-01|138\n`,
      ),
    );
    expect(lines(reading)).toEqual(['1 开展培训 综合科 周敏  2026-12-20']);
    expect(reading.warnings.join()).toMatch(/B列“反馈时间”.*H列“实际完成时间”.*I列“联系电话”/);
  });
});

describe('cells with several names', () => {
  const row = (units: string, owners: string, co = '') =>
    read(sheet(`\n序号|反馈问题|整改措施|责任单位|配合单位|责任人|完成时限\n1|态度差|开展培训|${units}|${co}|${owners}|2026-12-20\n`));

  test.each([
    ['审改科、政务服务科', '审改科+政务服务科'],
    ['审改科,政务服务科', '审改科+政务服务科'],
    ['审改科；政务服务科', '审改科+政务服务科'],
    ['审改科/政务服务科', '审改科+政务服务科'],
    ['审改科\\n政务服务科', '审改科+政务服务科'],
    ['审改科 政务服务科', '审改科+政务服务科'],
    ['办 公 室', '办公室'],
    ['政务服务科、审改科（牵头）', '审改科+政务服务科'],
    ['配合单位：人事科；牵头单位：审改科', '审改科+人事科'],
    ['审改科、审改科', '审改科'],
  ])('the units of %s are %s, the leading one first', (text, units) => {
    expect(row(text, '周敏').draft.tasks[0]?.units.join('+')).toBe(units);
  });

  test('配合单位 in a column of their own follow the leading unit', () => {
    expect(row('审改科', '周敏', '人事科、办公室').draft.tasks[0]?.units).toEqual(['审改科', '人事科', '办公室']);
  });

  test.each([
    ['周敏、何俊', '周敏+何俊'],
    ['周 敏', '周敏'],
    ['周　敏、何 俊', '周敏+何俊'],
    ['周敏 何俊', '周敏+何俊'],
    ['周敏\\n何俊', '周敏+何俊'],
    ['周敏（副科长）', '周敏'],
    ['周敏 13812345678', '周敏'],
    ['欧阳娜娜同志', '欧阳娜娜'],
    ['阿依古丽・买买提', '阿依古丽·买买提'],
    ['Anna Li', 'Anna Li'],
    ['无', ''],
  ])('the persons of %s are %s', (text, owners) => {
    expect(
      row('审改科', text)
        .draft.tasks[0]?.owners.map(({ name }) => name)
        .join('+'),
    ).toBe(owners);
  });

  test('as many persons as units stand beside theirs; otherwise all beside the leading one', () => {
    expect(row('审改科、政务服务科', '马莉、何俊').draft.tasks[0]?.owners).toEqual([
      { name: '马莉', unit: '审改科' },
      { name: '何俊', unit: '政务服务科' },
    ]);
    expect(row('审改科、政务服务科', '马莉').draft.tasks[0]?.owners).toEqual([{ name: '马莉', unit: '审改科' }]);
  });

  test('titles are not names: they are named in a warning and nobody is made of them', () => {
    const reading = row('审改科', '局党组书记、局长');
    expect(reading.draft.tasks[0]?.owners).toEqual([]);
    expect(reading.warnings.join()).toMatch(/第 2 行.*局党组书记、局长.*不是姓名/);
    expect(reading.faults).toEqual([]);
  });
});

describe('progress and status', () => {
  const row = (progress: string, status = '') => {
    const reading = read(
      sheet(`\n序号|反馈问题|整改措施|责任单位|责任人|完成时限|进展情况|状态\n1|态度差|开展培训|综合科|周敏|2026-12-20|${progress}|${status}\n`),
    );
    const [task] = reading.draft.tasks;
    return [task?.isDone, task?.progress, task?.percent];
  };

  test.each([
    ['已完成', ''],
    ['完成', ''],
    ['已办结。', ''],
    ['已完成，形成报告1份', ''],
    ['已整改到位', ''],
    ['', '已完成'],
    ['', '√'],
    ['形成报告1份', '已销号'],
  ])('%s / %s is done', (progress, status) => {
    expect(row(progress, status)[0]).toBe(true);
    expect(row(progress, status)[2]).toBe(100);
  });

  test.each([
    ['已完成第一期', ''],
    ['已完成初稿', ''],
    ['基本完成', ''],
    ['未完成', ''],
    ['已完成，尚有2项在推进', ''],
    ['已修订2项', '整改中'],
    ['', '未启动'],
    ['', ''],
  ])('%s / %s is not done', (progress, status) => {
    expect(row(progress, status)[0]).toBe(false);
  });

  test('what is said becomes the first progress, with the percentage where one is named', () => {
    expect(row('已修订2项', '整改中')).toEqual([false, '已修订2项；整改中', 0]);
    expect(row('完成60%，正在印发')).toEqual([false, '完成60%，正在印发', 60]);
    expect(row('参训率100%')).toEqual([false, '参训率100%', 0]);
    expect(row('无', '未启动')).toEqual([false, '', 0]);
  });
});

describe('quantified targets', () => {
  const row = '|作风|排队久|增设窗口|陈立|综合科|周敏|2026-12-20';
  const targetsIn = (text: string, merges: SheetCells['merges'] = []) => {
    const { draft, faults, warnings } = read(sheet(text, merges));
    return { targets: draft.tasks.map(({ targets }) => targets), faults, warnings: warnings.join() };
  };
  const waiting = { name: '等候时间', unit: '分钟', baseline: 25, goal: 10 };

  test('stand in one column, in columns of their own, or under one head of two rows', () => {
    for (const text of [
      `\n${HEAD}|量化指标\n1${row}|等候时间由25分钟降到10分钟\n`,
      `\n${HEAD}|指标名称|现状值|目标值|计量单位\n1${row}|等候时间|25|10|分钟\n`,
    ])
      expect(targetsIn(text)).toEqual({ targets: [[waiting]], faults: [], warnings: '' });
    const two = `\n${HEAD}|量化指标||||\n||||||||名称|基准值|目标值|单位\n1${row}|等候时间|25|10|分钟\n`;
    expect(targetsIn(two, [...Array.from({ length: 8 }, (_, at) => down(at, 0, 1)), across(0, 8, 11)])).toMatchObject({
      targets: [[waiting]],
      faults: [],
    });
  });

  test('are left as they are where the row says nothing, and never stop a ledger that only says where to', () => {
    expect(targetsIn(`\n${HEAD}|量化指标\n1${row}|/\n`)).toEqual({ targets: [null], faults: [], warnings: '' });
    const only = targetsIn(`\n${HEAD}|目标值|计量单位\n1${row}|10|分钟\n`);
    expect(only).toMatchObject({ targets: [null], faults: [] });
    expect(only.warnings).toMatch(/第 2 行：量化指标没有写现在是多少（基准值），没有导入。.*点“设置量化指标”/);
  });

  test('are due when their task is: another day beside them is pointed out, the same one is not', () => {
    const dated = (day: string) => targetsIn(`\n${HEAD}|量化指标\n1${row}|等候时间由25分钟降到10分钟（${day}）\n`);
    expect(dated('2026年12月20日前')).toEqual({ targets: [[waiting]], faults: [], warnings: '' });
    expect(dated('11月底前').warnings).toMatch(/以完成时限为准。要分步达到的，请写进“阶段节点”/);
  });

  test('that cannot be read are a fault at their own cell', () => {
    expect(targetsIn(`\n${HEAD}|基准值|目标值\n1${row}|25|尽快10批\n`).faults).toEqual([
      expect.objectContaining({ row: 2, column: 'J', head: '目标值', text: '尽快10批', message: expect.stringContaining('不是一个数') }),
    ]);
    expect(targetsIn(`\n${HEAD}|量化指标\n1${row}|等候时间由25分钟降到25分钟\n`).faults).toEqual([
      expect.objectContaining({ row: 2, column: 'I', head: '量化指标' }),
    ]);
  });
});

describe('sensitive findings', () => {
  const rows = (header: string, ...cells: readonly string[]) =>
    read(
      sheet(
        `\n序号|反馈问题|整改措施|责任单位|责任人|完成时限|${header}\n${cells.map((cell, at) => `${at + 1}|问题${at}|措施${at}|综合科|周敏|2026-12-20|${cell}`).join('\n')}\n`,
      ),
    );
  const marks = (reading: ReturnType<typeof read>) => reading.draft.findings.map(({ sensitive }) => sensitive);

  test.each(['是否敏感', '敏感', '敏感标记', '是否涉敏', '是否敏感（是/否）', '敏感问题', '是否涉及敏感信息'])(
    'a column headed %s is read',
    (header) => {
      const reading = rows(header, '是', '否', '');
      expect(marks(reading)).toEqual([true, false, null]);
      expect(reading.faults).toEqual([]);
      expect(reading.warnings.join()).not.toContain(header);
    },
  );

  test('a mark is written in many ways, and so is none', () => {
    const yes = ['是', '√', '✓', '敏感', '1', '有', '涉敏'];
    const no = ['否', '×', '0', '无', '不敏感', '—', '非敏感'];
    expect(marks(rows('是否敏感', ...yes, ...no))).toEqual([...yes.map(() => true), ...no.map(() => false)]);
  });

  test('anything else is a fault with its place, never a guess', () => {
    const { faults } = rows('是否敏感', '待定', '是');
    expect(faults).toEqual([
      { sheet: '整改台账', row: 2, column: 'G', head: '是否敏感', text: '待定', message: expect.stringContaining('请写“是”或“否”') },
    ]);
  });

  test('what is secret by law is refused, in a column of its own or as a mark', () => {
    for (const [header, cell] of [
      ['是否涉密', '是'],
      ['密级', '秘密'],
      ['密级', '内部'],
      ['是否敏感', '涉密'],
      ['敏感程度', '机密'],
    ] as const) {
      expect(rows(header, cell).faults).toEqual([
        expect.objectContaining({ row: 2, column: 'G', text: cell, message: expect.stringContaining('严禁上传国家秘密') }),
      ]);
    }
    expect(rows('是否涉密', '否', '', '非密').faults).toEqual([]);
  });

  test('one marked row marks its finding; rows that contradict each other are pointed out', () => {
    const head = '序号|反馈问题|整改措施|责任单位|责任人|完成时限|是否敏感';
    const below = read(sheet(`\n${head}\n1|态度差|开展培训|综合科|周敏|2026-12-20|\n||印发办法|综合科|周敏|2026-12-20|是\n`));
    expect(marks(below)).toEqual([true]);
    expect(below.draft.tasks.map(({ finding }) => finding.sensitive)).toEqual([true, true]);
    const torn = read(sheet(`\n${head}\n1|态度差|开展培训|综合科|周敏|2026-12-20|是\n||印发办法|综合科|周敏|2026-12-20|否\n`));
    expect(marks(torn)).toEqual([true]);
    expect(torn.warnings.join()).toMatch(/第 3 行：是否敏感与同一问题的其他行写得不一样/);
  });
});

describe('what cannot be read', () => {
  test('every fault is named at once, with sheet, row, column, text and what to do', () => {
    const { faults, draft } = read(
      sheet(
        `\n${HEAD}\n1|作风|态度差||陈立|综合科|周敏|2026年13月\n2|作风|排队长|增设窗口|陈立||何俊|\n3|||修订制度|陈立|办公室|孙悦|12月底\n4|作风|拖沓|#REF!|陈立|办公室|孙悦|尽快\n`,
        [],
        '台账一',
      ),
    );
    expect(faults.map(({ sheet: name, row, column, text }) => `${name} ${column}${row} ${text}`)).toEqual([
      '台账一 D2 ',
      '台账一 H2 2026年13月',
      '台账一 F3 ',
      '台账一 H3 ',
      '台账一 C4 ',
      '台账一 D5 #REF!',
      '台账一 H5 尽快',
    ]);
    for (const { message } of faults) expect(message).toMatch(/请/);
    expect(draft.tasks).toHaveLength(4);
  });

  test('a missing column is one fault, not one in each row', () => {
    const { faults } = read(sheet(`\n序号|反馈问题|整改措施|责任人|完成时限\n1|态度差|开展培训|周敏|2026-12-20\n2|松散|修订制度|孙悦|12月底\n`));
    expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining('责任单位')]);
  });

  test('a column that mixes units and persons is refused by its header', () => {
    const { faults } = read(sheet(`\n序号|反馈问题|整改措施|责任单位及责任人|完成时限\n1|态度差|开展培训|综合科周敏|2026-12-20\n`));
    expect(faults).toEqual([
      { sheet: '整改台账', row: 1, column: 'D', head: '责任单位及责任人', text: '责任单位及责任人', message: expect.stringContaining('拆成') },
    ]);
  });

  test('a workbook without a ledger says what a header needs', () => {
    const { faults } = read(sheet(`\n通讯录\n张三|138\n`));
    expect(faults).toEqual([expect.objectContaining({ row: 1, column: 'A', message: expect.stringContaining('没有找到台账的表头') })]);
    expect(read([]).faults).toHaveLength(1);
  });

  test('a header without a row below it is a fault', () => {
    expect(read(sheet(`\n${HEAD}\n`)).faults).toEqual([expect.objectContaining({ message: expect.stringContaining('没有整改任务') })]);
  });

  test('one number for two findings is a fault at the second', () => {
    const { faults } = read(sheet(`\n${HEAD}\n1|作风|态度差|开展培训|陈立|综合科|周敏|2026-12-20\n1|作风|松散|修订制度|林静|办公室|孙悦|12月底\n`));
    expect(faults).toEqual([expect.objectContaining({ row: 3, column: 'A', text: '1', message: expect.stringContaining('第 2 行') })]);
  });

  test('a row pasted twice is a fault at the second', () => {
    const row = '1|作风|态度差|开展培训|陈立|综合科|周敏|2026-12-20';
    expect(read(sheet(`\n${HEAD}\n${row}\n${row}\n`)).faults).toEqual([
      expect.objectContaining({ row: 3, column: 'D', message: expect.stringContaining('第 2 行完全相同') }),
    ]);
  });
});

describe('what is said aloud', () => {
  const body = '1|作风|态度差|开展培训|陈立|综合科|周敏|立行立改';

  test('a ledger without a feedback day is read against today, and says so', () => {
    const reading = read(sheet(`\n${HEAD}\n${body}\n`), { feedbackDay: undefined });
    expect(reading.draft).toMatchObject({ feedbackDay: '2026-11-24', isFeedbackDayGuessed: true });
    expect(reading.warnings.join()).toMatch(/没有写反馈日期/);
  });

  test('the office has the last word on the feedback day and the name of the round', () => {
    const titled = sheet(`\n整改台账\n反馈日期：2026.9.1\n${HEAD}\n${body}\n`);
    const reading = read(titled, { feedbackDay: '2026-09-10', roundName: '第三轮巡察' });
    expect(reading.draft).toMatchObject({ feedbackDay: '2026-09-10', roundName: '第三轮巡察' });
    expect(reading.warnings.join()).toMatch(/2026年9月1日.*2026年9月10日/);
  });

  test('a year without holidays is named with how many tasks lie in it', () => {
    expect(read(sheet(`\n${HEAD}\n1|作风|态度差|开展培训|陈立|综合科|周敏|2027年3月底\n`)).warnings.join()).toMatch(/2027 年.*1 项/);
  });

  test('a deadline before the feedback day is pointed out', () => {
    expect(read(sheet(`\n${HEAD}\n1|作风|态度差|开展培训|陈立|综合科|周敏|2025-12-20\n`)).warnings.join()).toMatch(/第 2 行.*早于反馈日期/);
  });

  test('a row without a responsible person is pointed out, once for all rows', () => {
    const rows = Array.from({ length: 20 }, (_, at) => `${at + 1}|作风|问题${at}|措施${at}|陈立|综合科||12月底`).join('\n');
    const { warnings } = read(sheet(`\n${HEAD}\n${rows}\n`));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/第 2、3、4.* 等 20 行：没有写责任人/);
  });
});

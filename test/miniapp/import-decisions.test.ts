import type { ImportPreview } from '../../core/contract/import.js';
import { dayTyped } from '../../miniapp/src/components/day-typed.js';
import { asRead, commitBody, commitMissing, countWords, dueSaid, namesWords, newWords, restAsNew } from '../../miniapp/src/pages/import/decisions.js';

const preview = (change: Partial<ImportPreview>): ImportPreview => ({
  id: 'i1',
  fileName: '台账.xlsx',
  state: 'ready',
  roundName: '第三轮',
  roundId: null,
  feedbackDay: '2026-09-18',
  feedbackDayWords: '9月18日',
  feedbackDayGuessed: false,
  inspectedUnitName: null,
  counts: { findings: 1, tasks: 1, units: 1, people: 1 },
  tasks: [],
  units: [],
  people: [],
  faults: [],
  warnings: [],
  ...change,
});
const wang = { name: '王敏', bareName: '王敏', units: ['综合科'], known: true, candidates: [{ id: 'w1', unitName: '财务科' }], ask: true };
const changed = { compared: 'changed', changes: ['完成时限变了'] } as unknown as ImportPreview['tasks'][number];

const missing = (shown: ImportPreview, choices: Record<string, string>, accepts: boolean) => commitMissing(shown, choices, accepts, asRead(shown));

describe('before a ledger is taken over', () => {
  test('a name or a day that was typed and not read again stops it, so that nothing typed is thrown away', () => {
    const after = (change: Partial<ReturnType<typeof asRead>>) => commitMissing(preview({}), {}, false, { ...asRead(preview({})), ...change });
    expect(after({})).toBeNull();
    expect(after({ roundName: '第三轮巡察' })).toBe('轮次名称改过了，请先点“按修改重新核对”。');
    expect(after({ feedbackDay: '２０２６年１１月１０日' })).toBe('反馈日期改过了，请先点“按修改重新核对”。');
    expect(after({ roundName: '', feedbackDay: '下周' })).toBe('轮次名称、反馈日期改过了，请先点“按修改重新核对”。');
    expect(after({ roundName: ' 第三轮 ', feedbackDay: '２０２６-９-１８' })).toBeNull();
  });

  test('a fault stops it', () => {
    const faults = [{ sheet: '台账', row: 5, column: 'I', head: '整改期限', text: '尽快', message: '看不出是哪一天' }];
    expect(missing(preview({ faults }), {}, true)).toMatch(/有 1 处读不懂/);
  });

  test('an empty deadline is said to be empty, not quoted', () => {
    const task = (dueWords: string) => ({ ...changed, dueWords });
    expect(dueSaid(task(''))).toBe('完成时限这一格是空的');
    expect(dueSaid(task('尽快'))).toBe('原文“尽快”');
  });

  test('every asked name must be decided', () => {
    expect(missing(preview({ people: [wang] }), {}, false)).toMatch(/王敏/);
    expect(missing(preview({ people: [wang] }), { 王敏: 'new' }, false)).toBeNull();
  });

  test('one name in three places is told as one, and all not yet decided on may become new persons at once', () => {
    const places = ['财务科', '综合科', '人事科'].map((place) => ({ ...wang, name: `王敏（${place}）` }));
    expect(namesWords(places)).toBe('有 1 个姓名与已有的人同名（共 3 处），请选是哪一位');
    expect(namesWords([wang])).toBe('有 1 个姓名与已有的人同名，请选是哪一位');
    expect(restAsNew(places, { '王敏（财务科）': 'w1' })).toEqual({ '王敏（财务科）': 'w1', '王敏（综合科）': 'new', '王敏（人事科）': 'new' });
    const many = Array.from({ length: 270 }, (_, at) => ({ ...wang, name: `王敏${at}` }));
    expect(missing(preview({ people: many }), {}, false)).toMatch(/^请先选定是哪一位：王敏0、.*王敏5 等 270 处。$/);
    expect(missing(preview({ people: many }), restAsNew(many, {}), false)).toBeNull();
  });

  test('differences must have been accepted', () => {
    expect(missing(preview({ tasks: [changed] }), {}, false)).toMatch(/差异/);
    expect(missing(preview({ tasks: [changed] }), {}, true)).toBeNull();
    expect(commitBody({ 王敏: 'w1' }, true, 'request-1')).toEqual({ requestId: 'request-1', people: { 王敏: 'w1' }, acceptChanges: true });
  });
});

describe('what was understood of a ledger', () => {
  test('a count of nothing is not shown, and the words say what was not read', () => {
    const bare = preview({ counts: { findings: 2, tasks: 3, units: 0, people: 1 } });
    expect(countWords(bare).map(({ words, count }) => `${words} ${count}`)).toEqual(['反馈问题 2', '整改任务 3', '人员 1']);
    expect(newWords(bare)).toBe('台账里没有读到责任单位。');
    expect(newWords(preview({ counts: { findings: 0, tasks: 0, units: 0, people: 0 } }))).toBe('没有读到任务。');
  });

  test('new units and persons stand by name, those to be decided on do not', () => {
    const units = [{ name: '综合科', bareName: '综合科', units: [], known: false, candidates: [], ask: false }];
    const people = [{ name: '何俊', bareName: '何俊', units: ['综合科'], known: false, candidates: [], ask: false }, wang];
    expect(newWords(preview({ units, people }))).toBe('新单位 1 个：综合科。新人员 1 位：何俊。');
  });

  test('a day is read as people write it, and only a real one', () => {
    const written = ['2026年9月18日', '2026-9-18', '2026.09.18', '2026/9/18', ' ２０２６年9月18日 '];
    expect(written.map(dayTyped)).toEqual(written.map(() => '2026-09-18'));
    expect(['2026年2月30日', '9月18日', '下周', ''].map(dayTyped)).toEqual([null, null, null, null]);
  });
});

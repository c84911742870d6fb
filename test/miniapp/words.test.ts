import { dayFault, dayOfSaid, dayWordsOf } from '../../miniapp/src/components/day-said.js';
import { comingDayTyped } from '../../miniapp/src/components/day-typed.js';
import { actionOf, actsAtOnce, hasWords, reasonWords, tooLongWords } from '../../miniapp/src/components/act-words.js';
import { shownPeople, toggled } from '../../miniapp/src/components/clock-choice.js';
import { momentWords } from '../../miniapp/src/day-words.js';
import { newId } from '../../miniapp/src/new-id.js';
import { heapOfCard, inHeap } from '../../miniapp/src/pages/my/heaps.js';
import { phrasesFor, withPhrase } from '../../miniapp/src/phrases.js';

const day = (due: string | null) => ({ kind: due === null ? ('standing' as const) : ('day' as const), day: due, words: '', originalWords: null });

describe('the heaps of 我的任务', () => {
  const today = '2026-12-18';
  test('late, within seven days with the seventh, and the rest', () => {
    expect(heapOfCard({ light: 'red', due: day('2026-12-10'), status: 'inProgress' }, today)).toBe('late');
    expect(heapOfCard({ light: 'yellow', due: day('2026-12-25'), status: 'inProgress' }, today)).toBe('week');
    expect(heapOfCard({ light: 'green', due: day('2026-12-26'), status: 'inProgress' }, today)).toBe('rest');
    expect(heapOfCard({ light: 'yellow', due: day(null), status: 'inProgress' }, today)).toBe('rest');
  });

  test('what waits for others is in no hurry', () => {
    expect(heapOfCard({ light: 'red', due: day('2026-12-10'), status: 'submitted' }, today)).toBe('rest');
  });

  test('no chip pressed shows all', () => {
    expect(inHeap({ light: 'green', due: day('2027-01-31'), status: 'handedOut' }, today, null)).toBe(true);
  });
});

describe('words the phone makes itself', () => {
  test('a time of today needs no day, another does; always Asia/Shanghai', () => {
    const now = new Date('2026-11-24T06:05:00Z');
    expect(momentWords('2026-11-24T06:00:00Z', now)).toBe('14:00');
    expect(momentWords('2026-11-23T15:59:00Z', now)).toBe('11月23日 23:59');
    expect(momentWords('2026-11-23T16:01:00Z', now)).toBe('00:01');
  });

  test('phrases fit the measure and become sentences once', () => {
    expect(phrasesFor('修订《窗口人员考核办法》')[0]).toBe('正在起草');
    expect(phrasesFor('增设“潮汐窗口”')).toContain('已投入使用');
    expect(phrasesFor('其他')).toEqual(['已明确责任人', '进展正常', '需要协调']);
    expect(withPhrase('', '进展正常')).toBe('进展正常。');
    expect(withPhrase('窗口已开', '进展正常')).toBe('窗口已开。进展正常。');
    expect(withPhrase('进展正常。', '进展正常')).toBe('进展正常。');
  });

  test('ids are long, plain and different', () => {
    const ids = Array.from({ length: 1_000 }, () => newId());
    expect(new Set(ids).size).toBe(1_000);
    expect(ids.every((id) => /^[0-9a-z]{24}$/.test(id))).toBe(true);
  });
});

describe('what a button asks for', () => {
  test('signing acts at once, a question or words open the sheet', () => {
    expect(actsAtOnce({ kind: 'sign', words: '签收', missing: null, question: null })).toBe(true);
    expect(actsAtOnce({ kind: 'withdraw', words: '撤回', missing: null, question: '要撤回吗？' })).toBe(false);
    expect(actsAtOnce({ kind: 'return', words: '退回修改', missing: null, question: null })).toBe(false);
  });

  test('reason chip and words become one reason', () => {
    expect(reasonWords('缺佐证材料', ' 请补会议纪要 ')).toBe('缺佐证材料：请补会议纪要');
    expect(reasonWords('其他', '请说明')).toBe('请说明');
    expect(reasonWords('其他', ' ')).toBe('');
    expect(actionOf('return', '缺会议纪要')).toEqual({ kind: 'return', reason: '缺会议纪要' });
    expect(actionOf('progress', 'x')).toBeNull();
  });
});

describe('starting an emergency clock', () => {
  const people = ['何俊', '陈立', '周敏', '吴倩'].map((name, index) => ({
    id: String(index),
    name,
    unitName: index === 3 ? '人事科' : null,
    isOwner: index === 0,
  }));

  test('shows the nearest few, those sought by name or unit, and always whoever is chosen', () => {
    const names = (chosen: readonly string[], sought: string) => shownPeople(people, chosen, sought, 2).map(({ words }) => words);
    expect(names([], '')).toEqual(['何俊', '陈立']);
    expect(names(['3'], '')).toEqual(['何俊', '陈立', '吴倩（人事科）']);
    expect(names(['0'], '人事')).toEqual(['何俊', '吴倩（人事科）']);
    expect(toggled(toggled(['0'], '2'), '0')).toEqual(['2']);
  });

  test('is no action of its sheet of words, and an answer goes out at one tap', () => {
    expect(actionOf('startClock', 'x')).toBeNull();
    expect(actsAtOnce({ kind: 'respond', words: '我已响应', missing: null, question: null })).toBe(true);
    expect(actionOf('resolve', '加开窗口')).toEqual({ kind: 'resolve', text: '加开窗口' });
  });
});

describe('what a sheet says of words', () => {
  test('only what was typed can be lost', () => {
    expect(hasWords({ kind: 'respond' })).toBe(false);
    expect(hasWords({ kind: 'submit', text: '' })).toBe(false);
    expect(hasWords({ kind: 'return', reason: '缺会议纪要' })).toBe(true);
  });

  test('a text that is too long is not cut: how many characters are too many is said', () => {
    expect(tooLongWords('字'.repeat(10_000), 10_000)).toBeNull();
    expect(tooLongWords('字'.repeat(10_001), 10_000)).toBe('最多 10,000 个字，多了 1 个。请删短后再提交。');
  });
});

describe('a day for more time', () => {
  const days = { from: '2026-12-21', until: '2027-12-22' };
  const typed = (words: string) => ({ typed: words, day: comingDayTyped(words, days.from) });

  test('is read as it is typed; without a year it is the next such day', () => {
    expect(['12月25日', '12-25', '１月５日', '2027年3月1日', '2月30日', '昨天'].map((words) => comingDayTyped(words, days.from))).toEqual([
      '2026-12-25',
      '2026-12-25',
      '2027-01-05',
      '2027-03-01',
      null,
      null,
    ]);
  });

  test('that will not do is named, and does not count', () => {
    expect(dayFault(typed(''), days)).toBeNull();
    expect(dayFault(typed('昨天'), days)).toBe('请写成 12月25日 或 2026年12月25日 这样的日期。');
    expect(dayFault(typed('2026年12月20日'), days)).toBe('请选 2026年12月21日或以后的日期。');
    expect(dayFault(typed('2028年1月1日'), days)).toBe('超过了一年，请改选一天。');
    expect(dayOfSaid(typed('2026年12月20日'), days)).toBeNull();
    expect(dayWordsOf(typed('12月26日'))).toBe('已填 2026年12月26日（周六）');
  });

  test('opens a sheet of its own', () => {
    expect(actionOf('askExtension', 'x')).toBeNull();
    expect(actionOf('refuseExtension', '可以按期完成')).toEqual({ kind: 'refuseExtension', reason: '可以按期完成' });
  });
});

import { notStartedWords, nothingWords, scopeParts } from '../../miniapp/src/pages/my/beyond-words.js';

const late = { late: 2, today: 1, week: 0, unconfirmed: 0 };

describe('the words above one’s own tasks', () => {
  test('what I see to is told in figures, and what is none is left out', () => {
    expect(scopeParts(late)).toEqual(['逾期 2 项', '今天到期 1 项']);
    expect(scopeParts({ late: 0, today: 0, week: 0, unconfirmed: 0 })).toEqual(['没有逾期和 7 天内到期的任务']);
    expect(scopeParts({ late: 0, today: 0, week: 3, unconfirmed: 3 })).toEqual(['7 天内到期 3 项', '未确认 3 项']);
  });

  test('who sees to others’ late tasks is never told that nothing waits', () => {
    expect(nothingWords({ next: null, scope: late, notStarted: [] })).toBe('没有要您本人办理的任务。');
    expect(nothingWords({ next: '下一项在 12月15日。', scope: null, notStarted: [] })).toBe('暂时没有待办。下一项在 12月15日。');
  });

  test('one round that reminds nobody needs no name, several do, and new tasks of a running round are told apart', () => {
    const round = { id: 'round', name: '一轮整改', supervised: false, count: 15 };
    expect(notStartedWords(round, 1)).toBe('15 项任务还没有开始督办，现在不会提醒任何人。');
    expect(notStartedWords(round, 2)).toMatch(/^《一轮整改》的 15 项/);
    expect(notStartedWords({ ...round, supervised: true }, 1)).toMatch(/新增的 15 项任务还没有开始督办，现在不会为它们提醒任何人/);
  });
});

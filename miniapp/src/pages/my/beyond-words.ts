/** The words above one's own tasks on 我的任务. Needs no Taro. */
import type { MyTasks } from '../../../../core/contract/task.js';

const NO_BREAK = '\u00a0';

/** `of`: how many rounds wait; one alone needs no name. */
export function notStartedWords({ name, supervised, count }: MyTasks['notStarted'][number], of: number): string {
  if (supervised) return `《${name}》新增的 ${count} 项任务还没有开始督办，现在不会为它们提醒任何人。`;
  return `${of === 1 ? '' : `《${name}》的 `}${count} 项任务还没有开始督办，现在不会提醒任何人。`;
}

/** `我督办的范围：逾期 2 项 · 今天到期 1 项`; what is none is left out, all none is said. */
export function scopeWords({ late, today, week, unconfirmed }: NonNullable<MyTasks['scope']>): string {
  const parts = [
    { words: '逾期', count: late },
    { words: '今天到期', count: today },
    { words: '7 天内到期', count: week },
  ];
  const told = parts.filter(({ count }) => count > 0).map(({ words, count }) => `${words} ${count} 项`.replaceAll(' ', NO_BREAK));
  const silent = unconfirmed === 0 ? '' : ` · ${`未确认 ${unconfirmed} 项`.replaceAll(' ', NO_BREAK)}`;
  return `我督办的范围：${told.length === 0 ? '没有逾期和 7 天内到期的任务' : told.join(' · ')}${silent}`;
}

/** Nothing of one's own to do, beside what one sees to. */
export function nothingWords({ next, scope, notStarted }: Pick<MyTasks, 'next' | 'scope' | 'notStarted'>): string {
  const mine = scope === null && notStarted.length === 0 ? '暂时没有待办。' : '没有要您本人办理的任务。';
  return next === null ? mine : `${mine}${next}`;
}

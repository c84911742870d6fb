/** The words above one's own tasks on 我的任务. Needs no Taro. */
import type { MyTasks } from '../../../../core/contract/task.js';

/** `of`: how many rounds wait; one alone needs no name. */
export function notStartedWords({ name, supervised, count }: MyTasks['notStarted'][number], of: number): string {
  if (supervised) return `《${name}》新增的 ${count} 项任务还没有开始督办，现在不会为它们提醒任何人。`;
  return `${of === 1 ? '' : `《${name}》的 `}${count} 项任务还没有开始督办，现在不会提醒任何人。`;
}

/** `逾期 2 项`, `今天到期 1 项`: how what I see to stands, part by part; what is none is left out, all none is said. */
export function scopeParts({ late, today, week, unconfirmed }: NonNullable<MyTasks['scope']>): readonly string[] {
  const told = (counted: Readonly<Record<string, number>>): readonly string[] =>
    Object.entries(counted).flatMap(([words, count]) => (count === 0 ? [] : [`${words} ${count} 项`]));
  const due = told({ 逾期: late, 今天到期: today, '7 天内到期': week });
  return [...(due.length === 0 ? ['没有逾期和 7 天内到期的任务'] : due), ...told({ 未确认: unconfirmed })];
}

/** Nothing of one's own to do, beside what one sees to. */
export function nothingWords({ next, scope, notStarted }: Pick<MyTasks, 'next' | 'scope' | 'notStarted'>): string {
  const mine = scope === null && notStarted.length === 0 ? '暂时没有待办。' : '没有要您本人办理的任务。';
  return next === null ? mine : `${mine}${next}`;
}

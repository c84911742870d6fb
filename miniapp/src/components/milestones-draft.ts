/** Milestones while they are edited. Needs no Taro. */
import type { TaskDetail } from '../../../core/contract/task.js';
import { type MilestoneSet, wrongMilestones } from '../../../core/ledger/milestones.js';
import { dayTyped } from './day-typed.js';

export interface EditedMilestone {
  readonly key: number;
  readonly name: string;
  /** As it is typed: `2026-12-10`, `2026年12月10日`. */
  readonly day: string;
  readonly acceptance: string;
}

export const startingMilestones = ({ milestones }: Pick<TaskDetail, 'milestones'>): readonly EditedMilestone[] =>
  milestones.map(({ name, day, acceptance }, key) => ({ key, name, day, acceptance }));

export const milestonesOf = (edited: readonly EditedMilestone[]): readonly MilestoneSet[] =>
  edited.flatMap(({ name, day, acceptance }) => {
    const on = dayTyped(day);
    return on === null || name.trim() === '' ? [] : [{ name: name.trim(), day: on, acceptance: acceptance.trim() }];
  });

/** Why they cannot be set yet; null: they can. The due day is for the service to hold them against. */
export function milestonesLack(edited: readonly EditedMilestone[]): string | null {
  const nameless = edited.findIndex(({ name }) => name.trim() === '');
  if (nameless >= 0) return `请写第 ${nameless + 1} 个节点的名称，不要的请移除。`;
  const dayless = edited.find(({ day }) => dayTyped(day) === null);
  if (dayless !== undefined) return `请把“${dayless.name.trim()}”的日期写成 2026-12-10 的样子。`;
  return wrongMilestones(milestonesOf(edited), { due: { kind: 'standing', words: '' } });
}

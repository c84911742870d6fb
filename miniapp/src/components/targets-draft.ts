/** Quantified targets while they are edited. Needs no Taro. */
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import type { Target } from '../../../core/ledger/model.js';
import { wrongTargets } from '../../../core/ledger/targets.js';
import { figureTyped } from './figure-typed.js';

export interface EditedTarget {
  readonly key: number;
  readonly name: string;
  readonly unit: string;
  /** As typed. */
  readonly baseline: string;
  readonly goal: string;
}

export const startingTargets = ({ targets }: Pick<TaskDetail, 'targets'>): readonly EditedTarget[] =>
  targets.map(({ name, unit, baseline, goal }, key) => ({ key, name, unit, baseline: String(baseline), goal: String(goal) }));

export const targetsOf = (edited: readonly EditedTarget[]): readonly Target[] =>
  edited.flatMap(({ name, unit, baseline, goal }) => {
    const [from, to] = [figureTyped(baseline), figureTyped(goal)];
    return from === null || to === null || name.trim() === '' ? [] : [{ name: name.trim(), unit: unit.trim(), baseline: from, goal: to }];
  });

/** Why they cannot be set yet; null: they can. */
export function targetsLack(edited: readonly EditedTarget[]): string | null {
  const nameless = edited.findIndex(({ name }) => name.trim() === '');
  if (nameless >= 0) return `请写第 ${nameless + 1} 个指标的名称，不要的请移除。`;
  const unread = edited.find(({ baseline, goal }) => figureTyped(baseline) === null || figureTyped(goal) === null);
  if (unread !== undefined) return `请把“${unread.name.trim()}”的两个数填成数字，如 25 和 10。`;
  return wrongTargets(targetsOf(edited));
}

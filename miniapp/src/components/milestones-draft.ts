/** Milestones while they are edited. Needs no Taro. */
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import { type MilestoneSet, wrongMilestones } from '../../../core/ledger/milestones.js';
import { type Day, dayInFull, weekdayWords } from '../../../core/time/day.js';
import { comingDayTyped, dayTypedUpTo } from './day-typed.js';

export interface EditedMilestone {
  readonly key: number;
  readonly name: string;
  /** As it is typed: `12月10日`, `2026年12月10日`, `2026-12-10`. */
  readonly day: string;
  readonly acceptance: string;
}

export interface Limits {
  /** The task's due day, which no milestone passes; null: it has none. */
  readonly due: Day | null;
  readonly today: Day;
}

export const startingMilestones = ({ milestones }: Pick<TaskDetail, 'milestones'>): readonly EditedMilestone[] =>
  milestones.map(({ name, day, acceptance }, key) => ({ key, name, day: dayInFull(day), acceptance }));

/** Without a year: the last such day up to the due day, else the next one to come. */
const readDay = (typed: string, { due, today }: Limits): Day | null => (due === null ? comingDayTyped(typed, today) : dayTypedUpTo(typed, due));

/** What was typed is said back with its weekday. */
export function dayLabel({ day }: Pick<EditedMilestone, 'day'>, limits: Limits): string {
  const on = readDay(day, limits);
  return on === null ? '哪一天' : `哪一天：${dayInFull(on)}（${weekdayWords(on)}）`;
}

export const milestonesOf = (edited: readonly EditedMilestone[], limits: Limits): readonly MilestoneSet[] =>
  edited.flatMap(({ name, day, acceptance }) => {
    const on = readDay(day, limits);
    return on === null || name.trim() === '' ? [] : [{ name: name.trim(), day: on, acceptance: acceptance.trim() }];
  });

/** Why they cannot be set yet; null: they can. */
export function milestonesLack(edited: readonly EditedMilestone[], limits: Limits): string | null {
  const nameless = edited.findIndex(({ name }) => name.trim() === '');
  if (nameless >= 0) return `请写第 ${nameless + 1} 个节点的名称，不要的请移除。`;
  const dayless = edited.find(({ day }) => readDay(day, limits) === null);
  if (dayless !== undefined) return `请把“${dayless.name.trim()}”的日期写成 12月10日 或 2026年12月10日 这样的日期。`;
  const { due } = limits;
  return wrongMilestones(milestonesOf(edited, limits), {
    due: due === null ? { kind: 'standing', words: '' } : { kind: 'day', day: due, words: '' },
  });
}

/** Quantified targets 量化指标: from where to where in which direction, the readings reported, and how that stands in words. Pure. */
import { isReport } from './came-back.js';
import type { DubanEvent, Reading, Target } from './model.js';
import type { Rule } from './rule.js';
import { twiceIn } from './twice.js';

export const MOST_TARGETS = 5;
/** Characters of its name. */
export const MOST_TARGET_WORDS = 30;

/** Two decimals at most, as people write figures; what is not nothing is never said to be 0. */
export const figureWords = (value: number, unit: string): string => {
  const rounded = Math.round(value * 100) / 100;
  const figure = String(rounded === 0 ? Number(value.toPrecision(2)) : rounded);
  return unit === '' ? figure : unit === '%' ? `${figure}%` : `${figure} ${unit}`;
};

/** How far a reading is beyond the target in its direction: positive beyond, 0 on it, negative short of it. */
const beyond = ({ baseline, goal }: Target, value: number): number => (goal >= baseline ? value - goal : goal - value);

export type TargetStanding = 'none' | 'short' | 'missed' | 'reached' | 'exceeded';

/** `isOver`: the task is done, or its day is past: what is short then is missed. */
export function standingOfTarget(target: Target, last: number | undefined, isOver: boolean): TargetStanding {
  if (last === undefined) return isOver ? 'missed' : 'none';
  const by = beyond(target, last);
  return by > 0 ? 'exceeded' : by === 0 ? 'reached' : isOver ? 'missed' : 'short';
}

const isReading = (one: Reading): boolean => typeof one?.target === 'string' && typeof one?.value === 'number';

/** What reports said of one target, the oldest first; `events` of its task in their order. */
export const readingsOf = (events: readonly DubanEvent[], name: string): readonly { readonly value: number; readonly at: Date }[] =>
  events
    .filter(isReport)
    .flatMap(({ at, data: { readings } }) =>
      Array.isArray(readings)
        ? (readings as readonly Reading[]).filter((one) => isReading(one) && one.target === name).map(({ value }) => ({ value, at }))
        : [],
    );

/** How much of the way from the baseline to the goal is done, in per cent; more than 100 beyond it, 0 where it went the other way. */
export const percentReached = ({ baseline, goal }: Target, last: number): number =>
  Math.max(0, Math.round(((last - baseline) / (goal - baseline)) * 100));

/** `超额完成，比目标多 5 分钟`, `已达到目标`, `还差 5 分钟`, `没有达到，差 5 分钟`, `还没有读数`. */
export function standingWords(target: Target, last: number | undefined, isOver: boolean): string {
  const standing = standingOfTarget(target, last, isOver);
  if (last === undefined) return isOver ? '没有达到，一次读数也没有' : '还没有读数';
  // Between two percentages lie points, not per cent of anything.
  const by = figureWords(Math.abs(beyond(target, last)), target.unit === '%' ? '个百分点' : target.unit);
  if (standing === 'exceeded') return `超额完成，比目标${target.goal >= target.baseline ? '高' : '低'} ${by}`;
  if (standing === 'reached') return '已达到目标';
  return standing === 'missed' ? `没有达到，差 ${by}` : `还差 ${by}`;
}

/** `等候时间：由 25 分钟降到 10 分钟`, `满意率：由 85% 升到 98%`: what ends in a figure or sign stands apart from the word after it. */
export const targetWords = ({ name, unit, baseline, goal }: Target): string => {
  const from = figureWords(baseline, unit);
  return `${name}：由 ${from}${/[\d%]$/.test(from) ? ' ' : ''}${goal >= baseline ? '升到' : '降到'} ${figureWords(goal, unit)}`;
};

export const targetsWords = (targets: readonly Target[]): string => targets.map(targetWords).join('；');

/** What is wrong with a list somebody sets, as a sentence; null: nothing. */
export function wrongTargets(targets: readonly Target[]): string | null {
  if (targets.length > MOST_TARGETS) return `量化指标最多 ${MOST_TARGETS} 个。`;
  const twice = twiceIn(targets, ({ name }) => name);
  if (twice !== undefined) return `“${twice.name}”写了两次。请改成不同的名称。`;
  const still = targets.find(({ baseline, goal }) => baseline === goal);
  return still === undefined ? null : `“${still.name}”的目标值和基准值一样，看不出要升还是要降。请改正。`;
}

/** What is wrong with the readings of a report; null: nothing. */
export function wrongReadings(targets: readonly Target[], readings: readonly Reading[] | undefined): string | null {
  const unknown = readings?.find(({ target }) => !targets.some(({ name }) => name === target));
  if (unknown !== undefined) return `量化指标里已没有“${unknown.target}”。请刷新后重新填写。`;
  const twice = twiceIn(readings ?? [], ({ target }) => target);
  return twice === undefined ? null : `“${twice.target}”填了两次读数。`;
}

/** Whoever judges the result says beforehand what it is measured by. */
export const setTargets: Rule = {
  closed: ({ ticket }) => (ticket === null ? null : '差评工单不设量化指标。'),
  who: (standing) => (standing.office || standing.reviews) && !standing.reports,
  wrong: (_task, action) => (action.kind === 'setTargets' ? wrongTargets(action.targets) : null),
  follows: (_task, action) => (action.kind === 'setTargets' ? { targets: action.targets } : {}),
};

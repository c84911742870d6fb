/** What a screen shows of a task's quantified targets 量化指标 and of what was measured. */
import type { TaskDetail } from '../../core/contract/task-detail.js';
import type { DubanEvent, Task } from '../../core/ledger/model.js';
import { isDone } from '../../core/ledger/status.js';
import { figureWords, readingsOf, standingOfTarget, standingWords, targetWords } from '../../core/ledger/targets.js';
import { dayOf, dayWords } from '../../core/time/day.js';
import type { Desk } from './task-card.js';

export function targetBox(task: Task, events: readonly DubanEvent[], { today }: Desk): TaskDetail['targets'] {
  const isOver = isDone(task) || (task.due.kind !== 'standing' && task.due.day < today);
  return task.targets.map((target) => {
    const readings = readingsOf(events, target.name).map(({ value, at }) => ({
      value,
      words: figureWords(value, target.unit),
      dayWords: dayWords(dayOf(at), today),
    }));
    const last = readings.at(-1)?.value;
    return {
      ...{ name: target.name, unit: target.unit, baseline: target.baseline, goal: target.goal },
      words: targetWords(target),
      standing: standingOfTarget(target, last, isOver),
      standingWords: standingWords(target, last, isOver),
      readings,
    };
  });
}

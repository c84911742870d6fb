/** What the event of an act keeps beside the action itself, so that the history can tell it years later. */
import { isAnswered } from './clock.js';
import { needsWords } from './evidence.js';
import { extensionTrace } from './extension-rules.js';
import type { Task, TaskAction, TaskActionKind } from './model.js';
import { milestonesWords } from './milestones.js';
import { reviewTrace } from './review.js';
import type { Circumstances } from './rule.js';
import { targetsWords } from './targets.js';

export function traceOf(
  before: Task,
  after: Task,
  action: TaskAction,
  { bringing }: Pick<Circumstances, 'bringing'>,
): Readonly<Record<string, unknown>> {
  const { kind, ...data } = action;
  return {
    ...data,
    ...(kind === 'progress' ? progressTrace(before, after, bringing) : {}),
    ...setTrace(after, kind),
    ...(kind === 'resolve' ? { clock: before.emergency?.kind } : {}),
    ...extensionTrace(before, after, kind),
    ...reviewTrace(before, after, kind),
    ...(kind === 'snooze' ? { count: after.heard.snoozes } : {}),
  };
}

const progressTrace = (before: Task, after: Task, bringing: Circumstances['bringing']): Readonly<Record<string, unknown>> => ({
  ...filesIn(bringing),
  ...(after.reportedFor === null ? {} : { reportedFor: after.reportedFor }),
  ...(isAnswered(before, after) ? { responded: true } : {}),
});

/** A list that somebody set, as the history tells it. */
const SET_WORDS: Partial<Record<TaskActionKind, (after: Task) => string>> = {
  setMilestones: ({ milestones }) => milestonesWords(milestones),
  setTargets: ({ targets }) => targetsWords(targets),
  setEvidence: ({ evidenceNeeds }) => needsWords(evidenceNeeds),
};

function setTrace(after: Task, kind: TaskActionKind): Readonly<Record<string, unknown>> {
  const words = SET_WORDS[kind]?.(after);
  return words === undefined ? {} : { words };
}

/** Which of the pieces are files: a photo tells so by being none. */
const filesIn = (bringing: Circumstances['bringing'] = []): Readonly<Record<string, unknown>> => {
  const fileIds = bringing.filter((piece) => piece.kind === 'file').map(({ id }) => id);
  return fileIds.length === 0 ? {} : { fileIds };
};

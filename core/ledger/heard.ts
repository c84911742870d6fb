/** How the people of a task answered what they were reminded of: kept on the task, renewed by every act of theirs. Pure. */
import type { Standing } from '../people/may-do.js';
import type { Heard, Task, TaskAction, TaskActionKind } from './model.js';

export const NOTHING_HEARD: Heard = { since: null, answeredAt: null, leaderAt: null, snoozedUntil: null, snoozes: 0 };

/** Reminders are put off no oftener under one deadline number. */
export const MOST_SNOOZES = 2;

/** Whoever does any of this for the task has plainly heard of it. */
const ANSWERING: readonly TaskActionKind[] = [
  'acknowledge',
  'snooze',
  'sign',
  'progress',
  'submit',
  'withdraw',
  'askExtension',
  'withdrawExtension',
  'respond',
  'resolve',
  'callBack',
  'answer',
  'object',
];

interface By {
  readonly standing: Pick<Standing, 'reports'>;
  readonly now: Date;
}

/** A deadline that starts anew is heard of by nobody yet. */
export function heardAfter(before: Task, deadlineNumber: number, action: TaskAction, { standing, now }: By): Heard {
  const { heard } = before;
  if (deadlineNumber !== before.deadlineNumber) return { ...NOTHING_HEARD, since: now };
  if (standing.reports && ANSWERING.includes(action.kind)) {
    const isPutOff = action.kind === 'snooze';
    return { ...heard, answeredAt: now, snoozedUntil: isPutOff ? action.until : null, snoozes: heard.snoozes + (isPutOff ? 1 : 0) };
  }
  return action.kind === 'acknowledge' ? { ...heard, leaderAt: now } : heard;
}

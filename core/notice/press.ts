/** What a message's button does when it is pressed, as the text that a platform carries back to us. Pure. */
import { runningClock } from '../ledger/clock.js';
import type { Task } from '../ledger/model.js';
import type { Calendar } from '../time/calendar.js';
import { dayOf } from '../time/day.js';
import type { NoticeDraft, Policy } from './model.js';
import { openReminders, remindersOf } from './silence.js';

/** Acts for which nothing has to be written or looked at. */
const ACTS = ['sign', 'respond', 'acknowledge'] as const;
const KEY = /^([a-z]+):([0-9A-Za-z_-]{1,64}):([0-9A-Za-z._-]{1,80})$/i;

export interface Press {
  readonly act: (typeof ACTS)[number];
  readonly taskId: string;
  /** What the message was about: a deadline (`2`), a reminder of it (`2.due-before-3`), a clock (`1`). */
  readonly of: string;
}

/** `sign:<taskId>:2`: who pressed it, and whether they may, is told by the platform and decided at the act. */
export const pressKey = ({ act, taskId, of }: Press): string => `${act}:${taskId}:${of}`;

/** Null where it is no such button: the conversation may know it. */
export function pressIn(key: string): Press | null {
  const [, name, taskId, of] = KEY.exec(key) ?? [];
  const act = ACTS.find((known) => known === name);
  return act === undefined || taskId === undefined || of === undefined ? null : { act, taskId, of };
}

/** How a reminder is named in a key: by the period that stands in its notice's own key, and its rung. */
export const reminderName = ({ rung, deadlineNumber, facts }: Pick<NoticeDraft, 'rung' | 'deadlineNumber' | 'facts'>): string =>
  `${typeof facts['month'] === 'string' ? facts['month'] : deadlineNumber}.${rung}`;

interface Circumstances {
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly now: Date;
}

const OPEN_TASK = '请打开任务查看现在的情况。';

/** A reminder told once more is still the same reminder. */
function isNewest(of: string, task: Task, { policy, calendar, now }: Circumstances): boolean {
  const name = of.replace(/-again-\d+$/, '');
  return remindersOf(task, policy, calendar, dayOf(now)).some(({ reached, rung }) => name === `${reached.period}.${rung}`);
}

/**
 * What is said to whoever presses a message that something later has overtaken: where to go on. Null: it still stands, and the
 * act itself decides.
 */
export function goOnFrom({ act, of }: Press, task: Task, circumstances: Circumstances): string | null {
  switch (act) {
    case 'sign':
      if (of === String(task.deadlineNumber)) return null;
      return task.status === 'handedOut' ? '完成时限已有变化，请打开任务，看过新的时限后签收。' : OPEN_TASK;
    case 'respond':
      if (of === String(task.emergency?.number)) return null;
      return runningClock(task)?.respondedAt === null
        ? '绿色通道后来又启动过，请在最新一条消息上点“我已响应”。'
        : `那次绿色通道已经结束，不用再响应。${OPEN_TASK}`;
    case 'acknowledge': {
      if (isNewest(of, task, circumstances)) return null;
      const waits = openReminders(task, circumstances.policy, circumstances.calendar, circumstances.now).length > 0;
      return waits ? `请在最新一条提醒上点“已知悉”，或打开任务填报进展。` : `现在没有等您回应的提醒，不用再点。${OPEN_TASK}`;
    }
  }
}

/** What a message's button does when it is pressed, as the text that a platform carries back to us; what was chosen beside it. Pure. */
import { runningClock } from '../ledger/clock.js';
import type { Task } from '../ledger/model.js';
import type { Calendar } from '../time/calendar.js';
import { type Day, dayOf } from '../time/day.js';
import type { NoticeDraft, Policy } from './model.js';
import { openReminders, remindersOf } from './silence.js';

/** Acts for which nothing has to be written or looked at, and 稍后提醒, whose day is chosen. */
const ACTS = ['sign', 'respond', 'acknowledge', 'snooze'] as const;
type PressAct = (typeof ACTS)[number];
const PART = '[0-9A-Za-z_-]{1,64}:[0-9A-Za-z._-]{1,80}';
const KEY = new RegExp(`^(sign|respond|acknowledge|choose|chosen):(${PART}(?:,${PART})*)$`);
const SNOOZE = /^snooze-(\d{4}-\d{2}-\d{2})$/;

/** What a platform carries back as a button's key. */
export const MOST_KEY_BYTES = 1_024;
/** So many reminders stand on a card one under another and are answered together; of more it is asked which are meant. */
export const MOST_AT_ONCE = 6;
/** So many reminders have room in a key of ours; whoever brings more made it. */
const MOST_TOLD = 30;

/** One reminder, one deadline or one clock of a task, as a message told it. */
export interface ToldOf {
  readonly taskId: string;
  /** What the message was about: a deadline (`2`), a reminder of it (`2.due-before-3`), a clock (`1`). */
  readonly of: string;
}

export interface Press extends ToldOf {
  readonly act: PressAct;
  /** To which day, of 稍后提醒 alone. */
  readonly until?: Day;
}

/** `sign:<taskId>:2`: who pressed it, and whether they may, is told by the platform and decided at the act. */
export const pressKey = ({ act, taskId, of }: Press): string => keyFor(act, [{ taskId, of }]);

/** `acknowledge:<taskId>:2.due-before-3,<taskId>:1.due-late-1`; `choose` asks which and how, `chosen` brings what was chosen. */
export const keyFor = (verb: PressAct | 'choose' | 'chosen', told: readonly ToldOf[]): string =>
  `${verb}:${told.map(({ taskId, of }) => `${taskId}:${of}`).join(',')}`;

function readKey(key: string): { readonly verb: string; readonly told: readonly ToldOf[] } | null {
  const [, verb, list] = KEY.exec(key) ?? [];
  if (verb === undefined || list === undefined) return null;
  const told = list.split(',').map((part) => {
    const [taskId = '', of = ''] = part.split(':');
    return { taskId, of };
  });
  return told.length > MOST_TOLD ? null : { verb, told };
}

/** What was chosen on a card, by the id of each list. */
export type Picked = Readonly<Record<string, string>>;

/** The lists of a card that asks how reminders are answered, and the option that means all of them. */
export const WHICH = 'which';
export const HOW = 'how';
export const ALL = 'all';
export const snoozeOption = (day: Day): string => `snooze-${day}`;

function chosenIn(told: readonly ToldOf[], { [WHICH]: which = ALL, [HOW]: how = '' }: Picked): readonly Press[] {
  const meant = which === ALL ? told : told.filter(({ taskId }) => taskId === which);
  const [, until] = SNOOZE.exec(how) ?? [];
  if (until !== undefined) return meant.map((one) => ({ ...one, act: 'snooze', until }));
  return how === 'acknowledge' ? meant.map((one) => ({ ...one, act: 'acknowledge' })) : [];
}

/** Empty where it is no such button, or nothing was chosen: the conversation may know it. */
export function pressesIn(key: string, picked: Picked = {}): readonly Press[] {
  const read = readKey(key);
  if (read === null) return [];
  if (read.verb === 'chosen') return chosenIn(read.told, picked);
  const act = ACTS.find((known) => known === read.verb);
  return act === undefined ? [] : read.told.map((one) => ({ ...one, act }));
}

/** The reminders about which a button asks which and how; null: it is no such button. */
export function choiceIn(key: string): readonly ToldOf[] | null {
  const read = readKey(key);
  return read?.verb === 'choose' ? read.told : null;
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
    case 'acknowledge':
    case 'snooze': {
      if (isNewest(of, task, circumstances)) return null;
      const waits = openReminders(task, circumstances.policy, circumstances.calendar, circumstances.now).length > 0;
      return waits ? `请在最新一条提醒上回应，或打开任务填报进展。` : `现在没有等您回应的提醒，不用再点。${OPEN_TASK}`;
    }
  }
}

/** What may be done about an emergency clock 绿色通道, as rules of the lifecycle's table. */
import { CLOCKS, endedClock, runningClock } from './clock.js';
import type { Rule } from './rule.js';
import type { EmergencyClock, Task, TaskAction } from './model.js';

const NOT_RUNNING = '绿色通道没有启动，或者已经结束。';

const notRunning = (task: Task): string | null => (runningClock(task) === null ? NOT_RUNNING : null);

const isNamed = ({ emergency }: Task, personId: string): boolean => emergency?.names.includes(personId) ?? false;

const whileRunning = (task: Task, change: (clock: EmergencyClock) => EmergencyClock): Partial<Task> => {
  const clock = runningClock(task);
  return clock === null ? {} : { emergency: change(clock) };
};

/** An owner who answers at night has plainly received the task; a named colleague does not sign for them. */
const signedBy = (task: Task, isReporter: boolean, now: Date): Partial<Task> =>
  task.status === 'handedOut' && isReporter ? { status: 'inProgress', signedAt: now } : {};

/** What answers a clock that waits for a response; nothing where none does. */
export const responded = (task: Task, now: Date): Partial<Task> =>
  task.emergency?.respondedAt === null ? whileRunning(task, (clock) => ({ ...clock, respondedAt: now })) : {};

const startClock: Rule = {
  closed: (task) => (runningClock(task) === null ? null : '这项任务的绿色通道已经启动，不用再启动。'),
  who: (standing) => standing.commands,
  follows: (task, action, { now, personId }) => (action.kind === 'startClock' ? { emergency: newClock(task, action, now, personId) } : {}),
};

const newClock = (task: Task, action: Extract<TaskAction, { kind: 'startClock' }>, now: Date, by: string): EmergencyClock => ({
  number: (task.emergency?.number ?? 0) + 1,
  kind: action.clock,
  startedAt: now,
  startedBy: by,
  names: action.names,
  cause: action.cause,
  respondedAt: null,
  endedAt: null,
  reason: '',
});

const respond: Rule = {
  closed: (task) => {
    const clock = runningClock(task);
    if (clock === null) return NOT_RUNNING;
    return clock.respondedAt === null ? null : '这项任务已经有人响应。';
  },
  who: (standing, task, personId) => standing.reports || isNamed(task, personId),
  follows: (task, _action, { now, standing }) => ({
    ...signedBy(task, standing.reports, now),
    ...responded(task, now),
  }),
};

const resolve: Rule = {
  closed: notRunning,
  who: respond.who,
  follows: (task, action, { now, standing }) => ({
    ...signedBy(task, standing.reports, now),
    ...whileRunning(task, (clock) => ({
      ...clock,
      // Whoever brings the plan has responded: no separate tap.
      respondedAt: clock.respondedAt ?? now,
      endedAt: now,
      reason: action.kind === 'resolve' ? action.text : '',
    })),
  }),
};

const endClock: Rule = {
  closed: notRunning,
  who: startClock.who,
  follows: (task, action, { now }) => ({ emergency: endedClock(task.emergency, now, action.kind === 'endClock' ? action.reason : '') }),
};

/** While a clock runs its buttons stand first. */
export const ANSWERS = { respond, resolve } as const;
export const COMMANDS = { startClock, endClock } as const;
/** What is under review can be answered for and ended, but no new clock begins. */
export const ENDING = { endClock } as const;

/** What the button of a resolve says: a plan or a disposal. */
export const resolveWords = ({ emergency }: Pick<Task, 'emergency'>): string => (emergency === null ? CLOCKS.hours : CLOCKS[emergency.kind]).resolved;

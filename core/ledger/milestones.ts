/** Milestones 阶段节点: dates on the way to the due day, ticked with a report and accepted by whoever reviews. Pure. */
import { type Calendar, workdayFrom } from '../time/calendar.js';
import { addDays, type Day, dayOf } from '../time/day.js';
import type { Rule } from './rule.js';
import type { Milestone, Task } from './model.js';
import { isOpen } from './status.js';
import { twiceIn } from './twice.js';

export const MOST_MILESTONES = 10;
/** Characters of its name, and of what counts as reached. */
export const MOST_MILESTONE_WORDS = 30;
export const MOST_ACCEPTANCE_WORDS = 200;
/** Three years: a day further away is a slip of the keyboard. */
const MOST_DAYS = 3 * 366;

/** As it is set; what was reached of one with the same name stays so. */
export type MilestoneSet = Pick<Milestone, 'name' | 'acceptance' | 'day'>;

export const isReached = ({ reachedAt }: Milestone): boolean => reachedAt !== null;

/** Ticked by a report, and waits for whoever reviews. */
export const awaitsAcceptance = ({ reachedAt, acceptedAt }: Milestone): boolean => reachedAt !== null && acceptedAt === null;

/** Those still to be reached on an open task, the earliest first. */
export const openMilestones = (task: Pick<Task, 'milestones' | 'status'>): readonly Milestone[] =>
  isOpen(task) ? task.milestones.filter((one) => !isReached(one)).sort((a, b) => a.day.localeCompare(b.day)) : [];

export const freshMilestone = (set: MilestoneSet): Milestone => ({ ...set, reachedAt: null, reachedBy: null, acceptedAt: null });

/** As a ledger's cell says it and is read again: `2026-11-30 方案印发（文件已公开）；2026-12-10 试运行`. */
export const milestonesWords = (milestones: readonly MilestoneSet[]): string =>
  milestones.map(({ name, day, acceptance }) => `${day} ${name}${acceptance === '' ? '' : `（${acceptance}）`}`).join('；');

/** What is wrong with a list, as a sentence; null: nothing. */
export function wrongMilestones(milestones: readonly MilestoneSet[], { due }: Pick<Task, 'due'>): string | null {
  if (milestones.length > MOST_MILESTONES) return `阶段节点最多 ${MOST_MILESTONES} 个。请把相近的合成一个。`;
  const twice = twiceIn(milestones, ({ name }) => name);
  if (twice !== undefined) return `“${twice.name}”写了两次。请改成不同的名称。`;
  const beyond = due.kind === 'standing' ? undefined : milestones.find(({ day }) => day > due.day);
  return beyond === undefined ? null : `“${beyond.name}”的日期晚于完成时限。请改到完成时限当天或之前。`;
}

/** Nobody can work towards a day that is past: those above would be told at once that it is late. What stood so stays. */
function wrongDays(milestones: readonly MilestoneSet[], { milestones: before }: Pick<Task, 'milestones'>, today: Day): string | null {
  const past = milestones.find(({ name, day }) => day < today && !before.some((one) => one.name === name && one.day === day));
  if (past !== undefined) return `“${past.name}”的日期已经过去。请改到今天或之后。`;
  const far = milestones.find(({ day }) => day > addDays(today, MOST_DAYS));
  return far === undefined ? null : `“${far.name}”的日期在三年以后。请核对日期。`;
}

/** Days of one that is set anew begin anew. */
export function setFrom(before: readonly Milestone[], sets: readonly MilestoneSet[]): readonly Milestone[] {
  const known = new Map(before.map((one) => [one.name, one]));
  return sets.map((set) => ({ ...(known.get(set.name) ?? freshMilestone(set)), ...set })).sort((a, b) => a.day.localeCompare(b.day));
}

const setMilestones: Rule = {
  closed: ({ ticket }) => (ticket === null ? null : '差评工单不设阶段节点。'),
  who: (standing) => (standing.office || standing.reviews) && !standing.reports,
  wrong: (task, action, { now }) =>
    action.kind === 'setMilestones' ? (wrongMilestones(action.milestones, task) ?? wrongDays(action.milestones, task, dayOf(now))) : null,
  follows: (task, action) => (action.kind === 'setMilestones' ? { milestones: setFrom(task.milestones, action.milestones) } : {}),
};

const noneWaits = ({ milestones }: Task): string | null => (milestones.some(awaitsAcceptance) ? null : '没有等待验收的阶段节点。');

const notAwaited = ({ milestones }: Task, name: string): string | null =>
  milestones.some((one) => one.name === name && awaitsAcceptance(one)) ? null : `阶段节点“${name}”没有在等验收。请看这项任务的最新情况。`;

const changed = (task: Task, name: string, change: Partial<Milestone>): Partial<Task> => ({
  milestones: task.milestones.map((one) => (one.name === name ? { ...one, ...change } : one)),
});

const acceptMilestone: Rule = {
  closed: noneWaits,
  who: (standing) => standing.reviews,
  wrong: (task, action) => (action.kind === 'acceptMilestone' ? notAwaited(task, action.name) : null),
  follows: (task, action, { now }) => (action.kind === 'acceptMilestone' ? changed(task, action.name, { acceptedAt: now }) : {}),
};

const returnMilestone: Rule = {
  closed: noneWaits,
  who: (standing) => standing.reviews,
  wrong: (task, action) => (action.kind === 'returnMilestone' ? notAwaited(task, action.name) : null),
  follows: (task, action) => (action.kind === 'returnMilestone' ? changed(task, action.name, { reachedAt: null, reachedBy: null }) : {}),
};

export const CHECKPOINTS = { acceptMilestone, returnMilestone, setMilestones } as const;

/** What a report ticks off; nothing where it ticks none. */
export const ticked = (task: Task, names: readonly string[] | undefined, now: Date, personId: string): Partial<Task> =>
  names === undefined || names.length === 0
    ? {}
    : {
        milestones: task.milestones.map((one) =>
          names.includes(one.name) && !isReached(one) ? { ...one, reachedAt: now, reachedBy: personId } : one,
        ),
      };

/** What is wrong with what a report ticks off; null: nothing. */
export function wrongTicks({ milestones }: Pick<Task, 'milestones'>, names: readonly string[] | undefined): string | null {
  const unknown = names?.find((name) => !milestones.some((one) => one.name === name && !isReached(one)));
  if (unknown !== undefined) return `阶段节点“${unknown}”已经报过，或者已经改名。请刷新后重新勾选。`;
  const twice = twiceIn(names ?? [], (name) => name);
  return twice === undefined ? null : `阶段节点“${twice}”勾选了两次。请去掉一次。`;
}

/** From this day on it is late: a day off is carried to the next workday, as a due day is. */
export const lateFrom = ({ day }: Milestone, calendar: Calendar): Day => addDays(workdayFrom(calendar, day), 1);

/** Late today: past and not reached. */
export const lateMilestones = (task: Pick<Task, 'milestones' | 'status'>, today: Day, calendar: Calendar): readonly Milestone[] =>
  openMilestones(task).filter((one) => lateFrom(one, calendar) <= today);

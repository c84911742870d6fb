/** What a screen shows of a task's milestones 阶段节点. */
import type { TaskCard } from '../../core/contract/task.js';
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { daysUntil, standsWords } from '../../core/insight/light.js';
import { openMilestones } from '../../core/ledger/milestones.js';
import type { Milestone, Task } from '../../core/ledger/model.js';
import { NEAR_DAYS } from '../../core/notice/near-days.js';
import { dayOf, dayWithWeekday, dayWords } from '../../core/time/day.js';
import type { Desk } from './task-card.js';

type Line = TaskDetail['milestones'][number];

function stateOf({ day, reachedAt, reachedBy, acceptedAt }: Milestone, { today, calendar, roster }: Desk): Pick<Line, 'state' | 'stateWords'> {
  if (acceptedAt !== null) return { state: 'accepted', stateWords: `已验收 ${dayWords(dayOf(acceptedAt), today)}` };
  if (reachedAt !== null) {
    const by = roster.person(reachedBy)?.name ?? '责任人';
    return { state: 'waiting', stateWords: `${by} ${dayWords(dayOf(reachedAt), today)}报完成，等验收` };
  }
  const days = daysUntil(day, today, calendar);
  return { state: days < 0 ? 'late' : days <= NEAR_DAYS ? 'near' : 'open', stateWords: standsWords(day, today, calendar) };
}

export const milestoneBox = ({ milestones }: Task, desk: Desk): TaskDetail['milestones'] =>
  milestones.map((one) => ({
    name: one.name,
    acceptance: one.acceptance,
    day: one.day,
    dayWords: dayWithWeekday(one.day, desk.today),
    ...stateOf(one, desk),
  }));

/** What a list says of the first that is late, or near. */
export function nextMilestone(task: Task, { today, calendar }: Desk): TaskCard['milestone'] {
  const [first] = openMilestones(task);
  if (first === undefined || task.supervisedFrom === null) return null;
  const days = daysUntil(first.day, today, calendar);
  if (days > NEAR_DAYS) return null;
  return { light: days < 0 ? 'red' : 'yellow', words: `节点“${first.name}”${standsWords(first.day, today, calendar)}` };
}

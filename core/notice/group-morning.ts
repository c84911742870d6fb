/** Which group chats get a digest this morning: the office, and each unit with something late or near. Pure. */
import type { Task } from '../ledger/model.js';
import { isAmending, isOpen } from '../ledger/status.js';
import { type Day, dayOf, laterOf, timeOf } from '../time/day.js';
import { daysUntil } from '../insight/light.js';
import type { Moment } from './due-notices.js';
import type { GroupId, NoticeDraft } from './model.js';
import { NEAR_DAYS } from './near-days.js';
import { groupDigestKey } from './notice-key.js';
import { nextSpeakingTime } from './quiet-hours.js';

type Now = Pick<Moment, 'now' | 'calendar'>;

/** Late, due today or within seven days, by the day that counts and how many are left to it: what a group hears of; null: nothing of this. */
export function inDigest(task: Task, { now, calendar }: Now): { readonly day: Day; readonly days: number } | null {
  const today = dayOf(now);
  const isWatched = isOpen(task) && task.supervisedFrom !== null && task.supervisedFrom <= today;
  if (!isWatched || task.due.kind === 'standing') return null;
  // While something is put right after a return no chat calls it late: that time was given.
  const day = isAmending(task) ? laterOf(task.due.day, task.amendBy) : task.due.day;
  const days = daysUntil(day, today, calendar);
  return days <= NEAR_DAYS ? { day, days } : null;
}

export const isInDigest = (task: Task, moment: Now): boolean => inDigest(task, moment) !== null;

/** One chat a unit that leads such tasks, and one above it where a robot serves that unit; none without such tasks. */
export function groupsWith(leadingUnits: ReadonlySet<string>, served: ReadonlySet<GroupId>, { roster }: Pick<Moment, 'roster'>): readonly GroupId[] {
  if (leadingUnits.size === 0) return [];
  const above = [...leadingUnits].flatMap((id) => roster.above(id)).filter((id) => served.has(`unit:${id}`));
  return ['office', ...[...new Set([...leadingUnits, ...above])].map((id) => `unit:${id}`)];
}

/** One digest a group and workday; none on a day off, nor once the day's speaking hours are over. */
export function groupMorning(groups: readonly GroupId[], { now, book, calendar }: Moment): readonly NoticeDraft[] {
  const today = dayOf(now);
  if (!calendar.isWorkday(today) || timeOf(now) >= book.base.speak.until) return [];
  return groups.map((id) => ({
    key: groupDigestKey(id, today),
    kind: 'groupDigest',
    recipient: { kind: 'group', id },
    taskId: null,
    deadlineNumber: 0,
    rung: 'morning',
    posts: [],
    vacant: null,
    notBefore: nextSpeakingTime(book.base, calendar, now),
    unknown: 'merge',
    facts: {},
    day: today,
  }));
}

/**
 * Silence: a reminder that its owners answered by nothing at all is told once more on the next workday, and never climbs by it.
 * Found from the task and the moment alone; whether the first one went out at all is for the outbox to say (`precededBy`). Pure.
 */
import type { Task } from '../ledger/model.js';
import { isAmending, isOpen } from '../ledger/status.js';
import { ownersOf } from '../people/roster.js';
import { addWorkdays, type Calendar, workdayFrom } from '../time/calendar.js';
import { type Day, dayOf, instantAt, laterOf } from '../time/day.js';
import { type ReachedRung, rungsReached } from './ladder.js';
import type { NoticeDraft, Policy, WatchKind } from './model.js';
import { nextSpeakingTime } from './quiet-hours.js';

/** Signing has a ladder of its own that asks every few days; reviews and decisions are not the owner's. */
export const REPEATED: readonly WatchKind[] = ['due', 'amend', 'monthly'];

/** What the owners were last told by one ladder. */
export interface Reminder {
  readonly reached: ReachedRung;
  /** `due-before-3`, put off for the first time `due-before-3-later-1`. */
  readonly rung: string;
  /** When it is told; an act after it is an answer. */
  readonly toldAt: Date;
  /** The count of the snooze by which it comes again; null: it was not put off. */
  readonly snooze: number | null;
}

/** Where the deadline or supervision began after the rung's own day, it is told then. */
function firstToldAt({ supervisedFrom, heard }: Task, { day }: ReachedRung, policy: Policy, calendar: Calendar): Date {
  const from = supervisedFrom === null ? day : workdayFrom(calendar, supervisedFrom);
  const at = instantAt(laterOf(day, from), policy.speak.from);
  const since = heard.since === null ? null : nextSpeakingTime(policy, calendar, heard.since);
  return since !== null && since > at ? since : at;
}

const isSince = (answeredAt: Date | null, toldAt: Date): boolean => answeredAt !== null && answeredAt >= toldAt;

/** While something is put right after a return, its own ladder alone asks for an answer. */
const isRepeated = (task: Task, { watch, posts }: ReachedRung): boolean =>
  REPEATED.includes(watch) && posts.includes('owner') && !(watch === 'due' && isAmending(task));

function reminderOf(task: Task, reached: ReachedRung, policy: Policy, calendar: Calendar, today: Day): Reminder {
  const { answeredAt, snoozedUntil, snoozes } = task.heard;
  const toldAt = firstToldAt(task, reached, policy, calendar);
  const isPutOff = snoozedUntil !== null && snoozedUntil <= today && isSince(answeredAt, toldAt);
  if (!isPutOff) return { reached, rung: reached.rung, toldAt, snooze: null };
  return { reached, rung: `${reached.rung}-later-${snoozes}`, toldAt: instantAt(snoozedUntil, policy.speak.from), snooze: snoozes };
}

/** What its owners were reminded of last, ladder by ladder, answered or not. */
export function remindersOf(task: Task, policy: Policy, calendar: Calendar, today: Day): readonly Reminder[] {
  if (!isOpen(task) || ownersOf(task).length === 0) return [];
  return rungsReached(task, policy, calendar, today)
    .filter((reached) => isRepeated(task, reached))
    .map((reached) => reminderOf(task, reached, policy, calendar, today));
}

/** The reminders that were told by now and that nobody answered. */
export const openReminders = (task: Task, policy: Policy, calendar: Calendar, now: Date): readonly Reminder[] =>
  remindersOf(task, policy, calendar, dayOf(now)).filter(({ toldAt }) => toldAt <= now && !isSince(task.heard.answeredAt, toldAt));

/** When the leader was last told of a late task, where they have not said 已知悉 since; null otherwise. */
export function leaderToldAt(task: Task, policy: Policy, calendar: Calendar, now: Date): Date | null {
  if (!isOpen(task)) return null;
  const told = rungsReached(task, policy, calendar, dayOf(now))
    .filter(({ posts }) => posts.includes('leader'))
    .map((reached) => firstToldAt(task, reached, policy, calendar))
    .filter((at) => at <= now && !isSince(task.heard.leaderAt, at));
  return told.sort((a, b) => b.getTime() - a.getTime())[0] ?? null;
}

/** 未确认: a workday has passed since the reminder, and nobody answered. */
export const isUnconfirmed = (task: Task, policy: Policy, calendar: Calendar, now: Date): boolean =>
  openReminders(task, policy, calendar, now).some(({ toldAt }) => dayOf(now) >= addWorkdays(calendar, dayOf(toldAt), 1));

/** What is told to the owners beside the rung itself. */
export interface Repeat {
  readonly rung: string;
  /** The rung without which it is not told: nobody was silent about what they were never told. */
  readonly after: string;
  readonly facts: NoticeDraft['facts'];
}

/** The repetition that is due of a rung, or the reminder that was put off until today; null: neither. */
export function repeatOf(task: Task, reached: ReachedRung, policy: Policy, calendar: Calendar, today: Day): Repeat | null {
  if (!isRepeated(task, reached)) return null;
  const { rung, toldAt, snooze } = reminderOf(task, reached, policy, calendar, today);
  const count = isSince(task.heard.answeredAt, toldAt) ? 0 : repeatsBy(toldAt, policy, calendar, today);
  if (count > 0) {
    const after = count === 1 ? rung : `${rung}-again-${count - 1}`;
    return { rung: `${rung}-again-${count}`, after, facts: { again: count, silentSince: toldAt.toISOString() } };
  }
  return snooze === null ? null : { rung, after: reached.rung, facts: { snooze } };
}

/** How many repetitions have fallen due by the end of `today`. */
function repeatsBy(toldAt: Date, { repeats }: Policy, calendar: Calendar, today: Day): number {
  let count = 0;
  while (count < repeats && addWorkdays(calendar, dayOf(toldAt), count + 1) <= today) count += 1;
  return count;
}

/** The next day after `today` on which owners are told once more if they stay silent; null: on none. */
export function comingRepeat(task: Task, policy: Policy, calendar: Calendar, today: Day): Day | null {
  const { answeredAt, snoozedUntil } = task.heard;
  const days = remindersOf(task, policy, calendar, today).flatMap(({ toldAt }) => {
    if (isSince(answeredAt, toldAt)) return snoozedUntil !== null && snoozedUntil > today ? [snoozedUntil] : [];
    const count = repeatsBy(toldAt, policy, calendar, today);
    return count < policy.repeats ? [addWorkdays(calendar, dayOf(toldAt), count + 1)] : [];
  });
  return days.sort()[0] ?? null;
}

/** The key of what must have been told on an earlier day for this one to go out; null: of nothing. */
export const precededBy = ({ facts }: Pick<NoticeDraft, 'facts'>): string | null => (typeof facts['after'] === 'string' ? facts['after'] : null);

/** False once somebody answered meanwhile, or put it off anew. */
export function isRepeatWanted({ facts }: Pick<NoticeDraft, 'facts'>, { heard }: Pick<Task, 'heard'>): boolean {
  const { silentSince, snooze } = facts;
  if (typeof silentSince === 'string') return !isSince(heard.answeredAt, new Date(silentSince));
  return typeof snooze !== 'number' || (heard.snoozedUntil !== null && heard.snoozes === snooze);
}

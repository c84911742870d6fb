/** Listed supervision 挂牌督办: proposed by the ladder or by hand, decided by office or leading group, taken off with a reason. Pure. */
import { rungsReached } from '../notice/ladder.js';
import type { Policy } from '../notice/model.js';
import type { Calendar } from '../time/calendar.js';
import { type Day, dayOf } from '../time/day.js';
import type { Circumstances, Rule } from './rule.js';
import type { Listing, Task } from './model.js';
import { isDone, isOpen } from './status.js';

/** It is listed now; what is done is listed no more. */
export const isListed = (task: Pick<Task, 'listing' | 'status'>): boolean => task.listing?.state === 'listed' && !isDone(task);

/** The rung that tells the leading group is reached, and nobody has decided about it under this deadline. */
function isProposedByLadder(task: Task, policy: Policy, calendar: Calendar, today: Day): boolean {
  if (!isOpen(task) || task.ticket !== null || task.listing?.deadlineNumber === task.deadlineNumber) return false;
  return rungsReached({ ...task, listing: null }, policy, calendar, today).some(
    ({ watch, posts }) => watch === 'due' && posts.includes('leadingGroup'),
  );
}

/** `hand`: somebody proposed it; `ladder`: so late that the leading group was told; null: neither, or decided. */
export function proposalOf(task: Task, policy: Policy, calendar: Calendar, today: Day): 'hand' | 'ladder' | null {
  if (isDone(task) || isListed(task)) return null;
  if (task.listing?.state === 'proposed') return 'hand';
  return isProposedByLadder(task, policy, calendar, today) ? 'ladder' : null;
}

const listing = (task: Task, state: Listing['state'], reason: string, { personId, now }: Circumstances): Partial<Task> => ({
  listing: { state, reason, by: personId, at: now, deadlineNumber: task.deadlineNumber },
});

const reasonOf = (action: { readonly kind: string }): string => ('reason' in action && typeof action.reason === 'string' ? action.reason : '');

const notNow = (task: Task): string | null => (task.ticket !== null ? '差评工单不挂牌督办。' : isListed(task) ? '这项任务已经挂牌督办。' : null);

const nothingProposed = (task: Task, { policy, calendar, now }: Circumstances): string | null =>
  proposalOf(task, policy, calendar, dayOf(now)) === null ? '没有等待决定的挂牌建议。' : null;

const proposeListing: Rule = {
  closed: (task, circumstances) => notNow(task) ?? (nothingProposed(task, circumstances) === null ? '已经建议挂牌督办，正等决定。' : null),
  // Whoever decides needs no proposal of their own.
  who: (standing) => (standing.above || standing.reviews) && !standing.commands && !standing.reports,
  follows: (task, action, circumstances) => listing(task, 'proposed', reasonOf(action), circumstances),
};

const list: Rule = {
  closed: notNow,
  who: (standing) => standing.commands && !standing.reports,
  follows: (task, action, circumstances) => listing(task, 'listed', reasonOf(action), circumstances),
};

const declineListing: Rule = {
  closed: nothingProposed,
  who: list.who,
  follows: (task, action, circumstances) => listing(task, 'declined', reasonOf(action), circumstances),
};

const unlist: Rule = {
  closed: (task) => (isListed(task) ? null : '这项任务没有挂牌督办。'),
  who: list.who,
  follows: (task, action, circumstances) => listing(task, 'ended', reasonOf(action), circumstances),
};

export const LISTING = { list, declineListing, proposeListing, unlist } as const;
/** What is under review is listed no anew, but may be taken off. */
export const UNLISTING = { unlist } as const;

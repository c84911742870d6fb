/** Just before sending the world is looked at again: a notice about something settled is dropped. Pure. */
import type { Task } from '../ledger/model.js';
import { isListed } from '../ledger/listing.js';
import { awaitsAcceptance, openMilestones } from '../ledger/milestones.js';
import { isAskedOf } from '../ledger/review.js';
import { isAmending, isInReview, isOpen } from '../ledger/status.js';
import { awaitsCall, awaitsDecision } from '../ledger/ticket-rules.js';
import type { Roster } from '../people/roster.js';
import { isClockNoticeWanted } from './emergency.js';
import type { NoticeDraft } from './model.js';
import { holdersFor } from './recipients.js';
import { isRepeatWanted } from './silence.js';
import { reportedMonth } from './watches.js';

function rungStillWanted(notice: NoticeDraft, task: Task): boolean {
  switch (notice.rung.split('-')[0]) {
    case 'review':
      return isInReview(task);
    case 'sign':
      return task.status === 'handedOut';
    case 'amend':
      return isAmending(task);
    case 'extension':
      return task.extension !== null;
    case 'milestone':
      return openMilestones(task).some(({ name }) => name === notice.facts['milestone']);
    case 'callBack':
      return awaitsCall(task);
    case 'monthly':
      return isOpen(task) && task.due.kind === 'standing' && reportedMonth(task) < String(notice.facts['month']);
    default:
      return isOpen(task) && task.due.kind !== 'standing';
  }
}

function kindStillWanted(notice: NoticeDraft, task: Task): boolean {
  switch (notice.kind) {
    case 'rung':
      return rungStillWanted(notice, task) && isRepeatWanted(notice, task);
    case 'listingProposed':
      return task.listing?.state === 'proposed';
    case 'listed':
      return isListed(task);
    case 'milestoneReached':
      return isOpen(task) && task.milestones.some(awaitsAcceptance);
    case 'submitted':
    case 'opined':
      return isInReview(task);
    case 'consulted':
      return isAskedOf(task, notice.recipient.id);
    case 'milestoneReturned':
    case 'returned':
    case 'reopened':
    case 'urged':
    case 'extensionGranted':
    case 'extensionRefused':
    case 'ticketOpened':
    case 'rated':
    case 'objectionDismissed':
      return isOpen(task);
    case 'objected':
      return awaitsDecision(task);
    case 'extensionAsked':
      return task.extension !== null;
    case 'passed':
      return task.status === 'closed';
    default:
      return true;
  }
}

/** False where the task or the post through which it comes went to somebody else meanwhile. */
function isStillTheirs({ recipient, posts, facts }: NoticeDraft, task: Task, roster: Roster | null): boolean {
  // Whoever asked hears the answer, a liaison among them.
  if (recipient.kind === 'group' || roster === null || posts.length === 0 || facts['asker'] === recipient.id) return true;
  return posts.some((post) => holdersFor(task, post, roster).some(({ id }) => id === recipient.id));
}

/** `task` null: a notice about no single task, always wanted; where the task is gone, never. `roster` is needed for what goes to persons. */
export function isStillWanted(notice: NoticeDraft, task: Task | null, roster: Roster | null): boolean {
  if (notice.taskId === null) return true;
  // A clock runs on whatever becomes of the due day.
  if (notice.kind === 'emergency') return task !== null && isClockNoticeWanted(notice, task);
  if (task === null || task.supervisedFrom === null || task.deadlineNumber !== notice.deadlineNumber) return false;
  return kindStillWanted(notice, task) && isStillTheirs(notice, task, roster);
}

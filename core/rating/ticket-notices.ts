/** What a new ticket tells whom, in its own transaction: whoever handles it, and the leader. Pure. */
import type { Task } from '../ledger/model.js';
import type { Moment } from '../notice/due-notices.js';
import type { NoticeDraft } from '../notice/model.js';
import { noticeKey } from '../notice/notice-key.js';
import { nextSpeakingTime } from '../notice/quiet-hours.js';
import { recipientsOf } from '../notice/recipients.js';
import { dayOf } from '../time/day.js';

export const noticesOfTicket = (task: Task, { now, book, calendar, roster }: Moment): readonly NoticeDraft[] =>
  recipientsOf(task, ['owner', 'leader'], roster).map(({ personId, posts, vacant }) => {
    const recipient = { kind: 'person', id: personId } as const;
    return {
      key: noticeKey(task.id, String(task.deadlineNumber), 'ticket-opened', recipient),
      kind: 'ticketOpened',
      recipient,
      taskId: task.id,
      deadlineNumber: task.deadlineNumber,
      rung: 'ticket-opened',
      posts,
      vacant,
      notBefore: nextSpeakingTime(book.base, calendar, now),
      unknown: 'again',
      facts: {},
      day: dayOf(now),
    };
  });

/** What a new ticket tells whom, in its own transaction: whoever handles it, the leader, and the rated person where one was named. Pure. */
import type { Task } from '../ledger/model.js';
import type { Moment } from '../notice/due-notices.js';
import type { NoticeDraft, NoticeKind } from '../notice/model.js';
import { noticeKey } from '../notice/notice-key.js';
import { nextSpeakingTime } from '../notice/quiet-hours.js';
import { type Reached, recipientsOf } from '../notice/recipients.js';
import { dayOf } from '../time/day.js';

function draft(task: Task, kind: NoticeKind, { personId, posts, vacant }: Reached, { now, book, calendar }: Moment): NoticeDraft {
  const recipient = { kind: 'person', id: personId } as const;
  const rung = kind === 'rated' ? 'ticket-rated' : 'ticket-opened';
  return {
    key: noticeKey(task.id, String(task.deadlineNumber), rung, recipient),
    kind,
    recipient,
    taskId: task.id,
    deadlineNumber: task.deadlineNumber,
    rung,
    posts,
    vacant,
    notBefore: nextSpeakingTime(book.base, calendar, now),
    unknown: kind === 'rated' ? 'once' : 'again',
    facts: {},
    day: dayOf(now),
  };
}

/** `ratedId`: the member of staff the citizen named, as a user; of a whole window nobody is told that it was them. */
export function noticesOfTicket(task: Task, ratedId: string | null, moment: Moment): readonly NoticeDraft[] {
  const reached = recipientsOf(task, ['owner', 'leader'], moment.roster);
  const told = reached.map((one) => draft(task, 'ticketOpened', one, moment));
  const isUser = ratedId !== null && moment.roster.person(ratedId)?.active === true;
  if (!isUser || reached.some(({ personId }) => personId === ratedId)) return told;
  return [...told, draft(task, 'rated', { personId: ratedId, posts: [], vacant: null }, moment)];
}

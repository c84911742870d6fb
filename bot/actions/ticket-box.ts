/** The bad rating behind a ticket 差评工单, as its reader may see it: the number masked, and not at all for whoever was rated. */
import type { EvidenceItem, TaskDetail } from '../../core/contract/task-detail.js';
import type { Task, Ticket } from '../../core/ledger/model.js';
import { awaitsCall } from '../../core/ledger/ticket-rules.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { callBy } from '../../core/notice/watches.js';
import { isRated, mayReadNumber } from '../../core/people/may-do.js';
import { followWords } from '../../core/rating/follow-words.js';
import { LEVEL_WORDS } from '../../core/rating/levels.js';
import type { Rating, ServiceWindow } from '../../core/rating/model.js';
import { dayWithWeekday, instantWords } from '../../core/time/day.js';
import type { Services, StoredUpload } from '../services.js';
import { evidenceLinks } from './evidence-links.js';
import type { Desk } from './task-card.js';

export interface TicketFile {
  readonly rating: Rating;
  readonly window: ServiceWindow | null;
}

export async function ticketFileOf({ store }: Services, { ticket }: Task): Promise<TicketFile | null> {
  const rating = ticket === null ? null : await store.ratings.find(ticket.ratingId);
  return ticket === null || rating === null ? null : { rating, window: await store.windows.find(ticket.windowId) };
}

function callWords(task: Task, ticket: Ticket, { book, roster, calendar, today }: Desk): string {
  if (!ticket.hasPhone) return '没有留电话，不用回访。';
  if (ticket.calledBackAt !== null) return `已回访 ${instantWords(ticket.calledBackAt, today)}`;
  const missed = ticket.missedCalls === 0 ? '' : `（打过 ${ticket.missedCalls} 次，无人接听）`;
  const by = callBy(task, policyFor(book, task, roster), calendar);
  if (by === null || !awaitsCall(task)) return `没有回访到${missed}`;
  return by < today ? `回访已超期，应在 ${dayWithWeekday(by, today)}前回访${missed}` : `${dayWithWeekday(by, today)}前回访${missed}`;
}

const OUTCOMES = { open: '待决定', upheld: '成立，这次评价不计入满意率', dismissed: '不成立' } as const;

function objectionWords({ objection }: Ticket, { roster, today }: Desk): string | null {
  if (objection === null) return null;
  const by = roster.person(objection.by)?.name ?? '';
  return `申诉${OUTCOMES[objection.outcome]}：${objection.reason}（${instantWords(objection.at, today)} ${by}）`;
}

type Box = NonNullable<TaskDetail['ticket']>;

function staffWords({ rating, window }: TicketFile): string | null {
  const staff = window?.staff.find(({ workNumber }) => workNumber === rating.staffId);
  if (rating.staffId === null) return null;
  return staff === undefined ? `工号 ${rating.staffId}` : `${staff.name}（工号 ${staff.workNumber}）`;
}

export function ticketBox(
  services: Services,
  file: TicketFile,
  task: Task,
  desk: Desk,
  uploads: ReadonlyMap<string, StoredUpload>,
  objectionEvidence: EvidenceItem[],
): Box | null {
  const { rating, window } = file;
  const { ticket } = task;
  if (ticket === null) return null;
  return {
    levelWords: LEVEL_WORDS[rating.level],
    tags: [...rating.tags],
    comment: rating.comment,
    windowWords: window?.name ?? '已撤销的窗口',
    serviceWords: rating.service,
    staffWords: staffWords(file),
    atWords: instantWords(rating.at, desk.today),
    photos: rating.photoIds.flatMap((id) => {
      const upload = uploads.get(id);
      return upload === undefined ? [] : [evidenceLinks(services, upload)];
    }),
    phone: isRated(desk.viewer, task) ? null : rating.maskedPhone,
    mayReveal: rating.sealedPhone !== null && mayReadNumber(desk.viewer, task),
    callWords: callWords(task, ticket, desk),
    answer: ticket.answer,
    objectionWords: objectionWords(ticket, desk),
    objectionEvidence,
    followWords: followWords(rating, desk.today),
  };
}

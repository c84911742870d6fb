/**
 * What stands out among tasks, each as one rule: the board counts by it and the ledger lists by it, so that a figure and the
 * list behind it can never differ. Pure.
 */
import type { Task, Ticket } from '../ledger/model.js';
import { lacksEvidence, needsEvidence } from '../ledger/evidence.js';
import { isListed } from '../ledger/listing.js';
import { lateMilestones } from '../ledger/milestones.js';
import { isDone, isOpen } from '../ledger/status.js';
import type { Calendar } from '../time/calendar.js';
import { type Day, dayOf, daysBetween } from '../time/day.js';
import { daysLateSubmitted, type TaskLight } from './light.js';

/** Whether what was done came in time. */
export const IN_TIME_PICKS = ['doneInTime', 'doneInTimeAtFirst', 'doneLate'] as const;

/** How far tickets 差评工单 are. */
export const TICKET_PICKS = ['ticket', 'ticketWithPhone', 'ticketCalled', 'ticketNotCalled', 'ticketAnswered', 'ticketNotAnswered'] as const;

export const PICKS = [
  'closedLately',
  'lateLately',
  'late3',
  'late7',
  'late30',
  'lateLong',
  'clockLate',
  'unsigned',
  'returned',
  'listed',
  'toList',
  'milestoneLate',
  'evidenceNeeded',
  'evidenceLacking',
  ...IN_TIME_PICKS,
  ...TICKET_PICKS,
] as const;
export type PickName = (typeof PICKS)[number];

/** A task as it stands at a moment. */
export interface Seen {
  readonly task: Task;
  readonly light: TaskLight;
}

/** Days that count as "this week": the last seven, today among them. */
export const LATELY = 7;

/** Red for its due day: so many days late; 0 for every other task. */
const daysLate = ({ light }: Seen): number => (light.light === 'red' && light.days !== null && light.days < 0 ? -light.days : 0);

const isBetween = (value: number, from: number, to: number): boolean => value >= from && value <= to;

/** Ages of lateness that the board tells apart: from so many days late to so many, both among them. */
const AGES = { late3: [1, 3], late7: [4, 7], late30: [8, 30], lateLong: [31, Number.POSITIVE_INFINITY] } as const;

/** Done, with a day to be measured by: so many days after `due` its accepted submission came; 0: in time. Null for every other task. */
function daysTaken(task: Task, due: Task['due'], calendar: Calendar): number | null {
  if (!isDone(task) || task.submittedAt === null || task.due.kind === 'standing') return null;
  return daysLateSubmitted({ ...task, due }, calendar);
}

/** Whoever was rated wrongly owes no answer. */
const isAnswered = ({ answeredAt, objection }: Ticket): boolean => answeredAt !== null || objection?.outcome === 'upheld';
const isCalled = ({ hasPhone, calledBackAt }: Ticket): boolean => hasPhone && calledBackAt !== null;

const ofTicket = (words: string, isIn: (ticket: Ticket) => boolean): Rule => ({
  words,
  isIn: ({ task: { ticket } }) => ticket !== null && isIn(ticket),
});

/** So many days late a task may come under another pick: where an age begins, and where it is not late lately any more. */
export const LATE_TURNS: readonly number[] = [...new Set([...Object.values(AGES).map(([from]) => from), LATELY + 1])];

interface Rule {
  readonly words: string;
  readonly isIn: (seen: Seen, today: Day, calendar: Calendar) => boolean;
}

const RULES: Readonly<Record<PickName, Rule>> = {
  closedLately: {
    words: '近 7 天办结',
    isIn: ({ task }, today) => isDone(task) && task.closedAt !== null && daysBetween(dayOf(task.closedAt), today) < LATELY,
  },
  lateLately: { words: '近 7 天新逾期', isIn: (seen) => isBetween(daysLate(seen), 1, LATELY) },
  late3: { words: '逾期 1 至 3 天', isIn: (seen) => isBetween(daysLate(seen), ...AGES.late3) },
  late7: { words: '逾期 4 至 7 天', isIn: (seen) => isBetween(daysLate(seen), ...AGES.late7) },
  late30: { words: '逾期 8 至 30 天', isIn: (seen) => isBetween(daysLate(seen), ...AGES.late30) },
  lateLong: { words: '逾期 30 天以上', isIn: (seen) => isBetween(daysLate(seen), ...AGES.lateLong) },
  clockLate: { words: '绿色通道超时', isIn: (seen) => seen.light.light === 'red' && daysLate(seen) === 0 },
  unsigned: { words: '还没有签收', isIn: ({ task }) => task.status === 'handedOut' && task.supervisedFrom !== null },
  listed: { words: '挂牌督办', isIn: ({ task }) => isListed(task) },
  toList: { words: '有人建议挂牌督办', isIn: ({ task }) => isOpen(task) && task.listing?.state === 'proposed' },
  milestoneLate: {
    words: '阶段节点逾期',
    isIn: ({ task }, today, calendar) => task.supervisedFrom !== null && lateMilestones(task, today, calendar).length > 0,
  },
  evidenceNeeded: { words: '需要佐证材料', isIn: ({ task }) => needsEvidence(task) },
  evidenceLacking: { words: '凭证不全', isIn: ({ task }) => lacksEvidence(task) },
  returned: { words: '退回后还没有办完', isIn: ({ task }) => isOpen(task) && task.returnedCount > 0 },
  doneInTime: { words: '按期提交', isIn: ({ task }, _today, calendar) => daysTaken(task, task.due, calendar) === 0 },
  doneInTimeAtFirst: {
    words: '按最初的时限也是按期',
    isIn: ({ task }, _today, calendar) => daysTaken(task, task.originalDue ?? task.due, calendar) === 0,
  },
  doneLate: { words: '逾期才提交', isIn: ({ task }, _today, calendar) => (daysTaken(task, task.due, calendar) ?? 0) > 0 },
  ticket: ofTicket('差评工单', () => true),
  ticketWithPhone: ofTicket('留有电话', ({ hasPhone }) => hasPhone),
  ticketCalled: ofTicket('已回访', isCalled),
  ticketNotCalled: ofTicket('没有回访到', (ticket) => ticket.hasPhone && !isCalled(ticket)),
  ticketAnswered: ofTicket('已答复', isAnswered),
  ticketNotAnswered: ofTicket('还没有答复', (ticket) => !isAnswered(ticket)),
};

export const isTicketPick = (pick: PickName): boolean => TICKET_PICKS.some((one) => one === pick);
export const pickWords = (pick: PickName): string => RULES[pick].words;

export const isPicked = (pick: PickName, seen: Seen, today: Day, calendar: Calendar): boolean => RULES[pick].isIn(seen, today, calendar);

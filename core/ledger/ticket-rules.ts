/** The ticket of a bad rating 差评工单 as rules of the lifecycle's table: call back, answer, object, decide on the objection. */
import { endedClock } from './clock.js';
import type { Rule } from './rule.js';
import type { Objection, Task, Ticket } from './model.js';
import { isOpen } from './status.js';

/** So many calls that nobody took are enough: the answer then stands on the citizen's page alone. */
export const ENOUGH_CALLS = 3;

const NO_TICKET = '这不是差评工单。';

const ofTicket = (task: Task, change: (ticket: Ticket) => Partial<Ticket>): Partial<Task> =>
  task.ticket === null ? {} : { ticket: { ...task.ticket, ...change(task.ticket) } };

const openObjection = ({ ticket }: Pick<Task, 'ticket'>): Objection | null => (ticket?.objection?.outcome === 'open' ? ticket.objection : null);

/** A citizen waits for a call. */
export const awaitsCall = (task: Pick<Task, 'ticket' | 'status'>): boolean =>
  task.ticket !== null && task.ticket.hasPhone && task.ticket.calledBackAt === null && task.ticket.missedCalls < ENOUGH_CALLS && isOpen(task);

/** An objection waits for a decision. */
export const awaitsDecision = (task: Pick<Task, 'ticket' | 'status'>): boolean => openObjection(task) !== null && isOpen(task);

/** What a ticket still lacks before 申请验收, as a sentence; null: nothing. */
export function ticketLacks(task: Pick<Task, 'ticket' | 'status'>): string | null {
  const { ticket } = task;
  if (ticket === null) return null;
  if (openObjection(task) !== null) return '申诉还没有决定，决定后再申请验收。';
  const lacks = [...(awaitsCall(task) ? ['还没有回访'] : []), ...(ticket.answeredAt === null ? ['还没有答复评价人'] : [])];
  return lacks.length === 0 ? null : `申请验收前${lacks.join('，')}。`;
}

const callBack: Rule = {
  closed: (task) => {
    if (task.ticket === null) return NO_TICKET;
    if (!task.ticket.hasPhone) return '评价人没有留电话，不用回访。';
    return task.ticket.calledBackAt === null ? null : '已经回访过。';
  },
  who: (standing) => standing.reports,
  follows: (task, action, { now }) =>
    ofTicket(task, ({ missedCalls }) => (action.kind === 'callBack' && action.reached ? { calledBackAt: now } : { missedCalls: missedCalls + 1 })),
};

const answer: Rule = {
  closed: (task) => (task.ticket === null ? NO_TICKET : null),
  who: (standing) => standing.reports,
  missing: (task) => (awaitsCall(task) ? '请先回访，再答复。' : null),
  follows: (task, action, { now }) => ({
    ...ofTicket(task, ({ answeredAt }) => ({ answer: action.kind === 'answer' ? action.text : '', answeredAt: answeredAt ?? now })),
    lastProgressAt: now,
  }),
};

const object: Rule = {
  closed: (task) => {
    if (task.ticket === null) return NO_TICKET;
    return task.ticket.objection === null ? null : '这件工单已经申诉过一次。';
  },
  who: (standing) => standing.reports || standing.rated,
  follows: (task, action, { now, personId }) =>
    action.kind === 'object'
      ? ofTicket(task, () => ({
          objection: { reason: action.reason, evidenceIds: action.evidenceIds, by: personId, at: now, outcome: 'open' },
        }))
      : {},
};

const noObjection = (task: Task): string | null => (openObjection(task) === null ? '没有待决定的申诉。' : null);

/** Never the rated person, whoever objected, or whoever works on it. */
const decides: Rule['who'] = (standing, task, personId) => standing.reviews && !standing.rated && openObjection(task)?.by !== personId;

const decided = (task: Task, outcome: Objection['outcome']): Partial<Task> =>
  ofTicket(task, ({ objection }) => (objection === null ? {} : { objection: { ...objection, outcome } }));

const upholdObjection: Rule = {
  closed: noObjection,
  who: decides,
  follows: (task, _action, { now }) => ({
    ...decided(task, 'upheld'),
    status: 'closed',
    closedAt: now,
    percent: 100,
    amendBy: null,
    extension: null,
    emergency: endedClock(task.emergency, now, '申诉成立，工单已办结'),
  }),
};

const dismissObjection: Rule = { closed: noObjection, who: decides, follows: (task) => decided(task, 'dismissed') };

/** In the order of the buttons: they stand before those of every task. */
export const TICKET_ACTS = { upholdObjection, dismissObjection, callBack, answer, object } as const;

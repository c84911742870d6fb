/** A bad rating 差评 → the task that answers it, in a round of its own for each year. Pure. */
import { FRESH } from '../ledger/fresh-task.js';
import type { Finding, Round, Task } from '../ledger/model.js';
import type { Policy } from '../notice/model.js';
import type { Person } from '../people/model.js';
import type { Roster } from '../people/roster.js';
import { addWorkdays, type Calendar } from '../time/calendar.js';
import { dayOf } from '../time/day.js';
import { LEVEL_WORDS } from './levels.js';
import type { Rating, ServiceWindow } from './model.js';

const MARK = 'ratings-';

/** A round that no ledger brought: it is opened by the first bad rating of its year. */
export const isOfTickets = ({ id }: Pick<Round, 'id'>): boolean => id.startsWith(MARK);

/** The round under which the tickets of a year stand, begun by the first of them. */
export function roundOfTickets(at: Date): Round {
  const year = dayOf(at).slice(0, 4);
  return {
    id: `${MARK}${year}`,
    name: `${year}年政务服务差评工单`,
    inspectedUnitId: null,
    feedbackDay: dayOf(at),
    supervisedFrom: dayOf(at),
    createdAt: at,
  };
}

/** Whoever is to call back: the window's own handler, else the unit's leader, else its liaison; never whoever was rated. */
export function handlerOf({ handlerId, leaderId, unitId }: ServiceWindow, ratedIds: readonly string[], roster: Roster): Person | null {
  const named = [handlerId, leaderId].flatMap((id) => roster.person(id) ?? []).filter(({ active }) => active);
  const inLine = [...named, ...roster.holders('leader', unitId), ...roster.holders('liaison', unitId)];
  return inLine.find(({ id }) => !ratedIds.includes(id)) ?? null;
}

export interface Opening {
  readonly taskId: string;
  readonly number: number;
  readonly window: ServiceWindow;
  readonly rating: Rating;
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly roster: Roster;
}

/** What the citizen said stands in the finding, never in the measure: chats repeat only that. */
export function ticketOf({ taskId, number, window, rating, policy, calendar, roster }: Opening): { readonly finding: Finding; readonly task: Task } {
  const { at } = rating;
  const today = dayOf(at);
  const roundId = roundOfTickets(at).id;
  const rated = window.staff.filter(({ workNumber }) => rating.staffId === null || workNumber === rating.staffId);
  const ratedIds = [...new Set(rated.flatMap(({ personId }) => personId ?? []))];
  const said = [LEVEL_WORDS[rating.level], rating.tags.join('、'), rating.comment].filter((part) => part !== '');
  const finding: Finding = {
    id: `rating-${rating.id}`,
    roundId,
    number: `P${number}`,
    category: '政务服务差评',
    text: said.join('。'),
    sensitive: false,
  };
  const task: Task = {
    ...FRESH,
    id: taskId,
    number,
    roundId,
    findingId: finding.id,
    measure: `处理“${window.name}”的差评（${LEVEL_WORDS[rating.level]}）`,
    acceptance: rating.sealedPhone === null ? '整改到位，并答复评价人' : '电话回访评价人，整改到位，并答复评价人',
    remark: '',
    unitId: window.unitId,
    coUnitIds: [],
    ownerId: handlerOf(window, ratedIds, roster)?.id ?? null,
    coOwnerIds: [],
    leaderId: window.leaderId === null || ratedIds.includes(window.leaderId) ? null : window.leaderId,
    due: { kind: 'day', day: addWorkdays(calendar, today, policy.workdaysFor.ticket), words: `${policy.workdaysFor.ticket} 个工作日` },
    status: 'inProgress',
    percent: 0,
    evidenceNeeds: [],
    supervisedFrom: today,
    // Calling back is what shows that it was received: nobody signs for a ticket.
    signedAt: at,
    ticket: {
      ratingId: rating.id,
      windowId: window.id,
      ratedIds,
      openedAt: at,
      hasPhone: rating.sealedPhone !== null,
      missedCalls: 0,
      calledBackAt: null,
      answer: '',
      answeredAt: null,
      objection: null,
    },
  };
  return { finding, task };
}

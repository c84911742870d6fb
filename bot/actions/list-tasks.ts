/** The ledger as a list: filtered, searched, counted, within what the person may see. */
import type { TaskList, TaskQuery } from '../../core/contract/task.js';
import { STATUS_WORDS } from '../../core/ledger/action-words.js';
import { monthInFull } from '../../core/time/day.js';
import { isTicketPick, type PickName, pickWords } from '../../core/insight/picks.js';
import type { Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';
import type { Finding } from '../../core/ledger/model.js';
import { askedFinding, askedPage, beside, countedTasks, countIn } from './asked-tasks.js';
import { renewReckoned } from './reckoned-tasks.js';
import { type Desk, cardOf, deskOf } from './task-card.js';
import { facetsOf } from './task-facets.js';

const TICKET = pickWords('ticket');

/** Nothing where neither asks for tickets. */
function ticketsWords(month: string | undefined, pick: PickName | undefined): string {
  if (month !== undefined) return `${monthInFull(month)}的${TICKET}`;
  return pick !== undefined && isTicketPick(pick) ? TICKET : '';
}

/** What only the board asks for has no control of its own on the list: it is said, so that it can be taken off. */
function narrowedWords(
  { under, alone, category, leaderId, pick, status, ticketMonth }: TaskQuery,
  { roster }: Desk,
  finding: Finding | null,
): string | null {
  const unit = under === undefined ? undefined : roster.unit(under)?.name;
  const leader = leaderId === undefined ? undefined : roster.person(leaderId)?.name;
  const parts = [
    unit === undefined ? '' : `${unit}${alone === 'yes' ? '（本级）' : ''}`,
    category ?? '',
    finding === null ? '' : `问题 ${finding.number}`,
    leader === undefined ? '' : `责任领导 ${leader}`,
    ticketsWords(ticketMonth, pick),
    pick === undefined || pick === 'ticket' ? '' : pickWords(pick),
    status === undefined ? '' : STATUS_WORDS[status],
  ].filter((words) => words !== '');
  return parts.length === 0 ? null : parts.join(' · ');
}

/** A page of what is asked for, what stands out first, with what each narrowing would show. */
export async function listTasks(services: Services, viewer: Viewer, query: TaskQuery): Promise<TaskList> {
  const desk = await deskOf(services, viewer);
  await renewReckoned(services, desk);
  const { cursor = null, limit = 30 } = query;
  const [rest, { all, matching }, finding, rounds] = await Promise.all([
    askedPage(services, query, desk, limit + 1, cursor),
    countedTasks(services, query, desk),
    askedFinding(services, query, desk),
    services.store.ledger.rounds(),
  ]);
  const page = rest.slice(0, limit);
  return {
    tasks: page.map((row) => cardOf(desk, row)),
    total: countIn(beside(null, matching, query)),
    cursor: rest.length > limit ? (page.at(-1)?.place ?? null) : null,
    narrowed: narrowedWords(query, desk, finding),
    facets: facetsOf({ all, matching, query, rounds, roster: desk.roster }),
  };
}

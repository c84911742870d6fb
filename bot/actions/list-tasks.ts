/** The ledger as a list: filtered, searched, counted, within what the person may see. */
import type { TaskList, TaskQuery } from '../../core/contract/task.js';
import { pickWords } from '../../core/insight/picks.js';
import type { Viewer } from '../../core/people/model.js';
import type { Services } from '../services.js';
import { askedTasks, inOrder, type Lit } from './asked-tasks.js';
import { type Desk, cardOf, deskOf } from './task-card.js';
import { facetsOf } from './task-facets.js';

/** What only the board asks for has no control of its own on the list: it is said, so that it can be taken off. */
function narrowedWords({ under, alone, category, findingId, leaderId, pick }: TaskQuery, { roster }: Desk, matching: readonly Lit[]): string | null {
  const unit = under === undefined ? undefined : roster.unit(under)?.name;
  const finding = findingId === undefined ? undefined : matching[0]?.finding;
  const leader = leaderId === undefined ? undefined : roster.person(leaderId)?.name;
  const parts = [
    unit === undefined ? '' : `${unit}${alone === 'yes' ? '（本级）' : ''}`,
    category ?? '',
    finding === undefined ? '' : `问题 ${finding.number}`,
    leader === undefined ? '' : `责任领导 ${leader}`,
    pick === undefined ? '' : pickWords(pick),
  ].filter((words) => words !== '');
  return parts.length === 0 ? null : parts.join(' · ');
}

/** A page of what is asked for, what stands out first, with what each narrowing would show. */
export async function listTasks(services: Services, viewer: Viewer, query: TaskQuery): Promise<TaskList> {
  const desk = await deskOf(services, viewer);
  const { all, matching } = await askedTasks(services, query, desk);
  const rounds = await services.store.ledger.rounds();
  const placed = inOrder(matching, query);
  const { cursor, limit = 30 } = query;
  const rest = cursor === undefined ? placed : placed.filter(({ place }) => place > cursor);
  const page = rest.slice(0, limit);
  return {
    tasks: page.map(({ one }) => cardOf(desk, one)),
    total: placed.length,
    cursor: rest.length > limit ? (page.at(-1)?.place ?? null) : null,
    narrowed: narrowedWords(query, desk, matching),
    facets: facetsOf({ all, matching, query, rounds, roster: desk.roster }),
  };
}

/** The ledger as a list: filtered, searched, counted, within what the person may see. */
import type { TaskList, TaskQuery } from '../../core/contract/task.js';
import { isPicked, pickWords } from '../../core/insight/picks.js';
import type { Task } from '../../core/ledger/model.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import type { Services, TaskFilter, TaskRow } from '../services.js';
import { isUnconfirmedNow } from './heard-box.js';
import { lightNow } from './emergency-box.js';
import { type Desk, cardOf, deskOf } from './task-card.js';
import { type Lit, facetsOf } from './task-facets.js';

/** What the query asks for, in the store's terms. Light and picks are reckoned for today, never stored. */
export function filterOf({ cursor: _cursor, limit: _limit, under, alone, category, pick, unconfirmed, ...asked }: TaskQuery, desk: Desk) {
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined && value !== '')) as TaskFilter;
  const isWanted = ({ task, finding }: TaskRow): boolean =>
    (category === undefined || finding.category === category) &&
    (unconfirmed === undefined || isUnconfirmedNow(task, desk)) &&
    (pick === undefined || isPicked(pick, { task, light: lightNow(task, desk) }, desk.today));
  return {
    ...given,
    ...(under === undefined || under === '' ? {} : { leadUnitIds: alone === 'yes' ? [under] : desk.roster.below(under) }),
    ...(category === undefined && pick === undefined && unconfirmed === undefined ? {} : { isWanted }),
    lightOf: (task: Task) => lightNow(task, desk).light,
  } satisfies TaskFilter;
}

/** What only the board asks for has no control of its own on the list: it is said, so that it can be taken off. */
function narrowedWords({ under, alone, category, leaderId, pick }: TaskQuery, { roster }: Desk): string | null {
  const unit = under === undefined ? undefined : roster.unit(under)?.name;
  const leader = leaderId === undefined ? undefined : roster.person(leaderId)?.name;
  const parts = [
    unit === undefined ? '' : `${unit}${alone === 'yes' ? '（本级）' : ''}`,
    category ?? '',
    leader === undefined ? '' : `责任领导 ${leader}`,
    pick === undefined ? '' : pickWords(pick),
  ].filter((words) => words !== '');
  return parts.length === 0 ? null : parts.join(' · ');
}

/** What stands out first: red, yellow, green, done; within a light by urgency. */
export async function listTasks(services: Services, viewer: Viewer, query: TaskQuery): Promise<TaskList> {
  const desk = await deskOf(services, viewer);
  const scope = scopeOf(viewer);
  const filter = filterOf(query, desk);
  // Its facet is counted beside the other filters, as theirs are beside it.
  const { light, unitId, roundId, lightOf: lit, ...searched } = filterOf({ ...query, unconfirmed: undefined }, desk);
  const page = await services.store.tasks.list(scope, filter, query.limit ?? 30, query.cursor ?? null);
  const all = await services.store.tasks.all(scope, {});
  const found = Object.keys(searched).length === 0 ? all : await services.store.tasks.all(scope, searched);
  const matching = found.map(({ task }): Lit => ({ task, light: lit(task), isUnconfirmed: isUnconfirmedNow(task, desk) }));
  return {
    tasks: page.rows.map((row) => cardOf(desk, row)),
    total: page.total,
    cursor: page.cursor,
    narrowed: narrowedWords(query, desk),
    facets: facetsOf({
      all,
      matching,
      chosen: { light, unitId, roundId, unconfirmed: query.unconfirmed !== undefined },
      rounds: await services.store.ledger.rounds(),
      roster: desk.roster,
    }),
  };
}

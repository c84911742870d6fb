/** The ledger as a list: filtered, searched, counted, within what the person may see. */
import type { TaskList, TaskQuery } from '../../core/contract/task.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import type { Services, TaskFilter } from '../services.js';
import { lightNow } from './emergency-box.js';
import { type Desk, cardOf, deskOf } from './task-card.js';
import { type Lit, facetsOf } from './task-facets.js';

/** The filter without what the person left out; the light is reckoned for today, never stored. */
function filterOf({ cursor: _cursor, limit: _limit, ...asked }: TaskQuery, desk: Desk) {
  const filter = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined && value !== '')) as TaskFilter;
  return { ...filter, lightOf: (task) => lightNow(task, desk).light } satisfies TaskFilter;
}

/** What stands out first: red, yellow, green, done; within a light by urgency. */
export async function listTasks(services: Services, viewer: Viewer, query: TaskQuery): Promise<TaskList> {
  const desk = await deskOf(services, viewer);
  const scope = scopeOf(viewer);
  const filter = filterOf(query, desk);
  const { light, unitId, roundId, lightOf: lit, ...searched } = filter;
  const page = await services.store.tasks.list(scope, filter, query.limit ?? 30, query.cursor ?? null);
  const all = await services.store.tasks.all(scope, {});
  const found = Object.keys(searched).length === 0 ? all : await services.store.tasks.all(scope, searched);
  const matching = found.map(({ task }): Lit => ({ task, light: lit(task) }));
  return {
    tasks: page.rows.map((row) => cardOf(desk, row)),
    total: page.total,
    cursor: page.cursor,
    facets: facetsOf({ all, matching, chosen: { light, unitId, roundId }, rounds: await services.store.ledger.rounds(), roster: desk.roster }),
  };
}

/** The ledger as a list: filtered, searched, counted, within what the person may see. */
import type { TaskList, TaskQuery } from '../../core/contract/task.js';
import { lightOf } from '../../core/insight/light.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf } from '../../core/people/scope.js';
import type { Services, TaskFilter } from '../services.js';
import { cardOf, type Desk, deskOf } from './task-card.js';

const LIGHTS = [
  { light: 'red', words: '逾期' },
  { light: 'yellow', words: '临近' },
  { light: 'green', words: '正常' },
  { light: 'none', words: '已办结' },
] as const;

/** Counts occurrences by key, most first. */
function tally<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/** The filter without what the person left out; the light is reckoned for today, never stored. */
function filterOf({ cursor: _cursor, limit: _limit, ...asked }: TaskQuery, { today, policy, calendar }: Desk): TaskFilter {
  const filter = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined && value !== '')) as TaskFilter;
  return filter.light === undefined ? filter : { ...filter, lightOf: (task) => lightOf(task, today, policy, calendar).light };
}

export async function listTasks(services: Services, viewer: Viewer, query: TaskQuery): Promise<TaskList> {
  const desk = await deskOf(services, viewer);
  const scope = scopeOf(viewer);
  const page = await services.store.tasks.list(scope, filterOf(query, desk), query.limit ?? 30, query.cursor ?? null);
  const all = await services.store.tasks.all(scope, {});
  const rounds = await services.store.ledger.rounds();
  const cards = all.map((row) => cardOf(desk, row));
  const lights = new Map(tally(cards, (card) => card.light));
  return {
    tasks: page.rows.map((row) => cardOf(desk, row)),
    total: page.total,
    cursor: page.cursor,
    facets: {
      lights: LIGHTS.map(({ light, words }) => ({ light, words, count: lights.get(light) ?? 0 })),
      units: tally(all, ({ task }) => task.unitId).map(([id, count]) => ({ id, name: desk.roster.unit(id)?.name ?? '', count })),
      rounds: tally(all, ({ task }) => task.roundId).flatMap(([id, count]) => {
        const round = rounds.find((one) => one.id === id);
        return round === undefined ? [] : [{ id, name: round.name, supervised: round.supervisedFrom !== null, count }];
      }),
    },
  };
}

/** What a conversation asks of tasks: the few it shows, what they are called, and counts by unit. However many there are, few are read. */
import type { ClientSession } from 'mongodb';
import type { Collection } from 'mongoose';
import type { MeasureOf, TaskFilter, TaskRow, TaskScope, TaskStore, UnitCount } from '../services.js';
import { asFilter } from './documents.js';
import type { TaskQuery } from './task-filter.js';
import type { KeptTask } from './task-models.js';

type ForTalk = Pick<TaskStore, 'first' | 'measures' | 'unitCounts'>;

/** What the tasks of a store lend to it. */
interface Lent {
  readonly tasks: Collection;
  readonly joined: { readonly session?: ClientSession };
  queryOf(scope: TaskScope, filter: TaskFilter): Promise<TaskQuery>;
  rowsOf(found: readonly KeptTask[]): Promise<readonly TaskRow[]>;
}

const BY_URGENCY = { order: 1 } as const;

const CALLED = { _id: 0, number: 1, measure: 1 } as const;

export function taskTalk({ tasks, joined, queryOf, rowsOf }: Lent): ForTalk {
  return {
    first: async (scope, filter, limit) => {
      const query = asFilter(await queryOf(scope, filter));
      return rowsOf(await tasks.find<KeptTask>(query, { ...joined, sort: BY_URGENCY, limit }).toArray());
    },
    measures: async (scope, filter, limit) => {
      const query = asFilter(await queryOf(scope, filter));
      return tasks.find<MeasureOf>(query, { ...joined, sort: BY_URGENCY, limit, projection: CALLED }).toArray();
    },
    unitCounts: async (scope, filter) => {
      const query = asFilter(await queryOf(scope, filter));
      const counts = { $group: { _id: '$unitId', count: { $sum: 1 }, place: { $min: '$order' } } };
      const found = await tasks
        .aggregate<{ readonly _id: string; readonly count: number }>([{ $match: query }, counts, { $sort: { place: 1 } }], joined)
        .toArray();
      return found.map(({ _id, count }): UnitCount => ({ unitId: _id, count }));
    },
  };
}

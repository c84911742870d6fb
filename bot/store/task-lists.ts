/** Pages and counts of tasks by what is kept of their reckoning: found along an index, however many tasks there are. */
import type { ClientSession, Document, Filter } from 'mongodb';
import type { Collection } from 'mongoose';
import type { FindingCell } from '../../core/insight/recurring.js';
import type { BoardOption, StoredBoardCell, TaskFilter, TaskRow, TaskScope, TaskStore } from '../services.js';
import type { TaskQuery } from './task-filter.js';
import { type KeptTask, keptReckoning, plainCell, plainReckoning, plainTask } from './task-models.js';

const BATCH = 500;
/** What was reckoned for a moment later than this is of no use: the clock has been set back since. */
const CLOCKS_APART_MS = 60_000;
const ALL_BY_CELL = { 'reckoned.place': 1, 'reckoned.cell': 1 } as const;
const UNITS_BY_CELL = { unitIds: 1, ...ALL_BY_CELL } as const;

type Lists = Pick<TaskStore, 'unreckoned' | 'reckoned' | 'keepReckoned' | 'page' | 'cells' | 'boardCells' | 'findingCells' | 'boardOptions'>;

/** What the tasks of a store lend to its lists. */
export interface Shelf {
  readonly collection: Collection;
  readonly joined: { readonly session?: ClientSession };
  queryOf(filter: TaskFilter): Promise<TaskQuery>;
  rowsOf(found: readonly KeptTask[]): Promise<readonly TaskRow[]>;
}

interface Part {
  readonly query: TaskQuery;
  /** The index that alone can count it; null: none. */
  readonly counts: Document | null;
}

/** A scope in parts that have no task in common, so that each is read along one index. */
function partsOf({ everything, unitIds, personId }: TaskScope): readonly Part[] {
  if (everything) return [{ query: {}, counts: ALL_BY_CELL }];
  const others = unitIds.length === 0 ? {} : { unitIds: { $nin: [...unitIds] } };
  return [
    ...(unitIds.length === 0 ? [] : [{ query: { unitIds: { $in: [...unitIds] } }, counts: UNITS_BY_CELL }]),
    ...(personId === null ? [] : [{ query: { seenBy: personId, ...others }, counts: null }]),
  ];
}

const visibleTo = ({ beforeStart }: TaskScope): object => (beforeStart ? {} : { supervisedFrom: { $ne: null } });

/** How the board counts a task, in the names of what is kept. */
const BOARD_CELL = {
  ...{ unitId: '$unitId', roundId: '$roundId', leaderId: '$leaderId', light: '$reckoned.light', picks: '$reckoned.picks' },
} as const;

const FINDING_CELL = { findingId: '$findingId', unitId: '$unitId', light: '$reckoned.light' } as const;

const asFilter = (...parts: readonly object[]): Filter<Document> => {
  const asked = parts.filter((part) => Object.keys(part).length > 0);
  return asked.length === 0 ? {} : { $and: asked };
};

const placeOf = ({ reckoned }: KeptTask): string => reckoned?.place ?? '';

export function taskLists({ collection, joined, queryOf, rowsOf }: Shelf): Lists {
  return {
    unreckoned: async function* ({ rules, at }) {
      const ahead = new Date(at.getTime() + CLOCKS_APART_MS);
      const stale = [
        { 'reckoned.rules': { $ne: rules } },
        { 'reckoned.rules': rules, 'reckoned.at': { $gt: ahead } },
        { 'reckoned.until': { $lte: at } },
      ];
      for await (const task of collection.find<KeptTask>({ $or: stale }, { ...joined, batchSize: BATCH })) yield plainTask(task);
    },
    reckoned: async function* ({ rules, at }) {
      const good = { 'reckoned.rules': rules, $or: [{ 'reckoned.until': null }, { 'reckoned.until': { $gt: at } }] };
      for await (const task of collection.find<KeptTask>(good, { ...joined, batchSize: BATCH })) {
        if (task.reckoned !== undefined) yield { task: plainTask(task), reckoning: plainReckoning(task.reckoned) };
      }
    },
    keepReckoned: async (list, by) => {
      if (list.length === 0) return 0;
      const writes = list.map((one) => ({
        // Another version is another task: whoever lists next reckons it.
        updateOne: { filter: asFilter({ _id: one.task.id, version: one.task.version }), update: { $set: { reckoned: keptReckoning(one, by) } } },
      }));
      return (await collection.bulkWrite(writes, { ...joined, ordered: false })).matchedCount;
    },
    page: async (scope, filter, after, limit) => {
      const asked = await queryOf(filter);
      const visible = visibleTo(scope);
      const parts = partsOf(scope).map(({ query }) =>
        collection
          .find<KeptTask>(asFilter(query, visible, asked, { 'reckoned.place': { $gt: after ?? '' } }), { ...joined, limit })
          .sort({ 'reckoned.place': 1 })
          .toArray(),
      );
      const found = (await Promise.all(parts)).flat().sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
      const page = found.slice(0, limit);
      const places = page.map(placeOf);
      return (await rowsOf(page)).map(({ task, finding }, index) => ({ task, finding, place: places[index] ?? '' }));
    },
    cells: async (scope, filter) => {
      const asked = await queryOf(filter);
      const isWhole = Object.keys(asked).length === 0;
      const counted = partsOf(scope).map(({ query, counts }) =>
        collection
          .aggregate<{ readonly _id: string | null; readonly count: number; readonly place: string }>(
            [{ $match: asFilter(query, asked) }, { $group: { _id: '$reckoned.cell', count: { $sum: 1 }, place: { $min: '$reckoned.place' } } }],
            { ...joined, ...(isWhole && counts !== null ? { hint: counts } : {}) },
          )
          .toArray(),
      );
      return (await Promise.all(counted))
        .flat()
        .flatMap(({ _id, count, place }) => (_id === null ? [] : [plainCell(_id, count, place)]))
        .filter(({ supervised }) => supervised || scope.beforeStart);
    },
    findingCells: async (scope) => {
      const counted = partsOf(scope).map(({ query }) =>
        collection
          .aggregate<{ readonly _id: Omit<FindingCell, 'count'>; readonly count: number }>(
            [{ $match: asFilter(query, visibleTo(scope)) }, { $group: { _id: FINDING_CELL, count: { $sum: 1 } } }],
            // As many as there are findings: taken in one piece they would hold up everybody else.
            { ...joined, batchSize: BATCH },
          )
          .toArray(),
      );
      return (await Promise.all(counted)).flat().map(({ _id, count }) => ({ ..._id, count }));
    },
    boardOptions: async (scope) => {
      const found = partsOf(scope).map(({ query }) =>
        collection
          .aggregate<{ readonly _id: Partial<BoardOption> }>(
            [{ $match: asFilter(query, visibleTo(scope)) }, { $group: { _id: { roundId: '$roundId', leaderId: '$leaderId' } } }],
            joined,
          )
          .toArray(),
      );
      return (await Promise.all(found)).flat().map(({ _id: { roundId = '', leaderId = null } }) => ({ roundId, leaderId }));
    },
    boardCells: async (scope, filter) => {
      const asked = await queryOf(filter);
      const counted = partsOf(scope).map(({ query }) =>
        collection
          .aggregate<{ readonly _id: Omit<StoredBoardCell, 'count'>; readonly count: number }>(
            [{ $match: asFilter(query, visibleTo(scope), asked) }, { $group: { _id: BOARD_CELL, count: { $sum: 1 } } }],
            joined,
          )
          .toArray(),
      );
      return (await Promise.all(counted)).flat().map(({ _id: { leaderId = null, ...one }, count }) => ({ ...one, leaderId, count }));
    },
  };
}

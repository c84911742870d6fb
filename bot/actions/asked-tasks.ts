/**
 * The tasks that a list, its file and the board ask for: what a person may see, read once and narrowed here, since light and picks
 * are reckoned for today and never stored.
 */
import type { TaskQuery } from '../../core/contract/task.js';
import { isPicked } from '../../core/insight/picks.js';
import type { TaskLight } from '../../core/insight/light.js';
import type { Task } from '../../core/ledger/model.js';
import { urgencyOf } from '../../core/ledger/urgency.js';
import { scopeOf } from '../../core/people/scope.js';
import type { Services, TaskFilter, TaskRow } from '../services.js';
import { lightNow } from './emergency-box.js';
import { isUnconfirmedNow } from './heard-box.js';
import type { Desk } from './task-card.js';

/** A task as it stands at this moment. */
export interface Lit extends TaskRow {
  readonly light: TaskLight;
  readonly isUnconfirmed: boolean;
}

export interface AskedTasks {
  /** Everything the person may see. */
  readonly all: readonly TaskRow[];
  /** What search, status and the board's narrowing leave, before the chips of the list (light, unit, round, 未确认) narrow it. */
  readonly matching: readonly Lit[];
}

/** What a list is narrowed by with a chip that carries a count. */
const CHIPS = {
  light: ({ light }: Lit, { light: asked }: TaskQuery) => asked === undefined || light.light === asked,
  unitId: ({ task }: Lit, { unitId }: TaskQuery) => unitId === undefined || unitsOf(task).includes(unitId),
  roundId: ({ task }: Lit, { roundId }: TaskQuery) => roundId === undefined || task.roundId === roundId,
  unconfirmed: ({ isUnconfirmed }: Lit, { unconfirmed }: TaskQuery) => unconfirmed === undefined || isUnconfirmed,
} as const;
export type Chip = keyof typeof CHIPS;

/** The leading unit and those that help. */
export const unitsOf = ({ unitId, coUnitIds }: Task): readonly string[] => [...new Set([unitId, ...coUnitIds])];

/** Those that every chip chosen leaves but `own`: only then is a count what choosing it instead would show. */
export const beside = (own: Chip | null, matching: readonly Lit[], query: TaskQuery): readonly Lit[] => {
  const chips = (Object.keys(CHIPS) as Chip[]).filter((chip) => chip !== own);
  return matching.filter((one) => chips.every((chip) => CHIPS[chip](one, query)));
};

function storeFilter({ q, status, under, alone, leaderId }: TaskQuery, { roster }: Desk): TaskFilter {
  return {
    ...(q === undefined || q === '' ? {} : { q }),
    ...(status === undefined ? {} : { status }),
    ...(under === undefined || under === '' ? {} : { leadUnitIds: alone === 'yes' ? [under] : roster.below(under) }),
    ...(leaderId === undefined ? {} : { leaderId }),
  };
}

export async function askedTasks({ store }: Services, query: TaskQuery, desk: Desk): Promise<AskedTasks> {
  const scope = scopeOf(desk.viewer);
  const filter = storeFilter(query, desk);
  const all = await store.tasks.all(scope, {});
  const found = Object.keys(filter).length === 0 ? all : await store.tasks.all(scope, filter);
  const { category, findingId, pick } = query;
  const matching = found
    .filter(({ finding }) => (category === undefined || finding.category === category) && (findingId === undefined || finding.id === findingId))
    .map((row): Lit => ({ ...row, light: lightNow(row.task, desk), isUnconfirmed: isUnconfirmedNow(row.task, desk) }))
    .filter((one) => pick === undefined || isPicked(pick, one, desk.today));
  return { all, matching };
}

const LIGHT_RANK = { red: 0, yellow: 1, green: 2, none: 3 } as const;

export interface Placed {
  readonly one: Lit;
  /** Unique, and stays where it is while others come and go. */
  readonly place: string;
}

/** What stands out first: red, yellow, green, done; within a light by urgency. */
export const inOrder = (matching: readonly Lit[], query: TaskQuery): readonly Placed[] =>
  beside(null, matching, query)
    .map((one) => ({ one, place: `${LIGHT_RANK[one.light.light]}${urgencyOf(one.task)}` }))
    .sort((a, b) => (a.place < b.place ? -1 : 1));

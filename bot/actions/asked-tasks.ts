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
import type { Services, TaskRow } from '../services.js';
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

/** What narrows a list besides its chips; a unit of the board stands for those below it too. */
function isAsked({ status, under, alone, leaderId, category, findingId }: TaskQuery, { roster }: Desk): (row: TaskRow) => boolean {
  const units = under === undefined || under === '' ? null : new Set(alone === 'yes' ? [under] : roster.below(under));
  return ({ task, finding }) =>
    (status === undefined || task.status === status) &&
    (units === null || units.has(task.unitId)) &&
    (leaderId === undefined || task.leaderId === leaderId) &&
    (category === undefined || finding.category === category) &&
    (findingId === undefined || finding.id === findingId);
}

export async function askedTasks({ store }: Services, query: TaskQuery, desk: Desk): Promise<AskedTasks> {
  const scope = scopeOf(desk.viewer);
  const { q, pick } = query;
  const all = await store.tasks.all(scope, {});
  const found = q === undefined || q === '' ? all : await store.tasks.all(scope, { q });
  const matching = found
    .filter(isAsked(query, desk))
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

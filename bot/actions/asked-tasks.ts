/**
 * What a list, its file and the board ask for, within what a person may see: narrowed, counted and put in order by the base, by
 * what is kept of each task's reckoning, which is brought up to this moment first.
 */
import type { BoardQuery } from '../../core/contract/board.js';
import type { TaskQuery } from '../../core/contract/task.js';
import type { Finding } from '../../core/ledger/model.js';
import { scopeOf } from '../../core/people/scope.js';
import type { Services, TaskCell, TaskFilter, TaskRow } from '../services.js';
import type { Desk } from './task-card.js';

/** What a list is narrowed by with a chip that carries a count, each as it is asked of the base and of a count. */
const CHIPS = {
  light: ({ light }: TaskCell, { light: asked }: TaskQuery) => asked === undefined || light === asked,
  unitId: ({ unitIds }: TaskCell, { unitId }: TaskQuery) => unitId === undefined || unitIds.includes(unitId),
  roundId: (cell: TaskCell, { roundId }: TaskQuery) => roundId === undefined || cell.roundId === roundId,
  unconfirmed: (cell: TaskCell, { unconfirmed }: TaskQuery) => unconfirmed === undefined || cell.unconfirmed,
} as const;
export type Chip = keyof typeof CHIPS;

/** Those that every chip chosen leaves but `own`: only then is a count what choosing it instead would show. */
export const beside = (own: Chip | null, matching: readonly TaskCell[], query: TaskQuery): readonly TaskCell[] => {
  const chips = (Object.keys(CHIPS) as Chip[]).filter((chip) => chip !== own);
  return matching.filter((one) => chips.every((chip) => CHIPS[chip](one, query)));
};

export const countIn = (cells: readonly Pick<TaskCell, 'count'>[]): number => cells.reduce((sum, { count }) => sum + count, 0);

/** What narrows a list besides its chips; a unit of the board stands for those below it too. */
function besidesChips({ q, status, under, alone, leaderId, category, findingId, pick, ticketMonth }: TaskQuery, { roster }: Desk): TaskFilter {
  const ledBy = under === undefined || under === '' ? undefined : alone === 'yes' ? [under] : roster.below(under);
  return { q: q === '' ? undefined : q, status, ledBy, leaderId, category, findingId, pick, ticketMonth };
}

/** Everything a list is narrowed by. */
function filterOf(query: TaskQuery, desk: Desk): TaskFilter {
  const { light, unitId, roundId, unconfirmed } = query;
  return { ...besidesChips(query, desk), light, unitId, roundId, unconfirmed: unconfirmed === undefined ? undefined : true };
}

/** What the board counts, and rounds and leaders of everything the person may see. */
export async function askedCells({ store }: Services, query: BoardQuery, desk: Desk) {
  const scope = scopeOf(desk.viewer);
  const { ledBy, category, leaderId } = besidesChips(query, desk);
  const [cells, options] = await Promise.all([
    store.tasks.boardCells(scope, { category }),
    // Where all is counted, the cells tell them too.
    category === undefined ? null : store.tasks.boardOptions(scope),
  ]);
  const units = ledBy === undefined ? null : new Set(ledBy);
  const narrowed = cells.filter(
    (cell) =>
      (units === null || units.has(cell.unitId)) &&
      (leaderId === undefined || cell.leaderId === leaderId) &&
      (query.roundId === undefined || cell.roundId === query.roundId),
  );
  return { options: options ?? cells, narrowed };
}

/** A page of the list: what stands out first, from after a place on. */
export const askedPage = ({ store }: Services, query: TaskQuery, desk: Desk, limit: number, after: string | null = null) =>
  store.tasks.page(scopeOf(desk.viewer), filterOf(query, desk), after, limit);

/** So many tasks are held at once while a long list is walked. */
const WALKED_AT_ONCE = 500;

/** The whole list in the same order, page by page, at most `limit`; what moves while it is walked comes once all the same. */
export async function* askedWalk(services: Services, query: TaskQuery, desk: Desk, limit: number): AsyncGenerator<readonly TaskRow[]> {
  const seen = new Set<string>();
  for (let after: string | null = null; seen.size < limit; ) {
    const page = await askedPage(services, query, desk, Math.min(WALKED_AT_ONCE, limit - seen.size), after);
    yield page.filter(({ task }) => !seen.has(task.id));
    for (const { task } of page) seen.add(task.id);
    after = page.at(-1)?.place ?? null;
    if (after === null) return;
  }
}

export const askedCount = async ({ store }: Services, query: TaskQuery, desk: Desk): Promise<number> =>
  countIn(await store.tasks.cells(scopeOf(desk.viewer), filterOf(query, desk)));

export interface CountedTasks {
  /** Everything the person may see. */
  readonly all: readonly TaskCell[];
  /** What search, status and the board's narrowing leave, before the chips of the list (light, unit, round, 未确认) narrow it. */
  readonly matching: readonly TaskCell[];
}

export async function countedTasks({ store }: Services, query: TaskQuery, desk: Desk): Promise<CountedTasks> {
  const scope = scopeOf(desk.viewer);
  const { status, ...rest } = besidesChips(query, desk);
  const isNarrowed = Object.values(rest).some((one) => one !== undefined);
  const [all, narrowed] = await Promise.all([store.tasks.cells(scope, {}), isNarrowed ? store.tasks.cells(scope, rest) : null]);
  return { all, matching: (narrowed ?? all).filter((cell) => status === undefined || cell.status === status) };
}

/** A finding that is asked for, where something of it is left to be seen. */
export async function askedFinding({ store }: Services, query: TaskQuery, desk: Desk): Promise<Finding | null> {
  if (query.findingId === undefined) return null;
  return (await store.tasks.page(scopeOf(desk.viewer), besidesChips(query, desk), null, 1))[0]?.finding ?? null;
}

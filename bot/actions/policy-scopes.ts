/** What an exception of the reminder policy is for, as people call it: a round, a unit, a task. */
import type { PolicyBook, PolicyScope } from '../../core/notice/policy-book.js';
import type { Round } from '../../core/ledger/model.js';
import type { Roster } from '../../core/people/roster.js';
import { measureOf } from '../../core/notice/digest.js';
import type { Store, TaskRow } from '../services.js';

export interface ScopeNames {
  readonly rounds: readonly Round[];
  readonly tasks: readonly TaskRow[];
  /** Null where it does not exist. */
  of(scope: PolicyScope): string | null;
}

export const taskWords = (row: TaskRow): string => `任务 T${row.task.number} ${measureOf(row)}`;

/** Reads the tasks the book names, and no others. */
export async function scopeNames(store: Store, books: readonly PolicyBook[], roster: Roster): Promise<ScopeNames> {
  const named = books.flatMap(({ exceptions }) => exceptions.flatMap(({ scope }) => (scope.kind === 'task' ? [scope.id] : [])));
  const [rounds, tasks] = [await store.ledger.rounds(), named.length === 0 ? [] : await store.tasks.many([...new Set(named)])];
  const of = ({ kind, id }: PolicyScope): string | null => {
    if (kind === 'unit') return roster.unit(id)?.name ?? null;
    if (kind === 'round') return rounds.find((round) => round.id === id)?.name ?? null;
    const row = tasks.find(({ task }) => task.id === id);
    return row === undefined ? null : taskWords(row);
  };
  return { rounds, tasks, of };
}

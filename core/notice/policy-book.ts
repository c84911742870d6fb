/** The policies of a base: one for everything, and exceptions for a round, a unit or a task. Which of them a task follows. Pure. */
import type { Task } from '../ledger/model.js';
import type { Roster } from '../people/roster.js';
import { faulty, Refusal } from '../refusal.js';
import type { Policy } from './model.js';
import { faultsAt, type PlacedFault } from './policy-faults.js';

export interface PolicyScope {
  readonly kind: 'round' | 'unit' | 'task';
  readonly id: string;
}

/** What an exception has of its own; hours, report day and stillness are those of everything. */
export type OwnRules = Pick<Policy, 'ladders' | 'workdaysFor' | 'chain'>;

/** Replaces ladders, working-day figures and review steps wholly for the tasks in its scope. */
export interface PolicyException {
  readonly id: string;
  readonly scope: PolicyScope;
  readonly policy: OwnRules;
}

export interface PolicyBook {
  readonly base: Policy;
  readonly exceptions: readonly PolicyException[];
}

export const bookOf = (base: Policy): PolicyBook => ({ base, exceptions: [] });

const ruled = (base: Policy, { policy: { ladders, workdaysFor, chain } }: PolicyException): Policy => ({ ...base, ladders, workdaysFor, chain });

type Placed = Pick<Task, 'id' | 'unitId' | 'roundId'>;

/** The scopes a task lies in, the nearest first: itself, its unit and those above, its round. */
const scopesOf = (task: Placed, roster: Pick<Roster, 'above'>): readonly PolicyScope[] => [
  { kind: 'task', id: task.id },
  ...roster.above(task.unitId).map((id): PolicyScope => ({ kind: 'unit', id })),
  { kind: 'round', id: task.roundId },
];

/** The nearest exception's rules: task, then the unit or its nearest parent, then the round, then the base. */
export function policyFor({ base, exceptions }: PolicyBook, task: Placed, roster: Pick<Roster, 'above'>): Policy {
  if (exceptions.length === 0) return base;
  for (const { kind, id } of scopesOf(task, roster)) {
    const own = exceptions.find(({ scope }) => scope.kind === kind && scope.id === id);
    if (own !== undefined) return ruled(base, own);
  }
  return base;
}

/** Every policy that some task may follow. */
export const policiesIn = ({ base, exceptions }: PolicyBook): readonly Policy[] => [base, ...exceptions.map((own) => ruled(base, own))];

/** A fault with the exception it is in; null: in what holds for everything. */
export interface BookFault extends PlacedFault {
  readonly exceptionId: string | null;
}

const SHARED: readonly string[] = ['monthlyReportDay', 'speak.from', 'speak.until', 'repeats', 'staleAfterDays', 'mentions'];

/** `isThere`: whether what a scope names exists. All faults at once. */
export function bookFaults({ base, exceptions }: PolicyBook, isThere: (scope: PolicyScope) => boolean): readonly BookFault[] {
  const key = ({ scope }: PolicyException): string => `${scope.kind}:${scope.id}`;
  const ofScope = (own: PolicyException): readonly PlacedFault[] => {
    const missing = isThere(own.scope) ? [] : [{ at: 'scope', message: '例外所指的轮次、单位或任务已经不存在，请删除这条例外。' }];
    const twice = exceptions.filter((other) => key(other) === key(own)).length > 1;
    return [...missing, ...(twice ? [{ at: 'scope', message: '同一范围写了两条例外，请删除一条。' }] : [])];
  };
  // What is taken from the base is said once, there.
  const ofOwn = (own: PolicyException) => faultsAt(ruled(base, own)).filter(({ at }) => !SHARED.includes(at));
  return [
    ...faultsAt(base).map((fault) => ({ ...fault, exceptionId: null })),
    ...exceptions.flatMap((own) => [...ofScope(own), ...ofOwn(own)].map((fault) => ({ ...fault, exceptionId: own.id }))),
  ];
}

/** Throws Refusal `policy-faults` with every fault and the words of its scope. */
export function demandBook(book: PolicyBook, wordsOf: (scope: PolicyScope) => string | null): void {
  const scopes = new Map(book.exceptions.map(({ id, scope }) => [id, wordsOf(scope) ?? '已不存在的范围']));
  const faults = bookFaults(book, (scope) => wordsOf(scope) !== null);
  if (faults.length === 0) return;
  const placed = faults.map(({ exceptionId, message }) => ({
    place: exceptionId === null ? '全部任务：' : `${scopes.get(exceptionId) ?? ''}：`,
    message,
  }));
  throw faulty('policy-faults', placed, '请改正后再保存。');
}

/** Refusal of a save on top of a version that is not the last any more. */
export const policyMoved = (by: string, at: string, remedy: string): Refusal =>
  new Refusal('policy-changed', `督办规则刚刚由${by}在 ${at} 改过，您看到的不是最新版本，这次没有保存。`, { kind: 'conflict', remedy });

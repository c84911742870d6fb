/** The book as it is being edited: each step gives a new book. Numbers still missing are NaN. Needs no Taro. */
import type { PolicyBook, PolicyRoom } from '../../../../core/contract/policy.js';
import { STEPS } from '../../../../core/ledger/review.js';
import type { RungPost, WatchKind } from '../../../../core/notice/model.js';
import { type BookFault, bookFaults, type PolicyScope } from '../../../../core/notice/policy-book.js';

export type Ladder = PolicyBook['base']['ladders'][WatchKind];
export type Rung = Ladder['rungs'][number];
export type Rules = Pick<PolicyBook['base'], 'ladders' | 'workdaysFor' | 'chain'>;

/** What is edited: what holds for everything, or one exception by its id. */
export type Place = string | null;

export const rulesIn = ({ base, exceptions }: PolicyBook, place: Place): Rules => exceptions.find(({ id }) => id === place)?.policy ?? base;

export function withRules(book: PolicyBook, place: Place, { ladders, workdaysFor, chain }: Rules): PolicyBook {
  if (place === null) return { ...book, base: { ...book.base, ladders, workdaysFor, chain } };
  return { ...book, exceptions: book.exceptions.map((own) => (own.id === place ? { ...own, policy: { ladders, workdaysFor, chain } } : own)) };
}

export const withLadder = (rules: Rules, watch: WatchKind, ladder: Ladder): Rules => ({ ...rules, ladders: { ...rules.ladders, [watch]: ladder } });

export const withRung = (ladder: Ladder, index: number, rung: Rung): Ladder => ({
  ...ladder,
  rungs: ladder.rungs.map((one, at) => (at === index ? rung : one)),
});

export const withoutRung = (ladder: Ladder, index: number): Ladder => ({ ...ladder, rungs: ladder.rungs.filter((_, at) => at !== index) });

/** With this step, or without it; always in their order. */
export const withStep = ({ chain, ...rules }: Rules, step: string): Rules => ({
  ...rules,
  chain: STEPS.filter((one) => chain.includes(one) !== (one === step)),
});

/** A day later than the last, to those who hear last: a start to be changed. */
export function withOneMore(watch: WatchKind, ladder: Ladder): Ladder {
  const last = Math.max(0, ...ladder.rungs.map(({ offset }) => (Number.isNaN(offset) ? 0 : offset)));
  const to: RungPost[] = ladder.rungs.at(-1)?.to ?? [watch === 'review' ? 'reviewer' : 'owner'];
  return { ...ladder, rungs: [...ladder.rungs, { offset: last + 1, to }] };
}

export type Side = 'before' | 'day' | 'late';
export const sideOf = ({ offset }: Rung): Side => (offset < 0 ? 'before' : offset > 0 ? 'late' : 'day');

/** Only a late rung recurs. */
export function withSide({ offset, every, to }: Rung, side: Side): Rung {
  const days = Number.isNaN(offset) || offset === 0 ? 1 : Math.abs(offset);
  if (side === 'late') return { offset: days, to, ...(every === undefined ? {} : { every }) };
  return { offset: side === 'day' ? 0 : -days, to };
}

export const withDays = (rung: Rung, side: Side, days: number): Rung => ({ ...rung, offset: side === 'before' ? -days : days });

export const withEvery = ({ offset, to }: Rung, every: number | null): Rung => ({ offset, to, ...(every === null ? {} : { every }) });

export const withPost = (rung: Rung, post: RungPost): Rung => ({
  ...rung,
  to: rung.to.includes(post) ? rung.to.filter((one) => one !== post) : [...rung.to, post],
});

export const withException = (book: PolicyBook, id: string, scope: PolicyScope): PolicyBook => {
  const { ladders, workdaysFor, chain } = book.base;
  return { ...book, exceptions: [...book.exceptions, { id, scope: { ...scope }, policy: { ladders, workdaysFor, chain } }] };
};

export const withoutException = (book: PolicyBook, place: Place): PolicyBook => ({
  ...book,
  exceptions: book.exceptions.filter(({ id }) => id !== place),
});

/** Whole numbers as they are typed; NaN for an empty field. */
export const numberOf = (typed: string): number => (/^\d{1,4}$/.test(asTyped(typed)) ? Number(asTyped(typed)) : Number.NaN);
/** Full-width digits and colons are the same: `０９：３０` is 09:30. */
export const asTyped = (typed: string): string => typed.normalize('NFKC').trim();
export const typedOf = (value: number): string => (Number.isNaN(value) ? '' : String(Math.abs(value)));

/** Who a scope names, as it is called; null where it does not exist. */
export type ScopeWords = (scope: PolicyScope) => string | null;

export function scopeWordsIn(room: PolicyRoom, found: readonly { readonly id: string; readonly words: string }[]): ScopeWords {
  const lists = { round: room.rounds, unit: room.units, task: [...room.tasks, ...found] };
  return ({ kind, id }) => lists[kind].find((one) => one.id === id)?.words ?? null;
}

export const faultsIn = (book: PolicyBook, words: ScopeWords): readonly BookFault[] => bookFaults(book, (scope) => words(scope) !== null);

/** What stands under a field need not name the field again. */
export function faultUnder(faults: readonly BookFault[], place: Place, at: string): string | null {
  const own = faults.filter((fault) => fault.exceptionId === place && fault.at === at);
  return own.length === 0 ? null : own.map(({ message }) => message.replace(/^“.*?”的督办层级(第 \d+ 级)?(的|里)?/, '')).join('');
}

/** What may be chosen for an emergency clock. Needs no Taro. */
import type { TaskDetail } from '../../../core/contract/task-detail.js';

export const CLOCK_KINDS = [
  { id: 'hours', words: '1 小时内响应、3 小时内报方案' },
  { id: 'days', words: '24 小时内响应、48 小时内处置' },
] as const;

export const clockKindOf = (id: string): (typeof CLOCK_KINDS)[number]['id'] => (id === 'days' ? 'days' : 'hours');

export const toggled = (names: readonly string[], id: string): readonly string[] =>
  names.includes(id) ? names.filter((one) => one !== id) : [...names, id];

/** Whoever is chosen stays in view; of the others those sought, the nearest to the task first, at most `few`. */
export function shownPeople(
  people: readonly Pick<TaskDetail['namable'][number], 'id' | 'name' | 'unitName'>[],
  chosen: readonly string[],
  sought: string,
  few: number,
): readonly { readonly id: string; readonly words: string }[] {
  const word = sought.trim();
  const found = people.filter(({ name, unitName }) => word === '' || name.includes(word) || (unitName ?? '').includes(word)).slice(0, few);
  return people
    .filter((person) => chosen.includes(person.id) || found.includes(person))
    .map(({ id, name, unitName }) => ({ id, words: unitName === null ? name : `${name}（${unitName}）` }));
}

/** Which late task comes after this one in a list, and how many are left with it. Needs no Taro. */
import type { TaskCard } from '../../../../core/contract/task.js';

/** Null where the task is not late itself or is the last of them. */
export function nextRed(tasks: readonly Pick<TaskCard, 'id' | 'light'>[], id: string): { readonly id: string; readonly left: number } | null {
  const red = tasks.filter(({ light }) => light === 'red');
  const at = red.findIndex((task) => task.id === id);
  const next = at < 0 ? undefined : red[at + 1];
  return next === undefined ? null : { id: next.id, left: red.length - at - 1 };
}

/** Which comes after this one in a list, and how many are left with it. Needs no Taro. */
import type { TaskCard } from '../../../../core/contract/task.js';

export interface Next {
  readonly id: string;
  readonly left: number;
}

/** Null where it is not in the list or is its last. */
export function nextIn(list: readonly Pick<TaskCard, 'id'>[], id: string): Next | null {
  const at = list.findIndex((one) => one.id === id);
  const next = at < 0 ? undefined : list[at + 1];
  return next === undefined ? null : { id: next.id, left: list.length - at - 1 };
}

/** Of the late ones; null where the task is not late itself or is the last of them. */
export const nextRed = (tasks: readonly Pick<TaskCard, 'id' | 'light'>[], id: string): Next | null =>
  nextIn(
    tasks.filter(({ light }) => light === 'red'),
    id,
  );

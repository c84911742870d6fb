/** The three heaps of 我的任务 as chips filter them: late, within seven days, the rest. Needs no Taro. */
import type { TaskCard } from '../../../../core/contract/task.js';
import { addDays } from '../../../../core/time/day.js';

export type Heap = 'late' | 'week' | 'rest';
type Dated = Pick<TaskCard, 'light' | 'due' | 'status'>;

const WEEK = 7;

export const heapOf = (id: string): Heap => (id === 'late' || id === 'week' ? id : 'rest');

/** The same division as the service's counts: what waits for others is never late nor due. */
export function heapOfCard({ light, due, status }: Dated, today: string): Heap {
  if (status !== 'handedOut' && status !== 'inProgress') return 'rest';
  if (light === 'red') return 'late';
  return due.day !== null && due.day <= addDays(today, WEEK) ? 'week' : 'rest';
}

export const inHeap = (card: Dated, today: string, heap: Heap | null): boolean => heap === null || heapOfCard(card, today) === heap;

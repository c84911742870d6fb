import { nextRed } from '../../miniapp/src/pages/task/next-red-of.js';

const tasks = [
  { id: 'a', light: 'red' },
  { id: 'b', light: 'yellow' },
  { id: 'c', light: 'red' },
  { id: 'd', light: 'red' },
] as const;

test('leads through the late tasks in their order, past those that are not', () => {
  expect(nextRed(tasks, 'a')).toEqual({ id: 'c', left: 2 });
  expect(nextRed(tasks, 'c')).toEqual({ id: 'd', left: 1 });
});

test('ends with the last, and leads nowhere from a task that is not late or not there', () => {
  expect([nextRed(tasks, 'd'), nextRed(tasks, 'b'), nextRed(tasks, 'x'), nextRed([], 'a')]).toEqual([null, null, null, null]);
});

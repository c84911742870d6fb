/** 催办: somebody above asks the owner of an open task to get on with it, once a day each. Nothing about the task changes. */
import { dayOf } from '../time/day.js';
import type { Rule } from './rule.js';
import type { DubanEvent, Task } from './model.js';

function missing({ ownerId, coOwnerIds }: Task, isUrgedToday: boolean): string | null {
  if (ownerId === null && coOwnerIds.length === 0) return '这项任务还没有责任人，没有人可以催办。请联系巡察办更正台账。';
  return isUrgedToday ? '您今天已经催办过，不会重复发送。明天可以再催办。' : null;
}

export const urge: Rule = {
  // Whoever is to do it themselves does not urge themselves.
  who: (standing) => standing.above && !standing.reports,
  missing: (task, { urgedToday }) => missing(task, urgedToday),
  follows: () => ({}),
};

/** Whether this person has urged on this world day. */
export const isUrgedToday = (events: readonly DubanEvent[], personId: string, now: Date): boolean =>
  events.some(({ action, by, at }) => action === 'urge' && by === personId && dayOf(at) === dayOf(now));

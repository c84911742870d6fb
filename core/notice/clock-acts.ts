/** What an act upon an emergency clock tells whom, in its own transaction, at night too. Pure. */
import { isAnswered } from '../ledger/clock.js';
import type { Task, TaskAction } from '../ledger/model.js';
import type { Person } from '../people/model.js';
import { type ClockMoment, clockNews, emergencyNotices } from './emergency.js';
import type { NoticeDraft } from './model.js';

export interface ClockAct {
  readonly before: Task;
  readonly after: Task;
  readonly action: TaskAction;
  readonly actor: Person;
}

/** Empty for every act that is not about a clock. */
export function noticesOfClockAct({ before, after, action, actor }: ClockAct, moment: ClockMoment): readonly NoticeDraft[] {
  switch (action.kind) {
    case 'startClock':
      return emergencyNotices(after, moment);
    case 'progress':
      return isAnswered(before, after) ? clockNews(before, after, { rung: 'responded', by: actor, said: action.text }, moment) : [];
    case 'respond':
      return clockNews(before, after, { rung: 'responded', by: actor, said: '' }, moment);
    case 'resolve':
      return clockNews(before, after, { rung: 'resolved', by: actor, said: action.text }, moment);
    case 'endClock':
      return clockNews(before, after, { rung: 'ended', by: actor, said: action.reason }, moment);
    default:
      return [];
  }
}

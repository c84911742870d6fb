/** What a screen shows of a request for more time 延期, and which days it may be about. */
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { daysUntil } from '../../core/insight/light.js';
import { dayAskedWords } from '../../core/ledger/due-words.js';
import { extensionDays, offeredDays } from '../../core/ledger/extension-rules.js';
import type { Allowed } from '../../core/ledger/rule.js';
import type { Task, TaskActionKind } from '../../core/ledger/model.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { decideBy } from '../../core/notice/watches.js';
import { dayWithWeekday, instantWords } from '../../core/time/day.js';
import type { Desk } from './task-card.js';

function decideWords(task: Task, { book, roster, calendar, today }: Desk): string {
  const by = decideBy(task, policyFor(book, task, roster), calendar);
  if (by === null) return '';
  const left = daysUntil(by, today, calendar);
  return left < 0 ? `决定已超期 ${-left} 天` : `${dayWithWeekday(by, today)}前决定`;
}

export function extensionBox(task: Task, desk: Desk): TaskDetail['extension'] {
  const { extension } = task;
  if (extension === null) return null;
  const { day, reason, askedAt, askedBy } = extension;
  return {
    day,
    dayWords: dayAskedWords(day, desk.calendar, desk.today),
    reason,
    askedWords: `${instantWords(askedAt, desk.today)} ${desk.roster.person(askedBy)?.name ?? ''}申请`,
    decideWords: decideWords(task, desk),
  };
}

const MOVING: readonly TaskActionKind[] = ['askExtension', 'grantExtension'];

/** Only for whoever may ask or grant now. */
export function movableDays(task: Task, { calendar, today }: Desk, allowed: readonly Allowed[]): TaskDetail['extensionDays'] {
  const days = extensionDays(task, today);
  if (days === null || !allowed.some(({ kind }) => MOVING.includes(kind))) return null;
  const offered = offeredDays(task, calendar, today).map((day) => ({ day, words: dayWithWeekday(day, today) }));
  return { ...days, offered };
}

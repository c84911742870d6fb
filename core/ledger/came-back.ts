/** What an act's trace says of a task that came back: how it last did, and what was reported since. Pure. */
import type { Circumstances } from './rule.js';
import type { DubanEvent } from './model.js';

/** The texts of a list that an event keeps. */
export const came = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

export const isReport = (event: DubanEvent): boolean => event.action === 'progress';

/** The percentage last reported, an imported one included; a task closed without a report has none. */
export function filedOf(events: readonly DubanEvent[]): number | undefined {
  const percent = events.findLast(isReport)?.data['percent'];
  return typeof percent === 'number' ? percent : undefined;
}

/** The last return or reopening, until the task is passed; null where there is none. `events` oldest first, as everywhere. */
export function lastCameBack(events: readonly DubanEvent[]): DubanEvent | null {
  const last = events.findLast(({ action }) => action === 'return' || action === 'reopen' || action === 'pass');
  return last === undefined || last.action === 'pass' ? null : last;
}

/** How and why it last came back, for whoever decides on what follows. */
export function cameBackOf(events: readonly DubanEvent[]): { readonly by: 'return' | 'reopen'; readonly reason: string } | null {
  const last = lastCameBack(events);
  return last === null ? null : { by: last.action === 'reopen' ? 'reopen' : 'return', reason: String(last.data['reason'] ?? '') };
}

/** The reports that are new to whoever decides: all of them where nothing ever came back. */
export function newReports(events: readonly DubanEvent[]): readonly DubanEvent[] {
  const last = lastCameBack(events);
  return (last === null ? events : events.slice(events.indexOf(last) + 1)).filter(isReport);
}

/** Whether it came back and has had no answer yet: a submission would show the same once more. */
export function unansweredOf(events: readonly DubanEvent[]): Circumstances['unanswered'] {
  const last = lastCameBack(events);
  if (last === null || newReports(events).length > 0) return null;
  return last.action === 'reopen' ? 'reopen' : 'return';
}

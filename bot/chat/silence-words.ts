/** What silence brings: the owner is told once more, and how that is spared. It never climbs by it. */
import type { WatchKind } from '../../core/notice/model.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { comingRungs } from '../../core/notice/ladder.js';
import { comingRepeat } from '../../core/notice/silence.js';
import { type Day, dayWithWeekday } from '../../core/time/day.js';
import type { Around, Told } from './around.js';

const REMINDING: readonly WatchKind[] = ['due', 'amend', 'monthly'];

/** A reminder of the owner's own that asks for an answer. */
export const isReminder = ({ side, notice }: Told): boolean =>
  side === 'own' && notice.kind === 'rung' && REMINDING.some((watch) => notice.rung.startsWith(`${watch}-`));

interface Repeats {
  readonly day: Day;
  /** The message says when it comes next anyway, and that is later. */
  readonly isBefore: boolean;
}

/** The day on which this reminder comes again, where no higher rung speaks by then. */
function repeatDay({ task, matter }: Told, { book, roster, calendar, today }: Around): Repeats | null {
  const policy = policyFor(book, task, roster);
  const day = comingRepeat(task, policy, calendar, today);
  const next = comingRungs(task, policy, calendar, today).find(({ posts }) => posts.includes('owner'));
  if (day === null || (next !== undefined && next.day <= day)) return null;
  return { day, isBefore: matter === 'near' && next !== undefined && next.offset <= 0 };
}

/** `没有回应的，12月23日（周三）再提醒一次。`; of what is told again why it is. Empty where silence brings nothing. */
export function silenceWords(own: readonly Told[], around: Around): string {
  const reminders = own.filter(isReminder);
  const again = reminders.filter(({ notice }) => typeof notice.facts['again'] === 'number');
  const [repeat] = reminders.flatMap((told) => repeatDay(told, around) ?? []).sort((a, b) => a.day.localeCompare(b.day));
  const which = again.length === own.length ? '上次提醒后' : `其中 ${again.length} 项上次提醒后`;
  return [
    again.length === 0 ? '' : `${which}还没有您的回应，再提醒一次。填报进展、申请延期或点“已知悉”，都算回应。`,
    repeat === undefined ? '' : `没有回应的，${dayWithWeekday(repeat.day, around.today)}${repeat.isBefore ? '就' : ''}再提醒一次。`,
  ].join('');
}

/** Policy as data → the rung reached. A day's rung is found from the day alone, so a missed tick loses nothing. Pure. */
import type { Task } from '../ledger/model.js';
import { addWorkdays, type Calendar, workdayFrom, workdayUntil } from '../time/calendar.js';
import { addDays, type Day, laterOf } from '../time/day.js';
import type { Ladder, Policy, Rung, RungPost, WatchKind } from './model.js';
import { type Watch, watchesOf } from './watches.js';

export interface ReachedRung {
  readonly watch: WatchKind;
  /** `due-before-3`, `due-day`, `due-late-14`. */
  readonly rung: string;
  /** Negative before, 0 on the day, positive late. */
  readonly offset: number;
  /** Everyone it reaches, those of the late rungs below it among them. */
  readonly posts: readonly RungPost[];
  readonly period: string;
  /** Of a milestone: its name. */
  readonly about?: string;
  /** The workday on which it goes out. */
  readonly day: Day;
}

export interface ComingRung extends ReachedRung {
  /** Who hears for the first time by this rung. */
  readonly to: readonly RungPost[];
  /** They heard by this rung before: it recurs. */
  readonly isAgain: boolean;
}

/** The workday on which a rung goes out: up to the day on the workday before a day off, later ones on the workday after. */
function sendingDay(watch: Watch, ladder: Ladder, offset: number, calendar: Calendar): Day {
  if (offset > 0) {
    return ladder.counts === 'workday' ? addWorkdays(calendar, watch.lateFrom, offset) : workdayFrom(calendar, addDays(watch.lateFrom, offset));
  }
  return workdayUntil(calendar, ladder.counts === 'workday' ? addWorkdays(calendar, watch.day, offset) : addDays(watch.day, offset));
}

const rungName = (watch: WatchKind, offset: number): string =>
  offset === 0 ? `${watch}-day` : offset < 0 ? `${watch}-before-${-offset}` : `${watch}-late-${offset}`;

/** Whose turn it is, and so who hears of every late rung. */
const WHOSE: Readonly<Record<WatchKind, RungPost>> = {
  due: 'owner',
  sign: 'owner',
  review: 'reviewer',
  amend: 'owner',
  monthly: 'owner',
  extension: 'office',
  callBack: 'owner',
  milestone: 'owner',
};

/** A late rung still informs whose turn it is and the posts of the late rungs below it. */
function postsAt(watch: WatchKind, ladder: Ladder, rung: Rung): readonly RungPost[] {
  if (rung.offset <= 0) return rung.to;
  const upTo = ladder.rungs.filter((one) => one.offset > 0 && one.offset <= rung.offset).flatMap((one) => one.to);
  return [...new Set<RungPost>([...upTo, WHOSE[watch]])];
}

const named = (watch: Watch, ladder: Ladder, rung: Rung, offset: number, calendar: Calendar): ReachedRung => ({
  watch: watch.kind,
  rung: rungName(watch.kind, offset),
  offset,
  posts:
    watch.isListed === true && !postsAt(watch.kind, ladder, rung).includes('leadingGroup')
      ? [...postsAt(watch.kind, ladder, rung), 'leadingGroup']
      : postsAt(watch.kind, ladder, rung),
  period: watch.period,
  ...(watch.about === undefined ? {} : { about: watch.about }),
  day: sendingDay(watch, ladder, offset, calendar),
});

/** The last offset of a rung whose day has come; null when none has. */
function reachedOffset(watch: Watch, ladder: Ladder, rung: Rung, calendar: Calendar, today: Day): number | null {
  if (sendingDay(watch, ladder, rung.offset, calendar) > today) return null;
  let offset = rung.offset;
  while (rung.every !== undefined && sendingDay(watch, ladder, offset + rung.every, calendar) <= today) offset += rung.every;
  return offset;
}

function highestReached(watch: Watch, ladder: Ladder, calendar: Calendar, today: Day): readonly ReachedRung[] {
  for (const rung of [...ladder.rungs].sort((a, b) => b.offset - a.offset)) {
    const offset = reachedOffset(watch, ladder, rung, calendar, today);
    if (offset !== null) return [named(watch, ladder, rung, offset, calendar)];
  }
  return [];
}

/** The highest rung of each of the task's watches whose day has come by `today`; none when nothing is watched. */
export function rungsReached(task: Task, policy: Policy, calendar: Calendar, today: Day): readonly ReachedRung[] {
  return watchesOf(task, policy, calendar, today).flatMap((watch) => highestReached(watch, policy.ladders[watch.kind], calendar, today));
}

/** What comes after `today` if nothing changes, earliest first; of the rungs that fall on one day the highest, to whoever any of them reaches first. */
export function comingRungs(task: Task, policy: Policy, calendar: Calendar, today: Day): readonly ComingRung[] {
  const at = laterOf(today, task.supervisedFrom ?? today);
  const coming = watchesOf(task, policy, calendar, at).flatMap((watch) => {
    const ladder = policy.ladders[watch.kind];
    return ladder.rungs.flatMap((rung) => {
      const reached = reachedOffset(watch, ladder, rung, calendar, today);
      if (reached !== null && rung.every === undefined) return [];
      const offset = reached === null ? rung.offset : reached + (rung.every ?? 0);
      return [{ ...named(watch, ladder, rung, offset, calendar), to: rung.to, isAgain: offset > rung.offset }];
    });
  });
  const sameDay = (one: ComingRung) => coming.filter((other) => other.watch === one.watch && other.day === one.day);
  const isOutdone = (one: ComingRung) => sameDay(one).some(({ offset }) => offset > one.offset);
  const together = (one: ComingRung): ComingRung => ({ ...one, to: [...new Set(sameDay(one).flatMap(({ to }) => to))] });
  return coming
    .filter((one) => !isOutdone(one))
    .map(together)
    .sort((a, b) => a.day.localeCompare(b.day) || a.offset - b.offset);
}

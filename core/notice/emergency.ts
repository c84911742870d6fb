/**
 * The ladder of an emergency clock: it climbs by silence, in hours, at night and on days off too. The rung reached is
 * found from the task and the moment alone, so a missed tick loses nothing and a doubled one adds nothing. Pure.
 */
import { HOUR, runningClock, stageOf } from '../ledger/clock.js';
import type { ClockKind, EmergencyClock, Task } from '../ledger/model.js';
import type { Roster } from '../people/roster.js';
import { addDays, dayOf, instantAt, timeOf } from '../time/day.js';
import type { NoticeDraft, Recipient, RungPost } from './model.js';
import { noticeKey } from './notice-key.js';
import { type Reached, recipientsOf } from './recipients.js';

interface LateRung {
  /** Silence after the end of the stage. */
  readonly afterMs: number;
  readonly to: readonly RungPost[];
}

const climb = (principalMs: number, groupMs: number, againMs: readonly number[]): readonly LateRung[] => [
  { afterMs: 0, to: ['leader'] },
  { afterMs: principalMs, to: ['principal', 'office'] },
  { afterMs: groupMs, to: ['leadingGroup'] },
  ...againMs.map((afterMs): LateRung => ({ afterMs, to: [] })),
];

/**
 * Requirements B10: the leader at the end of a stage, the principal one stage of silence later, then the leading group; then
 * all of them again, ever more sparsely, and at last twice a day for as long as nobody answers: no storm, and never forgotten.
 */
const CLIMBING: Readonly<Record<ClockKind, readonly LateRung[]>> = {
  hours: climb(
    HOUR,
    2 * HOUR,
    [3, 4, 5, 6, 10, 14, 18, 22].map((hours) => hours * HOUR),
  ),
  days: climb(24 * HOUR, 36 * HOUR, [48 * HOUR]),
};
/** Every day, those off too: the clock counts through them. */
const DAILY = ['08:40', '17:00'] as const;

export interface ClockRung {
  /** `respond-start`, `respond-half`, `resolve-late-2`. */
  readonly rung: string;
  readonly at: Date;
  /** Who hears for the first time by it. */
  readonly to: readonly RungPost[];
  /** Everyone above who has heard up to it; the named people hear each rung. */
  readonly posts: readonly RungPost[];
}

/** Twice a day after `last`, up to the first moment that lies after `now`. */
function dailyAfter(last: Date, now: Date): readonly Date[] {
  const found: Date[] = [];
  for (let day = dayOf(last); (found.at(-1) ?? last) <= now || found.length === 0; day = addDays(day, 1))
    found.push(...DAILY.map((time) => instantAt(day, time)).filter((at) => at > last));
  return found;
}

/** The rungs of the stage that runs, earliest first, as far as some lie after `now`. */
function rungsOf(clock: EmergencyClock, now: Date): readonly ClockRung[] {
  const { kind, from, until } = stageOf(clock);
  const climbing = CLIMBING[clock.kind];
  const half = new Date((from.getTime() + until.getTime()) / 2);
  const early: ClockRung[] = [
    ...(kind === 'respond' ? [{ rung: 'respond-start', at: from, to: [], posts: [] }] : []),
    // Whoever has just responded is not reminded on the heels of it.
    ...(clock.respondedAt !== null && clock.respondedAt >= half ? [] : [{ rung: `${kind}-half`, at: half, to: [], posts: [] }]),
  ];
  const late = climbing.map(({ afterMs, to }, index): ClockRung => {
    const upTo = climbing.slice(0, index + 1).flatMap((rung) => rung.to);
    return { rung: `${kind}-late-${index}`, at: new Date(until.getTime() + afterMs), to, posts: [...upTo, 'owner'] };
  });
  const top = late.at(-1);
  if (top === undefined) return early;
  const daily = dailyAfter(top.at, now).map(
    (at): ClockRung => ({ rung: `${kind}-late-${dayOf(at)}-${timeOf(at).replace(':', '')}`, at, to: [], posts: top.posts }),
  );
  return [...early, ...late, ...daily];
}

/** The highest rung reached by `now`; null without a running clock, or just after a response in time. */
export function clockRung(task: Task, now: Date): ClockRung | null {
  const clock = runningClock(task);
  return clock === null ? null : (rungsOf(clock, now).findLast(({ at }) => at <= now) ?? null);
}

/** The next rung that reaches somebody for the first time if nothing happens; where all have heard, the next time they hear. */
export function comingClockRung(task: Task, now: Date): ClockRung | null {
  const clock = runningClock(task);
  if (clock === null) return null;
  const coming = rungsOf(clock, now).filter(({ at }) => at > now);
  return coming.find(({ to }) => to.length > 0) ?? coming[0] ?? null;
}

/** Named people first; where none of them is left, the office in their stead. */
function reachedBy(task: Task, clock: EmergencyClock, posts: readonly RungPost[], roster: Roster): readonly Reached[] {
  const active = clock.names.filter((id) => roster.person(id)?.active === true);
  const named: readonly Reached[] =
    active.length > 0
      ? active.map((personId) => ({ personId, posts: [], vacant: null }))
      : roster.holders('office', task.unitId).map(({ id }) => ({ personId: id, posts: ['office'], vacant: 'owner' }));
  const known = new Set(named.map(({ personId }) => personId));
  return [...named, ...recipientsOf(task, posts, roster).filter(({ personId }) => !known.has(personId))];
}

/** The chat of the unit hears when it begins and when it is late; those above as their persons do. */
function groupsOf(task: Task, { rung, posts }: ClockRung): readonly string[] {
  if (rung.endsWith('-half')) return [];
  const above = (['office', 'leadingGroup'] as const).filter((post) => posts.includes(post));
  return [`unit:${task.unitId}`, ...above];
}

interface Cause {
  readonly task: Task;
  readonly clock: EmergencyClock;
  readonly rung: string;
  readonly now: Date;
  readonly facts?: NoticeDraft['facts'];
}

const draft = ({ task, clock, rung, now, facts = {} }: Cause, recipient: Recipient, reached: Omit<Reached, 'personId'>): NoticeDraft => ({
  key: noticeKey(task.id, `clock-${clock.number}`, rung, recipient),
  kind: 'emergency',
  recipient,
  taskId: task.id,
  deadlineNumber: task.deadlineNumber,
  rung,
  posts: reached.posts,
  vacant: reached.vacant,
  notBefore: now,
  unknown: 'again',
  urgent: true,
  facts: { ...facts, clock: clock.number },
  day: dayOf(now),
});

const toPersons = (cause: Cause, reached: readonly Reached[]): readonly NoticeDraft[] =>
  reached.map(({ personId, ...held }) => draft(cause, { kind: 'person', id: personId }, held));

export interface ClockMoment {
  readonly now: Date;
  readonly roster: Roster;
}

/** What the clock of this task says now, each key once for good. */
export function emergencyNotices(task: Task, { now, roster }: ClockMoment): readonly NoticeDraft[] {
  const clock = runningClock(task);
  const reached = clockRung(task, now);
  if (clock === null || reached === null) return [];
  const cause = { task, clock, rung: reached.rung, now };
  return [
    ...toPersons(cause, reachedBy(task, clock, reached.posts, roster)),
    ...groupsOf(task, reached).map((id) => draft(cause, { kind: 'group', id }, { posts: reached.posts, vacant: null })),
  ];
}

/** What was done about the clock, to everyone it has woken so far and to whoever started it. */
export function clockNews(
  before: Task,
  after: Task,
  done: { readonly rung: 'responded' | 'resolved' | 'ended'; readonly by: { readonly id: string; readonly name: string }; readonly said: string },
  { now, roster }: ClockMoment,
): readonly NoticeDraft[] {
  const clock = after.emergency;
  if (clock === null) return [];
  const cause = { task: after, clock, rung: `${done.rung}-${after.version}`, now, facts: { by: done.by.name, said: done.said } };
  const told = reachedBy(before, clock, clockRung(before, now)?.posts ?? [], roster);
  const isKnown = told.some(({ personId }) => personId === clock.startedBy) || roster.person(clock.startedBy)?.active !== true;
  const starter: readonly Reached[] = isKnown ? [] : [{ personId: clock.startedBy, posts: ['office'], vacant: null }];
  return toPersons(
    cause,
    [...told, ...starter].filter(({ personId }) => personId !== done.by.id),
  );
}

const NEWS: readonly string[] = ['responded', 'resolved', 'ended'];
export const isClockNews = ({ rung }: Pick<NoticeDraft, 'rung'>): boolean => NEWS.includes(rung.split('-')[0] ?? '');

/** A rung is wanted only while the stage it belongs to runs; what was done stays worth telling. */
export function isClockNoticeWanted(notice: Pick<NoticeDraft, 'rung' | 'facts'>, task: Pick<Task, 'emergency'>): boolean {
  if (task.emergency?.number !== notice.facts['clock']) return false;
  const clock = runningClock(task);
  return isClockNews(notice) || (clock !== null && stageOf(clock).kind === notice.rung.split('-')[0]);
}

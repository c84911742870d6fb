/** Which notices one task makes by itself at a moment: the one function behind the sweep and the forecast of 开始督办. Pure. */
import type { Task } from '../ledger/model.js';
import type { Roster } from '../people/roster.js';
import { addWorkdays, type Calendar, workdayFrom } from '../time/calendar.js';
import { addDays, type Day, dayOf, laterOf } from '../time/day.js';
import { type ReachedRung, rungsReached } from './ladder.js';
import type { Ladder, NoticeDraft, NoticeKind, Recipient, RungPost, UnknownPolicy } from './model.js';
import { NEAR_DAYS } from './near-days.js';
import { noticeKey } from './notice-key.js';
import { policiesIn, type PolicyBook, policyFor } from './policy-book.js';
import { nextSpeakingTime } from './quiet-hours.js';
import { type Reached, recipientsOf } from './recipients.js';
import { repeatOf } from './silence.js';

/** World time and the rules and people as they are then. */
export interface Moment {
  readonly now: Date;
  readonly book: PolicyBook;
  readonly calendar: Calendar;
  readonly roster: Roster;
}

const laddersIn = (book: PolicyBook): readonly Ladder[] => policiesIn(book).flatMap(({ ladders }) => Object.values(ladders));

/**
 * The last due day of which a rung may go out on `today` by any policy of the book, or a group's digest speak: rungs of the
 * coming days off go out on the workday before.
 */
export function sweepReach(book: PolicyBook, calendar: Calendar, today: Day): Day {
  const upTo = addDays(workdayFrom(calendar, addDays(today, 1)), -1);
  const reaches = laddersIn(book).map(({ counts, rungs }) => {
    const earliest = Math.max(0, ...rungs.map((rung) => -rung.offset));
    return counts === 'calendar' ? addDays(upTo, earliest) : addWorkdays(calendar, workdayFrom(calendar, upTo), earliest);
  });
  return reaches.reduce(laterOf, addDays(today, NEAR_DAYS));
}

interface Cause {
  readonly kind: NoticeKind;
  readonly rung: string;
  readonly period: string;
  readonly unknown: UnknownPolicy;
  readonly facts: NoticeDraft['facts'];
}

function draft(task: Task, cause: Cause, recipient: Recipient, reached: Omit<Reached, 'personId'>, { now, book, calendar }: Moment): NoticeDraft {
  return {
    key: noticeKey(task.id, cause.period, cause.rung, recipient),
    kind: cause.kind,
    recipient,
    taskId: task.id,
    deadlineNumber: task.deadlineNumber,
    rung: cause.rung,
    posts: reached.posts,
    vacant: reached.vacant,
    notBefore: nextSpeakingTime(book.base, calendar, now),
    unknown: cause.unknown,
    facts: cause.facts,
    day: dayOf(now),
  };
}

const toPersons = (task: Task, cause: Cause, posts: readonly RungPost[], moment: Moment): readonly NoticeDraft[] =>
  recipientsOf(task, posts, moment.roster).map(({ personId, ...reached }) => draft(task, cause, { kind: 'person', id: personId }, reached, moment));

/** An escalation whose fate nobody knows is sent again, a reminder is not. */
const unknownOf = ({ offset, posts }: ReachedRung): UnknownPolicy => (offset > 0 && posts.some((post) => post !== 'owner') ? 'again' : 'once');

function ofRung(task: Task, reached: ReachedRung, moment: Moment): readonly NoticeDraft[] {
  const cause: Cause = {
    kind: 'rung',
    rung: reached.rung,
    period: reached.period,
    unknown: unknownOf(reached),
    facts: reached.watch === 'monthly' ? { month: reached.period } : reached.about === undefined ? {} : { milestone: reached.about },
  };
  const group = { kind: 'group', id: 'leadingGroup' } as const;
  // The leading group's chat speaks only on the mornings on which one of its rungs is reached.
  const toGroup = reached.posts.includes('leadingGroup')
    ? [draft(task, { ...cause, unknown: 'merge' }, group, { posts: ['leadingGroup'], vacant: null }, moment)]
    : [];
  return [...toPersons(task, cause, reached.posts, moment), ...toGroup, ...repeats(task, reached, cause, moment)];
}

/** To the owners alone, whatever their silence: it never climbs. */
function repeats(task: Task, reached: ReachedRung, cause: Cause, moment: Moment): readonly NoticeDraft[] {
  const { book, calendar, roster, now } = moment;
  const repeat = repeatOf(task, reached, policyFor(book, task, roster), calendar, dayOf(now));
  if (repeat === null) return [];
  return recipientsOf(task, reached.posts, roster)
    .filter(({ posts, vacant }) => posts.includes('owner') && vacant === null)
    .map(({ personId, ...held }) => {
      const recipient = { kind: 'person', id: personId } as const;
      const facts = { ...cause.facts, ...repeat.facts, after: noticeKey(task.id, cause.period, repeat.after, recipient) };
      return draft(task, { ...cause, rung: repeat.rung, unknown: 'once', facts }, recipient, held, moment);
    });
}

/** An imported 已完成 asks its reviewers once supervision has begun; a submission did so in its own transaction. */
function ofImportedAsDone(task: Task, moment: Moment): readonly NoticeDraft[] {
  if (task.status !== 'toVerify' || task.supervisedFrom === null || dayOf(moment.now) < task.supervisedFrom) return [];
  const cause: Cause = {
    kind: 'submitted',
    rung: 'submitted-0',
    period: String(task.deadlineNumber),
    unknown: 'once',
    facts: { by: null, said: '' },
  };
  return toPersons(task, cause, ['reviewer'], moment);
}

/** Everything that is due on this task, each key once for good: told already or not is the outbox's business. */
export function noticesOf(task: Task, moment: Moment): readonly NoticeDraft[] {
  const { book, calendar, roster, now } = moment;
  const rungs = rungsReached(task, policyFor(book, task, roster), calendar, dayOf(now));
  return [...ofImportedAsDone(task, moment), ...rungs.flatMap((reached) => ofRung(task, reached, moment))];
}

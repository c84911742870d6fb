/** The weekly word to the leading group (B11): Monday 09:10, on the next workday where that is a day off. Pure. */
import { workdayFrom } from '../time/calendar.js';
import { addDays, type Day, dayOf, instantAt, weekdayOf } from '../time/day.js';
import type { Moment } from './due-notices.js';
import type { NoticeDraft } from './model.js';
import { weeklyKey } from './notice-key.js';
import { nextSpeakingTime } from './quiet-hours.js';

/** Requirement B11; WeCom asks to keep clear of the full and the half hour. */
const AT = '09:10';
/** Picture and document follow the words, each a message of its own. */
const PARTS = [
  { kind: 'weeklyPicture', part: 'picture', afterMs: 60_000 },
  { kind: 'weeklyDocument', part: 'document', afterMs: 120_000 },
] as const;

export const mondayOf = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7));

/** When the word of the week of `day` goes out. */
export function weeklyAt(day: Day, { book, calendar }: Pick<Moment, 'book' | 'calendar'>): Date {
  return nextSpeakingTime(book.base, calendar, instantAt(workdayFrom(calendar, mondayOf(day)), AT));
}

/** How long there has been something to tell of. */
export interface Supervised {
  /** When supervision began; null: not yet. */
  readonly since: Day | null;
  /** When the last of it was closed; null while anything is open. */
  readonly doneOn: Day | null;
}

/**
 * One a week, its picture and its document, made late where nobody looked on the day itself, and never in the next week. Whoever
 * started on a Wednesday is not told of a week that was none; the week in which all was done is the last that is told.
 */
export function weeklyWord({ since, doneOn }: Supervised, moment: Pick<Moment, 'now' | 'book' | 'calendar'>): readonly NoticeDraft[] {
  const { now, book, calendar } = moment;
  const [today, at] = [dayOf(now), weeklyAt(dayOf(now), moment)];
  if (since === null || since >= dayOf(at) || today < dayOf(at)) return [];
  if (doneOn !== null && doneOn < addDays(mondayOf(today), -7)) return [];
  const notBefore = now < at ? at : nextSpeakingTime(book.base, calendar, now);
  if (mondayOf(dayOf(notBefore)) !== mondayOf(today)) return [];
  const word: NoticeDraft = {
    key: weeklyKey(mondayOf(today)),
    kind: 'weekly',
    recipient: { kind: 'group', id: 'leadingGroup' },
    taskId: null,
    deadlineNumber: 0,
    rung: 'weekly',
    posts: ['leadingGroup'],
    vacant: null,
    notBefore,
    unknown: 'merge',
    facts: {},
    day: today,
  };
  const parts = PARTS.map(
    ({ kind, part, afterMs }): NoticeDraft => ({
      ...{ ...word, kind, key: `${word.key} : ${part}`, rung: kind, unknown: 'once' },
      notBefore: new Date(notBefore.getTime() + afterMs),
    }),
  );
  return [word, ...parts];
}

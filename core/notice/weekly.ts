/** The weekly word to the leading group (B11): Monday 09:10, on the next workday where that is a day off. Pure. */
import { workdayFrom } from '../time/calendar.js';
import { addDays, type Day, dayOf, instantAt, weekdayOf } from '../time/day.js';
import type { Moment } from './due-notices.js';
import type { NoticeDraft } from './model.js';
import { weeklyKey } from './notice-key.js';
import { nextSpeakingTime } from './quiet-hours.js';

/** Requirement B11; WeCom asks to keep clear of the full and the half hour. */
const AT = '09:10';
/** The picture follows the words, which are a message of their own. */
const PICTURE_AFTER_MS = 60_000;

export const mondayOf = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7));

/** When the word of the week of `day` goes out. */
export function weeklyAt(day: Day, { book, calendar }: Pick<Moment, 'book' | 'calendar'>): Date {
  return nextSpeakingTime(book.base, calendar, instantAt(workdayFrom(calendar, mondayOf(day)), AT));
}

/**
 * One a week and its picture, made late where nobody looked on the day itself, and never in the next week. `since`: when supervision began, null
 * while nothing is open: whoever started on a Wednesday is not told of a week that was none.
 */
export function weeklyWord(since: Day | null, moment: Pick<Moment, 'now' | 'book' | 'calendar'>): readonly NoticeDraft[] {
  const { now, book, calendar } = moment;
  const [today, at] = [dayOf(now), weeklyAt(dayOf(now), moment)];
  if (since === null || since >= dayOf(at) || today < dayOf(at)) return [];
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
  const picture = new Date(notBefore.getTime() + PICTURE_AFTER_MS);
  return [word, { ...word, key: `${word.key} : picture`, kind: 'weeklyPicture', rung: 'weeklyPicture', notBefore: picture, unknown: 'once' }];
}

/** When what waits for a robot will have gone: its budget of a rolling minute, its hold, its backoff, quiet hours. Pure. */
import type { Calendar } from '../time/calendar.js';
import { addDays, dayOf, instantAt, timeOf } from '../time/day.js';
import type { Policy } from './model.js';
import { nextSpeakingTime } from './quiet-hours.js';

const MINUTE_MS = 60_000;

/** How a robot stands now; all in milliseconds of machine time. */
export interface Pace {
  readonly perMinute: number;
  /** How long ago each message of the last minute went. */
  readonly sentAgoMs: readonly number[];
  /** Nothing goes before so long: the platform's hold, the lane's, the message's own backoff. */
  readonly waitMs: number;
}

/** How many may go at this moment. */
export const budgetLeft = ({ perMinute, sentAgoMs }: Pick<Pace, 'perMinute' | 'sentAgoMs'>): number =>
  Math.max(0, perMinute - sentAgoMs.filter((ago) => ago < MINUTE_MS).length);

/** In how many milliseconds the last of so many messages goes; 0: at once. */
export function lastGoesIn(messages: number, { perMinute, sentAgoMs, waitMs }: Pace): number {
  const sent = sentAgoMs.map((ago) => -ago).sort((a, b) => a - b);
  let at = waitMs;
  for (let left = messages; left > 0; left -= 1) {
    const oldestThatCounts = sent.at(-perMinute);
    if (oldestThatCounts !== undefined) at = Math.max(at, oldestThatCounts + MINUTE_MS);
    sent.push(at);
  }
  return messages === 0 ? 0 : at;
}

/** The world instant of the last message, outside quiet hours. */
export function lastGoesAt(messages: number, pace: Pace, now: Date, policy: Policy, calendar: Calendar): Date {
  const quietMs = nextSpeakingTime(policy, calendar, now).getTime() - now.getTime();
  const inMs = lastGoesIn(messages, { ...pace, waitMs: Math.max(pace.waitMs, quietMs) });
  return nextSpeakingTime(policy, calendar, new Date(now.getTime() + inMs));
}

/** The instant since which people could be spoken to for so many minutes: what was due before it should be out by now. */
export function speakingMinutesAgo(minutes: number, now: Date, policy: Policy, calendar: Calendar): Date {
  let left = minutes * MINUTE_MS;
  for (let day = dayOf(now); ; day = addDays(day, -1)) {
    if (!calendar.isWorkday(day)) continue;
    const [from, until] = [instantAt(day, policy.speak.from), instantAt(day, policy.speak.until)];
    const end = day === dayOf(now) && timeOf(now) < policy.speak.until ? now : until;
    const spoken = end.getTime() - from.getTime();
    if (spoken >= left) return new Date(end.getTime() - left);
    left -= Math.max(0, spoken);
  }
}

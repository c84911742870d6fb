/** Prints a digest of the keys that a thousand tasks make over a year of moments; run in several time zones, it must not differ. */
import { createHash } from 'node:crypto';
import { DEFAULT_POLICY } from '../../core/notice/default-policy.js';
import { bookOf } from '../../core/notice/policy-book.js';
import { noticesOf } from '../../core/notice/due-notices.js';
import { rosterOf } from '../../core/people/roster.js';
import { calendarOf } from '../../core/time/calendar.js';
import { addDays } from '../../core/time/day.js';
import { HOLIDAYS } from '../../core/time/holidays.js';
import { aTask, CENTRE, dueOn } from '../support/make.js';
import { chanceFrom } from './chance.js';

const chance = chanceFrom(8);
const roster = rosterOf(CENTRE.people, CENTRE.units, CENTRE.posts);
const calendar = calendarOf(HOLIDAYS);
const tasks = Array.from({ length: 1_000 }, (_, index) =>
  aTask({ id: `t${index}`, supervisedFrom: '2026-01-05', ...dueOn(addDays('2026-01-10', Math.floor(chance() * 400))) }),
);
// Each day a second before and after midnight in Shanghai, and in the morning.
const moments = Array.from({ length: 365 }, (_, day) => Date.parse('2026-01-05T16:00:00Z') + day * 86_400_000).flatMap((midnight) => [
  midnight - 1_000,
  midnight + 1_000,
  midnight + 8.7 * 3_600_000,
]);
const hash = createHash('sha256');
for (const moment of moments) {
  const now = new Date(moment);
  for (let from = Math.floor(chance() * 900), left = 20; left > 0; left -= 1, from += 1) {
    const task = tasks[from];
    if (task !== undefined)
      for (const { key, notBefore } of noticesOf(task, { now, book: bookOf(DEFAULT_POLICY), calendar, roster }))
        hash.update(`${key} ${notBefore.toISOString()}\n`);
  }
}
process.stdout.write(hash.digest('hex'));

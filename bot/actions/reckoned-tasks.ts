/**
 * What is kept of each task's light, picks and 未确认, renewed where it holds no longer: whatever changed a task, the rules or the
 * day, whoever asks for a list next sees to it first. Harmless when several do so at once.
 */
import { createHash } from 'node:crypto';
import { type Reckoning, reckon } from '../../core/insight/reckoning.js';
import { PICKS } from '../../core/insight/picks.js';
import type { Task } from '../../core/ledger/model.js';
import type { Moment } from '../../core/notice/due-notices.js';
import { policyFor } from '../../core/notice/policy-book.js';
import type { ReckonedBy, ReckonedTask, Services } from '../services.js';

/** Rises with the rules of `core` that a reckoning follows, so that what an older version kept is reckoned anew. */
const RECKONING = 4;
const BATCH = 500;

/** What a task's reckoning hangs on besides the task and the moment. */
export function reckonedBy({ now, book, calendar, roster }: Moment): ReckonedBy {
  const hasUnits = book.exceptions.some(({ scope }) => scope.kind === 'unit');
  const tree = hasUnits ? roster.units.map(({ id, parentId }) => [id, parentId]) : [];
  const rules = createHash('sha256').update(JSON.stringify([RECKONING, PICKS, book, calendar.years, tree]));
  return { rules: rules.digest('base64url').slice(0, 16), at: now };
}

const reckonedNow = (task: Task, { now, book, calendar, roster }: Moment): ReckonedTask => ({
  task,
  reckoning: reckon(task, policyFor(book, task, roster), calendar, now),
});

/** A task that was written while it was reckoned is reckoned once more, so that no list misses it; so often at most. */
const TIMES = 3;

/** Answers how many were renewed. */
export async function renewReckoned(services: Pick<Services, 'store'>, moment: Moment): Promise<number> {
  let renewed = 0;
  for (let time = 0; time < TIMES; time += 1) {
    const { kept, overtaken } = await renewOnce(services, moment);
    renewed += kept;
    if (overtaken === 0) break;
  }
  return renewed;
}

async function renewOnce({ store }: Pick<Services, 'store'>, moment: Moment): Promise<{ readonly kept: number; readonly overtaken: number }> {
  const by = reckonedBy(moment);
  let [batch, kept, overtaken]: [ReckonedTask[], number, number] = [[], 0, 0];
  const flush = async (): Promise<void> => {
    const matched = await store.tasks.keepReckoned(batch, by);
    kept += matched;
    overtaken += batch.length - matched;
    batch = [];
  };
  for await (const task of store.tasks.unreckoned(by)) {
    batch.push(reckonedNow(task, moment));
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return { kept, overtaken };
}

const shownOf = ({ until, ...shown }: Reckoning): string => {
  void until;
  return JSON.stringify(Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1)));
};

/**
 * Holds everything kept that is said to hold against what is reckoned now, mends what differs and says so in the log: it would be
 * a mistake of ours, or a hand in the base. Answers the ids.
 */
export async function checkReckoned({ store, log }: Pick<Services, 'store' | 'log'>, moment: Moment): Promise<readonly string[]> {
  const by = reckonedBy(moment);
  const wrong: string[] = [];
  for await (const kept of store.tasks.reckoned(by)) {
    const now = reckonedNow(kept.task, moment);
    if (shownOf(kept.reckoning) === shownOf(now.reckoning)) continue;
    wrong.push(kept.task.id);
    await store.tasks.keepReckoned([now], by);
    log.error('kept reckoning was wrong', { task: kept.task.id, kept: shownOf(kept.reckoning), is: shownOf(now.reckoning) });
  }
  return wrong;
}

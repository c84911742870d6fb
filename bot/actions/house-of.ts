/** What a sweep knows beside the tasks that are due: which groups have a robot, and how long anything has been supervised. */
import type { House } from '../../core/notice/made-at.js';
import type { Supervised } from '../../core/notice/weekly.js';
import { dayOf } from '../../core/time/day.js';
import type { Services } from '../services.js';
import { servedGroups, type Switchboard } from './lanes.js';

type Kept = Pick<Services, 'store'>;

async function supervisedIn({ store }: Kept): Promise<Supervised> {
  const [rounds, isAnyOpen] = await Promise.all([store.ledger.rounds(), store.tasks.anyOpen()]);
  const [since = null] = rounds.flatMap(({ supervisedFrom }) => supervisedFrom ?? []).sort();
  if (since === null || isAnyOpen) return { since, doneOn: null };
  const last = await store.tasks.lastClosed();
  // Nothing open and nothing ever closed: there is nothing to tell of.
  return last === null ? { since: null, doneOn: null } : { since, doneOn: dayOf(last) };
}

export const houseOf = async (kept: Kept, board: Pick<Switchboard, 'robots' | 'apps'>): Promise<House> => ({
  served: servedGroups(board),
  ...(await supervisedIn(kept)),
});

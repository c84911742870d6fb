/** What a sweep knows beside the tasks that are due: which groups have a robot, and since when anything is supervised. */
import type { House } from '../../core/notice/made-at.js';
import type { Services } from '../services.js';
import { servedGroups, type Switchboard } from './lanes.js';

export async function houseOf({ store }: Pick<Services, 'store'>, board: Pick<Switchboard, 'robots' | 'apps'>): Promise<House> {
  const begun = (await store.ledger.rounds()).flatMap(({ supervisedFrom }) => supervisedFrom ?? []).sort();
  const since = begun[0] !== undefined && (await store.tasks.anyOpen()) ? begun[0] : null;
  return { served: servedGroups(board), since };
}

/** The tick of the emergency clocks, each minute: what silence has reached goes into the outbox, unknown keys only. */
import { emergencyNotices } from '../../core/notice/emergency.js';
import type { Services } from '../services.js';
import { laned, switchboardOf } from './lanes.js';

/** Answers how many notices were new. Reads nothing but tasks with a running clock. */
export async function tickClocks(services: Services): Promise<number> {
  const { store } = services;
  const rows = await store.tasks.withRunningClock();
  if (rows.length === 0) return 0;
  const moment = { now: services.clock.now(), roster: await services.roster() };
  const drafts = rows.flatMap(({ task }) => emergencyNotices(task, moment));
  // A robot that came since is another lane of the same notice, not another notice.
  const known = await store.outbox.known(drafts.map(({ key }) => key));
  const fresh = drafts.filter(({ key }) => !known.has(key));
  const made = fresh.length === 0 ? 0 : await store.outbox.insert(laned(fresh, await switchboardOf(services)));
  if (made > 0) {
    services.log.info('emergency clocks made notices', { made });
    services.kick();
  }
  return made;
}

/** The sweep: what is due from the data goes into the outbox, unknown keys only. A missed or doubled one does no harm. */
import { type Moment, sweepReach } from '../../core/notice/due-notices.js';
import { madeAt } from '../../core/notice/made-at.js';
import type { NoticeDraft } from '../../core/notice/model.js';
import { precededBy } from '../../core/notice/silence.js';
import { type Day, dayOf } from '../../core/time/day.js';
import type { Services } from '../services.js';
import { houseOf } from './house-of.js';
import { laned, switchboardOf } from './lanes.js';
import { openTickets } from './ratings/open-tickets.js';
import { monthNotes } from './ratings/month-report.js';
import { LAST_SWEEP, outageNotes } from './note-outage.js';

const BATCH = 500;

export interface Swept {
  /** Notices that were new. */
  readonly made: number;
  /** Notices that were due and known already. */
  readonly skipped: number;
}

export async function momentOf(services: Services): Promise<Moment> {
  const [book, calendar, roster] = await Promise.all([services.policyBook(), services.calendar(), services.roster()]);
  return { now: services.clock.now(), book, calendar, roster };
}

/** What is not there yet; a repetition only where its reminder was made on an earlier day. */
export async function freshOf({ store }: Services, drafts: readonly NoticeDraft[], today: Day): Promise<readonly NoticeDraft[]> {
  const known = drafts.length === 0 ? new Set<string>() : await store.outbox.known(drafts.map((draft) => draft.key));
  const unknown = drafts.filter((draft) => !known.has(draft.key));
  const first = unknown.flatMap((draft) => precededBy(draft) ?? []);
  const told = first.length === 0 ? new Set<string>() : await store.outbox.madeBefore(first, today);
  return unknown.filter((draft) => {
    const key = precededBy(draft);
    return key === null || told.has(key);
  });
}

/** What was staged can be claimed only once the whole sweep is through, so that each lane gets one digest. */
export async function sweep(services: Services): Promise<Swept> {
  const moment = await momentOf(services);
  // Whatever a rating holds, it must not hold up the reminders of everybody else.
  await openTickets(services, moment).catch((error: unknown) => services.log.error('tickets were not opened', { error }));
  const [board, number] = await Promise.all([switchboardOf(services), services.store.outbox.beginSweep()]);
  const watched = services.store.tasks.watched(sweepReach(moment.book, moment.calendar, dayOf(moment.now)));
  const [house, ...notes] = await Promise.all([houseOf(services, board), outageNotes(services, moment), monthNotes(services, moment)]);
  let [batch, made, due] = [notes.flat(), 0, 0];
  const stageAll = async (drafts: readonly NoticeDraft[]): Promise<void> => {
    const fresh = await freshOf(services, drafts, dayOf(moment.now));
    await services.store.outbox.stage(laned(fresh, board), number);
    due += drafts.length;
    made += fresh.length;
  };
  // One batch is on its way while the next is read.
  let onItsWay = Promise.resolve();
  const flush = async (): Promise<void> => {
    const full = batch;
    batch = [];
    await onItsWay;
    onItsWay = stageAll(full);
    // What is wrong with it is thrown where it is waited for.
    onItsWay.catch(() => undefined);
  };
  for await (const drafts of madeAt(watched, house, moment)) {
    batch.push(...drafts);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  await onItsWay;
  await services.store.outbox.finishSweep(number);
  await services.store.settings.set(LAST_SWEEP, moment.now);
  if (made > 0) {
    services.log.info('sweep made notices', { made });
    services.kick();
  }
  return { made, skipped: due - made };
}

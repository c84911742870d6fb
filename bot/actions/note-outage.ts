/** After an outage the office is told once what was merged: reckoned before the sweep that catches up, and sent with it. */
import { measureOf } from '../../core/notice/digest.js';
import { type Moment, sweepReach } from '../../core/notice/due-notices.js';
import { missedDays, missedNotices } from '../../core/notice/missed.js';
import type { NoticeDraft } from '../../core/notice/model.js';
import { notesToOffice } from '../../core/notice/note.js';
import { rungWords } from '../../core/notice/rung-words.js';
import { outageNote } from '../../core/notice/system-notes.js';
import { type Day, dayOf, dayWords } from '../../core/time/day.js';
import type { Services, TaskRow } from '../services.js';
import { recipientWords } from './recipient-words.js';

/** Settings: the world instant of the last sweep, and the last outage. */
export const LAST_SWEEP = 'sweep.last';
const LAST_OUTAGE = 'outage.last';

const MOST_LINES = 200;
const MEASURE_ROOM = 24;

export interface Outage {
  /** The first and the last workday that was missed. */
  readonly from: Day;
  readonly until: Day;
  readonly count: number;
  /** When it was caught up with. */
  readonly backAt: Date;
  /** `12月3日 T12 增设“潮汐窗口”：何俊，离时限 3 天提醒`; at most 200. */
  readonly lines: readonly string[];
}

export const lastOutage = ({ store }: Services): Promise<Outage | null> => store.settings.get<Outage>(LAST_OUTAGE);

interface Missed {
  readonly row: TaskRow;
  readonly draft: NoticeDraft;
}

/** Not told before the outage either. */
async function missedOn(services: Services, days: readonly Day[], moment: Moment): Promise<readonly Missed[]> {
  const { tasks, outbox } = services.store;
  const missed: Missed[] = [];
  for await (const row of tasks.watched(sweepReach(moment.book, moment.calendar, dayOf(moment.now)))) {
    const drafts = missedNotices(row.task, days, moment);
    if (drafts.length === 0) continue;
    const known = await outbox.known(drafts.map(({ key }) => key));
    missed.push(...drafts.filter(({ key }) => !known.has(key)).map((draft) => ({ row, draft })));
  }
  return missed.sort((a, b) => a.draft.day.localeCompare(b.draft.day) || a.row.task.number - b.row.task.number);
}

/** `T12 增设“潮汐窗口”`; a sensitive finding’s task has its number in its own words. */
function taskWords(row: TaskRow): string {
  const measure = measureOf(row);
  const short = measure.length > MEASURE_ROOM ? `${measure.slice(0, MEASURE_ROOM)}…` : measure;
  return row.finding.sensitive ? measure : `T${row.task.number} ${short}`;
}

const lineOf = ({ row, draft }: Missed, { roster, now }: Moment): string =>
  `${dayWords(draft.day, dayOf(now))} ${taskWords(row)}：${recipientWords(draft.recipient, roster)}，${rungWords(draft)}`;

/** Nothing where no workday was missed, or nobody would have heard anything on it. The same outage makes the same keys. */
export async function outageNotes(services: Services, moment: Moment): Promise<readonly NoticeDraft[]> {
  const { settings } = services.store;
  const last = await settings.get<Date>(LAST_SWEEP);
  const days = last === null ? [] : missedDays(last, moment.now, moment.calendar);
  const [from, until] = [days[0], days.at(-1)];
  if (last === null || from === undefined || until === undefined) return [];
  const missed = await missedOn(services, days, moment);
  if (missed.length === 0) return [];
  // A catch-up that died half-way has told some already: what it counted first holds.
  const known = await lastOutage(services);
  const lines = missed.slice(0, MOST_LINES).map((one) => lineOf(one, moment));
  const outage: Outage = known?.from === from ? known : { from, until, count: missed.length, backAt: moment.now, lines };
  await settings.set(LAST_OUTAGE, outage);
  services.log.warn('outage caught up', { from, until, missed: missed.length });
  return notesToOffice(outageNote(outage, last, dayOf(moment.now)), moment);
}

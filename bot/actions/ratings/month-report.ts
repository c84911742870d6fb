/** 服务窗口月报 (D4): as a document for whoever asks, and once a month as a word to the office. */
import type { SatisfactionQuery } from '../../../core/contract/satisfaction.js';
import type { Moment } from '../../../core/notice/due-notices.js';
import type { NoticeDraft } from '../../../core/notice/model.js';
import { noteKey } from '../../../core/notice/notice-key.js';
import { notesToOffice, officeOf } from '../../../core/notice/note.js';
import type { Viewer } from '../../../core/people/model.js';
import type { ServiceWindow } from '../../../core/rating/model.js';
import { type MonthReport, monthReportOf } from '../../../core/rating/month-report.js';
import { monthNote, monthNoteAbout } from '../../../core/rating/rating-notes.js';
import { totalOf } from '../../../core/rating/satisfaction.js';
import { workdayFrom } from '../../../core/time/calendar.js';
import { addDays, dayOf, instantAt, monthBefore, monthInFull, monthOf, spanOfMonth } from '../../../core/time/day.js';
import type { Services } from '../../services.js';
import { noteExport } from '../note-export.js';
import { ratingRules } from './rating-rules.js';
import { ticketsOf } from './ticket-figures.js';
import { windowsOf } from './windows.js';

/** Clear of the full and the half hour, and of Monday's weekly word. */
const AT = '09:20';
/** Whoever starts in the middle of a month is not told of the one before. */
const TOLD_WITHIN_DAYS = 7;

async function reportOf(services: Services, windows: readonly ServiceWindow[], month: string): Promise<MonthReport> {
  const { store } = services;
  const { waitTarget: target } = await ratingRules(store);
  const windowIds = windows.map(({ id }) => id);
  const before = monthBefore(month);
  const cellsOf = (one: string) => {
    const { from, until } = spanOfMonth(one);
    return store.windows.waitCells(windowIds, from, until, target);
  };
  const countsOf = (one: string) => store.ratings.countBy('windowId', { windowIds, from: one, until: one });
  const [cells, cellsBefore, counts, countsBefore] = await Promise.all([cellsOf(month), cellsOf(before), countsOf(month), countsOf(before)]);
  return monthReportOf({ month, target, windows, cells, cellsBefore, counts, countsBefore });
}

/** The windows this person may see; leaves an event, as every file that leaves the base. Refusal `not-allowed`. */
export async function exportMonth(
  services: Services,
  viewer: Viewer,
  query: SatisfactionQuery,
): Promise<{ readonly fileName: string; readonly bytes: Buffer }> {
  const windows = await windowsOf(services, viewer);
  const today = dayOf(services.clock.now());
  const month = query.month ?? monthOf(today);
  const report = await reportOf(services, windows, month);
  const tickets = await ticketsOf(services, viewer, month);
  await noteExport(services, viewer, { list: 'month', month, rows: windows.length });
  return { fileName: `服务窗口月报 ${monthInFull(month)}.docx`, bytes: await services.reports.monthDocument(report, tickets, today) };
}

/** On the first workday of a month, of the month before; nothing where there was neither a rating nor a reading in two months. */
export async function monthNotes(services: Services, moment: Moment): Promise<readonly NoticeDraft[]> {
  const today = dayOf(moment.now);
  const first = workdayFrom(moment.calendar, `${monthOf(today)}-01`);
  if (moment.now < instantAt(first, AT) || today > addDays(first, TOLD_WITHIN_DAYS)) return [];
  const month = monthBefore(monthOf(today));
  const keys = officeOf(moment.roster).map((recipient) => noteKey(monthNoteAbout(month), recipient));
  if (keys.length === 0 || (await services.store.outbox.known(keys)).size > 0) return [];
  const windows = await services.store.windows.list();
  if (windows.length === 0) return [];
  const report = await reportOf(services, windows, month);
  const isUsed = [report.counts, report.countsBefore].some((counts) => totalOf(counts) > 0) || report.waited.readings + report.before.readings > 0;
  return isUsed ? notesToOffice(monthNote(report), moment) : [];
}

/** The weekly report: kept once it is told, made afresh for whoever asks on the screen. */
import { MOST_URGENT } from '../../core/insight/week.js';
import { MOST_LINES, type WeekReport, weekReportOf } from '../../core/insight/week-report.js';
import { isInReview } from '../../core/ledger/status.js';
import { mondayOf } from '../../core/notice/weekly.js';
import type { Viewer } from '../../core/people/model.js';
import { scopeOf, type TaskScope, WHOLE_BASE } from '../../core/people/scope.js';
import { Refusal } from '../../core/refusal.js';
import { addDays, type Day, dayInFull, dayOf } from '../../core/time/day.js';
import type { Services, TaskFilter } from '../services.js';
import { countIn } from './asked-tasks.js';
import { demandBoard } from './demand-board.js';
import { lightNow } from './emergency-box.js';
import { noteExport } from './note-export.js';
import { renewReckoned } from './reckoned-tasks.js';
import { deskOf, type Desk } from './task-card.js';

type Judging = Omit<Desk, 'viewer'>;

/** Of what is supervised within the scope: the base counts it, and gives the tasks that are named. */
async function reportOf({ store }: Pick<Services, 'store'>, scope: TaskScope, monday: Day, desk: Judging): Promise<WeekReport> {
  await renewReckoned({ store }, desk);
  const { tasks } = store;
  const supervised = { ...scope, beforeStart: false };
  const first = async (filter: TaskFilter, limit: number) =>
    (await tasks.page(supervised, filter, null, limit)).map((row) => ({ ...row, light: lightNow(row.task, desk) }));
  const [board, cells, late, listed, ...pressing] = await Promise.all([
    tasks.boardCells(supervised, {}),
    tasks.cells(supervised, {}),
    first({ light: 'red' }, MOST_LINES),
    first({ pick: 'listed' }, MOST_LINES),
    ...(['red', 'yellow'] as const).map((light) => first({ light, open: true }, MOST_URGENT)),
  ]);
  const facts = { cells: board, inReview: countIn(cells.filter(isInReview)), pressing: pressing.flat(), late, listed };
  return weekReportOf(facts, { monday, at: desk.now, roster: desk.roster });
}

/** A report with the one of the week before, where there is one. */
export interface Compared {
  readonly report: WeekReport;
  readonly before: WeekReport | null;
}

/** As it was told, or, where nobody was told yet, as everything stands now: that is kept. */
export async function keptWeek({ store }: Services, monday: Day, desk: Judging): Promise<Compared> {
  const known = await store.weeks.find(monday);
  const report = known ?? (await store.weeks.keep(await reportOf({ store }, WHOLE_BASE, monday, desk)));
  return { report, before: await store.weeks.find(addDays(monday, -7)) };
}

interface Link {
  readonly monday: string;
  readonly part: string;
  readonly until: string;
  readonly mark: string;
}

const nameOf = (day: Day): string => `督办周报 ${dayInFull(day)}`;

/** The report as a document, under the name it is kept by. */
export const fileOfWeek = async ({ reports }: Services, { report, before }: Compared) => ({
  fileName: `${nameOf(dayOf(report.at))}.docx`,
  bytes: await reports.weekDocument(report, before),
});

/** The picture or the document behind a link of the weekly word. Refusals: `link-void`, `week-not-found`. */
export async function readWeek(services: Services, link: Link): Promise<{ readonly fileName: string; readonly bytes: Buffer }> {
  const remedy = '请打开看板查看最新情况。';
  if (!services.weekUrlHolds(link)) throw new Refusal('link-void', '这个周报地址已失效。', { kind: 'forbidden', remedy });
  const report = await services.store.weeks.find(link.monday);
  if (report === null) throw new Refusal('week-not-found', '没有找到这一周的周报。', { kind: 'not-found', remedy });
  const before = await services.store.weeks.find(addDays(report.monday, -7));
  if (link.part === 'report') return fileOfWeek(services, { report, before });
  return { fileName: `${nameOf(dayOf(report.at))}.png`, bytes: await services.reports.weekPicture(report, before) };
}

/** What this person may see, as it stands now; leaves an event, as every file that leaves the base. Refusal `not-allowed`. */
export async function exportWeek(services: Services, viewer: Viewer): Promise<{ readonly fileName: string; readonly bytes: Buffer }> {
  const { store } = services;
  await demandBoard(services, viewer, '下载周报');
  const desk = await deskOf(services, viewer);
  const scope = scopeOf(viewer);
  const report = await reportOf(services, scope, mondayOf(desk.today), desk);
  // The weeks that were told are of everything: nobody's part is compared with them.
  const before = scope.everything ? await store.weeks.find(addDays(report.monday, -7)) : null;
  await noteExport(services, viewer, { list: 'week', rows: report.total });
  return fileOfWeek(services, { report, before });
}

/** The ratings behind a figure 评价, a page at a time or as a workbook: the same filter, scope, order and words. Telephone numbers are in neither. */
import type { RatingExportQuery, RatingLine, RatingList, RatingsQuery } from '../../../core/contract/satisfaction.js';
import type { Viewer } from '../../../core/people/model.js';
import { scopeOf } from '../../../core/people/scope.js';
import { followWords } from '../../../core/rating/follow-words.js';
import { LEVEL_WORDS, LEVELS } from '../../../core/rating/levels.js';
import type { Level, Rating, ServiceWindow } from '../../../core/rating/model.js';
import { type Day, dayInFull, dayOf, instantWords, monthInFull, timeOf } from '../../../core/time/day.js';
import type { RatingFilter, Services } from '../../services.js';
import { type ExportedTable, noteExport } from '../note-export.js';
import { staffNames, windowsOf } from './windows.js';

const PAGE = 30;
/** So many of a file are read at a time. */
const BATCH = 1_000;
/** Far beyond what anybody reads; an answer without an end helps nobody. */
const MOST_ROWS = 50_000;

function lineOf(
  rating: Rating,
  windows: ReadonlyMap<string, ServiceWindow>,
  names: ReadonlyMap<string, string>,
  opens: ReadonlySet<string>,
  today: Day,
): RatingLine {
  const { id, level, staffId, ticketId } = rating;
  return {
    id,
    level,
    atWords: instantWords(rating.at, today),
    levelWords: LEVEL_WORDS[level],
    windowWords: windows.get(rating.windowId)?.name ?? '',
    staffWords: staffId === null ? null : (names.get(staffId) ?? `工号 ${staffId}`),
    service: rating.service,
    tags: [...rating.tags],
    comment: rating.comment,
    valid: rating.valid,
    ticketId: ticketId !== null && opens.has(ticketId) ? ticketId : null,
    followWords: followWords(rating, today),
  };
}

const levelsOf = ({ level, bad }: RatingExportQuery): readonly Level[] | undefined =>
  bad === '1' ? [1, 2] : level === undefined ? undefined : LEVELS.filter((one) => one === level);

/** What it is narrowed by, in words; null: nothing. */
function narrowedWords(query: RatingExportQuery, windows: ReadonlyMap<string, ServiceWindow>, names: ReadonlyMap<string, string>): string | null {
  const { month, windowId, staffId, service } = query;
  const levels = levelsOf(query);
  const parts = [
    month === undefined ? '' : monthInFull(month),
    windowId === undefined ? '' : (windows.get(windowId)?.name ?? '没有这个窗口'),
    staffId === undefined ? '' : (names.get(staffId) ?? `工号 ${staffId}`),
    service ?? '',
    levels === undefined ? '' : levels.map((level) => LEVEL_WORDS[level]).join('、'),
  ].filter((words) => words !== '');
  return parts.length === 0 ? null : parts.join(' · ');
}

/** Those that count, narrowed as asked. */
function filterOf(windows: readonly ServiceWindow[], query: RatingExportQuery): RatingFilter {
  const { month, windowId, staffId, service } = query;
  const levels = levelsOf(query);
  return {
    windowIds: windows.map(({ id }) => id),
    validOnly: true,
    ...(month === undefined ? {} : { from: month, until: month }),
    ...(windowId === undefined ? {} : { windowId }),
    ...(staffId === undefined ? {} : { staffId }),
    ...(service === undefined ? {} : { service }),
    ...(levels === undefined ? {} : { levels }),
  };
}

/** A ticket opens only for whoever may see it. */
export async function listRatings(services: Services, viewer: Viewer, { cursor, ...query }: RatingsQuery): Promise<RatingList> {
  const windows = await windowsOf(services, viewer);
  const filter = filterOf(windows, query);
  const { ratings } = services.store;
  const [found, total, bad] = await Promise.all([
    ratings.list(filter, PAGE, cursor ?? null),
    ratings.count(filter),
    ratings.count(filterOf(windows, { ...query, level: undefined, bad: '1' })),
  ]);
  const ids = found.rows.flatMap(({ ticketId }) => ticketId ?? []);
  const opens = new Set((await services.store.tasks.first(scopeOf(viewer), { ids }, PAGE)).map(({ task }) => task.id));
  const byId = new Map(windows.map((window) => [window.id, window]));
  const names = staffNames(windows);
  const today = dayOf(services.clock.now());
  return {
    ratings: found.rows.map((rating) => lineOf(rating, byId, names, opens, today)),
    ...{ total, bad, cursor: found.cursor, narrowed: narrowedWords(query, byId, names) },
  };
}

const COLUMNS: readonly { readonly head: string; readonly width: number; readonly of: (line: RatingLine, rating: Rating) => string }[] = [
  { head: '时间', width: 22, of: (_line, { at }) => `${dayInFull(dayOf(at))} ${timeOf(at)}` },
  { head: '评价', width: 12, of: ({ levelWords }) => levelWords },
  { head: '原因', width: 28, of: ({ tags }) => tags.join('、') },
  { head: '意见', width: 48, of: ({ comment }) => comment },
  { head: '窗口', width: 16, of: ({ windowWords }) => windowWords },
  { head: '事项', width: 20, of: ({ service }) => service ?? '' },
  { head: '窗口人员', width: 14, of: ({ staffWords }) => staffWords ?? '' },
  { head: '追评', width: 32, of: ({ followWords }) => followWords ?? '' },
];

/** At most `MOST_ROWS`, the newest first; leaves an event. Refusal `not-allowed`. */
export async function exportRatings(services: Services, viewer: Viewer, query: RatingExportQuery): Promise<ExportedTable> {
  const windows = await windowsOf(services, viewer);
  const filter = filterOf(windows, query);
  const { ratings } = services.store;
  const byId = new Map(windows.map((window) => [window.id, window]));
  const names = staffNames(windows);
  const today = dayOf(services.clock.now());
  const total = await ratings.count(filter);
  const narrowed = { ...query, rows: Math.min(total, MOST_ROWS) };
  await noteExport(services, viewer, { list: 'ratings', ...narrowed });
  async function* rows(): AsyncGenerator<readonly string[]> {
    let cursor: string | null = null;
    for (let written = 0; written < MOST_ROWS; written += BATCH) {
      const page: Awaited<ReturnType<typeof ratings.list>> = await ratings.list(filter, BATCH, cursor);
      for (const rating of page.rows) {
        const line = lineOf(rating, byId, names, new Set(), today);
        yield COLUMNS.map(({ of }) => of(line, rating));
      }
      if (page.cursor === null) return;
      cursor = page.cursor;
    }
  }
  return { fileName: `评价 ${dayInFull(today)}.xlsx`, table: { name: '评价', columns: COLUMNS, rows: rows() } };
}

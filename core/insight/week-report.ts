/** The weekly report: the figures of the week, units, and what is late, as they stood when it was made. Pure. */
import { type Facts, measureOf } from '../notice/digest.js';
import type { Roster } from '../people/roster.js';
import type { Day } from '../time/day.js';
import { type Board, boardOf, type Tally } from './board.js';
import type { Seen } from './picks.js';
import { weekOf, type Week, type WeekFacts } from './week.js';

/** One task as a report tells it: of what is sensitive the number alone, and nobody is named. */
export interface ReportLine {
  readonly taskId: string;
  readonly unitName: string;
  readonly words: string;
  readonly lightWords: string;
}

export interface WeekReport extends Omit<Week, 'urgent'> {
  /** Of the week it is about. */
  readonly monday: Day;
  /** World time. */
  readonly at: Date;
  /** `全部单位`, or the unit that everything lies in. */
  readonly scopeName: string;
  readonly done: Board['done'];
  /** The most urgent first. */
  readonly units: readonly (Tally & { readonly name: string })[];
  readonly urgent: readonly ReportLine[];
  /** 挂牌督办, at most `MOST_LINES`; absent in weeks kept before there was any. */
  readonly listed?: readonly ReportLine[];
  /** The latest first, at most `MOST_LINES`; `all.red` says how many there are. */
  readonly late: readonly ReportLine[];
}

export const MOST_LINES = 200;

interface Around {
  readonly monday: Day;
  readonly at: Date;
  readonly roster: Roster;
}

type Row = Seen & Facts;

export interface ReportFacts extends WeekFacts<Row> {
  /** Red; those due first at least. */
  readonly late: readonly Row[];
  readonly listed: readonly Row[];
}

export function weekReportOf({ late, listed, ...week }: ReportFacts, { monday, at, roster }: Around): WeekReport {
  const { urgent, ...figures } = weekOf(week);
  const board = boardOf(week.cells, null, roster);
  const nameOf = (unitId: string | null): string | null => roster.unit(unitId)?.name ?? null;
  const line = ({ task, finding, light }: Row): ReportLine => ({
    taskId: task.id,
    unitName: nameOf(task.unitId) ?? '未定单位',
    words: measureOf({ task, finding }),
    lightWords: light.words,
  });
  const latest = [...late].sort((a, b) => (a.light.days ?? 0) - (b.light.days ?? 0));
  return {
    ...figures,
    ...{ monday, at, scopeName: nameOf(board.at) ?? '全部单位', done: board.done },
    units: board.units.map(({ unitId, isAlone, red, yellow, green, none }) => {
      const name = nameOf(unitId) ?? '已撤销的单位';
      return { name: isAlone ? `${name}（本级）` : name, red, yellow, green, none };
    }),
    urgent: urgent.map(line),
    listed: listed.slice(0, MOST_LINES).map(line),
    late: latest.slice(0, MOST_LINES).map(line),
  };
}

/** `比上周多 2 项`, `和上周一样`; null where there is no week before to compare with. */
export function sinceWords(now: number, before: number | undefined): string | null {
  if (before === undefined) return null;
  const more = now - before;
  return more === 0 ? '和上周一样' : `比上周${more > 0 ? '多' : '少'} ${Math.abs(more)} 项`;
}

/** 服务窗口月报 (D4): how long people waited against the target and how they rated, window by window, from cells counted in the base. Pure. */
import { groupBy } from '../group-by.js';
import type { Day } from '../time/day.js';
import { type Counts, NO_RATINGS, plus } from './satisfaction.js';

/** Readings at one window within one hour of one day, both in UTC+8. */
export interface WaitCell {
  readonly windowId: string;
  readonly day: Day;
  /** 0 to 23. */
  readonly hour: number;
  readonly readings: number;
  /** The sum of what was read. */
  readonly minutes: number;
  /** How many of them met the target. */
  readonly within: number;
}

export interface Waited {
  readonly readings: number;
  /** Minutes; 0 without a reading. */
  readonly average: number;
  readonly within: number;
}

export interface WindowMonth {
  readonly name: string;
  readonly counts: Counts;
  readonly waited: Waited;
  /** The month before. */
  readonly before: Waited;
  /** The hour in which people waited longest; null without a reading. */
  readonly busiest: { readonly hour: number; readonly average: number } | null;
  /** Days whose average missed the target, oldest first. */
  readonly lateDays: readonly { readonly day: Day; readonly average: number }[];
}

export interface MonthReport {
  readonly month: string;
  /** Minutes. */
  readonly target: number;
  readonly counts: Counts;
  readonly countsBefore: Counts;
  readonly waited: Waited;
  readonly before: Waited;
  /** The longest wait first; those without a reading last. */
  readonly windows: readonly WindowMonth[];
}

const waitedIn = (cells: readonly WaitCell[]): Waited => {
  const readings = cells.reduce((sum, cell) => sum + cell.readings, 0);
  const minutes = cells.reduce((sum, cell) => sum + cell.minutes, 0);
  return { readings, average: readings === 0 ? 0 : minutes / readings, within: cells.reduce((sum, cell) => sum + cell.within, 0) };
};

function busiestOf(cells: readonly WaitCell[]): WindowMonth['busiest'] {
  const hours = [...groupBy(cells, ({ hour }) => hour)].map(([hour, of]) => ({ hour, average: waitedIn(of).average }));
  return hours.sort((a, b) => b.average - a.average || a.hour - b.hour)[0] ?? null;
}

const lateDaysOf = (cells: readonly WaitCell[], target: number): WindowMonth['lateDays'] =>
  [...groupBy(cells, ({ day }) => day)]
    .map(([day, of]) => ({ day, average: waitedIn(of).average }))
    .filter(({ average }) => average > target)
    .sort((a, b) => a.day.localeCompare(b.day));

export interface MonthFacts {
  readonly month: string;
  readonly target: number;
  /** Those that stand in the report: open ones, and closed ones with anything in the month. */
  readonly windows: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
  readonly cells: readonly WaitCell[];
  readonly cellsBefore: readonly WaitCell[];
  readonly counts: ReadonlyMap<string, Counts>;
  readonly countsBefore: ReadonlyMap<string, Counts>;
}

export function monthReportOf({ month, target, windows, cells, cellsBefore, counts, countsBefore }: MonthFacts): MonthReport {
  const [own, earlier] = [groupBy(cells, ({ windowId }) => windowId), groupBy(cellsBefore, ({ windowId }) => windowId)];
  const lines = windows
    .filter(({ id, active }) => active || own.has(id) || counts.has(id))
    .map(({ id, name }): WindowMonth => {
      const read = own.get(id) ?? [];
      return {
        name,
        counts: counts.get(id) ?? NO_RATINGS,
        waited: waitedIn(read),
        before: waitedIn(earlier.get(id) ?? []),
        busiest: busiestOf(read),
        lateDays: lateDaysOf(read, target),
      };
    });
  return {
    ...{ month, target },
    counts: [...counts.values()].reduce(plus, NO_RATINGS),
    countsBefore: [...countsBefore.values()].reduce(plus, NO_RATINGS),
    waited: waitedIn(cells),
    before: waitedIn(cellsBefore),
    windows: lines.sort((a, b) => b.waited.average - a.waited.average || a.name.localeCompare(b.name, 'zh-Hans-CN', { numeric: true })),
  };
}

export const minutesWords = ({ readings, average }: Waited): string => (readings === 0 ? '—' : `${average.toFixed(1)} 分钟`);

/** `比上月少 1.6 分钟`; null where either month has no reading. */
export function changeWords(now: Waited, before: Waited): string | null {
  if (now.readings === 0 || before.readings === 0) return null;
  const by = Math.round((now.average - before.average) * 10) / 10;
  return by === 0 ? '与上月持平' : `比上月${by > 0 ? '多' : '少'} ${Math.abs(by).toFixed(1)} 分钟`;
}

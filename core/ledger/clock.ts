/** The emergency clock 绿色通道 of a task: its two stages, when each ends, and how that is said. Hours of world time, nights and holidays among them. Pure. */
import { type Day, addDays, dayOf, dayWithWeekday, timeOf } from '../time/day.js';
import type { ClockKind, EmergencyClock, Task } from './model.js';

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

interface ClockFigures {
  readonly words: string;
  /** Both from the start. */
  readonly respondMs: number;
  readonly resolveMs: number;
  /** What the second stage waits for. */
  readonly resolve: '报方案' | '处置';
  /** What ends it: the words of its button. */
  readonly resolved: '报方案' | '报处置情况';
}

/** Figures of the project's requirements, B10. */
export const CLOCKS: Readonly<Record<ClockKind, ClockFigures>> = {
  hours: { words: '1 小时内响应、3 小时内报方案', respondMs: HOUR, resolveMs: 3 * HOUR, resolve: '报方案', resolved: '报方案' },
  days: { words: '24 小时内响应、48 小时内处置', respondMs: 24 * HOUR, resolveMs: 48 * HOUR, resolve: '处置', resolved: '报处置情况' },
};

export interface Stage {
  readonly kind: 'respond' | 'resolve';
  readonly from: Date;
  readonly until: Date;
  /** What is waited for: `响应`, `报方案`, `处置`. */
  readonly words: string;
}

/** The clock that runs on this task, or null. */
export const runningClock = ({ emergency }: Pick<Task, 'emergency'>): EmergencyClock | null => (emergency?.endedAt === null ? emergency : null);

export function stageOf({ kind, startedAt, respondedAt }: EmergencyClock): Stage {
  const { respondMs, resolveMs, resolve } = CLOCKS[kind];
  const after = (ms: number): Date => new Date(startedAt.getTime() + ms);
  return respondedAt === null
    ? { kind: 'respond', from: startedAt, until: after(respondMs), words: '响应' }
    : { kind: 'resolve', from: after(respondMs), until: after(resolveMs), words: resolve };
}

export const isStageLate = (clock: EmergencyClock, now: Date): boolean => now.getTime() >= stageOf(clock).until.getTime();

/** `40 分钟`, `2 小时 10 分钟`, `47 小时`; beyond a day minutes say nothing. */
function spanWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} 分钟`;
  return rest === 0 || hours >= 24 ? `${hours} 小时` : `${hours} 小时 ${rest} 分钟`;
}

/** `今天 15:20`, `明天 00:00`, `11月30日（周一）23:00`. */
export function momentWords(instant: Date, today: Day): string {
  const day = dayOf(instant);
  if (day === today) return `今天 ${timeOf(instant)}`;
  return day === addDays(today, 1) ? `明天 ${timeOf(instant)}` : `${dayWithWeekday(day, today)}${timeOf(instant)}`;
}

/** `还剩 40 分钟`, `已超时 20 分钟`, `时限已到`. */
export function leftWords(until: Date, now: Date): string {
  const ms = until.getTime() - now.getTime();
  if (ms > 0) return `还剩 ${spanWords(Math.ceil(ms / MINUTE))}`;
  const late = Math.floor(-ms / MINUTE);
  return late === 0 ? '时限已到' : `已超时 ${spanWords(late)}`;
}

/** `今天 15:20 前响应，还剩 40 分钟`; late: `应在今天 15:20 前响应，已超时 20 分钟`. */
export function stageWords(clock: EmergencyClock, now: Date): string {
  const { until, words } = stageOf(clock);
  const by = `${momentWords(until, dayOf(now))} 前${words}`;
  return `${isStageLate(clock, now) ? '应在' : ''}${by}，${leftWords(until, now)}`;
}

/** Over for so long, a stage is shown to whoever started the clock as an alarm, whatever was sent. */
const FORGOTTEN_MS = 3 * HOUR;

/** `绿色通道 T13 已 95 小时无人响应`, `绿色通道 T13 报方案已超时 5 小时`; null while the stage is not over by three hours. */
export function forgottenWords(task: Pick<Task, 'number' | 'emergency'>, now: Date): string | null {
  const clock = runningClock(task);
  if (clock === null) return null;
  const { kind, until, words } = stageOf(clock);
  if (now.getTime() - until.getTime() < FORGOTTEN_MS) return null;
  const hoursSince = (from: Date): number => Math.floor((now.getTime() - from.getTime()) / HOUR);
  return `绿色通道 T${task.number} ${kind === 'respond' ? `已 ${hoursSince(clock.startedAt)} 小时无人响应` : `${words}已超时 ${hoursSince(until)} 小时`}`;
}

/** In a list beside the light: `绿色通道 · 响应还剩 40 分钟`. */
export function shortClockWords(clock: EmergencyClock, now: Date): string {
  const { until, words } = stageOf(clock);
  return `绿色通道：${words}${leftWords(until, now)}`;
}

/** Whether what was done in between is the response that the clock waited for. */
export const isAnswered = (before: Pick<Task, 'emergency'>, after: Pick<Task, 'emergency'>): boolean =>
  runningClock(before)?.respondedAt === null && runningClock(after)?.respondedAt instanceof Date;

/** As it is ended by the office, or by the closing of its task. */
export const endedClock = (clock: EmergencyClock | null, endedAt: Date, reason: string): EmergencyClock | null =>
  clock === null || clock.endedAt !== null ? clock : { ...clock, endedAt, reason };

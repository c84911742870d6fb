/** Waiting times 等候时间 against their target: when it was missed for so long that somebody must act. Pure. */
import type { RatingRules, WaitReading } from './model.js';

const MINUTE_MS = 60_000;
/** Minutes; nobody waits longer at a window that is open. */
export const MOST_WAIT = 600;

/** Whole minutes as they are typed, from 0 to `MOST_WAIT`; null: something else. */
export function minutesIn(typed: string): number | null {
  const minutes = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : null;
  return minutes === null || minutes > MOST_WAIT ? null : minutes;
}

export interface WaitAlarm {
  /** Since when every reading missed the target. World time. */
  readonly since: Date;
  readonly minutes: number;
}

/**
 * The run of readings above the target that ends with the last one, where it has lasted `waitMinutes`; null: none. `readings` of
 * one window, oldest first. A gap of two hours ends a run: nobody knows how it was meanwhile.
 */
export function waitAlarm(readings: readonly Pick<WaitReading, 'at' | 'minutes'>[], { waitTarget, waitMinutes }: RatingRules): WaitAlarm | null {
  const last = readings.at(-1);
  if (last === undefined || last.minutes <= waitTarget) return null;
  let since = last.at;
  for (const { at, minutes } of readings.slice(0, -1).reverse()) {
    if (minutes <= waitTarget || since.getTime() - at.getTime() > 120 * MINUTE_MS) break;
    since = at;
  }
  return last.at.getTime() - since.getTime() >= waitMinutes * MINUTE_MS ? { since, minutes: last.minutes } : null;
}

/** Service windows and waiting times. Types only. */
import type { ServiceWindow, WaitReading } from '../../core/rating/model.js';
import type { WaitCell } from '../../core/rating/month-report.js';

/** Service windows and the readings of how long people wait at them. */
export interface WindowStore {
  list(): Promise<readonly ServiceWindow[]>;
  find(id: string): Promise<ServiceWindow | null>;
  save(window: ServiceWindow): Promise<void>;
  /** Readings by unknown ids only; answers how many were new. Inside a transaction ids are new by construction. */
  addReadings(readings: readonly WaitReading[]): Promise<number>;
  /** By window: how many there were, their average and the last one. */
  waits(
    windowIds: readonly string[],
    from: Date,
    until: Date,
  ): Promise<ReadonlyMap<string, { readonly readings: number; readonly average: number; readonly last: WaitReading }>>;
  /** Counted by window, day and hour in UTC+8; `target` in minutes. */
  waitCells(windowIds: readonly string[], from: Date, until: Date, target: number): Promise<readonly WaitCell[]>;
  /** Oldest first. */
  readings(windowIds: readonly string[], from: Date, until: Date): Promise<readonly WaitReading[]>;
}

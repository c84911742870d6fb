/** The weekly words that were told. Types only. */
import type { WeekReport } from '../../core/insight/week-report.js';

export interface WeekStore {
  find(monday: string): Promise<WeekReport | null>;
  /** Answers what is kept of that week: the first. */
  keep(report: WeekReport): Promise<WeekReport>;
}

/** Weekly reports as they were told. The first that is kept of a week stays: message, picture and file say the same for good. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { WeekReport } from '../../core/insight/week-report.js';
import type { WeekStore } from '../services.js';
import { isDuplicate, joining, modelOf, STRICT } from './documents.js';

interface KeptWeek {
  readonly _id: string;
  readonly report: WeekReport;
}

const schema = new Schema<KeptWeek>({ _id: String, report: { type: Schema.Types.Mixed, required: true } }, STRICT);

export function openWeeks(connection: Connection, session: ClientSession | null): WeekStore {
  const weeks = modelOf(connection, 'Week', schema, 'weeks');
  const find = async (monday: string): Promise<WeekReport | null> => (await weeks.findById(monday).session(session).lean<KeptWeek>())?.report ?? null;
  return {
    find,
    keep: async (report) => {
      try {
        await weeks.insertMany([{ _id: report.monday, report }], joining(session));
        return report;
      } catch (error) {
        const kept = isDuplicate(error) ? await find(report.monday) : null;
        if (kept === null) throw error;
        return kept;
      }
    },
  };
}

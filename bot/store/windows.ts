/** Service windows, and readings of waiting times with an index by window and time. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { ServiceWindow, WaitReading } from '../../core/rating/model.js';
import type { WaitCell } from '../../core/rating/month-report.js';
import type { WindowStore } from '../services.js';
import { asFilter, isDuplicate, joining, kept, type Kept, modelOf, PART, plain, STRICT } from './documents.js';

const staff = new Schema({ workNumber: String, name: String, personId: String }, PART);

const windowSchema = new Schema<Kept<ServiceWindow>>(
  {
    _id: String,
    name: { type: String, required: true },
    unitId: { type: String, required: true },
    handlerId: String,
    leaderId: String,
    staff: [staff],
    services: [String],
    codeNumber: { type: Number, required: true },
    active: Boolean,
  },
  STRICT,
).index({ name: 1 }, { unique: true });

const readingSchema = new Schema<Kept<WaitReading>>({ _id: String, windowId: String, at: Date, minutes: Number }, STRICT).index({
  windowId: 1,
  at: 1,
});

/** A month has thousands of hours: taken in one piece they would hold up everybody else. */
const BATCH = 500;

export function openWindows(connection: Connection, session: ClientSession | null): WindowStore {
  const windows = modelOf(connection, 'ServiceWindow', windowSchema, 'serviceWindows');
  const waits = modelOf(connection, 'WaitReading', readingSchema, 'waitReadings');
  return {
    list: async () => (await windows.find().session(session).sort({ _id: 1 }).lean<Kept<ServiceWindow>[]>()).map(plain<ServiceWindow>),
    find: async (id) => {
      const found = await windows.collection.findOne<Kept<ServiceWindow>>(asFilter({ _id: id }), joining(session));
      return found === null ? null : plain<ServiceWindow>(found);
    },
    save: async (window) => {
      await windows.replaceOne({ _id: window.id }, kept(window), { ...joining(session), upsert: true });
    },
    addReadings: async (readings) => {
      try {
        await waits.insertMany(readings.map(kept), { ...joining(session), ordered: session !== null });
        return readings.length;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const { insertedDocs } = error as { readonly insertedDocs?: readonly unknown[] };
        return insertedDocs?.length ?? 0;
      }
    },
    waits: async (windowIds, from, until) => {
      const groups = await waits.aggregate<{ _id: string; readings: number; average: number; last: Kept<WaitReading> }>([
        { $match: { windowId: { $in: [...windowIds] }, at: { $gte: from, $lt: until } } },
        { $sort: { windowId: 1, at: 1 } },
        { $group: { _id: '$windowId', readings: { $sum: 1 }, average: { $avg: '$minutes' }, last: { $last: '$$ROOT' } } },
      ]);
      return new Map(groups.map(({ _id, readings, average, last }) => [_id, { readings, average, last: plain<WaitReading>(last) }]));
    },
    waitCells: async (windowIds, from, until, target) => {
      const groups = await waits
        .aggregate<{ _id: Pick<WaitCell, 'windowId' | 'day' | 'hour'> } & Pick<WaitCell, 'readings' | 'minutes' | 'within'>>([
          { $match: { windowId: { $in: [...windowIds] }, at: { $gte: from, $lt: until } } },
          {
            $group: {
              _id: {
                windowId: '$windowId',
                day: { $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: '+08:00' } },
                hour: { $hour: { date: '$at', timezone: '+08:00' } },
              },
              readings: { $sum: 1 },
              minutes: { $sum: '$minutes' },
              within: { $sum: { $cond: [{ $lte: ['$minutes', target] }, 1, 0] } },
            },
          },
        ])
        .option({ batchSize: BATCH });
      return groups.map(({ _id, ...sums }) => ({ ..._id, ...sums }));
    },
    readings: async (windowIds, from, until) => {
      const found = await waits
        .find({ windowId: { $in: [...windowIds] }, at: { $gte: from, $lt: until } })
        .session(session)
        .sort({ at: 1 })
        .lean<Kept<WaitReading>[]>();
      return found.map(plain<WaitReading>);
    },
  };
}

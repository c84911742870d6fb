/**
 * Sweeps are numbered, and each of their notices has its sweep's number: they can be claimed once a sweep of that number or a later
 * one is through. So one write lets go thousands, and what a sweep that died had made goes with the next.
 */
import type { ClientSession, Connection, PipelineStage } from 'mongoose';
import { countersOf } from './counters.js';
import { againIfMet, joining } from './documents.js';

const BEGUN = 'sweep';
const THROUGH = 'sweep through';

/** Of notices that no sweep made. */
export const NO_SWEEP = 0;

/** Looked up once an aggregation: the last sweep that is through, as `through`. */
export const withThrough: Exclude<PipelineStage, PipelineStage.Merge | PipelineStage.Out> = {
  $lookup: { from: 'counters', pipeline: [{ $match: { _id: THROUGH } }], as: 'through' },
};
/** The number beside it. */
export const through = { $ifNull: [{ $max: '$through.value' }, NO_SWEEP] };

export interface Sweeps {
  begin(): Promise<number>;
  finish(sweep: number): Promise<void>;
  /** What may be claimed, for a plain query. */
  letGo(): Promise<{ readonly sweep: { readonly $not: { readonly $gt: number } } }>;
}

export function openSweeps(connection: Connection, session: ClientSession | null): Sweeps {
  const counters = countersOf(connection);
  return {
    begin: async () => {
      const change = { $inc: { value: 1 } };
      const begun = await againIfMet(() => counters.findOneAndUpdate({ _id: BEGUN }, change, { upsert: true, returnDocument: 'after' }).lean());
      return begun?.value ?? 1;
    },
    finish: async (sweep) => {
      await againIfMet(() => counters.updateOne({ _id: THROUGH }, { $max: { value: sweep } }, { ...joining(session), upsert: true }));
    },
    letGo: async () => {
      const last = await counters.findOne({ _id: THROUGH }).session(session).lean();
      // Notices kept before sweeps had numbers have none.
      return { sweep: { $not: { $gt: last?.value ?? NO_SWEEP } } };
    },
  };
}

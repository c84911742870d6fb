/**
 * Sweeps are numbered, and each of their notices has its sweep's number: they can be claimed once a sweep of that number or a later
 * one is through. So one write lets go thousands, and what a sweep that died had made goes with the next.
 */
import type { ClientSession, Connection, PipelineStage } from 'mongoose';
import { countersOf, type KeptCounter } from './counters.js';
import { againIfMet, joining } from './documents.js';

const BEGUN = 'sweep';
const THROUGH = 'sweep through';

/** Of notices that no sweep made. */
export const NO_SWEEP = 0;

/** What each process knows to be through. What it does not know yet it finds a look later, and never too early. */
const known = new WeakMap<Connection, number>();

/** The number that is through, beside what a look for work finds: it costs no command of its own. */
export const besideThrough: PipelineStage.UnionWith = { $unionWith: { coll: 'counters', pipeline: [{ $match: { _id: THROUGH } }] } };

/** A condition on notices. */
export interface LetGo {
  readonly sweep: { readonly $not: { readonly $gt: number } };
}

export interface Sweeps {
  begin(): Promise<number>;
  finish(sweep: number): Promise<void>;
  /** What may be claimed, as far as is known here. Notices kept before sweeps had numbers have none. */
  letGo(): LetGo;
  /** Takes out of what was found with `besideThrough` the number; false where another was known before. */
  learn(found: readonly { readonly _id: string }[]): boolean;
  /** Asks for it. */
  refresh(): Promise<void>;
}

export const isThrough = ({ _id }: { readonly _id: string }): boolean => _id === THROUGH;

export function openSweeps(connection: Connection, session: ClientSession | null): Sweeps {
  const counters = countersOf(connection);
  const learn = (found: readonly { readonly _id: string }[]): boolean => {
    const through = (found.find(isThrough) as KeptCounter | undefined)?.value ?? NO_SWEEP;
    const isKnown = through === (known.get(connection) ?? NO_SWEEP);
    known.set(connection, through);
    return isKnown;
  };
  return {
    begin: async () => {
      const change = { $inc: { value: 1 } };
      const begun = await againIfMet(() => counters.findOneAndUpdate({ _id: BEGUN }, change, { upsert: true, returnDocument: 'after' }).lean());
      return begun?.value ?? 1;
    },
    finish: async (sweep) => {
      await againIfMet(() => counters.updateOne({ _id: THROUGH }, { $max: { value: sweep } }, { ...joining(session), upsert: true }));
      known.set(connection, Math.max(sweep, known.get(connection) ?? NO_SWEEP));
    },
    letGo: () => ({ sweep: { $not: { $gt: known.get(connection) ?? NO_SWEEP } } }),
    learn,
    refresh: async () => {
      learn(await counters.find({ _id: THROUGH }).session(session).lean<KeptCounter[]>());
    },
  };
}

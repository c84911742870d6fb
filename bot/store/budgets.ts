/**
 * How often something was done lately, one document a key, by the server's clock and forgotten by itself: counted in windows that
 * begin with the first, or rolling where a platform counts so.
 */
import { type Connection, Schema } from 'mongoose';
import type { BudgetStore } from '../services.js';
import { againIfMet, modelOf, STRICT } from './documents.js';
import { PACED, type Paced, takeOne } from './pace.js';

interface KeptBudget {
  readonly _id: string;
  readonly count: number;
  readonly until: Date;
  /** Milliseconds from the last count to `until`. */
  readonly left: number;
}

interface KeptTurn extends Paced {
  readonly _id: string;
  readonly until: Date;
}

const schema = new Schema<KeptBudget>({ _id: String, count: Number, until: Date, left: Number }, STRICT).index(
  { until: 1 },
  { expireAfterSeconds: 0 },
);
const turnSchema = new Schema<KeptTurn>({ _id: String, ...PACED, until: Date }, STRICT).index({ until: 1 }, { expireAfterSeconds: 0 });

/** Forgetting them all costs no more than asking the base again. */
const MOST_REMEMBERED = 10_000;

const OPTIONS = { upsert: true, returnDocument: 'after', updatePipeline: true } as const;
const fromNow = (ms: number) => ({ $add: ['$$NOW', ms] });

export function openBudgets(connection: Connection): BudgetStore {
  const budgets = modelOf(connection, 'Budget', schema, 'budgets');
  const turns = modelOf(connection, 'Turn', turnSchema, 'turns');
  // Never in a session: what many ask at once would make each other's transactions begin again.
  const countOne = async (key: string, seconds: number): Promise<Pick<KeptBudget, 'count' | 'left'>> => {
    const runs = { $gt: ['$until', '$$NOW'] };
    const next = [
      { $set: { count: { $cond: [runs, { $add: ['$count', 1] }, 1] }, until: { $cond: [runs, '$until', fromNow(seconds * 1_000)] } } },
      { $set: { left: { $subtract: ['$until', '$$NOW'] } } },
    ];
    return (await againIfMet(() => budgets.findOneAndUpdate({ _id: key }, next, OPTIONS).lean<KeptBudget>())) ?? { count: 0, left: 0 };
  };
  /** What is spent stays so until its window ends: whoever floods us is refused without a word to the base. */
  const spent = new Map<string, { readonly most: number; readonly until: number }>();
  const isSpent = (key: string, most: number): boolean => {
    const known = spent.get(key);
    return known !== undefined && most <= known.most && performance.now() < known.until;
  };
  return {
    take: async (key, most, seconds) => {
      if (isSpent(key, most)) return false;
      const { count, left } = await countOne(key, seconds);
      if (count <= most) return true;
      if (spent.size >= MOST_REMEMBERED) spent.clear();
      spent.set(key, { most, until: performance.now() + left });
      return false;
    },
    count: async (key, seconds) => (await countOne(key, seconds)).count,
    counted: async (key) => {
      const found = await budgets.findOne({ _id: key, $expr: { $gt: ['$until', '$$NOW'] } }).lean<KeptBudget>();
      return found?.count ?? 0;
    },
    turn: async (key, most, windowMs) => {
      const next = [...takeOne(most, windowMs), { $set: { heldUntil: null, until: fromNow(2 * windowMs) } }];
      const after = await againIfMet(() => turns.findOneAndUpdate({ _id: key }, next, OPTIONS).lean<KeptTurn>());
      return after?.wait ?? 0;
    },
  };
}

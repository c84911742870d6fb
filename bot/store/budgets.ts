/** How often something was done lately: one document a key, counted and begun anew by the server's clock, forgotten by itself. */
import { type Connection, Schema } from 'mongoose';
import type { BudgetStore } from '../services.js';
import { againIfMet, modelOf, STRICT } from './documents.js';

interface KeptBudget {
  readonly _id: string;
  readonly count: number;
  readonly until: Date;
}

const schema = new Schema<KeptBudget>({ _id: String, count: Number, until: Date }, STRICT).index({ until: 1 }, { expireAfterSeconds: 0 });

export function openBudgets(connection: Connection): BudgetStore {
  const budgets = modelOf(connection, 'Budget', schema, 'budgets');
  return {
    // Never in a session: what many ask at once would make each other's transactions begin again.
    take: async (key, most, seconds) => {
      const runs = { $gt: ['$until', '$$NOW'] };
      const next = [
        {
          $set: {
            count: { $cond: [runs, { $add: ['$count', 1] }, 1] },
            until: { $cond: [runs, '$until', { $add: ['$$NOW', seconds * 1_000] }] },
          },
        },
      ];
      const after = await againIfMet(() =>
        budgets.findOneAndUpdate({ _id: key }, next, { upsert: true, returnDocument: 'after', updatePipeline: true }).lean<KeptBudget>(),
      );
      return after !== null && after.count <= most;
    },
  };
}

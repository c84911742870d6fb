/** Everything that a moment makes of the tasks as they are: the one function behind the sweep and the dry run of a policy. Pure. */
import type { Task } from '../ledger/model.js';
import { type Moment, noticesOf } from './due-notices.js';
import { groupMorning, groupsWith, isInDigest } from './group-morning.js';
import type { GroupId, NoticeDraft } from './model.js';
import { type Supervised, weeklyWord } from './weekly.js';

type Rows = AsyncIterable<{ readonly task: Task }> | Iterable<{ readonly task: Task }>;

export interface House extends Supervised {
  /** Groups that have a robot. */
  readonly served: ReadonlySet<GroupId>;
}

/** A handful a task, and what the groups hear last; known already or not is the outbox's business. */
export async function* madeAt(rows: Rows, { served, ...supervised }: House, moment: Moment): AsyncGenerator<readonly NoticeDraft[]> {
  const leadingUnits = new Set<string>();
  for await (const { task } of rows) {
    if (isInDigest(task, moment)) leadingUnits.add(task.unitId);
    yield noticesOf(task, moment);
  }
  yield [...groupMorning(groupsWith(leadingUnits, served, moment), moment), ...weeklyWord(supervised, moment)];
}

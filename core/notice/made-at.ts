/** Everything that a moment makes of the tasks as they are: the one function behind the sweep and the dry run of a policy. Pure. */
import type { Task } from '../ledger/model.js';
import { type Moment, noticesOf } from './due-notices.js';
import { groupMorning, groupsWith, isInDigest } from './group-morning.js';
import type { GroupId, NoticeDraft } from './model.js';

type Rows = AsyncIterable<{ readonly task: Task }> | Iterable<{ readonly task: Task }>;

/** A handful a task, and the groups' digests last; known already or not is the outbox's business. `served`: groups that have a robot. */
export async function* madeAt(rows: Rows, served: ReadonlySet<GroupId>, moment: Moment): AsyncGenerator<readonly NoticeDraft[]> {
  const leadingUnits = new Set<string>();
  for await (const { task } of rows) {
    if (isInDigest(task, moment)) leadingUnits.add(task.unitId);
    yield noticesOf(task, moment);
  }
  yield groupMorning(groupsWith(leadingUnits, served, moment), moment);
}

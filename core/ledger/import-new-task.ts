/** The task that a new row of a ledger becomes. */
import { ANY_EVIDENCE } from './evidence.js';
import { FRESH } from './fresh-task.js';
import type { RowIds } from './import-compare.js';
import { freshMilestone } from './milestones.js';
import type { Round, Task, TaskStatus } from './model.js';
import type { TaskDraft } from './sheet/draft.js';

/** A task to be added; its number is given when it is written. */
export type NewTask = Omit<Task, 'number'>;

/** Status cells at the import: 已完成 waits for verification, a first progress means that work has begun. */
const firstStatus = ({ isDone, progress }: TaskDraft): TaskStatus => (isDone ? 'toVerify' : progress === '' ? 'handedOut' : 'inProgress');

/** Null where the row has faults. */
export function newTask(row: TaskDraft, ids: RowIds, round: Round, findingId: string, newId: () => string): NewTask | null {
  const [unit, ...coUnits] = ids.units;
  if (unit === undefined || row.due === null || row.measure === '') return null;
  const [owner = null, ...coOwners] = ids.owners;
  return {
    id: newId(),
    roundId: round.id,
    findingId,
    measure: row.measure,
    acceptance: row.acceptance,
    remark: row.remark,
    unitId: unit.id,
    coUnitIds: coUnits.map(({ id }) => id),
    ownerId: owner?.id ?? null,
    coOwnerIds: coOwners.flatMap((person) => (person === null ? [] : [person.id])),
    leaderId: ids.leader?.id ?? null,
    due: row.due,
    status: firstStatus(row),
    percent: row.percent,
    evidenceNeeds: row.evidence ?? [ANY_EVIDENCE],
    // Silent until the office has seen who would get what and presses 开始督办, in a round that runs already too.
    supervisedFrom: null,
    // What a ledger says was reported by nobody here: the first report of a person begins the count.
    // Spread after what is new: V8 takes sixty times as long to add properties to a copy.
    ...FRESH,
    milestones: (row.milestones ?? []).map(freshMilestone),
    targets: row.targets ?? [],
  };
}

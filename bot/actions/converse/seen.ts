/**
 * What may be told in a conversation: whatever is asked of tasks there goes through this one guard, so that no answer has to think
 * of it, and asks for no more than it tells.
 */
import type { GroupId } from '../../../core/notice/model.js';
import type { Viewer } from '../../../core/people/model.js';
import type { Roster } from '../../../core/people/roster.js';
import { scopeOf, type TaskScope } from '../../../core/people/scope.js';
import type { MeasureOf, Services, StoredBoardCell, TaskCell, TaskFilter, TaskRow, UnitCount } from '../../services.js';

/**
 * `room` names the conversation, the same each time, e.g. `preview:person:<id>`. `group`: what a group chat stands for; null where
 * nobody has said so yet, and then it is told nothing.
 */
export type Where =
  | { readonly kind: 'person'; readonly room: string }
  | { readonly kind: 'group'; readonly room: string; readonly group: GroupId | null };

/** `ledBy` is the guard's own. */
export type Asked = Omit<TaskFilter, 'ledBy'>;

export interface Seen {
  /** By urgency, as all that is told of several. */
  all(asked: Asked): Promise<readonly TaskRow[]>;
  first(asked: Asked, limit: number): Promise<readonly TaskRow[]>;
  any(asked: Asked): Promise<boolean>;
  /** In the same way null whether there is no such task or it may not be told here. */
  find(id: string): Promise<TaskRow | null>;
  byNumber(number: number): Promise<TaskRow | null>;
  /** What tasks are called, at most `limit`, nearest first. In a group without those of sensitive findings: nobody may guess at their words there. */
  measures(asked: Asked, limit: number): Promise<readonly MeasureOf[]>;
  /** The unit of the most urgent first. */
  unitCounts(asked: Asked): Promise<readonly UnitCount[]>;
  cells(asked: Asked): Promise<readonly TaskCell[]>;
  /** Of what is supervised. */
  boardCells(): Promise<readonly StoredBoardCell[]>;
}

/** The office's and the leading group's chats see all; a unit's chat what the unit and those below it lead. */
function groupScope(group: GroupId | null, roster: Roster): TaskScope {
  const everything = group === 'office' || group === 'leadingGroup';
  const unitIds = group?.startsWith('unit:') === true ? roster.below(group.slice('unit:'.length)) : [];
  return { everything, unitIds, personId: null, beforeStart: false };
}

export function seenIn({ store: { tasks } }: Services, viewer: Viewer, where: Where, roster: Roster): Seen {
  const scope = where.kind === 'person' ? scopeOf(viewer) : groupScope(where.group, roster);
  // Where it only helps, another unit's group hears of it.
  const guard: TaskFilter = where.kind === 'person' || scope.everything ? {} : { ledBy: scope.unitIds };
  const within = (asked: Asked): TaskFilter => ({ ...asked, ...guard });
  const first = (asked: Asked, limit: number) => tasks.first(scope, within(asked), limit);
  const one = async (asked: Asked): Promise<TaskRow | null> => (await first(asked, 1))[0] ?? null;
  return {
    first,
    all: (asked) => tasks.all(scope, within(asked)),
    any: async (asked) => (await one(asked)) !== null,
    find: (id) => one({ ids: [id] }),
    byNumber: (number) => one({ numbers: [number] }),
    measures: (asked, limit) => tasks.measures(scope, { ...within(asked), ...(where.kind === 'group' ? { plain: true } : {}) }, limit),
    unitCounts: (asked) => tasks.unitCounts(scope, within(asked)),
    cells: (asked) => tasks.cells(scope, within(asked)),
    boardCells: () => tasks.boardCells({ ...scope, beforeStart: false }, guard),
  };
}

/** Who may see ratings: whoever may see the unit's tasks, and handlers and leaders for the windows that are theirs. Pure. */
import type { Viewer } from '../people/model.js';
import { scopeOf } from '../people/scope.js';
import type { ServiceWindow } from './model.js';

/** The windows whose ratings this person may see. */
export function windowsSeen(viewer: Viewer, windows: readonly ServiceWindow[]): readonly ServiceWindow[] {
  const { everything, unitIds } = scopeOf(viewer);
  return windows.filter(
    ({ unitId, handlerId, leaderId }) => everything || unitIds.includes(unitId) || [handlerId, leaderId].includes(viewer.person.id),
  );
}

/** Who may be named for an emergency clock: those who stand on the task, and the people of the inspected unit. Pure. */
import type { Task } from '../ledger/model.js';
import type { Person } from './model.js';
import { ownersOf, type Roster } from './roster.js';

/** Nearest first: owners, leader, the task's own units, then everybody else of the inspected unit. */
export function namablePeople(task: Task, roster: Roster): readonly Person[] {
  const standing = [...ownersOf(task), task.leaderId].map((id) => roster.person(id));
  const within = (unitIds: readonly string[]) => {
    const units = new Set(unitIds.flatMap((id) => roster.below(id)));
    return roster.people.filter(({ unitId }) => unitId !== null && units.has(unitId));
  };
  const inspected = roster.above(task.unitId).at(-1) ?? task.unitId;
  const near = [...roster.holders('liaison', task.unitId), ...within([task.unitId, ...task.coUnitIds])];
  const all = [...standing, ...near, ...within([inspected])].filter((person): person is Person => person?.active === true);
  return [...new Map(all.map((person) => [person.id, person])).values()];
}

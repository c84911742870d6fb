/** What an import brought in that nothing else has come to need: it goes with a withdrawn round, the rest stays. Pure. */
import type { Person, Post, Unit } from '../people/model.js';
import type { Round } from './model.js';

/** Ids. */
export interface BroughtIn {
  readonly people: readonly string[];
  readonly units: readonly string[];
}

/** The base without the round that goes. */
export interface Remaining {
  readonly people: readonly Person[];
  readonly units: readonly Unit[];
  readonly posts: readonly Post[];
  readonly rounds: readonly Round[];
  /** Ids that something else names: a task, an edit by the office, a code, a robot's group, an exception of the rules. */
  readonly named: ReadonlySet<string>;
}

export interface Leavings {
  readonly people: readonly Person[];
  readonly units: readonly Unit[];
}

export function leavingsOf(brought: BroughtIn, rest: Remaining): Leavings {
  const needed = neededIds(rest);
  const people = rest.people.filter(({ id, account }) => brought.people.includes(id) && account === null && !needed.has(id));
  const gone = new Set(people.map(({ id }) => id));
  for (const { id, unitId } of rest.people) if (unitId !== null && !gone.has(id)) needed.add(unitId);
  const candidates = rest.units.filter(({ id }) => brought.units.includes(id));
  // A unit that stays keeps those above it.
  const kept = rest.units.filter((unit) => !candidates.includes(unit) || needed.has(unit.id));
  for (const unit of kept) {
    if (unit.parentId === null || needed.has(unit.parentId)) continue;
    needed.add(unit.parentId);
    const above = candidates.find(({ id }) => id === unit.parentId);
    if (above !== undefined) kept.push(above);
  }
  return { people, units: candidates.filter(({ id }) => !needed.has(id)) };
}

function neededIds({ posts, rounds, named }: Remaining): Set<string> {
  const ids = [...named, ...posts.flatMap(({ personId, unitId }) => [personId, unitId]), ...rounds.map(({ inspectedUnitId }) => inspectedUnitId)];
  return new Set(ids.filter((id) => id !== null));
}

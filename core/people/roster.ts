/** Who is who and who holds which post where: one immutable picture of units, persons and posts. */
import { groupBy } from '../group-by.js';
import type { ReviewStep, Task, Ticket } from '../ledger/model.js';
import { stepOf } from '../ledger/review.js';
import type { Person, Post, PostKind, Unit, Viewer } from './model.js';

export interface Roster {
  readonly people: readonly Person[];
  readonly units: readonly Unit[];
  person(id: string | null): Person | null;
  unit(id: string | null): Unit | null;
  /** The unit itself, then what is above it, up to the inspected unit. */
  above(unitId: string): readonly string[];
  /** The unit itself and all below it. */
  below(unitId: string): readonly string[];
  postsOf(personId: string): readonly Post[];
  /** Active holders of a post for a unit or anything above it; those nearest to the unit, else those held for everything. */
  holders(kind: PostKind, unitId: string | null): readonly Person[];
}

export function rosterOf(people: readonly Person[], units: readonly Unit[], posts: readonly Post[]): Roster {
  const personById = new Map(people.map((person) => [person.id, person]));
  const unitById = new Map(units.map((unit) => [unit.id, unit]));
  const children = new Map<string, string[]>();
  for (const unit of units) {
    if (unit.parentId !== null) children.set(unit.parentId, [...(children.get(unit.parentId) ?? []), unit.id]);
  }

  const above = (unitId: string): readonly string[] => {
    const path: string[] = [];
    for (let at: string | null = unitId; at !== null && !path.includes(at); at = unitById.get(at)?.parentId ?? null) path.push(at);
    return path;
  };
  const below = (unitId: string): readonly string[] => {
    const found = new Set([unitId]);
    for (const id of found) for (const child of children.get(id) ?? []) found.add(child);
    return [...found];
  };
  const byKind = new Map([...groupBy(posts, ({ kind }) => kind)].map(([kind, held]) => [kind, groupBy(held, ({ unitId }) => unitId)]));
  const byPerson = groupBy(posts, ({ personId }) => personId);
  const active = (held: readonly Post[] = []): readonly Person[] => {
    const found = held.map((post) => personById.get(post.personId)).filter((person): person is Person => person?.active === true);
    return [...new Set(found)];
  };
  const holders = (kind: PostKind, unitId: string | null): readonly Person[] => {
    const ofKind = byKind.get(kind);
    if (ofKind === undefined) return [];
    for (const id of unitId === null ? [] : above(unitId)) {
      const here = active(ofKind.get(id));
      if (here.length > 0) return here;
    }
    return active(ofKind.get(null));
  };

  return {
    people,
    units,
    person: (id) => (id === null ? null : (personById.get(id) ?? null)),
    unit: (id) => (id === null ? null : (unitById.get(id) ?? null)),
    above,
    below,
    postsOf: (personId) => byPerson.get(personId) ?? [],
    holders,
  };
}

/** The person who asks, with every unit each of their posts covers. */
export function viewerOf(roster: Roster, person: Person): Viewer {
  const posts = roster.postsOf(person.id);
  const unitsBelow: Partial<Record<PostKind, string[]>> = {};
  for (const post of posts) {
    if (post.unitId !== null) unitsBelow[post.kind] = [...new Set([...(unitsBelow[post.kind] ?? []), ...roster.below(post.unitId)])];
  }
  return { person, posts, unitsBelow };
}

/** A task as its people have it: what it hangs on how anybody stands to it. */
export interface Peopled extends Pick<Task, 'unitId' | 'ownerId' | 'coOwnerIds' | 'leaderId' | 'submittedBy' | 'review'> {
  readonly ticket: Pick<Ticket, 'ratedIds'> | null;
}

/** The owner and co-owners of a task: whoever may report on it, liaisons aside. */
export const ownersOf = (task: Pick<Task, 'ownerId' | 'coOwnerIds'>): readonly string[] =>
  task.ownerId === null ? task.coOwnerIds : [task.ownerId, ...task.coOwnerIds];

/** The responsible leader the task names, else those who hold the post for its unit. */
export function leadersOf({ leaderId, unitId }: Pick<Task, 'leaderId' | 'unitId'>, roster: Roster): readonly Person[] {
  const named = roster.person(leaderId);
  return named?.active === true ? [named] : roster.holders('leader', unitId);
}

/** Who takes a step, the nearest post first; where nobody else does, the office. */
function holdersOfStep(step: ReviewStep, task: Peopled, roster: Roster): readonly (readonly Person[])[] {
  const principal = () => roster.holders('principal', roster.above(task.unitId).at(-1) ?? null);
  switch (step) {
    case 'unit':
      return [leadersOf(task, roster), principal()];
    case 'department':
      return [roster.holders('functionalDepartment', task.unitId)];
    case 'party':
      return [roster.holders('party', task.unitId), principal()];
    case 'leadingGroup':
      return [roster.holders('leadingGroup', task.unitId)];
  }
}

/**
 * Who decides on a submission at the step it has reached, else the office. Nobody reviews a task they own or submitted, nor the
 * ticket of a rating of their own.
 */
export function reviewersOf(task: Peopled, roster: Roster, step: ReviewStep = stepOf(task)): readonly Person[] {
  const isOutside = ({ id }: Person) => !ownersOf(task).includes(id) && task.submittedBy !== id && task.ticket?.ratedIds.includes(id) !== true;
  const holding = [...holdersOfStep(step, task, roster), roster.holders('office', task.unitId)].map((people) => people.filter(isOutside));
  return holding.find((people) => people.length > 0) ?? [];
}

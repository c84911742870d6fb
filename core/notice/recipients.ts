/** Posts → persons. A post that nobody holds goes to the office, marked as vacant; each person is reached once. Pure. */
import type { Task } from '../ledger/model.js';
import type { Person } from '../people/model.js';
import { leadersOf, ownersOf, reviewersOf, type Roster } from '../people/roster.js';
import type { RungPost } from './model.js';

export interface Reached {
  readonly personId: string;
  /** The posts through which this person is reached, highest first. */
  readonly posts: readonly RungPost[];
  /** The empty post for which the office is told instead. */
  readonly vacant: RungPost | null;
}

const ORDER: readonly RungPost[] = ['leadingGroup', 'office', 'principal', 'leader', 'reviewer', 'owner'];

const active = (person: Person | null): readonly Person[] => (person?.active === true ? [person] : []);

export function holdersFor(task: Task, post: RungPost, roster: Roster): readonly Person[] {
  switch (post) {
    case 'owner':
      return ownersOf(task).flatMap((id) => active(roster.person(id)));
    case 'leader':
      return leadersOf(task, roster);
    case 'reviewer':
      return reviewersOf(task, roster);
    // The principal is that of the inspected unit, never a section's head below the responsible leader.
    case 'principal':
      return roster.holders('principal', roster.above(task.unitId).at(-1) ?? null);
    default:
      return roster.holders(post, task.unitId);
  }
}

/** Everyone the posts reach, once each. Empty only where neither the posts nor the office are held. */
export function recipientsOf(task: Task, posts: readonly RungPost[], roster: Roster): readonly Reached[] {
  const reached = new Map<string, { posts: RungPost[]; vacant: RungPost | null }>();
  const add = (personId: string, post: RungPost, vacant: RungPost | null) => {
    const known = reached.get(personId) ?? { posts: [], vacant: null };
    reached.set(personId, { posts: [...new Set([...known.posts, post])], vacant: known.vacant ?? vacant });
  };
  for (const post of ORDER.filter((one) => posts.includes(one))) {
    const people = holdersFor(task, post, roster);
    for (const person of people) add(person.id, post, null);
    if (people.length === 0 && post !== 'office') for (const person of roster.holders('office', task.unitId)) add(person.id, 'office', post);
  }
  return [...reached].map(([personId, held]) => ({ personId, posts: held.posts, vacant: held.vacant }));
}

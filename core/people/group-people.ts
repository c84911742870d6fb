/** Who belongs into the group chat of the office, the leading group or a unit: what its digest is told to. Pure. */
import type { GroupId } from '../notice/model.js';
import type { Person, PostKind } from './model.js';
import type { Roster } from './roster.js';

const POST = { office: 'office', leadingGroup: 'leadingGroup' } as const satisfies Readonly<Record<string, PostKind>>;

/** Of a unit those who are shown with it or anything below it, and those who hold a post for one of these. Active people, by name. */
export function groupPeople(group: GroupId, { people, below, postsOf }: Roster): readonly Person[] {
  const ofUnits = group.startsWith('unit:') ? below(group.slice('unit:'.length)) : [];
  const isIn = (unitId: string | null): boolean => unitId !== null && ofUnits.includes(unitId);
  const kind = group === 'office' || group === 'leadingGroup' ? POST[group] : null;
  const belongs = (person: Person): boolean =>
    isIn(person.unitId) || postsOf(person.id).some((post) => (kind === null ? isIn(post.unitId) : post.kind === kind));
  return people.filter((person) => person.active && belongs(person)).sort((a, b) => a.name.localeCompare(b.name, 'zh'));
}

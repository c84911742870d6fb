/**
 * The persons a ledger names: known ones of the base, new ones, or ones the office must be asked about. Two people may
 * have one name, so nobody is merged by name alone: the unit must agree, or the office says so.
 */
import type { Person } from '../people/model.js';
import type { ImportBase, PersonChoices } from './import-base.js';
import type { Matched } from './import-match.js';
import type { UnitsRead } from './import-units.js';
import type { LedgerDraft } from './sheet/draft.js';

/** One name at one place: beside a unit as 责任人, or over all of them as 责任领导 (`place` is then the inspected unit, or ''). */
export interface NamedPerson {
  /** What the screen shows and choices are keyed by: the name, with its place where the ledger gives it several. */
  readonly shown: string;
  readonly name: string;
  readonly place: string;
  /** The place in words, where there is no unit the post: `责任领导`. */
  readonly where: string;
  /** Units it stands beside, as context. */
  readonly units: readonly string[];
  readonly candidates: readonly { readonly id: string; readonly unitName: string | null }[];
  readonly isAsked: boolean;
  /** Known in the base without asking. */
  readonly isKnown: boolean;
  /** Null while the office has not chosen. */
  readonly person: Person | null;
  readonly isNew: boolean;
}

export interface PeopleRead {
  readonly named: readonly NamedPerson[];
  at(name: string, place: string): Person | null;
  readonly added: readonly Person[];
  /** Choices that name nobody who could be meant, as shown. */
  readonly misplaced: readonly string[];
}

interface Spot {
  readonly name: string;
  readonly place: string;
  readonly units: Set<string>;
  readonly posts: Set<'责任人' | '责任领导'>;
  /** Whom the same rows of the round name in the base already, or whom the round names at this very place. */
  readonly already: Set<string>;
}

/** A person of this very ledger, as a candidate. */
const IN_LEDGER = 'ledger:';

export const leaderPlace = (draft: LedgerDraft): string => draft.inspectedUnit ?? '';

export function readPeople(
  draft: LedgerDraft,
  matched: Matched,
  units: UnitsRead,
  base: ImportBase,
  choices: PersonChoices,
  newId: () => string,
): PeopleRead {
  const spots = spotsOf(draft, matched, units, base);
  const placesOf = new Map<string, number>();
  for (const { name } of spots) placesOf.set(name, (placesOf.get(name) ?? 0) + 1);
  const unitNames = new Map([...base.units, ...units.added].map(({ id, name }) => [id, name]));
  const named: NamedPerson[] = [];
  const misplaced: string[] = [];

  for (const spot of spots) {
    const where = placeWords(spot);
    const shown = (placesOf.get(spot.name) ?? 0) > 1 ? `${spot.name}（${where}）` : spot.name;
    const sameName = base.people.filter(({ name, active }) => active && name === spot.name);
    const earlier = named.filter(({ name, isNew }) => name === spot.name && isNew);
    const candidates = [
      ...sameName.map(({ id, unitId }) => ({ id, unitName: unitNames.get(unitId ?? '') ?? null })),
      ...earlier.map((one) => ({ id: `${IN_LEDGER}${one.shown}`, unitName: `${one.where}（本台账）` })),
    ];
    const known = knownAs(spot, sameName, earlier.length, unitIdAt(spot.place, units), base);
    const isAsked = known === null && candidates.length > 0;
    const choice = choices[shown];
    const chosen =
      choice === undefined || choice === 'new'
        ? null
        : (base.people.find(({ id }) => id === choice) ?? earlier.find((one) => choice === `${IN_LEDGER}${one.shown}`)?.person ?? null);
    if (choice !== undefined && choice !== 'new' && !candidates.some(({ id }) => id === choice)) misplaced.push(shown);
    const isNew = choice === 'new' || (choice === undefined && known === null && !isAsked);
    const person = isNew ? newPerson(newId(), spot, units) : (chosen ?? (choice === undefined ? known : null));
    named.push({
      shown,
      name: spot.name,
      place: spot.place,
      where,
      units: [...spot.units],
      candidates,
      isAsked,
      isKnown: known !== null,
      person,
      isNew,
    });
  }
  const byPlace = new Map(named.map((one) => [`${one.name}\n${one.place}`, one]));
  return {
    named,
    misplaced,
    at: (name, place) => byPlace.get(`${name}\n${place}`)?.person ?? null,
    added: named.flatMap(({ isNew, person }) => (isNew && person !== null ? [person] : [])),
  };
}

const placeWords = ({ place, posts }: Spot): string => (place === '' ? `${[...posts].join('、')}，没有写单位` : place);

/** Known without asking: whom the same rows name already, or the only one of that name, in that very unit. */
function knownAs(spot: Spot, sameName: readonly Person[], rivals: number, unitId: string | null, base: ImportBase): Person | null {
  const [already, ...others] = [...spot.already];
  if (already !== undefined && others.length === 0) return base.people.find(({ id }) => id === already) ?? null;
  const [only] = sameName;
  return only !== undefined && sameName.length === 1 && rivals === 0 && unitId !== null && only.unitId === unitId ? only : null;
}

const unitIdAt = (place: string, units: UnitsRead): string | null =>
  (place === units.root?.name ? units.root.id : units.byName.get(place)?.id) ?? null;

const newPerson = (id: string, { name, place }: Spot, units: UnitsRead): Person => ({
  id,
  name,
  unitId: unitIdAt(place, units),
  phone: null,
  wecomUserId: null,
  dingtalkUserId: null,
  account: null,
  active: true,
});

function spotsOf(draft: LedgerDraft, matched: Matched, units: UnitsRead, base: ImportBase): readonly Spot[] {
  const nameOf = new Map(base.people.map(({ id, name }) => [id, name]));
  const spots = new Map<string, Spot>();
  const note = (post: '责任人' | '责任领导', name: string, place: string, beside: readonly string[], before: readonly (string | null)[]): void => {
    const key = `${name}\n${place}`;
    const spot: Spot = spots.get(key) ?? { name, place, units: new Set<string>(), posts: new Set(), already: new Set<string>() };
    spot.posts.add(post);
    for (const unit of beside) spot.units.add(unit);
    for (const id of before) if (id !== null && nameOf.get(id) === name) spot.already.add(id);
    spots.set(key, spot);
  };
  for (const task of draft.tasks) {
    const before = matched.tasks.get(task);
    for (const { name, unit } of task.owners)
      note('责任人', name, unit ?? '', unit === null ? [] : [unit], before === undefined ? [] : [before.ownerId, ...before.coOwnerIds]);
    if (task.leader !== null)
      note('责任领导', task.leader, leaderPlace(draft), task.units.slice(0, 1), before === undefined ? [] : [before.leaderId]);
  }
  // A row that is new to the round may still name somebody the round knows: its only leader of that name, or the owner in that unit.
  for (const spot of spots.values()) if (spot.already.size === 0) for (const id of knownAt(spot)) spot.already.add(id);
  return [...spots.values()];

  function knownAt({ name, place }: Spot): readonly string[] {
    const unitId = unitIdAt(place, units);
    const leaders = place === leaderPlace(draft) ? base.tasks.map(({ leaderId }) => leaderId) : [];
    const owners = base.tasks.flatMap((task) => ([task.unitId, ...task.coUnitIds].includes(unitId ?? '') ? [task.ownerId, ...task.coOwnerIds] : []));
    return [...leaders, ...owners].flatMap((id) => (id !== null && nameOf.get(id) === name ? [id] : []));
  }
}

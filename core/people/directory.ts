/**
 * Whose account is whose: people of the ledger held against a platform's directory by their names. It proposes and never decides;
 * of two with one name it guesses neither. Pure.
 */
import { cleanName } from './contact.js';
import type { Person } from './model.js';
import type { Roster } from './roster.js';

/** As the platform has them. */
export interface Department {
  readonly id: string;
  readonly name: string;
  /** Null, or an id that is not among those one may see: it stands at the top. */
  readonly parentId: string | null;
}

export interface DirectoryMember {
  readonly userId: string;
  readonly name: string;
  readonly departmentIds: readonly string[];
}

/** A department of a member, by its names from the top. `isOnly`: no other department that one may see has this name. */
export interface Place {
  readonly path: readonly string[];
  readonly isOnly: boolean;
}

/** What is kept of a member: no more than matching needs. */
export interface KnownMember {
  readonly userId: string;
  readonly name: string;
  readonly places: readonly Place[];
}

export interface Candidate {
  readonly member: KnownMember;
  readonly isSameUnit: boolean;
}

/**
 * `sure`: the one of this name in the directory, the one of this name here, in the same unit. `likely`: the one of this name, but
 * the unit does not say so. `several`: more than one of the name, there or here.
 */
export interface Suggestion {
  readonly person: Person;
  readonly how: 'sure' | 'likely' | 'several';
  readonly candidates: readonly Candidate[];
}

export interface Matched {
  readonly suggestions: readonly Suggestion[];
  /** Nobody in the directory has their name. */
  readonly unmatched: readonly Person[];
  /** Their account is not in the directory. */
  readonly astray: readonly Person[];
}

/** Only those whose name or account somebody here has. */
export function knownMembers(
  members: readonly DirectoryMember[],
  departments: readonly Department[],
  isWanted: (name: string, userId: string) => boolean,
): readonly KnownMember[] {
  const byId = new Map(departments.map((department) => [department.id, department]));
  const counts = new Map<string, number>();
  for (const { name } of departments) counts.set(cleanName(name), (counts.get(cleanName(name)) ?? 0) + 1);
  const pathOf = (id: string): readonly string[] => {
    const path: string[] = [];
    const seen = new Set<string>();
    for (let at = byId.get(id); at !== undefined && !seen.has(at.id); at = byId.get(at.parentId ?? '')) {
      seen.add(at.id);
      path.unshift(cleanName(at.name));
    }
    return path;
  };
  return members
    .filter(({ name, userId }) => isWanted(cleanName(name), userId))
    .map(({ userId, name, departmentIds }) => ({
      userId,
      name: cleanName(name),
      places: departmentIds.map(pathOf).flatMap((path) => (path.length === 0 ? [] : [{ path, isOnly: counts.get(path.at(-1) ?? '') === 1 }])),
    }));
}

/**
 * The section of the same name, below a department that has the name of the unit above; or the only department of that name,
 * where ours is the only one too. For somebody of an inspected unit any section of it will do.
 */
function isSameUnit({ unitId }: Person, { places }: KnownMember, roster: Roster): boolean {
  const unit = roster.unit(unitId);
  if (unit === null) return false;
  const [name, parent] = [cleanName(unit.name), roster.unit(unit.parentId)];
  const isOnlyHere = roster.units.filter((other) => cleanName(other.name) === name).length === 1;
  return places.some(({ path, isOnly }) => {
    if (parent === null) return path.includes(name) && isOnlyHere;
    const isSection = path.at(-1) === name;
    return isSection && (path.slice(0, -1).includes(cleanName(parent.name)) || (isOnly && isOnlyHere));
  });
}

/** `accountOf`: what a person is known by; `keyOf`: two accounts with one key are one. */
export function matchDirectory(
  roster: Roster,
  members: readonly KnownMember[],
  accountOf: (person: Person) => string | null,
  keyOf: (userId: string) => string,
): Matched {
  const keyOfPerson = (person: Person): string | null => {
    const account = accountOf(person);
    return account === null ? null : keyOf(account);
  };
  const held = new Set(roster.people.flatMap((person) => keyOfPerson(person) ?? []));
  const there = new Set(members.map(({ userId }) => keyOf(userId)));
  const active = roster.people.filter((person) => person.active);
  const nameless = active.filter((person) => keyOfPerson(person) === null);
  const namesakes = (name: string): number => active.filter((person) => cleanName(person.name) === name).length;

  const suggest = (person: Person): Suggestion | null => {
    const name = cleanName(person.name);
    const ofName = members.filter((member) => member.name === name);
    // An account that somebody has already is nobody else's, but its holder is still a namesake.
    const candidates = ofName
      .filter(({ userId }) => !held.has(keyOf(userId)))
      .map((member) => ({ member, isSameUnit: isSameUnit(person, member, roster) }));
    if (candidates.length === 0) return null;
    if (ofName.length > 1 || namesakes(name) > 1) return { person, how: 'several', candidates };
    return { person, how: candidates.every((one) => one.isSameUnit) ? 'sure' : 'likely', candidates };
  };
  const suggestions = nameless.flatMap((person) => suggest(person) ?? []);
  const suggested = new Set(suggestions.map(({ person }) => person.id));
  return {
    suggestions,
    unmatched: nameless.filter(({ id }) => !suggested.has(id)),
    astray: active.filter((person) => {
      const key = keyOfPerson(person);
      return key !== null && !there.has(key);
    }),
  };
}

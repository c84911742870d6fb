/** One turn of a conversation: who speaks, where, and what may be told there. */
import type { Viewer } from '../../../core/people/model.js';
import type { NamedTasks, Services, Stander, TaskRow } from '../../services.js';
import { type Desk, deskOf } from '../task-card.js';
import { type Asked, type Seen, seenIn, type Where } from './seen.js';

export interface Talk {
  readonly services: Services;
  readonly viewer: Viewer;
  readonly where: Where;
  /** Of the message that is answered. */
  readonly messageId: string;
  readonly desk: Desk;
  /** Everything that may be told here, to be asked: the person's own scope, in a group only what the group may see as well. */
  readonly seen: Seen;
  /** The speaker's own open tasks as they were when first asked for, by urgency. */
  own(): Promise<readonly TaskRow[]>;
  /** In review, asking for more time, or with a milestone to be accepted, as they were when first asked for. */
  undecided(): Promise<readonly TaskRow[]>;
}

export async function talkOf(services: Services, viewer: Viewer, where: Where, messageId: string): Promise<Talk> {
  const desk = await deskOf(services, viewer);
  const seen = seenIn(services, viewer, where, desk.roster);
  let own: Promise<readonly TaskRow[]> | null = null;
  let undecided: Promise<readonly TaskRow[]> | null = null;
  return {
    ...{ services, viewer, where, messageId, desk, seen },
    own: () => (own ??= seen.all({ open: true, mine: standerOf(viewer) })),
    undecided: () => (undecided ??= seen.all({ undecided: true })),
  };
}

/** Whose own tasks are told first: owned, led, or to be reported on as a liaison. */
export const standerOf = ({ person, unitsBelow }: Viewer): Stander => ({ personId: person.id, liaisonOf: unitsBelow.liaison ?? [] });

/** Everything of what is asked is the speaker's own. */
export const isAllMine = async (asked: Asked, { seen, viewer }: Talk): Promise<boolean> =>
  !(await seen.any({ ...asked, notMine: standerOf(viewer) }));

const idsOf = (list: readonly { readonly id: string; readonly name: string }[], names: readonly string[]): readonly string[] =>
  list.filter(({ name }) => names.includes(name)).map(({ id }) => id);

/** The tasks of units and people of these names. */
const namedBy = (names: readonly string[], { desk: { roster } }: Talk): NamedTasks => ({
  unitIds: idsOf(roster.units, names),
  personIds: idsOf(roster.people, names),
});

/** Those of the unit or person that is named; null: all that may be told here. */
export const askedOf = (named: string | null, talk: Talk): Asked => (named === null ? {} : { named: namedBy([named], talk) });

/** Of these names, as many letters each, that of the most urgent task; null: nothing may be told here of any. */
async function toldOf(names: readonly string[], talk: Talk): Promise<string | null> {
  const { roster } = talk.desk;
  const { unitIds, personIds } = namedBy(names, talk);
  const isGroup = talk.where.kind === 'group';
  const [row] = await talk.seen.first({ named: { unitIds, personIds: isGroup ? [] : personIds } }, 1);
  if (row === undefined) return null;
  const { unitId, ownerId } = row.task;
  const told = [roster.unit(unitId)?.name, isGroup ? undefined : roster.person(ownerId)?.name];
  return told.find((name) => name !== undefined && names.includes(name)) ?? null;
}

/** Whom a sentence asks about by name, the longest that it has: whose tasks may be told here, and in a group no person. */
export async function namesIn(heard: string, talk: Talk): Promise<readonly string[]> {
  const { roster } = talk.desk;
  const names = [...roster.units, ...(talk.where.kind === 'group' ? [] : roster.people)].map(({ name }) => name);
  const said = [...new Set(names)].filter((name) => name.length > 1 && heard.includes(name));
  const lengths = [...new Set(said.map(({ length }) => length))].sort((a, b) => b - a);
  for (const length of lengths) {
    const told = await toldOf(
      said.filter((name) => name.length === length),
      talk,
    );
    if (told !== null) return [told];
  }
  return [];
}

/** Of whom these are, in words: what is only partly seen is never told as the whole. */
export async function wordsFor(named: string, talk: Talk): Promise<string> {
  const { unitIds } = namedBy([named], talk);
  const isUnit = unitIds.length > 0 && (await talk.seen.any({ named: { unitIds, personIds: [] } }));
  return isUnit && (await isAllMine(askedOf(named, talk), talk)) ? `${named}里您能看到的` : named;
}

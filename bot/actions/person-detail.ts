/** A person as the office sees them: posts, tasks, namesakes. */
import type { PersonDetail } from '../../core/contract/person.js';
import { type Hands, handsOf } from '../../core/people/gaps.js';
import type { Person } from '../../core/people/model.js';
import { type Roster, rosterOf } from '../../core/people/roster.js';
import { Refusal } from '../../core/refusal.js';
import type { Services, Store } from '../services.js';
import { signInCheck } from './may-sign-in.js';

/** Straight from the base, not a kept copy: what has just been saved must show. */
export async function rosterNow({ people }: Store): Promise<Roster> {
  return rosterOf(await people.people(), await people.units(), await people.posts());
}

/** Open tasks by how a person stands to them. */
export interface Load {
  readonly owns: number;
  readonly helps: number;
  readonly leads: number;
}

export const NO_LOAD: Load = { owns: 0, helps: 0, leads: 0 };

/** Of everyone at once. */
export function loadsOf(open: readonly Hands[]): ReadonlyMap<string, Load> {
  const loads = new Map<string, Load>();
  const add = (id: string | null, part: keyof Load, count: number): void => {
    if (id === null) return;
    const load = loads.get(id) ?? NO_LOAD;
    loads.set(id, { ...load, [part]: load[part] + count });
  };
  for (const { ownerId, coOwnerIds, leaderId, count } of open) {
    add(ownerId, 'owns', count);
    for (const id of coOwnerIds) add(id, 'helps', count);
    add(leaderId, 'leads', count);
  }
  return loads;
}

type Part = readonly [post: string, count: number];

const partsOf = ({ owns, helps, leads }: Load): readonly Part[] => {
  const parts: readonly Part[] = [
    ['责任人', owns],
    ['共同责任人', helps],
    ['责任领导', leads],
  ];
  return parts.filter(([, count]) => count > 0);
};

function loadWords(parts: readonly Part[]): string {
  return parts.length === 0 ? '暂无任务' : parts.map(([post, count]) => `${post} ${count} 项`).join('，');
}

export function personDetail(person: Person, roster: Roster, load: Load, canSignIn: boolean): PersonDetail {
  const unitName = (id: string | null): string | null => roster.unit(id)?.name ?? null;
  const parts = partsOf(load);
  return {
    ...person,
    unitName: unitName(person.unitId),
    canSignIn: person.active && canSignIn,
    posts: roster.postsOf(person.id).map(({ kind, unitId }) => ({ kind, unitId, unitName: unitName(unitId) })),
    taskWords: loadWords(parts),
    ledgerPosts: parts.map(([post, count]) => `${post}（台账里 ${count} 项）`),
    sameName: roster.people.filter((other) => other.active && other.id !== person.id && other.name === person.name).length,
  };
}

/** Throws Refusal `person-not-found`. */
export async function readPerson(services: Services, id: string): Promise<PersonDetail> {
  const { store } = services;
  const roster = await rosterNow(store);
  const person = roster.person(id);
  if (person === null) throw new Refusal('person-not-found', '没有找到这个人。', { kind: 'not-found', remedy: '请刷新人员列表。' });
  const open = handsOf((await store.tasks.ofPerson(id)).map(({ task }) => task));
  const canSignIn = await signInCheck(services);
  return personDetail(person, roster, loadsOf(open).get(id) ?? NO_LOAD, canSignIn(person));
}

/** The office says whose account is whose: one, or all the sure ones. All of them or none, each with its trace. */
import type { Directory, DirectoryAccept } from '../../core/contract/directory.js';
import { demand, mayEditPeople } from '../../core/people/may-do.js';
import type { Person, Viewer } from '../../core/people/model.js';
import { changedPerson } from '../../core/people/person-change.js';
import type { Roster } from '../../core/people/roster.js';
import { type Fault, faulty } from '../../core/refusal.js';
import type { AppKind, Services, Store } from '../services.js';
import { eventOf } from './event-of.js';
import { accountField, personBy, userIdOf } from './lanes.js';
import { once } from './once.js';
import { rosterNow } from './person-detail.js';
import { matchedNow, readDirectory } from './read-directory.js';
import { requestOf } from './request.js';

type Link = DirectoryAccept['links'][number];

/** What is wrong with one link as things stand now; null: nothing. `seen`: links before it in the same request. */
function faultOf(kind: AppKind, { personId, userId }: Link, roster: Roster, isOffered: boolean, seen: readonly Link[]): Fault | null {
  const person = roster.person(personId);
  if (person === null || !person.active) return { place: person?.name ?? '这个人', message: '已不在用，没有登记。' };
  const fault = (message: string): Fault => ({ place: person.name, message });
  const holder = personBy(kind, userId, roster);
  if (holder !== null && holder.id !== personId) return fault(`的账号 ${userId} 已登记在${holder.name}名下，一个账号只能属于一个人。`);
  const own = userIdOf(kind, person);
  if (own !== null && own !== userId) return fault(`已登记了另一个账号 ${own}。要改请在“人员”里改。`);
  if (seen.some((one) => one.personId === personId || one.userId.toLowerCase() === userId.toLowerCase())) return fault('或其账号选了两次。');
  return isOffered || own === userId ? null : fault(`和账号 ${userId} 已不是同名，没有登记。`);
}

async function accept(services: Services, store: Store, viewer: Viewer, kind: AppKind, links: readonly Link[]): Promise<void> {
  const roster = await rosterNow(store);
  const { read } = await store.directories.find(kind);
  const { suggestions } = matchedNow(kind, roster, read?.known ?? []);
  const isOffered = ({ personId, userId }: Link): boolean =>
    suggestions.some(({ person, candidates }) => person.id === personId && candidates.some(({ member }) => member.userId === userId));
  const faults = links.flatMap((link, index) => faultOf(kind, link, roster, isOffered(link), links.slice(0, index)) ?? []);
  if (faults.length > 0) throw faulty('directory-faults', faults, '没有登记任何账号。请刷新后核对，再登记一次。');
  const changed = links.flatMap(({ personId, userId }): readonly Person[] => {
    const person = roster.person(personId);
    return person === null || userIdOf(kind, person) === userId ? [] : [changedPerson(person, { [accountField(kind)]: userId })];
  });
  await store.people.savePeople(changed);
  await store.events.insert(
    changed.map((person) => {
      const data = { [accountField(kind)]: userIdOf(kind, person), from: 'directory' };
      return eventOf(services, viewer.person.id, 'changed', { kind: 'person', id: person.id }, data);
    }),
  );
}

/** The same `requestId` again changes nothing. Refusals: `not-allowed`, `directory-faults`. */
export async function acceptAccounts(services: Services, viewer: Viewer, kind: AppKind, { requestId, links }: DirectoryAccept): Promise<Directory> {
  demand(mayEditPeople(viewer), '登记账号');
  await once(services, requestOf(viewer, requestId, { acceptAccounts: kind, links }), '已登记。', async (store) => {
    await accept(services, store, viewer, kind, links);
    return kind;
  });
  services.log.info('accounts accepted', { app: kind, count: links.length });
  services.kick();
  return readDirectory(services, viewer, kind);
}

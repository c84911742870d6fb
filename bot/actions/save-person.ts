/** The office adds a person or completes one: names, telephone, platform accounts, posts. All faults at once. */
import type { PersonChange, PersonDetail } from '../../core/contract/person.js';
import { demand, mayEditPeople } from '../../core/people/may-do.js';
import type { Person, Post, Viewer } from '../../core/people/model.js';
import { changedPerson, changedPosts, personFaults } from '../../core/people/person-change.js';
import { faulty, Refusal } from '../../core/refusal.js';
import type { Services, Store } from '../services.js';
import { readPerson, rosterNow } from './person-detail.js';
import { eventOf } from './event-of.js';
import { once } from './once.js';
import { requestOf } from './request.js';

const blank = (id: string): Person => ({
  id,
  name: '',
  unitId: null,
  phone: null,
  wecomUserId: null,
  dingtalkUserId: null,
  account: null,
  active: true,
});

/** Whoever came in by the account of before may be somebody else. */
const lostAccount = (before: Person, after: Person): boolean =>
  (['wecomUserId', 'dingtalkUserId'] as const).some((field) => before[field] !== null && before[field] !== after[field]);

async function save(services: Services, store: Store, viewer: Viewer, id: string | null, change: PersonChange): Promise<string> {
  const roster = await rosterNow(store);
  const before = id === null ? blank(services.newId()) : roster.person(id);
  if (before === null) throw new Refusal('person-not-found', '没有找到这个人。', { kind: 'not-found', remedy: '请刷新人员列表。' });
  const after = changedPerson(before, change);
  const posts: readonly Post[] = change.posts === undefined ? roster.postsOf(before.id) : changedPosts(before.id, change.posts);
  const faults = personFaults(after, posts, change, roster, viewer.person.id);
  if (faults.length > 0) throw faulty('person-faults', faults, '请改正后再保存。');
  await store.people.savePeople([after]);
  if (change.posts !== undefined) await store.people.setPosts(after.id, posts);
  if (!after.active || lostAccount(before, after)) await store.accounts.closeSessionsOf(after.id);
  const { requestId: _requestId, ...data } = change;
  const subject = { kind: 'person', id: after.id } as const;
  await store.events.insert([eventOf(services, viewer.person.id, id === null ? 'added' : 'changed', subject, data)]);
  return after.id;
}

/** `id` null adds. The same `requestId` again changes nothing. Refusals: `not-allowed`, `person-not-found`, `person-faults`. */
export async function savePerson(services: Services, viewer: Viewer, id: string | null, change: PersonChange): Promise<PersonDetail> {
  demand(mayEditPeople(viewer), '修改人员');
  const { requestId, ...content } = change;
  const request = requestOf(viewer, requestId, { savePerson: id, ...content });
  const saved = await once(services, request, '已保存。', (store) => save(services, store, viewer, id, change));
  return readPerson(services, saved);
}

/** What a change makes of a person and what is wrong with it: every fault, each with its field. */
import { cleanName, cleanPhone } from './contact.js';
import type { Person, Post, PostKind } from './model.js';
import { POST_WORDS } from './post-words.js';
import type { Roster } from './roster.js';
import type { Fault } from '../refusal.js';

/** The office's form: absent fields stay as they are, null clears. */
export interface PersonFields {
  readonly name?: string | undefined;
  readonly unitId?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly wecomUserId?: string | null | undefined;
  readonly dingtalkUserId?: string | null | undefined;
  readonly active?: boolean | undefined;
  readonly posts?: readonly { readonly kind: PostKind; readonly unitId: string | null }[] | undefined;
}

/** Null where nothing is left, so that two empty fields are never the same account. */
const idOf = (given: string | null): string | null => (given === null || given.trim() === '' ? null : given.normalize('NFKC').trim());

export function changedPerson(before: Person, change: PersonFields): Person {
  const { name, unitId, phone, wecomUserId, dingtalkUserId, active } = change;
  return {
    ...before,
    ...(name === undefined ? {} : { name: cleanName(name) }),
    ...(unitId === undefined ? {} : { unitId }),
    ...(phone === undefined ? {} : { phone: phone === null || phone.trim() === '' ? null : (cleanPhone(phone) ?? phone.trim()) }),
    ...(wecomUserId === undefined ? {} : { wecomUserId: idOf(wecomUserId) }),
    ...(dingtalkUserId === undefined ? {} : { dingtalkUserId: idOf(dingtalkUserId) }),
    ...(active === undefined ? {} : { active }),
  };
}

/** One post each kind and unit, however often it was ticked. */
export function changedPosts(personId: string, posts: NonNullable<PersonFields['posts']>): readonly Post[] {
  const byKey = new Map(posts.map(({ kind, unitId }) => [`${kind}/${unitId ?? ''}`, { kind, personId, unitId }]));
  return [...byKey.values()];
}

/** A platform account belongs to one person, active or not. */
function takenBy(field: 'wecomUserId' | 'dingtalkUserId', person: Person, roster: Roster): string | null {
  const value = person[field];
  const other = value === null ? undefined : roster.people.find((one) => one.id !== person.id && one[field] === value);
  return other === undefined ? null : other.name;
}

/** `owner` stands on the task, so it is no post to hold; a liaison or leader is one of some unit. */
const NEEDS_UNIT: readonly PostKind[] = ['liaison', 'leader', 'principal'];

function postFaults(posts: readonly Post[], roster: Roster): readonly Fault[] {
  return posts.flatMap(({ kind, unitId }) => {
    if (kind === 'owner') return [{ place: '督办角色', message: '“责任人”写在每项任务上，不在这里指定。请在台账里写明。' }];
    if (unitId !== null && roster.unit(unitId) === null)
      return [{ place: '督办角色', message: `“${POST_WORDS[kind]}”所在的单位已不存在，请重新选择。` }];
    if (unitId === null && NEEDS_UNIT.includes(kind)) return [{ place: '督办角色', message: `“${POST_WORDS[kind]}”要选定单位。` }];
    return [];
  });
}

const holdsOffice = (posts: readonly Post[]): boolean => posts.some((post) => post.kind === 'office' && post.unitId === null);

/** Without anybody who can sign in for the office nobody could mend anything. */
function wouldLockOut(after: Person, posts: readonly Post[], roster: Roster): boolean {
  const before = roster.person(after.id);
  const canMend = (person: Person | null, held: readonly Post[]): boolean =>
    person !== null && person.active && person.account !== null && holdsOffice(held);
  if (!canMend(before, roster.postsOf(after.id)) || canMend(after, posts)) return false;
  return !roster.people.some((person) => person.id !== after.id && canMend(person, roster.postsOf(person.id)));
}

const lockedOut = ({ id, name, active }: Person, by: string): Fault => ({
  place: id === by ? '您' : name,
  message: `是最后一位能登录的巡察办人员，${active ? '不能去掉巡察办的角色' : '不能停用'}。请先让另一位巡察办人员能够登录。`,
});

/** `by`: the id of whoever changes it. `after` and `posts` as they would be saved; only what `change` touches is found fault with, besides the last office account. */
export function personFaults(after: Person, posts: readonly Post[], change: PersonFields, roster: Roster, by: string): readonly Fault[] {
  const taken = (['wecomUserId', 'dingtalkUserId'] as const).flatMap((field) => {
    const name = change[field] === undefined ? null : takenBy(field, after, roster);
    return name === null
      ? []
      : [{ place: field === 'wecomUserId' ? '企业微信账号' : '钉钉账号', message: `已登记在${name}名下，一个账号只能属于一个人。` }];
  });
  return [
    ...(after.name === '' ? [{ place: '姓名', message: '没有填写。' }] : []),
    ...(after.unitId === null || roster.unit(after.unitId) !== null ? [] : [{ place: '单位', message: '已不存在，请重新选择。' }]),
    ...(typeof change.phone === 'string' && after.phone !== null && cleanPhone(after.phone) === null
      ? [{ place: '手机号', message: '请填 11 位手机号，或带区号的座机，如 0571-88123456。' }]
      : []),
    ...taken,
    ...(change.posts === undefined ? [] : postFaults(posts, roster)),
    ...(wouldLockOut(after, posts, roster) ? [lockedOut(after, by)] : []),
  ];
}

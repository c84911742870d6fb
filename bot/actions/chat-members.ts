/** Groups of WeCom's application (应用群): who should be in one, who cannot, and how that differs from who is in it. */
import type { ChatMembers, ChatOffer } from '../../core/contract/robot.js';
import { mayEditRobots } from '../../core/people/may-do.js';
import type { GroupId } from '../../core/notice/model.js';
import { firstNames } from '../../core/people/first-names.js';
import { groupPeople } from '../../core/people/group-people.js';
import type { Person } from '../../core/people/model.js';
import { type Roster, viewerOf } from '../../core/people/roster.js';
import { Refusal } from '../../core/refusal.js';
import type { AppKind, PlatformApp, Services } from '../services.js';
import { personBy, userIdOf } from './lanes.js';

export const CHAT_APP: AppKind = 'wecomApp';

/** The platform makes none of one person alone, nor of more. */
const [FEWEST, MOST] = [2, 2_000];

const SHOWN = 12;
const namesOf = (people: readonly Person[]): string =>
  firstNames(
    people.map(({ name }) => name),
    SHOWN,
  );

export interface Wanted {
  /** The platform's own ids. */
  readonly userIds: readonly string[];
  readonly people: readonly Person[];
  /** Without an account. */
  readonly without: readonly Person[];
}

/** The group's people, and whoever keeps the group. */
export function wantedIn(group: GroupId, keeper: Person, roster: Roster): Wanted {
  const belong = groupPeople(group, roster);
  const all = belong.some(({ id }) => id === keeper.id) ? belong : [...belong, keeper];
  const people = all.filter((person) => userIdOf(CHAT_APP, person) !== null);
  return { people, userIds: people.flatMap((person) => userIdOf(CHAT_APP, person) ?? []), without: all.filter((person) => !people.includes(person)) };
}

const withoutWords = ({ without }: Wanted): string =>
  without.length === 0 ? '' : `另有 ${without.length} 人没有登记企业微信账号，进不了群：${namesOf(without)}。`;

function offerWords(wanted: Wanted): string {
  const { people } = wanted;
  const who = people.length === 0 ? '还没有人登记企业微信账号。' : `${people.length} 人会在群里：${namesOf(people)}。`;
  const few = people.length < FEWEST ? '建群至少要 2 人，请先在“人员”里登记他们的企业微信账号。' : '';
  const many = people.length > MOST ? `企业微信的群最多 ${MOST} 人，请选下一级单位。` : '';
  return `${who}${withoutWords(wanted)}${few}${many}`;
}

export const isEnough = ({ people }: Wanted): boolean => people.length >= FEWEST && people.length <= MOST;

export function chatOffer(app: PlatformApp | null, keeper: Person, roster: Roster, groups: readonly GroupId[]): ChatOffer {
  const isReady = app !== null && app.stopped === null;
  if (!isReady) return { missing: '要先在“接入”里接通企业微信应用，才能由它建群。', members: [] };
  const members = groups.map((group) => {
    const wanted = wantedIn(group, keeper, roster);
    return { group, count: wanted.people.length, words: offerWords(wanted) };
  });
  return { missing: null, members };
}

/** WeCom writes ids in small letters where it likes. */
const low = (userId: string): string => userId.toLowerCase();

export interface Difference {
  readonly add: readonly string[];
  /** Only whom we know: out of service here, or of another group by now. Whoever else is in it was put there by somebody; the office keeps it. */
  readonly remove: readonly string[];
  readonly words: string;
}

/** Whoever may keep groups may be the one who made this: a colleague who looks after it does not put them out. */
const keeps = (person: Person, roster: Roster): boolean => person.active && mayEditRobots(viewerOf(roster, person));

/** `inside`: the platform's ids of who is in the group. */
export function differenceOf(wanted: Wanted, inside: readonly string[], roster: Roster): Difference {
  const here = new Set(inside.map(low));
  const should = new Set(wanted.userIds.map(low));
  const add = wanted.people.filter((person) => !here.has(low(userIdOf(CHAT_APP, person) ?? '')));
  const known = inside.flatMap((userId) => {
    const person = personBy(CHAT_APP, userId, roster);
    return person === null || should.has(low(userId)) || keeps(person, roster) ? [] : [{ userId, person }];
  });
  const parts = [
    `群里现在 ${inside.length} 人。`,
    add.length === 0 ? '' : `要加 ${add.length} 人：${namesOf(add)}。`,
    known.length === 0 ? '' : `要移出 ${known.length} 人：${namesOf(known.map(({ person }) => person))}（已停用或不再属于这里）。`,
    add.length + known.length === 0 ? '成员与“人员”一致。' : '',
    withoutWords(wanted),
  ];
  return { add: add.flatMap((person) => userIdOf(CHAT_APP, person) ?? []), remove: known.map(({ userId }) => userId), words: parts.join('') };
}

export const membersAnswer = ({ add, remove, words }: Difference): ChatMembers => ({ words, isDue: add.length + remove.length > 0 });

/** Refusal `connection-missing`. */
export async function chatApp({ store }: Services): Promise<PlatformApp> {
  const app = await store.apps.find(CHAT_APP);
  if (app !== null && app.stopped === null) return app;
  throw new Refusal('connection-missing', '企业微信应用没有接通。', { kind: 'conflict', remedy: '请先在“接入”里检查连接，再来建群。' });
}

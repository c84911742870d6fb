/** What follows when a person is stopped 停用, as the question before it: what waits for them and who hears of it then. Pure. */
import type { Task } from '../ledger/model.js';
import { IN_REVIEW } from '../ledger/status.js';
import type { Person } from './model.js';
import { type Peopled, ownersOf, reviewersOf, type Roster, rosterOf } from './roster.js';

type Open = Peopled & Pick<Task, 'status'>;

/** `tasks`: what is not done and is theirs or in review, at least. */
export function stopQuestion(person: Person, tasks: readonly Open[], roster: Roster): string {
  const parts = [...ownedWords(person, tasks, roster), ...ledWords(person, tasks, roster), ...reviewWords(person, tasks, roster)];
  const hasWayIn = person.account !== null || person.wecomUserId !== null || person.dingtalkUserId !== null;
  const signIn = hasWayIn ? ['他将不能登录'] : [];
  const all = [...parts, ...signIn];
  return `停用${person.name}？${all.length === 0 ? '他没有未办完的任务。' : `${all.join('；')}。`}`;
}

const isActive = (roster: Roster, id: string | null): boolean => roster.person(id)?.active === true;

function ownedWords({ id }: Person, tasks: readonly Open[], roster: Roster): readonly string[] {
  const owned = tasks.filter((task) => ownersOf(task).includes(id));
  if (owned.length === 0) return [];
  const alone = owned.filter((task) => !ownersOf(task).some((other) => other !== id && isActive(roster, other))).length;
  if (alone === owned.length) return [`他有 ${alone} 项任务，提醒会转给巡察办`];
  if (alone === 0) return [`他有 ${owned.length} 项任务，由其他责任人接着办`];
  return [`他有 ${owned.length} 项任务，其中 ${alone} 项没有其他责任人，提醒会转给巡察办`];
}

function ledWords({ id }: Person, tasks: readonly Open[], roster: Roster): readonly string[] {
  const led = tasks.filter(({ leaderId }) => leaderId === id);
  const vacant = led.filter(({ unitId }) => !roster.holders('leader', unitId).some((other) => other.id !== id)).length;
  if (led.length === 0) return [];
  const moved = vacant === led.length ? '，逾期情况会转给巡察办' : `，其中 ${vacant} 项的逾期情况会转给巡察办`;
  return [`他是 ${led.length} 项任务的责任领导${vacant === 0 ? '' : moved}`];
}

function reviewWords(person: Person, tasks: readonly Open[], roster: Roster): readonly string[] {
  const waiting = tasks.filter((task) => IN_REVIEW.includes(task.status) && reviewersOf(task, roster).some(({ id }) => id === person.id));
  if (waiting.length === 0) return [];
  const people = roster.people.map((one) => (one.id === person.id ? { ...one, active: false } : one));
  const posts = roster.people.flatMap(({ id }) => roster.postsOf(id));
  const after = rosterOf(people, roster.units, posts);
  const stuck = waiting.filter((task) => reviewersOf(task, after).length === 0).length;
  if (stuck === 0) return [`${waiting.length} 项正等他审核，改由其他审核人审核`];
  return [`${waiting.length} 项正等他审核，${stuck === waiting.length ? '' : `其中 ${stuck} 项`}没有别人可以审核`];
}

/** Posts and names still missing, each as a sentence with what follows from it and what to do. */
import type { Task } from '../ledger/model.js';
import { isDone } from '../ledger/status.js';
import type { Person } from './model.js';
import type { Roster } from './roster.js';

/** So many tasks that are not done, in review too (they may come back), led and answered for by the same. */
export interface Hands extends Pick<Task, 'unitId' | 'ownerId' | 'coOwnerIds' | 'leaderId'> {
  readonly count: number;
}

/** Of these tasks what is not done, each by itself. */
export const handsOf = (tasks: readonly Task[]): readonly Hands[] => tasks.filter((task) => !isDone(task)).map((task) => ({ ...task, count: 1 }));

/** By account and password, or by a platform that knows them. */
type CanSignIn = (person: Person) => boolean;

const listed = (names: readonly string[]): string =>
  names.length <= 3 ? names.join('、') : `${names.slice(0, 3).join('、')}等 ${names.length} 个单位`;

function vacancies(open: readonly Hands[], roster: Roster): readonly string[] {
  const units = [...new Set(open.map(({ unitId }) => unitId))];
  const inspected = [...new Set(units.map((id) => roster.above(id).at(-1)).filter((id) => id !== undefined))];
  const headless = inspected.filter((id) => roster.holders('principal', id).length === 0).map((id) => roster.unit(id)?.name ?? '');
  const nobody = (kind: 'functionalDepartment' | 'leadingGroup'): boolean =>
    units.length > 0 && units.every((id) => roster.holders(kind, id).length === 0);
  return [
    ...(headless.length === 0
      ? []
      : [`${listed(headless)}还没有主要负责人，逾期后应报主要负责人的提醒会转给巡察办。请在人员里为其指定“主要负责人”。`]),
    ...(nobody('leadingGroup') ? ['还没有人担任领导小组成员，长期逾期的提醒会转给巡察办。请在人员里指定“领导小组”。'] : []),
    ...(nobody('functionalDepartment') ? ['还没有人担任职能部门审核人，验收申请由巡察办审核。如需职能部门审核，请在人员里指定“职能部门”。'] : []),
  ];
}

function unnamed(open: readonly Hands[], roster: Roster): readonly string[] {
  const lacking = (idOf: (one: Hands) => string | null): number =>
    open.filter((one) => roster.person(idOf(one))?.active !== true).reduce((sum, { count }) => sum + count, 0);
  const ownerless = lacking(({ ownerId }) => ownerId);
  const leaderless = lacking(({ leaderId }) => leaderId);
  return [
    ...(ownerless === 0 ? [] : [`${ownerless} 项任务没有在岗的责任人，提醒会转给巡察办。请更正台账后重新导入。`]),
    ...(leaderless === 0 ? [] : [`${leaderless} 项任务没有在岗的责任领导，逾期提醒会转给巡察办。请更正台账后重新导入。`]),
  ];
}

function strangers(open: readonly Hands[], roster: Roster, canSignIn: CanSignIn): readonly string[] {
  const involved = new Set(open.flatMap((task) => [task.ownerId, ...task.coOwnerIds, task.leaderId]));
  const out = roster.people.filter((person) => person.active && !canSignIn(person) && involved.has(person.id));
  if (out.length === 0) return [];
  const names = out.slice(0, 3).map((person) => person.name);
  const who = out.length <= 3 ? names.join('、') : `${names.join('、')}等 ${out.length} 人`;
  return [`${who}有任务但还不能登录。请在各人名下生成一次性口令，当面或用工作通讯工具交给本人。`];
}

/** Posts nobody holds and tasks nobody answers for, the gravest first. */
export const vacanciesOf = (open: readonly Hands[], roster: Roster): readonly string[] => [...vacancies(open, roster), ...unnamed(open, roster)];

/** What the office should complete, the gravest first; empty when nothing is missing. */
export const gapsOf = (open: readonly Hands[], roster: Roster, canSignIn: CanSignIn): readonly string[] => [
  ...vacanciesOf(open, roster),
  ...strangers(open, roster, canSignIn),
];

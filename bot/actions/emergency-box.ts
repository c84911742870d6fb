/** What a screen shows of a task's emergency clock, and who may be named for a new one. */
import type { TaskDetail } from '../../core/contract/task-detail.js';
import { lightAt, type TaskLight } from '../../core/insight/light.js';
import { CLOCKS, isStageLate, runningClock, shortClockWords, stageWords } from '../../core/ledger/clock.js';
import type { Task } from '../../core/ledger/model.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { namablePeople } from '../../core/people/namable.js';
import { ownersOf, type Roster } from '../../core/people/roster.js';
import { Refusal } from '../../core/refusal.js';
import { instantWords } from '../../core/time/day.js';
import type { Desk } from './task-card.js';

export const clockWordsOf = (task: Task, { now }: Pick<Desk, 'now'>): string | null => {
  const clock = runningClock(task);
  return clock === null ? null : shortClockWords(clock, now);
};

/** How the task stands at this moment, by the rules it follows. */
export const lightNow = (task: Task, { now, book, roster, calendar }: Omit<Desk, 'viewer'>): TaskLight =>
  lightAt(task, now, policyFor(book, task, roster), calendar);

export function emergencyBox(task: Task, { now, today, roster }: Desk): TaskDetail['emergency'] {
  const clock = runningClock(task);
  if (clock === null) return null;
  const name = (id: string): string => roster.person(id)?.name ?? '';
  return {
    isLate: isStageLate(clock, now),
    stageWords: stageWords(clock, now),
    kindWords: CLOCKS[clock.kind].words,
    startedWords: `${instantWords(clock.startedAt, today)} ${name(clock.startedBy)}启动`,
    namesWords: clock.names.map((id) => `${name(id)}${roster.person(id)?.active === false ? '（已停用）' : ''}`).join('、'),
    cause: clock.cause,
  };
}

/** So many are offered, the nearest first; a longer list is no choice on a phone. */
const MOST_NAMABLE = 100;

export function namableOf(task: Task, { roster }: Pick<Desk, 'roster'>): TaskDetail['namable'] {
  const owners = ownersOf(task);
  const people = namablePeople(task, roster).slice(0, MOST_NAMABLE);
  return people.map(({ id, name, unitId }) => ({
    id,
    name,
    unitName: roster.unit(unitId)?.name ?? null,
    isOwner: owners.includes(id),
  }));
}

/** Throws Refusal `not-namable` where somebody is none of this task's people, or stands there twice. */
export function demandNamable(task: Task, names: readonly string[], roster: Roster): void {
  const namable = new Set(namablePeople(task, roster).map(({ id }) => id));
  if (names.length > 0 && new Set(names).size === names.length && names.every((id) => namable.has(id))) return;
  throw new Refusal('not-namable', '所选人员里有人不在被巡察单位，或者已经停用。', { kind: 'invalid', remedy: '请刷新后重新选择人员。' });
}

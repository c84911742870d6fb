/** What comes next if nothing changes, with real days: the next reminder, and who is told then. It informs, it does not threaten. */
import { type ComingRung, comingRungs, rungsReached } from '../../core/notice/ladder.js';
import type { Matter } from '../../core/notice/digest.js';
import type { Task } from '../../core/ledger/model.js';
import type { RungPost, WatchKind } from '../../core/notice/model.js';
import { type Day, dayWithWeekday } from '../../core/time/day.js';
import type { Around, Told } from './around.js';
import { HEIGHT, whoWords } from './people-words.js';

const STILL_NOT: Readonly<Record<WatchKind, string>> = {
  due: '仍未申请验收的',
  sign: '仍未签收的',
  review: '仍未审核的',
  amend: '仍未重新提交的',
  monthly: '仍未报告的',
};

/** A day of a year whose holidays are not known yet is said to be about. */
const plannedDay = (day: Day, { calendar, today }: Around): string => `${dayWithWeekday(day, today)}${calendar.covers(day) ? '' : '前后'}`;

const comingFor = ({ task }: Told, { policy, calendar, today }: Around): readonly ComingRung[] => comingRungs(task, policy, calendar, today);

/** Which ladder goes on from what the reader is told. */
const WATCH: Readonly<Record<Matter, WatchKind | null>> = {
  returned: 'amend',
  reopened: 'amend',
  amend: 'amend',
  review: 'review',
  late: 'due',
  near: 'due',
  monthly: 'monthly',
  sign: 'sign',
  handedOut: 'sign',
  passed: null,
};

interface Step {
  readonly task: Task;
  readonly rung: ComingRung;
  /** Whoever hears for the first time, above the reader. */
  readonly to: readonly RungPost[];
}

function nextStep(told: Told, around: Around): Step | null {
  const reader = HEIGHT[told.side === 'own' ? 'owner' : told.post];
  for (const rung of comingFor(told, around)) {
    const to = rung.watch === WATCH[told.matter] ? rung.to.filter((post) => HEIGHT[post] > reader) : [];
    if (to.length > 0) return { task: told.task, rung, to };
  }
  return null;
}

/** `12月22日（周二）仍未申请验收的，按督办规则同步责任领导（陈立同志）。` — the earliest among these tasks; empty without one. */
export function escalationWords(items: readonly Told[], around: Around): string {
  const steps = items.flatMap((told) => nextStep(told, around) ?? []).sort((a, b) => a.rung.day.localeCompare(b.rung.day));
  const [first] = steps;
  if (first === undefined) return '';
  const together = steps.filter(({ rung }) => rung.day === first.rung.day && rung.watch === first.rung.watch);
  const posts = together.flatMap(({ to }) => to);
  const tasks = together.map(({ task }) => task);
  const again = first.rung.isAgain ? '再次' : '';
  return `${plannedDay(first.rung.day, around)}${STILL_NOT[first.rung.watch]}，按督办规则${again}同步${whoWords(posts, tasks, around.roster)}。`;
}

/** Who above the owner has been told that it is late: `已同步责任领导（陈立同志）。` Empty before the first late rung. */
export function toldAboveWords(late: readonly Told[], around: Around): string {
  const { policy, calendar, today, roster } = around;
  const above = late.map(({ task }) => {
    const reached = rungsReached(task, policy, calendar, today).find(({ watch }) => watch === 'due');
    return { task, posts: reached?.posts.filter((post) => HEIGHT[post] > 0) ?? [] };
  });
  const [first] = above;
  if (first === undefined || first.posts.length === 0) return '';
  const isSame = ({ posts }: { readonly posts: readonly RungPost[] }) => posts.length === first.posts.length;
  const whole = above.every(isSame);
  const who = whoWords(first.posts, whole ? above.map(({ task }) => task) : [first.task], roster);
  return whole ? `已同步${who}。` : `其中最久的一项已同步${who}。`;
}

/** When the reader hears again of these tasks before the due day; a due day on a day off explains why the last time is earlier. */
export function reminderWords(near: Told, own: readonly Told[], around: Around): string {
  const { calendar, today } = around;
  const { due } = near.task;
  const last = comingFor(near, around).findLast(({ watch, offset }) => watch === 'due' && offset <= 0)?.day;
  if (due.kind !== 'standing' && due.day >= today && !calendar.isWorkday(due.day)) {
    const off = `${dayWithWeekday(due.day, today)}不是工作日，`;
    return last === undefined ? `${off}这是到期前最后一次提醒。` : `${off}最后一次提醒在 ${plannedDay(last, around)}。`;
  }
  if (last === undefined) return '这是到期前最后一次提醒。';
  const [next = last] = own
    .flatMap((told) => comingFor(told, around).filter(({ posts }) => posts.includes('owner')))
    .map(({ day }) => day)
    .sort();
  return `下一次提醒在 ${plannedDay(next, around)}。`;
}

/** Where there is nobody further up: when the same people hear again. */
export function againWords(items: readonly Told[], around: Around): string {
  const [next] = items
    .filter(({ matter }) => matter === 'late')
    .flatMap((told) => comingFor(told, around).filter(({ watch }) => watch === 'due'))
    .map(({ day }) => day)
    .sort();
  return next === undefined ? '' : `未办结的将于 ${plannedDay(next, around)}再报。`;
}

/** What comes next if nothing changes, with real days: the next reminder, and who is told then. It informs, it does not threaten. */
import { type ComingRung, comingRungs, rungsReached } from '../../core/notice/ladder.js';
import { type Matter, measureOf } from '../../core/notice/digest.js';
import type { Task } from '../../core/ledger/model.js';
import { quoted } from '../../core/ledger/typed-text.js';
import type { RungPost, WatchKind } from '../../core/notice/model.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { workdayFrom } from '../../core/time/calendar.js';
import { type Day, dayWithWeekday } from '../../core/time/day.js';
import type { Around, Told } from './around.js';
import { cut } from './fit.js';
import { HEIGHT, whoWords } from './people-words.js';

const STILL_NOT: Readonly<Record<WatchKind, string>> = {
  due: '仍未申请验收的',
  sign: '仍未签收的',
  review: '仍未审核的',
  amend: '仍未重新提交的',
  monthly: '仍未报告的',
  extension: '仍未决定的',
  callBack: '仍未回访的',
  milestone: '节点仍未完成的',
};

/** A day of a year whose holidays are not known yet is said to be about. */
const plannedDay = (day: Day, { calendar, today }: Around): string => `${dayWithWeekday(day, today)}${calendar.covers(day) ? '' : '前后'}`;

const comingFor = ({ task }: Told, { book, roster, calendar, today }: Around): readonly ComingRung[] =>
  comingRungs(task, policyFor(book, task, roster), calendar, today);

/** Which ladder goes on from what the reader is told. */
const WATCH: Readonly<Record<Matter, WatchKind | null>> = {
  returned: 'amend',
  reopened: 'amend',
  urged: 'due',
  amend: 'amend',
  review: 'review',
  extension: 'extension',
  listed: 'due',
  unlisted: null,
  proposed: null,
  checkpoint: null,
  checkpointBack: 'milestone',
  milestone: 'milestone',
  consulted: null,
  opined: 'review',
  objection: null,
  callBack: 'callBack',
  ticket: 'callBack',
  rated: null,
  granted: 'due',
  refused: 'due',
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

const MOST_STEPS = 2;
const stepKey = ({ rung: { day, watch, isAgain }, to }: Step): string => JSON.stringify([day, watch, isAgain, to]);

/** Steps that say the same of several tasks are one. */
function together(steps: readonly Step[]): readonly (readonly [Step, ...Step[]])[] {
  const groups = new Map<string, [Step, ...Step[]]>();
  for (const step of steps) {
    const known = groups.get(stepKey(step));
    if (known === undefined) groups.set(stepKey(step), [step]);
    else known.push(step);
  }
  return [...groups.values()];
}

/**
 * `12月22日（周二）仍未申请验收的，按督办规则同步责任领导（陈立同志）。` Where the tasks stand at different rungs, each rung's next step
 * with its day, the earliest first; empty without one.
 */
export function escalationWords(items: readonly Told[], around: Around): string {
  const steps = items.flatMap((told) => nextStep(told, around) ?? []).sort((a, b) => a.rung.day.localeCompare(b.rung.day));
  const groups = together(steps);
  const sentences = groups.slice(0, MOST_STEPS).map((group, index) => {
    const [{ rung, to }] = group;
    const tasks = group.map(({ task }) => task);
    const which = groups.length > 1 ? ` ${tasks.length} 项` : '';
    const rule = `${index === 0 ? '按督办规则' : ''}${rung.isAgain ? '再次' : ''}同步`;
    return `${plannedDay(rung.day, around)}${STILL_NOT[rung.watch]}${which}，${rule}${whoWords(to, tasks, around.roster)}`;
  });
  return sentences.length === 0 ? '' : `${sentences.join('；')}。`;
}

/** Who above the reader has been told of one task by the ladder it is about. */
function toldAbove({ task, matter, side, post, notice }: Told, { book, roster, calendar, today }: Around): readonly RungPost[] {
  const reader = HEIGHT[side === 'above' ? post : 'owner'];
  const reached = rungsReached(task, policyFor(book, task, roster), calendar, today).find(({ watch }) => watch === WATCH[matter]);
  const posts = reached === undefined || reached.offset <= 0 ? [] : reached.posts;
  return posts.filter((one) => HEIGHT[one] > reader && !notice.posts.includes(one));
}

const MOST_NAMED = 2;
const NAME_ROOM = 16;

/** `“增设‘潮汐窗口’”、“增设综合窗口”等 3 项`: a reader of several must not have to guess which. */
function whichWords(told: readonly Told[]): string {
  const names = told.slice(0, MOST_NAMED).map((one) => quoted(cut(measureOf(one), NAME_ROOM)));
  return `${names.join('、')}${told.length > MOST_NAMED ? `等 ${told.length} 项` : ''}`;
}

/**
 * `已同步责任领导（陈立同志）。` Empty before the first late rung. `total`: how many tasks the reader is told of in this part of the
 * message; where it is not true of all of them alike, which ones it is true of.
 */
export function toldAboveWords(items: readonly Told[], around: Around, total: number): string {
  const groups = new Map<string, { readonly posts: readonly RungPost[]; readonly told: Told[] }>();
  for (const told of items) {
    const posts = toldAbove(told, around);
    const known = groups.get(posts.join());
    if (posts.length > 0 && known === undefined) groups.set(posts.join(), { posts, told: [told] });
    else known?.told.push(told);
  }
  const sentences = [...groups.values()].map(({ posts, told }) => {
    const who = whoWords(
      posts,
      told.map(({ task }) => task),
      around.roster,
    );
    if (told.length < total) return `${whichWords(told)}已同步${who}`;
    return total === 1 ? `已同步${who}` : `这 ${total} 项都已同步${who}`;
  });
  return sentences.length === 0 ? '' : `${sentences.join('；')}。`;
}

/** When the reader hears again of these tasks before the due day; a due day on a day off explains why the last time is earlier. */
export function reminderWords(near: Told, own: readonly Told[], around: Around): string {
  const { calendar, today } = around;
  const { due } = near.task;
  const last = comingFor(near, around).findLast(({ watch, offset }) => watch === 'due' && offset <= 0)?.day;
  if (due.kind !== 'standing' && due.day >= today && !calendar.isWorkday(due.day)) {
    const off = `${dayWithWeekday(due.day, today)}不是工作日，可顺延到 ${plannedDay(workdayFrom(calendar, due.day), around)}，`;
    return last === undefined ? `${off}这是最后一次提醒。` : `${off}最后一次提醒在 ${plannedDay(last, around)}。`;
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

/** 我的任务, 今天到期, 本周到期, 逾期: a person hears of tasks, a group of units and counts. */
import type { Question } from '../../../core/chat/intent.js';
import { daysLeft, daysUntil, notLateFrom } from '../../../core/insight/light.js';
import { mayReport } from '../../../core/people/may-do.js';
import { addDays, type Day, dayWithWeekday } from '../../../core/time/day.js';
import type { TaskRow, UnitCount } from '../../services.js';
import { countIn } from '../asked-tasks.js';
import { lightNow } from '../emergency-box.js';
import { renewReckoned } from '../reckoned-tasks.js';
import type { Desk } from '../task-card.js';
import { MOST_LINES, pagesHere, type Reply, reply, saying, taskLine } from './reply.js';
import type { Asked } from './seen.js';
import { askedOf, type Talk, wordsFor } from './talk.js';
import { waitingCounts, waitingIn } from './waiting.js';

type ListKind = Extract<Question['kind'], 'myTasks' | 'dueToday' | 'dueSoon' | 'late'>;
type ListQuestion = Extract<Question, { kind: ListKind }>;

const daysOf = ({ task }: TaskRow, { desk }: Talk): number => daysLeft(task.due, desk.today, desk.calendar) ?? Number.POSITIVE_INFINITY;
const isLate = ({ task }: TaskRow, { desk }: Talk): boolean => lightNow(task, desk).light === 'red';

/** Due from today until a day; what is late is told apart. */
function isDueBy(row: TaskRow, until: string, talk: Talk): boolean {
  const { due } = row.task;
  return due.kind !== 'standing' && due.day <= until && !isLate(row, talk);
}

/** Whether an open task is among what is asked for. */
function fits(question: ListQuestion, row: TaskRow, talk: Talk): boolean {
  if (question.kind === 'myTasks') return true;
  if (question.kind === 'late') return isLate(row, talk);
  return isDueBy(row, question.kind === 'dueToday' ? talk.desk.today : question.until, talk);
}

const byUrgency =
  (talk: Talk) =>
  (a: TaskRow, b: TaskRow): number =>
    daysOf(a, talk) - daysOf(b, talk) || a.task.number - b.task.number;

function whatWords(question: ListQuestion, { desk }: Talk): string {
  if (question.kind === 'myTasks') return '待办';
  if (question.kind === 'late') return '逾期';
  return question.kind === 'dueToday' ? '今天到期' : `${dayWithWeekday(question.until, desk.today)}前到期`;
}

/** What a question asks for of what may be told here, named or not. */
function askedIn(question: ListQuestion, talk: Talk): Asked {
  const asked = askedOf(question.named, talk);
  const { today, calendar } = talk.desk;
  if (question.kind === 'myTasks') return { ...asked, open: true };
  if (question.kind === 'late') return { ...asked, open: true, light: 'red' };
  return { ...asked, due: { from: notLateFrom(today, calendar), until: question.kind === 'dueToday' ? today : question.until }, lightNot: 'red' };
}

export async function listReply(question: ListQuestion, talk: Talk): Promise<Reply> {
  const { services, where, desk, seen } = talk;
  if (where.kind === 'person' && question.named === null) {
    const own = await talk.own();
    // Who has no task of their own asks for what they see to.
    if (question.kind === 'myTasks' || own.length > 0)
      return ofPerson(question, own.filter((row) => fits(question, row, talk)).sort(byUrgency(talk)), talk);
  }
  await renewReckoned(services, desk);
  const asked = askedIn(question, talk);
  const units = await seen.unitCounts(asked);
  if (where.kind === 'group') return groupList(question, units, talk);
  const whose = question.named === null ? '您查看范围内' : await wordsFor(question.named, talk);
  return ofScope(question, whose, { units, first: await mostUrgent(asked, talk) }, talk);
}

/** A due day and those after it that are as many days off: on days off nothing is late yet, and until the next workday all stand alike. */
function daysLike(day: Day, { today, calendar }: Desk): readonly Day[] {
  const days = [day];
  for (let next = addDays(day, 1); daysUntil(next, today, calendar) === daysUntil(day, today, calendar); next = addDays(next, 1)) days.push(next);
  return days;
}

/** As many as a card has lines. The base has them in the order of their days as written: of what stands alike with the last, each day is looked at. */
async function mostUrgent(asked: Asked, talk: Talk): Promise<readonly TaskRow[]> {
  const found = await talk.seen.first(asked, MOST_LINES);
  const last = found.at(-1)?.task.due;
  if (found.length < MOST_LINES || last === undefined || last.kind === 'standing') return [...found].sort(byUrgency(talk));
  const before = found.filter(({ task: { due } }) => due.kind !== 'standing' && due.day < last.day);
  const days = daysLike(last.day, talk.desk).filter((day) => asked.due === undefined || day <= asked.due.until);
  const alike = await Promise.all(days.map((day) => talk.seen.first({ ...asked, due: { from: day, until: day } }, MOST_LINES)));
  return [...before, ...alike.flat()].sort(byUrgency(talk)).slice(0, MOST_LINES);
}

async function ofPerson(question: ListQuestion, mine: readonly TaskRow[], talk: Talk): Promise<Reply> {
  const what = whatWords(question, talk);
  const waiting = question.kind === 'myTasks' ? await waitingIn(talk) : [];
  if (mine.length + waiting.length === 0) return nothing(`您没有${what}的任务。`, talk);
  const late = mine.filter((row) => isLate(row, talk)).length;
  const counts = [
    ...waitingCounts(waiting),
    ...(mine.length > 0 ? [`${mine.some((row) => mayReport(talk.viewer, row.task)) ? '您名下' : '您分管的'}${what} ${mine.length} 项`] : []),
    ...(late > 0 && question.kind !== 'late' ? [`其中逾期 ${late} 项`] : []),
  ];
  const [first] = mine;
  const decided = waiting.slice(0, 1).map(({ link }) => link);
  return reply({
    title: counts.join('，'),
    lines: [...waiting.map(({ line }) => line), ...mine.map((row) => taskLine(row, talk))],
    foot: howToGoOn(mine, talk),
    links: [...decided, { words: '打开我的任务', url: pagesHere(talk)('my') }],
    buttons: first === undefined ? [] : [saying(`看 ${first.task.number} 号`, `${first.task.number}号`)],
  });
}

/** What may be said next about the first of them: whoever leads a task does not report on it. */
function howToGoOn(mine: readonly TaskRow[], { viewer }: Talk): string {
  const reported = mine.find(({ task }) => mayReport(viewer, task));
  if (reported !== undefined) return `报进展可以直接说，例如：${reported.task.number}号 完成60% 已印发方案。`;
  const [led] = mine;
  return led === undefined ? '' : `要催责任人，可以直接说，例如：催办${led.task.number}号。`;
}

/** All that is asked for as counts, and the first of it. */
interface Told {
  readonly units: readonly UnitCount[];
  readonly first: readonly TaskRow[];
}

/** `whose`: 您查看范围内, or the unit or person that was named. */
function ofScope(question: ListQuestion, whose: string, { units, first }: Told, talk: Talk): Promise<Reply> | Reply {
  const what = question.kind === 'myTasks' ? '在办' : whatWords(question, talk);
  const total = countIn(units);
  if (total === 0) return nothing(`${whose}没有${what}的任务。`, talk);
  return reply({
    title: `${whose}${what} ${total} 项`,
    lines: first.map((row) => taskLine(row, talk)),
    total,
    foot: question.named === null ? unitsWords(units, talk) : '',
    links: [{ words: '打开台账', url: pagesHere(talk)('ledger') }],
    buttons: [saying('看统计', `${question.named ?? ''}统计`)],
  });
}

const MOST_UNITS = 6;

/** `综合科 3 项，政务服务科 1 项`, most first. */
const byCount = (units: readonly UnitCount[], { desk }: Talk): readonly (readonly [string, number])[] =>
  [...units].sort((a, b) => b.count - a.count).map(({ unitId, count }) => [desk.roster.unit(unitId)?.name ?? '未定单位', count]);

function unitsWords(counted: readonly UnitCount[], talk: Talk): string {
  const units = byCount(counted, talk);
  const words = units.slice(0, MOST_UNITS).map(([name, count]) => `${name} ${count} 项`);
  return `${words.join('，')}${units.length > MOST_UNITS ? `，另有 ${units.length - MOST_UNITS} 个单位` : ''}。`;
}

function groupList(question: ListQuestion, units: readonly UnitCount[], talk: Talk): Reply {
  const what = question.kind === 'myTasks' ? '在办' : whatWords(question, talk);
  const whose = question.named ?? '本群单位';
  const own = question.kind === 'myTasks' ? '群里只说单位和数目。您本人的任务请单独问我，或打开“我的任务”。' : '';
  const total = countIn(units);
  if (total === 0) return reply({ title: `${whose}没有${what}的任务。`, foot: own, links: [{ words: '打开我的任务', url: pagesHere(talk)('my') }] });
  return reply({
    title: `${whose}${what} ${total} 项`,
    lines: byCount(units, talk).map(([name, count]) => ({ key: `${count} 项`, value: name })),
    foot: own,
    links: [{ words: '打开我的任务', url: pagesHere(talk)('my') }],
    buttons: [saying('看统计', '统计')],
  });
}

/** Nothing is never a dead end: when the next one falls due. */
async function nothing(words: string, talk: Talk): Promise<Reply> {
  const coming = (await talk.own()).filter((row) => row.task.due.kind !== 'standing' && !isLate(row, talk)).sort(byUrgency(talk))[0];
  const next =
    coming === undefined || coming.task.due.kind === 'standing' ? '' : `下一项在 ${dayWithWeekday(coming.task.due.day, talk.desk.today)}。`;
  return reply({
    title: words,
    foot: next,
    links: [{ words: '打开我的任务', url: pagesHere(talk)('my') }],
    buttons:
      coming === undefined ? [saying('逾期', '逾期'), saying('统计', '统计')] : [saying(`看 ${coming.task.number} 号`, `${coming.task.number}号`)],
  });
}

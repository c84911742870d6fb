/** 我的任务, 今天到期, 本周到期, 逾期: a person hears of tasks, a group of units and counts. */
import type { Question } from '../../../core/chat/intent.js';
import { daysLeft } from '../../../core/insight/light.js';
import { mayReport } from '../../../core/people/may-do.js';
import { isDone, isInReview, isOpen } from '../../../core/ledger/status.js';
import { dayWithWeekday } from '../../../core/time/day.js';
import type { TaskRow } from '../../services.js';
import { lightNow } from '../emergency-box.js';
import { pagesHere, type Reply, reply, saying, taskLine } from './reply.js';
import { isMine, rowsOf, type Talk, wordsFor } from './talk.js';
import { waitingCounts, waitingFor } from './waiting.js';

type ListKind = Extract<Question['kind'], 'myTasks' | 'dueToday' | 'dueSoon' | 'late'>;
type ListQuestion = Extract<Question, { kind: ListKind }>;

const daysOf = ({ task }: TaskRow, { desk }: Talk): number => daysLeft(task.due, desk.today, desk.calendar) ?? Number.POSITIVE_INFINITY;
export const isLate = (row: TaskRow, { desk }: Talk): boolean => isOpen(row.task) && lightNow(row.task, desk).light === 'red';

/** Due from today until a day; what is late is told apart. */
function isDueBy(row: TaskRow, until: string, talk: Talk): boolean {
  const { due } = row.task;
  if (due.kind === 'standing' || !isOpen(row.task) || isLate(row, talk)) return false;
  return due.day <= until;
}

function fits(question: ListQuestion, row: TaskRow, talk: Talk): boolean {
  if (question.kind === 'myTasks') return !isDone(row.task) && !isInReview(row.task);
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

export function listReply(question: ListQuestion, talk: Talk): Reply {
  const fitting = rowsOf(question.named, talk)
    .filter((row) => fits(question, row, talk))
    .sort(byUrgency(talk));
  if (talk.where.kind === 'group') return groupList(question, fitting, talk);
  if (question.named !== null) return ofScope(question, wordsFor(question.named, rowsOf(question.named, talk), talk), fitting, talk);
  const mine = fitting.filter((row) => isMine(talk.viewer, row));
  // Who has no task of their own asks for what they see to.
  const isOverseer = !talk.rows.some((row) => isMine(talk.viewer, row) && isOpen(row.task));
  if (question.kind !== 'myTasks' && isOverseer) return ofScope(question, '您查看范围内', fitting, talk);
  return ofPerson(question, mine, talk);
}

function ofPerson(question: ListQuestion, mine: readonly TaskRow[], talk: Talk): Reply {
  const what = whatWords(question, talk);
  const waiting = question.kind === 'myTasks' ? waitingFor(talk) : [];
  if (mine.length + waiting.length === 0) return nothing(`您没有${what}的任务。`, talk);
  const late = mine.filter((row) => isLate(row, talk)).length;
  const counts = [
    ...waitingCounts(waiting),
    ...(mine.length > 0 ? [`${mine.some((row) => mayReport(talk.viewer, row.task)) ? '' : '您分管的'}${what} ${mine.length} 项`] : []),
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

/** `whose`: 您查看范围内, or the unit or person that was named. */
function ofScope(question: ListQuestion, whose: string, rows: readonly TaskRow[], talk: Talk): Reply {
  const what = question.kind === 'myTasks' ? '在办' : whatWords(question, talk);
  if (rows.length === 0) return nothing(`${whose}没有${what}的任务。`, talk);
  return reply({
    title: `${whose}${what} ${rows.length} 项`,
    lines: rows.map((row) => taskLine(row, talk)),
    foot: question.named === null ? unitsWords(rows, talk) : '',
    links: [{ words: '打开台账', url: pagesHere(talk)('ledger') }],
    buttons: [saying('看统计', `${question.named ?? ''}统计`)],
  });
}

const MOST_UNITS = 6;

/** `综合科 3 项，政务服务科 1 项`, most first. */
function unitCounts(rows: readonly TaskRow[], { desk }: Talk): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { task } of rows) counts.set(task.unitId, (counts.get(task.unitId) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([id, count]) => [desk.roster.unit(id)?.name ?? '未定单位', count]);
}

function unitsWords(rows: readonly TaskRow[], talk: Talk): string {
  const units = unitCounts(rows, talk);
  const words = units.slice(0, MOST_UNITS).map(([name, count]) => `${name} ${count} 项`);
  return `${words.join('，')}${units.length > MOST_UNITS ? `，另有 ${units.length - MOST_UNITS} 个单位` : ''}。`;
}

function groupList(question: ListQuestion, rows: readonly TaskRow[], talk: Talk): Reply {
  const what = question.kind === 'myTasks' ? '在办' : whatWords(question, talk);
  const whose = question.named ?? '本群单位';
  const own = question.kind === 'myTasks' ? '群里只说单位和数目。您本人的任务请单独问我，或打开“我的任务”。' : '';
  if (rows.length === 0)
    return reply({ title: `${whose}没有${what}的任务。`, foot: own, links: [{ words: '打开我的任务', url: pagesHere(talk)('my') }] });
  return reply({
    title: `${whose}${what} ${rows.length} 项`,
    lines: unitCounts(rows, talk).map(([name, count]) => ({ key: `${count} 项`, value: name })),
    foot: own,
    links: [{ words: '打开我的任务', url: pagesHere(talk)('my') }],
    buttons: [saying('看统计', '统计')],
  });
}

/** Nothing is never a dead end: when the next one falls due. */
function nothing(words: string, talk: Talk): Reply {
  const coming = talk.rows
    .filter((row) => isMine(talk.viewer, row) && isOpen(row.task) && row.task.due.kind !== 'standing' && !isLate(row, talk))
    .sort(byUrgency(talk))[0];
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

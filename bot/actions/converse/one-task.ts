/** One task by number or words; and which one is meant where that is open. */
import type { Which } from '../../../core/chat/intent.js';
import { allowedActions } from '../../../core/ledger/lifecycle.js';
import { dueWords } from '../../../core/ledger/due-words.js';
import { STATUS_WORDS } from '../../../core/ledger/action-words.js';
import type { Card, CardButton } from '../../../core/contract/chat.js';
import { dayWithWeekday } from '../../../core/time/day.js';
import type { TaskRow } from '../../services.js';
import { lightNow } from '../emergency-box.js';
import { circumstancesOf } from '../read-task.js';
import { taskOption } from './answer-choice.js';
import { sampleNumber } from './help.js';
import { drafting, MOST_OPTIONS, nameOf, pagesHere, type Reply, reply, saying, taskLine } from './reply.js';
import type { Talk } from './talk.js';
import { waitingFor, waitingIn } from './waiting.js';

export type Found = { readonly row: TaskRow } | { readonly several: readonly TaskRow[] } | { readonly none: Reply };

/** In the same words whether there is no such task or it is not for this reader: outsiders cannot tell the two apart. */
export function notFound(what: string, talk: Talk): Reply {
  return reply({
    title: `没有找到${what}`,
    foot: `没有这项任务，或者它不在${talk.where.kind === 'group' ? '本群' : '您'}的查看范围内。请核对编号，或说“我的任务”看看有哪些。`,
    buttons: [saying('我的任务', '我的任务')],
  });
}

export async function findMeant(which: Which, talk: Talk): Promise<Found> {
  if (which.unknown !== null) return { none: notFound(`“${which.unknown.slice(0, 12)}”`, talk) };
  const { numbers } = which;
  const found = numbers.length > 0 ? await talk.seen.all({ numbers }) : await meantWithoutSaying(talk);
  const [row, ...others] = found;
  if (row !== undefined) return others.length === 0 ? { row } : { several: found };
  return { none: numbers.length > 0 ? notFound(` ${numbers[0]} 号任务`, talk) : await whichOfNone(talk) };
}

/** The task last talked about, else one's own: whoever has one task means it. */
export async function meantWithoutSaying(talk: Talk): Promise<readonly TaskRow[]> {
  const { services, viewer, where } = talk;
  const topic = await services.store.conversations.topic(viewer.person.id, where.room);
  const last = topic === null ? null : await talk.seen.find(topic);
  return last === null ? openOfOwn(talk) : [last];
}

export const openOfOwn = async (talk: Talk): Promise<readonly TaskRow[]> => [...(await talk.own())].sort((a, b) => a.task.number - b.task.number);

async function whichOfNone(talk: Talk): Promise<Reply> {
  const waiting = await waitingIn(talk);
  return reply({
    title: '请说明是哪一项任务',
    foot: `您名下没有在办的任务，请连编号一起说，例如：${await sampleNumber(talk)}号。`,
    links: waiting.map(({ link }) => link).slice(0, 1),
    buttons: [saying('我的任务', '我的任务'), saying('帮助', '帮助')],
  });
}

/** `foot`: what is to be known about it beside its facts. */
export async function taskReply(row: TaskRow, talk: Talk, foot = ''): Promise<Reply> {
  const { task } = row;
  const { services, viewer, where, desk } = talk;
  await services.store.conversations.talkAbout(viewer.person.id, where.room, task.id);
  const people = where.kind === 'group' ? [] : [{ key: '责任人', value: desk.roster.person(task.ownerId)?.name ?? '未定' }];
  return reply({
    title: `${nameOf(row)}`,
    lines: [
      { key: '现在', value: [...new Set([lightNow(task, desk).words, STATUS_WORDS[task.status]])].join(' · ') },
      { key: '时限', value: dueWords(task.due, desk.today) },
      { key: '进度', value: `${task.percent}%` },
      { key: '单位', value: desk.roster.unit(task.unitId)?.name ?? '未定单位' },
      ...people,
      ...(task.extension === null ? [] : [{ key: '申请延至', value: `${dayWithWeekday(task.extension.day, desk.today)}，等巡察办决定` }]),
    ],
    foot,
    links: linksFor(row, talk),
    buttons: await buttonsFor(row, talk),
  });
}

/** The task that is meant, or which one it may be; `footOf`: what is to be known about it beside its facts. */
export async function meantReply(which: Which, talk: Talk, footOf: (row: TaskRow) => string = () => ''): Promise<Reply> {
  const found = await findMeant(which, talk);
  if ('none' in found) return found.none;
  return 'several' in found ? whichReply(found.several, talk, SAID) : taskReply(found.row, talk, footOf(found.row));
}

/** What waits for the speaker's decision leads to where it is decided first. */
function linksFor(row: TaskRow, talk: Talk): Card['links'] {
  const task = { words: '打开这项任务', url: pagesHere(talk)('task', row.task.id) };
  const decided = waitingFor(talk, [row]).map(({ link }) => link);
  return [...decided, ...(decided.some(({ url }) => url === task.url) ? [] : [task])];
}

/** What the speaker may do to it now, as a sentence to say or to finish. */
async function buttonsFor({ task }: TaskRow, { services, desk }: Talk): Promise<readonly CardButton[]> {
  const events = await services.store.events.of('task', task.id);
  const allowed = allowedActions(task, circumstancesOf(desk, task, events)).filter(({ missing }) => missing === null);
  const may = (kind: string): boolean => allowed.some((one) => one.kind === kind);
  return [
    ...(may('progress') ? [drafting('报进展', `${task.number}号 完成${task.percent}% `)] : []),
    ...(may('sign') ? [saying('签收', `签收${task.number}号`)] : []),
    ...(may('submit') ? [saying('申请验收', `${task.number}号申请验收`)] : []),
  ];
}

/** So many numbers to tap stand beside the link on a card; more of them are a list. */
const MOST_TAPS = 5;

/** With numbers to tap, or to choose from where there are many; `question` says what is meant by a tap: `pick:<question>:<number>`. */
export function whichReply(rows: readonly TaskRow[], talk: Talk, question: string): Reply {
  const head = { title: '您说的是哪一项？', links: [{ words: '打开我的任务', url: pagesHere(talk)('my') }] };
  const example = rows[0]?.task.number ?? '';
  if (rows.length <= MOST_TAPS) {
    const buttons = rows.map(({ task }) => ({ words: `${task.number} 号`, key: `pick:${question}:${task.number}` }));
    return reply({ ...head, lines: rows.map((row) => taskLine(row, talk)), foot: `请点编号，或回复编号，例如：${example}。`, buttons });
  }
  const options = rows.slice(0, MOST_OPTIONS).map((row) => taskOption(row, String(row.task.number)));
  const rest = rows.length - options.length;
  return reply({
    ...head,
    foot: rest === 0 ? `也可以回复编号，例如：${example}。` : `另有 ${rest} 项，请回复编号，例如：${example}。`,
    choose: { lists: [{ id: TASK_LIST, words: '是哪一项', options }], submit: { words: '就是这一项', key: `pick:${question}` } },
  });
}

/** The list in which a task is chosen, by its number. */
export const TASK_LIST = 'task';
/** The question that stands for itself: whoever picks asks for that task. */
export const SAID = 'said';

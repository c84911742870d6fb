/** Which reminders are answered and how, as lists to choose from: what a button of a message about several, or 稍后提醒, leads to. */
import { quoted } from '../../../core/ledger/typed-text.js';
import { cut } from '../../../core/chat/cut.js';
import type { CardChoice } from '../../../core/contract/chat.js';
import { snoozeDays } from '../../../core/ledger/heard-rules.js';
import { measureOf } from '../../../core/notice/digest.js';
import { policyFor } from '../../../core/notice/policy-book.js';
import { ALL, goOnFrom, HOW, keyFor, MOST_AT_ONCE, snoozeOption, type ToldOf, WHICH } from '../../../core/notice/press.js';
import { type Day, dayWithWeekday } from '../../../core/time/day.js';
import type { TaskRow } from '../../services.js';
import { refusalOf } from './question.js';
import { MOST_OPTIONS, OPTION_ROOM, pagesHere, type Reply, reply, saying } from './reply.js';
import type { Talk } from './talk.js';

const NAME_ROOM = 12;

interface Waiting {
  readonly told: ToldOf;
  readonly row: TaskRow;
}

/** Those that still ask for an answer, as their message told them. */
async function waitingOf(told: readonly ToldOf[], talk: Talk): Promise<readonly Waiting[]> {
  const { roster, book, calendar, now } = talk.desk;
  const rows = await talk.seen.all({ ids: told.map(({ taskId }) => taskId) });
  const found: Waiting[] = [];
  for (const one of told) {
    const row = rows.find(({ task }) => task.id === one.taskId);
    if (row === undefined) continue;
    const isPast = goOnFrom({ ...one, act: 'acknowledge' }, row.task, { policy: policyFor(book, row.task, roster), calendar, now }) !== null;
    if (!isPast && (await refusalOf({ kind: 'acknowledge' }, row, talk)) === null) found.push({ told: one, row });
  }
  return found;
}

/** To which days any of them may be put off; each is judged by itself when it comes to it. */
async function daysFor(waiting: readonly Waiting[], talk: Talk): Promise<readonly Day[]> {
  const { roster, book, calendar, today } = talk.desk;
  const days = new Set<Day>();
  for (const { row } of waiting) {
    for (const day of snoozeDays(row.task, policyFor(book, row.task, roster), calendar, today)) {
      if ((await refusalOf({ kind: 'snooze', until: day }, row, talk)) === null) days.add(day);
    }
  }
  return [...days].sort();
}

/** `31号 增设“潮汐窗口”…` */
export const taskOption = (row: TaskRow, id: string): CardChoice['options'][number] => ({
  id,
  words: cut(`${row.task.number}号 ${measureOf(row)}`, OPTION_ROOM),
});

function listsFor(waiting: readonly Waiting[], days: readonly Day[], talk: Talk): CardChoice[] {
  const all = { id: ALL, words: `全部 ${waiting.length} 项` };
  const which = [all, ...waiting.map(({ row }) => taskOption(row, row.task.id))].slice(0, MOST_OPTIONS);
  const later = days.map((day) => ({ id: snoozeOption(day), words: `${dayWithWeekday(day, talk.desk.today)}再提醒` }));
  const heard = { id: 'acknowledge', words: '已知悉' };
  // Of few 已知悉 stands beside 稍后提醒 on the card itself: whoever comes here wants another day.
  const how = waiting.length <= MOST_AT_ONCE ? [...later.slice(0, MOST_OPTIONS - 1), heard] : [heard, ...later].slice(0, MOST_OPTIONS);
  return [...(waiting.length > 1 ? [{ id: WHICH, words: '回应哪些', options: which }] : []), { id: HOW, words: '怎样回应', options: how }];
}

export async function answerChoice(told: readonly ToldOf[], talk: Talk): Promise<Reply> {
  const waiting = await waitingOf(told, talk);
  const [first, ...others] = waiting;
  const links = [{ words: '打开我的任务', url: pagesHere(talk)('my') }];
  if (first === undefined) {
    return reply({ title: '没有等您回应的提醒', foot: '这些提醒已经回应过，或者已经过去。', links, buttons: [saying('我的任务', '我的任务')] });
  }
  const days = await daysFor(waiting, talk);
  const { number } = first.row.task;
  const later = days.length === 0 ? '' : `；稍后再提醒，请说“${number}号${dayWithWeekday(days[0] ?? '', talk.desk.today)}再提醒我”`;
  return reply({
    title: others.length === 0 ? `${number} 号${quoted(cut(measureOf(first.row), NAME_ROOM))}怎样回应？` : `${waiting.length} 项提醒，怎样回应？`,
    foot: '推迟的不会晚于完成时限，最多推迟两次。',
    instead: `请说“收到${number}号”${later}。`,
    links,
    choose: {
      lists: listsFor(waiting, days, talk),
      submit: {
        words: '提交回应',
        key: keyFor(
          'chosen',
          waiting.map((one) => one.told),
        ),
      },
    },
  });
}

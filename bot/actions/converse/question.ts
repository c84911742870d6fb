/** What is answered to a wish before anything happens: the question, or why it cannot be asked. */
import { decide } from '../../../core/ledger/lifecycle.js';
import type { TaskAction } from '../../../core/ledger/model.js';
import { Refusal } from '../../../core/refusal.js';
import type { PendingAct, TaskRow } from '../../services.js';
import { circumstancesOf } from '../read-task.js';
import type { Deed } from './deed.js';
import { nameOf, pagesHere, type Reply, reply } from './reply.js';
import type { Talk } from './talk.js';

/** Why it would be refused now; null: it would go through. Asked before the question, so that nobody says yes for nothing. */
export async function refusalOf(action: TaskAction, row: TaskRow, talk: Talk): Promise<Refusal | null> {
  const events = await talk.services.store.events.of('task', row.task.id);
  try {
    decide(row.task, action, circumstancesOf(talk.desk, row.task, events));
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

export const refusedReply = (refusal: Refusal, row: TaskRow, talk: Talk): Reply =>
  reply({
    title: nameOf(row),
    foot: [refusal.message, ...(refusal.faults ?? []).map(({ place, message }) => `${place}${message}`), refusal.remedy ?? ''].join(''),
    links: [{ words: '打开这项任务', url: pagesHere(talk)('task', row.task.id) }],
  });

/** How the question is good for, in minutes of machine time. */
export const MINUTES = 30;

export function questionReply(deed: Deed, row: TaskRow, pending: PendingAct, talk: Talk): Reply {
  const id = talk.messageId;
  return reply({
    title: `请确认：${row.task.number} 号${deed.what}`,
    lines: [{ key: '任务', value: row.finding.sensitive ? `${row.task.number} 号` : row.task.measure }, ...deed.lines],
    foot: `还没有提交。请点“${deed.yes}”，或回复“确认”；${MINUTES} 分钟内有效。`,
    links: [{ words: '打开这项任务', url: pagesHere(talk)('task', pending.taskId) }],
    buttons: [
      { words: deed.yes, key: `confirm:${id}` },
      { words: '修改', key: `edit:${id}` },
      { words: '取消', key: `cancel:${id}` },
    ],
  });
}

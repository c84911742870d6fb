/** A wish about one task → the action that would be taken, and how it is shown before anybody says yes. */
import type { Wish } from '../../../core/chat/intent.js';
import type { Card } from '../../../core/contract/chat.js';
import { decide } from '../../../core/ledger/lifecycle.js';
import type { TaskAction } from '../../../core/ledger/model.js';
import { Refusal } from '../../../core/refusal.js';
import type { PendingAct, TaskRow } from '../../services.js';
import { circumstancesOf } from '../read-task.js';
import { nameOf, pagesHere, type Reply, reply } from './reply.js';
import type { Talk } from './talk.js';

type Lines = Card['lines'];

export interface Deed {
  readonly action: TaskAction;
  /** `进展`: what is asked for, in the title. */
  readonly what: string;
  readonly lines: Lines;
  /** What the button of yes says. */
  readonly yes: string;
}

/** Without words of one's own the figure speaks. */
const reportText = (text: string, percent: number, photos: number): string =>
  text !== '' ? text : photos > 0 ? `现场照片 ${photos} 张` : `完成 ${percent}%`;

function progressDeed(wish: Extract<Wish, { kind: 'progress' }>, { task }: TaskRow, evidenceIds: readonly string[]): Deed {
  const percent = wish.percent ?? task.percent;
  const text = reportText(wish.text, percent, evidenceIds.length);
  const before = task.percent === percent ? `${percent}%（不变）` : `${task.percent}% → ${percent}%${percent < task.percent ? '（比上次低）' : ''}`;
  return {
    action: { kind: 'progress', text, percent, evidenceIds },
    what: '报进展',
    yes: '确认提交',
    lines: [
      { key: '进度', value: before },
      { key: '进展', value: text },
      ...(evidenceIds.length === 0 ? [] : [{ key: '照片', value: `${evidenceIds.length} 张` }]),
    ],
  };
}

/** Null where the service has no such act yet. */
export function deedOf(wish: Wish, row: TaskRow, evidenceIds: readonly string[]): Deed | null {
  switch (wish.kind) {
    case 'progress':
      return progressDeed(wish, row, evidenceIds);
    case 'sign':
      return { action: { kind: 'sign' }, what: '签收', yes: '确认签收', lines: [] };
    case 'submit':
      return { action: { kind: 'submit', text: '' }, what: '申请验收', yes: '确认申请', lines: [] };
    default:
      return null;
  }
}

const NOT_HERE: Readonly<Record<'askExtension' | 'acknowledge' | 'snooze', string>> = {
  askExtension: '延期请直接联系巡察办办理，批准前完成时限不变。',
  acknowledge: '收到就好，不用回复。完成后请报进展。',
  snooze: '提醒按督办规则发送，暂时不能改到别的日子。',
};

export const notHere = (kind: Wish['kind'], row: TaskRow, talk: Talk): Reply =>
  reply({
    title: nameOf(row),
    foot: NOT_HERE[kind as keyof typeof NOT_HERE] ?? '请打开任务办理。',
    links: [{ words: '打开这项任务', url: pagesHere(talk)('task', row.task.id) }],
  });

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

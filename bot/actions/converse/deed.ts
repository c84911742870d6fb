/** A wish about one task → the action that would be taken, and how it is shown before anybody says yes. */
import type { Wish } from '../../../core/chat/intent.js';
import type { Card } from '../../../core/contract/chat.js';
import { dueWords } from '../../../core/ledger/due-words.js';
import type { TaskAction } from '../../../core/ledger/model.js';
import { addDays, type Day, dayWithWeekday } from '../../../core/time/day.js';
import type { TaskRow } from '../../services.js';
import type { Desk } from '../task-card.js';

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
  const before =
    wish.percent === null && evidenceIds.length === 0
      ? `${percent}%（您没有说，不变）`
      : task.percent === percent
        ? `${percent}%（不变）`
        : `${task.percent}% → ${percent}%${percent < task.percent ? '（比上次低）' : ''}`;
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

/** The day that is asked for: named, or so long after the present deadline. */
export const extensionDay = ({ day, days }: Extract<Wish, { kind: 'askExtension' }>, { task }: TaskRow): Day | null =>
  day ?? (days === null || task.due.kind === 'standing' ? null : addDays(task.due.day, days));

function otherDeed(wish: Exclude<Wish, { kind: 'progress' }>, row: TaskRow, { today }: Desk): Deed {
  switch (wish.kind) {
    case 'sign':
      return { action: { kind: 'sign' }, what: '签收', yes: '确认签收', lines: [] };
    case 'submit':
      return { action: { kind: 'submit', text: '' }, what: '申请验收', yes: '确认申请', lines: [] };
    case 'urge':
      return {
        action: { kind: 'urge', text: '' },
        what: '催办',
        yes: '确认催办',
        lines: [{ key: '完成时限', value: dueWords(row.task.due, today) }],
      };
    case 'acknowledge':
      return { action: { kind: 'acknowledge' }, what: '已知悉', yes: '确认知悉', lines: [] };
    case 'snooze': {
      const until = wish.until ?? today;
      return {
        action: { kind: 'snooze', until },
        what: '稍后提醒',
        yes: '确认推迟',
        lines: [{ key: '再提醒', value: dayWithWeekday(until, today) }],
      };
    }
    case 'askExtension': {
      const day = extensionDay(wish, row) ?? today;
      return {
        action: { kind: 'askExtension', day, reason: wish.reason },
        what: '申请延期',
        yes: '确认申请',
        lines: [
          { key: '现时限', value: dueWords(row.task.due, today) },
          { key: '延到', value: dayWithWeekday(day, today) },
          { key: '原因', value: wish.reason },
        ],
      };
    }
  }
}

export const deedOf = (wish: Wish, row: TaskRow, evidenceIds: readonly string[], desk: Desk): Deed =>
  wish.kind === 'progress' ? progressDeed(wish, row, evidenceIds) : otherDeed(wish, row, desk);

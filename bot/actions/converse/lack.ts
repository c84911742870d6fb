/** A wish that says too little: what it lacks, and its sentence laid ready to be finished. */
import type { Wish } from '../../../core/chat/intent.js';
import { dayWords } from '../../../core/time/day.js';
import type { TaskRow } from '../../services.js';
import type { Desk } from '../task-card.js';
import { extensionDay } from './deed.js';
import { drafting, nameOf, type Reply, reply } from './reply.js';

/** What a sentence has to say still, with an example to be finished; null: nothing. */
function lackOf(wish: Wish, row: TaskRow, { today }: Desk): { readonly words: string; readonly draft: string } | null {
  const { number } = row.task;
  if (wish.kind === 'askExtension') {
    const day = extensionDay(wish, row);
    if (day === null) return { words: '请说明延到哪一天、为什么。', draft: `${number}号延期到12月20日 因为` };
    if (wish.reason === '') return { words: '请说明为什么要延期，巡察办据此决定。', draft: `${number}号延期到${dayWords(day, today)} 因为` };
  }
  return wish.kind === 'snooze' && wish.until === null ? { words: '请说明哪一天再提醒您。', draft: `${number}号明天再提醒我` } : null;
}

export function lackReply(wish: Wish, row: TaskRow, desk: Desk): Reply | null {
  const lack = lackOf(wish, row, desk);
  return lack === null
    ? null
    : reply({
        title: nameOf(row),
        lines: [{ key: '这样说', value: lack.draft }],
        foot: lack.words,
        buttons: [drafting('接着写', lack.draft)],
        draft: lack.draft,
      });
}

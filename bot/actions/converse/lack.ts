/** A wish that says too little: what it lacks, its sentence laid ready to be finished, and what is said next taken as the rest of it. */
import type { Intent, Wish } from '../../../core/chat/intent.js';
import { understand } from '../../../core/chat/understand.js';
import { addDays, type Day, dayWords, laterOf } from '../../../core/time/day.js';
import type { TaskRow } from '../../services.js';
import type { Desk } from '../task-card.js';
import { extensionDay } from './deed.js';
import { drafting, nameOf, type Reply, reply } from './reply.js';
import type { Talk } from './talk.js';

type Extension = Extract<Wish, { kind: 'askExtension' }>;

interface Lack {
  readonly words: string;
  /** To be finished by whoever reads it. */
  readonly draft: string;
  /** The whole sentence, once the rest is said. */
  readonly finished: (rest: string) => string;
}

/** An example of a day nobody could take for a past one. */
const WEEK = 7;
const sampleDay = ({ task }: TaskRow, today: Day): Day => addDays(task.due.kind === 'standing' ? today : laterOf(task.due.day, today), WEEK);

function extensionLack(wish: Extension, row: TaskRow, today: Day): Lack | null {
  const { number } = row.task;
  const day = extensionDay(wish, row);
  const because = wish.reason === '' ? '' : ` 因为${wish.reason}`;
  if (day === null) {
    const draft = `${number}号延期到${dayWords(sampleDay(row, today), today)} 因为${wish.reason}`;
    return {
      words: wish.reason === '' ? '请说明延到哪一天、为什么。' : '请说明延到哪一天。',
      draft,
      finished: (rest) => `${number}号延期到${rest}${because}`,
    };
  }
  if (wish.reason !== '') return null;
  const draft = `${number}号延期到${dayWords(day, today)} 因为`;
  return {
    words: '请说明为什么要延期，巡察办据此决定。',
    draft,
    finished: (rest) => `${draft}${rest.replace(/^(?:因为|由于|原因(?:是)?|主要是)/, '')}`,
  };
}

/** What a sentence has to say still; null: nothing. */
function lackOf(wish: Wish, row: TaskRow, { today }: Desk): Lack | null {
  if (wish.kind === 'askExtension') return extensionLack(wish, row, today);
  if (wish.kind !== 'snooze' || wish.until !== null) return null;
  const { number } = row.task;
  return { words: '请说明哪一天再提醒您。', draft: `${number}号明天再提醒我`, finished: (rest) => `${number}号${rest}再提醒我` };
}

/** `why`: what was wrong with what was said before. */
export function lackReply(wish: Wish, row: TaskRow, desk: Desk, why = ''): Reply | null {
  const lack = lackOf(wish, row, desk);
  return lack === null
    ? null
    : reply({
        title: nameOf(row),
        lines: [{ key: '这样说', value: lack.draft }],
        foot: `${why === '' ? lack.words : why}直接回复就行。`,
        buttons: [drafting('接着写', lack.draft)],
        draft: lack.draft,
      });
}

/** The same wish with what it lacks filled in by an example: whether it may be had at all is asked before the rest of it. */
export const filledIn = (wish: Wish, row: TaskRow, { today }: Desk): Wish =>
  wish.kind === 'askExtension'
    ? { ...wish, day: extensionDay(wish, row) ?? sampleDay(row, today), reason: wish.reason === '' ? '…' : wish.reason }
    : wish;

/** What may be the rest of a wish: words that mean nothing by themselves, a day, a reason that says it is one. */
const REST: readonly Intent['kind'][] = ['unclear', 'dueSoon', 'dueToday', 'task'];
const isRest = ({ kind }: Intent, heard: string): boolean => REST.includes(kind) || /^(?:因为|由于|原因|主要是)/.test(heard);

/** The wish that waits for the rest of it, with `heard` as that rest; null: none waits, or this is something else. */
export async function finishedWish(intent: Intent, heard: string, talk: Talk): Promise<{ readonly wish: Wish; readonly heard: string } | null> {
  if (!isRest(intent, heard)) return null;
  const { services, viewer, where, desk } = talk;
  const pending = await services.store.conversations.pending(viewer.person.id, where.room);
  const about = pending?.done === false && pending.about.kind === 'lack' ? pending.about : null;
  const row = about === null ? null : await talk.seen.find(about.taskId);
  if (about === null || row === null) return null;
  const before = about.wish as Wish;
  const lack = lackOf(before, row, desk);
  const sentence = lack?.finished(heard) ?? '';
  const wish = understand(sentence, { today: desk.today, known: [], names: [] });
  if (wish.kind !== before.kind || !('which' in wish)) return null;
  const after = lackOf(wish as Wish, row, desk);
  return after !== null && after.words === lack?.words ? null : { wish: wish as Wish, heard: sentence };
}

/** An answer of the bot: the same words as plain text and as a card within the platforms' limits. */
import { cut } from '../../../core/chat/cut.js';
import { pagesOf } from '../../../core/chat/pages.js';
import type { Card, CardButton } from '../../../core/contract/chat.js';
import { carriedTo, daysLeft } from '../../../core/insight/light.js';
import { isAmending, isInReview } from '../../../core/ledger/status.js';
import type { Task } from '../../../core/ledger/model.js';
import { quoted } from '../../../core/ledger/typed-text.js';
import { dayKey, measureOf } from '../../../core/notice/digest.js';
import type { MessageWords, TaskRow } from '../../services.js';
import type { Desk } from '../task-card.js';
import type { Talk } from './talk.js';

export interface Reply extends MessageWords {
  /** What the speaker may want to change and send again; null: nothing. */
  readonly draft: string | null;
}

export interface Said {
  readonly title: string;
  readonly lines?: readonly Card['lines'][number][];
  /** How many lines there would be, where only the first `MOST_LINES` of them are given. */
  readonly total?: number;
  /** What comes next, or how to go on. */
  readonly foot?: string;
  readonly links?: Card['links'];
  readonly buttons?: readonly CardButton[];
  /** A choice, where the channel has such cards; `instead`: how the same is said where it has none. */
  readonly choose?: NonNullable<Card['choose']>;
  readonly instead?: string;
  readonly draft?: string | null;
}

/** Of a card's title, in characters. */
export const TITLE_ROOM = 26;
const VALUE = 26;
export const MOST_LINES = 6;
const MOST_BUTTONS = 6;
/** Of an option in a list to choose from, and how many a list has. */
export const OPTION_ROOM = 16;
export const MOST_OPTIONS = 10;

/** More lines than a card has are counted in the last one; `text` has as many as a person reads. */
export function reply({
  title,
  lines = [],
  total = lines.length,
  foot = '',
  links = [],
  buttons = [],
  choose,
  instead = '',
  draft = null,
}: Said): Reply {
  const shown = total <= MOST_LINES ? lines : lines.slice(0, MOST_LINES - 1);
  const rest = total - shown.length;
  const more = rest === 0 ? [] : [{ key: '另有', value: `${rest} 项，请打开查看` }];
  const cardLines = [...shown.map((line) => ({ ...line, value: cut(line.value, VALUE) })), ...more];
  const say = buttons.length === 0 ? [] : [`可以回复：${buttons.map(({ words }) => words).join('、')}`];
  const text = [
    title,
    ...[...shown, ...more].map(({ key, value }) => `${key}：${value}`),
    ...(choose?.lists ?? []).map(({ words, options }) => `${words}：${options.map((option) => option.words).join('、')}`),
    foot,
    instead,
    ...links.map(({ words, url }) => `${words}：${url}`),
    ...say,
  ];
  return {
    title: cut(title, TITLE_ROOM),
    text: text.filter((line) => line !== '').join('\n'),
    markdown: null,
    card: {
      source: '督办',
      title: cut(title, TITLE_ROOM),
      // A title longer than its room is told whole below it.
      subtitle: [...title].length > TITLE_ROOM ? title : null,
      lines: cardLines,
      foot,
      links: [...links].slice(0, 3),
      ...(buttons.length === 0 ? {} : { buttons: [...buttons].slice(0, MOST_BUTTONS) }),
      ...(choose === undefined ? {} : { choose }),
    },
    draft,
  };
}

/** A button that says its sentence, as if it had been typed. */
export const saying = (words: string, sentence: string): CardButton => ({ words, key: `say:${sentence}` });
/** A button that lays a sentence ready to be finished. */
export const drafting = (words: string, sentence: string): CardButton => ({ words, key: `draft:${sentence}` });

export const pagesHere = ({ services }: Pick<Talk, 'services'>) => pagesOf(services.settings.publicUrl);

/** `31 号“增设‘潮汐窗口’”`; a sensitive one only by its number. */
export const nameOf = ({ task, finding }: TaskRow): string =>
  finding.sensitive ? `${task.number} 号任务` : `${task.number} 号${quoted(cut(task.measure, 20))}`;

/** How a task stands, at most five characters. */
export function standKey(task: Task, { today, calendar }: Desk): string {
  if (task.status === 'closed') return '已销号';
  if (task.status === 'routine') return '常态化';
  if (isInReview(task)) return task.status === 'toVerify' ? '待核验' : '待审核';
  const days = daysLeft(task.due, today, calendar);
  if (days === null || task.due.kind === 'standing') return '长期坚持';
  if (days >= 0 && isAmending(task)) return '待补正';
  return carriedTo(task.due.day, today, calendar) === today ? '顺延到今天' : dayKey(days);
}

/** One line a task, with its number, which is how it is spoken of. */
export const taskLine = (row: TaskRow, talk: Talk): Card['lines'][number] => ({
  key: standKey(row.task, talk.desk),
  value: `${row.task.number}号 ${measureOf(row)}`,
  url: pagesHere(talk)('task', row.task.id),
});

/** What the system tells the office about itself, as a message of its own or at the end of another. */
import type { Card } from '../../core/contract/chat.js';
import type { Note, NotePage } from '../../core/notice/note.js';
import type { MessageWords } from '../services.js';
import { cut, literal, MARKDOWN_BYTES, TEXT_BYTES, withinBytes } from './fit.js';
import { firstPlaces, linkLines, markdownLinks, type Page, pagesOf } from './links.js';
import { TITLE_ROOM } from './title-words.js';

const LINE_ROOM = 120;
const MOST_NOTES = 3;
const AGAIN = '如已收到同样的通知，请忽略本条。';

const sentence = (words: string): string => (/[。！？]$/.test(words) ? words : `${words}。`);
const restWords = (count: number): string => `另有 ${count} 条。`;

/** `系统通知：系统 12月3日至 12月8日停止服务。期间应发的 14 条提醒已合并补发。` — empty without notes. */
export function noteWords(notes: readonly Note[]): string {
  const shown = notes.slice(0, MOST_NOTES).map(({ title, lines }) => [title, ...lines].map((line) => sentence(cut(line, LINE_ROOM))).join(''));
  const rest = notes.length - shown.length;
  return notes.length === 0 ? '' : `系统通知：${shown.join('')}${rest > 0 ? restWords(rest) : ''}`;
}

const LINK_WORDS: Readonly<Record<NotePage, string>> = {
  ...{ task: '查看任务', operations: '看运行情况', robots: '去机器人' },
  ...{ connections: '去接入', people: '去人员', satisfaction: '看满意度' },
};
const linksOf = (notes: readonly Note[], page: Page): Card['links'] =>
  firstPlaces(notes.flatMap(({ opens }) => (opens === null ? [] : [{ words: LINK_WORDS[opens.page], url: page(opens.page, opens.id) }])));

/** One note keeps its own title; several are counted and each stands with its title. */
export function noteMessage(notes: readonly [Note, ...Note[]], again: boolean, publicUrl: string): MessageWords {
  const [first, ...others] = notes;
  const title = others.length === 0 ? first.title : `${notes.length} 条系统通知`;
  const all = others.length === 0 ? first.lines : notes.flatMap((note) => [note.title, ...note.lines]);
  const lines = all.map((line) => cut(line, LINE_ROOM));
  const foot = again ? AGAIN : '';
  const links = linksOf(notes, pagesOf(publicUrl));
  return {
    title: cut(title, TITLE_ROOM),
    card: {
      source: '督办 · 系统通知',
      title: cut(title, TITLE_ROOM),
      subtitle: null,
      lines: [],
      foot: [...lines.map(sentence), foot].join(''),
      links,
    },
    text: withinBytes([`【督办】${cut(title, LINE_ROOM)}`], lines, [foot, ...linkLines(links)], TEXT_BYTES, restWords),
    markdown: withinBytes(
      [`### 督办 · ${literal(cut(title, LINE_ROOM))}`],
      lines.map((line) => `> ${literal(line)}`),
      [literal(foot), markdownLinks(links)],
      MARKDOWN_BYTES,
      restWords,
    ),
  };
}

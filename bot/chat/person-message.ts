/** What one person is due, as one message: what, by when, why you, what comes next, one button to exactly that place. */
import type { Card } from '../../core/contract/chat.js';
import type { Note } from '../../core/notice/note.js';
import type { MessageWords } from '../services.js';
import { buttonsOf } from './acts.js';
import type { AllTold, Around } from './around.js';
import { cut, literal, MARKDOWN_BYTES, TEXT_BYTES, withinBytes } from './fit.js';
import { cardLines, markdownLines, textLines } from './line-words.js';
import { linkLines, linksOf, markdownLinks, pagesOf } from './links.js';
import { noteWords } from './note-message.js';
import { singleLines, singleSubtitle, singleTitle, stateOf } from './one-task.js';
import { shortTitleOf, subtitleOf, TITLE_ROOM, titleOf } from './title-words.js';
import { whyAndNext } from './why-and-next.js';

/** A title inside plain text may be longer than a card's. */
const TEXT_TITLE_ROOM = 60;

/** Sent before without anybody knowing whether it arrived. */
function sentAgain(all: AllTold): string {
  if (all.every(({ notice }) => notice.unknowns === 0)) return '';
  return all.length === 1 ? `如已收到编号 T${all[0].task.number} 的同样通知，请忽略本条。` : '如已收到同样的通知，请忽略本条。';
}

const sourceOf = (all: AllTold): string => (all.every(({ side, matter }) => side === 'above' && matter === 'late') ? '督办 · 逾期情况' : '督办');

/** `notes`: what the system tells about itself the same morning; it stands at the end. */
export function personMessage(all: AllTold, around: Around, notes: readonly Note[] = []): MessageWords {
  const [first] = all;
  const isSingle = all.length === 1;
  const title = isSingle ? singleTitle(first) : titleOf(all);
  const subtitle = isSingle ? singleSubtitle(first, around) : subtitleOf(all, around);
  const lines = isSingle ? singleLines(first, around) : cardLines(all, around);
  const foot = `${sentAgain(all)}${whyAndNext(all, around)}${noteWords(notes)}`;
  const links = linksOf(all, pagesOf(around.publicUrl));
  const card: Card = {
    source: sourceOf(all),
    title: cut(title, TITLE_ROOM),
    subtitle: subtitle === '' ? null : subtitle,
    lines: [...lines],
    foot,
    links,
    ...buttonsOf(all, around),
  };
  const wholeLines = isSingle ? lines.map(({ key, value }) => `${key} ${value}`) : textLines(all, around);
  const rest = (count: number) => `另有 ${count} 项，请打开链接查看。`;
  const longTitle = cut(title, TEXT_TITLE_ROOM);
  return {
    title: cut(title, TITLE_ROOM),
    short: shortTitleOf(all, stateOf),
    card,
    text: withinBytes([`【督办】${longTitle}`, subtitle], wholeLines, [foot, ...linkLines(links)], TEXT_BYTES, rest),
    markdown: withinBytes(
      [`### 督办 · ${literal(longTitle)}`, literal(subtitle)],
      (isSingle ? wholeLines.map(literal) : markdownLines(all, around)).map((line) => `> ${line}`),
      [literal(foot), markdownLinks(links)],
      MARKDOWN_BYTES,
      rest,
    ),
  };
}

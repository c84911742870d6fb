/** 督办周报 to the leading group's chat: how everything stands, what moved, and the few tasks that need a leader now. */
import type { Card } from '../../core/contract/chat.js';
import { quoted } from '../../core/ledger/typed-text.js';
import { shareWords } from '../../core/insight/share.js';
import { type ReportLine, sinceWords, type WeekReport } from '../../core/insight/week-report.js';
import type { Note } from '../../core/notice/note.js';
import { weeklyAt } from '../../core/notice/weekly.js';
import { addDays, dayWithWeekday, instantWords } from '../../core/time/day.js';
import type { MessageWords } from '../services.js';
import type { Around } from './around.js';
import { cut, lengthOf, literal, MARKDOWN_BYTES, TEXT_BYTES, withinBytes } from './fit.js';
import { VALUE_ROOM } from './line-words.js';
import { markdownLinks, type Page, pagesOf } from './links.js';
import { noteWords } from './note-message.js';
import { TITLE_ROOM } from './title-words.js';

const LINE_ROOM = 60;
/** A card's key takes five characters. */
const KEY_ROOM = 5;

/** Nothing is left to be done or decided. */
const isDone = ({ all, total, inReview }: WeekReport): boolean => total > 0 && all.none === total && inReview === 0;

function titleOf(week: WeekReport): string {
  const { total, closedLately } = week;
  const { red } = week.all;
  const lately = `近 7 天办结 ${closedLately} 项`;
  if (isDone(week)) return `全部 ${total} 项已办结，${lately}`;
  return red === 0 ? `没有逾期，${lately}` : `逾期 ${red} 项，${lately}`;
}

const MOST_LISTED = 3;

/** `挂牌督办 2 项：政务服务科“增设窗口”、…。` */
function listedWords(listed: readonly ReportLine[]): readonly string[] {
  if (listed.length === 0) return [];
  const named = listed.slice(0, MOST_LISTED).map(({ unitName, words }) => `${unitName}${quoted(cut(words, 16))}`);
  return [`挂牌督办 ${listed.length} 项：${named.join('、')}${listed.length > MOST_LISTED ? '等' : ''}。`];
}

/** The four figures as sentences; a week in which nothing moved says so. */
function figuresOf({ all, total, lateLately, closedLately, inReview, listed = [] }: WeekReport, before: WeekReport | null): readonly string[] {
  const whole = `共 ${total} 项任务：逾期 ${all.red} 项，临近 ${all.yellow} 项，正常 ${all.green} 项，办结 ${all.none} 项（${shareWords(all.none, total)}）。`;
  const moved = [...(lateLately > 0 ? [`新逾期 ${lateLately} 项`] : []), ...(closedLately > 0 ? [`办结 ${closedLately} 项`] : [])];
  const since = sinceWords(all.red, before?.all.red);
  return [
    whole,
    `${moved.length === 0 ? '近 7 天没有新逾期，也没有办结。' : `近 7 天${moved.join('，')}。`}${since === null ? '' : `逾期${since}。`}`,
    ...listedWords(listed),
    ...(inReview > 0 ? [`另有 ${inReview} 项等待审核。`] : []),
  ];
}

const keyOf = ({ lightWords }: ReportLine): string => {
  const key = lightWords.replaceAll(' ', '');
  return lengthOf(key) <= KEY_ROOM ? key : '需关注';
};

const lineOf = ({ unitName, words }: ReportLine): string => `${unitName}：${words}`;

/** What was told, and where it is found as a picture and as a document. */
export interface Told {
  readonly report: WeekReport;
  readonly before: WeekReport | null;
  readonly pictureUrl: string;
  readonly documentUrl: string;
}

const DOCUMENT = '下载周报（Word）';

const linksOf = (page: Page, documentUrl: string): Card['links'] => [
  { words: '查看看板', url: page('board') },
  { words: DOCUMENT, url: documentUrl },
];

/** Units and measures; no person is named in a group. */
export function weeklyMessage(
  { report: week, before, documentUrl }: Told,
  again: boolean,
  around: Around,
  notes: readonly Note[] = [],
): MessageWords {
  const page = pagesOf(around.publicUrl);
  const figures = figuresOf(week, before);
  const asked = week.urgent.length === 0 ? '' : '请各位领导协调推进以上任务。';
  const next = isDone(week) ? '有新的任务后，再发周报。' : `下一次周报：${instantWords(weeklyAt(addDays(around.today, 7), around), around.today)}。`;
  const foot = `${again ? '如已收到本周的督办周报，请忽略本条。' : ''}${asked}${next}${noteWords(notes)}`;
  const title = titleOf(week);
  const links = linksOf(page, documentUrl);
  const head = week.urgent.length === 0 ? '没有逾期和临近的任务。' : `最需要推动的 ${week.urgent.length} 项：`;
  return {
    title: cut(`督办周报：${title}`, 40),
    card: {
      source: `督办周报 · ${dayWithWeekday(around.today, around.today)}`,
      title: cut(title, TITLE_ROOM),
      subtitle: figures.join(''),
      lines: week.urgent.map((row) => ({ key: keyOf(row), value: cut(lineOf(row), VALUE_ROOM), url: page('task', row.taskId) })),
      foot,
      links,
    },
    text: withinBytes(
      [`【督办周报】${title}`, ...figures, head],
      week.urgent.map((row) => `${row.lightWords} ${cut(lineOf(row), LINE_ROOM)}`),
      [foot, `查看看板：${page('board')}`, `${DOCUMENT}：${documentUrl}`],
      TEXT_BYTES,
      (rest) => `另有 ${rest} 项，请打开看板查看。`,
    ),
    markdown: withinBytes(
      [`### 督办周报 · ${literal(title)}`, ...figures.map(literal), `\n${literal(head)}`],
      week.urgent.map((row) => `> ${literal(row.lightWords)} [${literal(cut(lineOf(row), LINE_ROOM))}](${page('task', row.taskId)})`),
      [literal(foot), markdownLinks(links)],
      MARKDOWN_BYTES,
      (rest) => `另有 ${rest} 项，请打开看板查看。`,
    ),
  };
}

/** The document that follows, where the channel carries files; elsewhere its address stood in the words before. */
export function weeklyDocument({ documentUrl }: Told, file: NonNullable<MessageWords['file']>): MessageWords {
  const text = `【督办周报】${DOCUMENT}：${documentUrl}`;
  return { title: '督办周报（Word）', text, markdown: null, card: null, file };
}

/** The picture that follows: shown where the channel can, else by its address. */
export function weeklyPicture({ report, pictureUrl, documentUrl }: Told, picture: Buffer, { publicUrl }: Pick<Around, 'publicUrl'>): MessageWords {
  const page = pagesOf(publicUrl);
  const links = linksOf(page, documentUrl);
  const title = `督办周报图：${report.scopeName}`;
  return {
    title: cut(title, 40),
    text: `【${title}】\n看图：${pictureUrl}\n${DOCUMENT}：${documentUrl}`,
    markdown: `### ${literal(title)}\n![督办周报图](${pictureUrl})\n\n${markdownLinks(links)}`,
    card: {
      ...{ source: '督办周报', title: cut(title, TITLE_ROOM), subtitle: null, lines: [], foot: '', image: pictureUrl },
      links,
    },
    picture,
  };
}

/** Emergency clocks as one message to one person or group. It never stands in a digest. */
import type { Card } from '../../core/contract/chat.js';
import { leftWords, runningClock, stageOf } from '../../core/ledger/clock.js';
import { resolveWords } from '../../core/ledger/clock-rules.js';
import { ACTION_WORDS } from '../../core/ledger/action-words.js';
import { measureOf } from '../../core/notice/digest.js';
import type { Recipient } from '../../core/notice/model.js';
import { pressKey } from '../../core/notice/press.js';
import type { Note } from '../../core/notice/note.js';
import type { MessageWords } from '../services.js';
import {
  causeLine,
  type ClockAround,
  type Clocked,
  clockFoot,
  clockKey,
  clockLines,
  clockSaid,
  clockState,
  groupFoot,
  groupLines,
  namesLine,
} from './emergency-words.js';
import { cut, literal, MARKDOWN_BYTES, TEXT_BYTES, withinBytes } from './fit.js';
import { VALUE_ROOM } from './line-words.js';
import { linkLines, markdownLinks, type Page, pagesOf } from './links.js';
import { noteWords } from './note-message.js';
import { TITLE_ROOM } from './title-words.js';

const MOST_LINES = 6;

interface Said {
  readonly title: string;
  readonly subtitle: string;
  readonly lines: Card['lines'];
  readonly foot: string;
  readonly links: Card['links'];
  readonly buttons?: Card['buttons'];
}

/** Of one task only what came last is told; what runs out first stands first. */
function lastOfEach(all: readonly Clocked[]): readonly Clocked[] {
  const byTask = new Map([...all].sort((a, b) => a.notice.notBefore.getTime() - b.notice.notBefore.getTime()).map((told) => [told.task.id, told]));
  const until = ({ task }: Clocked): number => {
    const clock = runningClock(task);
    return clock === null ? Infinity : stageOf(clock).until.getTime();
  };
  return [...byTask.values()].sort((a, b) => (until(a) === until(b) ? a.task.number - b.task.number : until(a) - until(b)));
}

/** Whoever is to act finds their own act first, its sheet open; the rest read the task. */
function linksOf({ task }: Clocked, isMine: boolean, page: Page): Card['links'] {
  const look = { words: '查看任务', url: page('task', task.id) };
  const clock = runningClock(task);
  if (clock === null || !isMine) return [look];
  const { kind } = stageOf(clock);
  return [{ words: kind === 'resolve' ? resolveWords(task) : ACTION_WORDS[kind], url: page('task', task.id, kind) }, look];
}

const again = (all: readonly Clocked[], which: string): string =>
  all.some(({ notice }) => notice.unknowns > 0) ? `如已收到${which}同样的通知，请忽略本条。` : '';

function ofOne(told: Clocked, around: ClockAround): Said {
  const { task, notice } = told;
  const clock = runningClock(task);
  const isMine = notice.posts.includes('owner') || clock?.names.includes(notice.recipient.id) === true;
  const asked = clock?.respondedAt === null && clock.names.includes(notice.recipient.id) ? clock : null;
  return {
    title: `绿色通道：${clockState(told, around.now)}`,
    subtitle: clockSaid(told),
    lines: clockLines(told, around),
    foot: `${again([told], `编号 T${task.number} 的`)}${clockFoot([told], around)}`,
    links: linksOf(told, isMine, pagesOf(around.publicUrl)),
    ...(asked === null ? {} : { buttons: [{ words: '我已响应', key: pressKey({ act: 'respond', taskId: task.id, of: String(asked.number) }) }] }),
  };
}

/** As long as there is room with what happened and who acts, else a line a task. */
function linesOfSeveral(all: readonly Clocked[], around: ClockAround): Card['lines'] {
  const page = pagesOf(around.publicUrl);
  const head = (told: Clocked) => {
    const left = leftOf(told, around.now);
    const value = `${cut(measureOf(told), VALUE_ROOM - left.length)}${left}`;
    return { key: clockKey(told, around.now), value, url: page('task', told.task.id) };
  };
  const full = all.flatMap((told) => [head(told), ...causeLine(told), ...namesLine(told, around)]);
  if (full.length <= MOST_LINES) return full;
  const shown = all.length <= MOST_LINES ? all : all.slice(0, MOST_LINES - 1);
  const rest = all.length - shown.length;
  return [...shown.map(head), ...(rest === 0 ? [] : [{ key: '另有', value: `${rest} 项，请打开查看` }])];
}

function leftOf({ task }: Clocked, now: Date): string {
  const clock = runningClock(task);
  return clock === null ? '' : `（${leftWords(stageOf(clock).until, now)}）`;
}

function ofSeveral(all: readonly Clocked[], around: ClockAround): Said {
  const page = pagesOf(around.publicUrl);
  const isMine = all.some(({ task, notice }) => task.emergency?.names.includes(notice.recipient.id) === true);
  return {
    title: `绿色通道：${all.length} 项任务`,
    subtitle: '',
    lines: linesOfSeveral(all, around),
    foot: `${again(all, '')}${clockFoot(all, around)}`,
    links: [isMine ? { words: '查看我的任务', url: page('my') } : { words: '查看台账', url: page('ledger') }],
  };
}

/** A group reads units, counts, how the clock stands and the link: nothing of what it is about, and no person. */
function ofGroup(all: readonly Clocked[], around: ClockAround): Said {
  const [first, ...others] = all;
  if (first === undefined) throw new Error('a message without anything to tell');
  const unitName = ({ task }: Clocked): string => around.roster.unit(task.unitId)?.name ?? '未定单位';
  const page = pagesOf(around.publicUrl);
  const foot = `${again(all, '')}${groupFoot(all)}`;
  if (others.length === 0) {
    const title = `绿色通道：${unitName(first)} 1 项，${clockState(first, around.now)}`;
    return { title, subtitle: '', lines: groupLines(first, around), foot, links: [{ words: '查看任务', url: page('task', first.task.id) }] };
  }
  const shown = all.length <= MOST_LINES ? all : all.slice(0, MOST_LINES - 1);
  const units = [...new Set(all.map(unitName))];
  return {
    title: `绿色通道：${units.length === 1 ? `${units[0] ?? ''} ` : ''}${all.length} 项`,
    subtitle: '',
    lines: [
      ...shown.map((told) => ({
        key: clockKey(told, around.now),
        value: `${unitName(told)} 1 项${leftOf(told, around.now)}`,
        url: page('task', told.task.id),
      })),
      ...(shown.length === all.length ? [] : [{ key: '另有', value: `${all.length - shown.length} 项，请打开查看` }]),
    ],
    foot,
    links: [{ words: '查看台账', url: page('ledger') }],
  };
}

export function emergencyMessage(recipient: Recipient, all: readonly Clocked[], around: ClockAround, notes: readonly Note[]): MessageWords {
  const [first, ...others] = lastOfEach(all);
  if (first === undefined) throw new Error('a message without anything to tell');
  const isGroup = recipient.kind === 'group';
  const said = isGroup ? ofGroup([first, ...others], around) : others.length === 0 ? ofOne(first, around) : ofSeveral([first, ...others], around);
  const foot = `${said.foot}${noteWords(notes)}`;
  const lines = said.lines.map(({ key, value }) => `${key} ${value}`);
  const rest = (count: number) => `另有 ${count} 项，请打开链接查看。`;
  return {
    title: cut(said.title, TITLE_ROOM),
    short: '绿色通道提醒',
    card: {
      source: '督办 · 绿色通道',
      title: cut(said.title, TITLE_ROOM),
      subtitle: said.subtitle === '' ? null : said.subtitle,
      lines: said.lines,
      foot,
      links: said.links,
      ...(said.buttons === undefined ? {} : { buttons: said.buttons }),
    },
    text: withinBytes([`【督办】${said.title}`, said.subtitle], lines, [foot, ...linkLines(said.links)], TEXT_BYTES, rest),
    markdown: withinBytes(
      [`### 督办 · ${literal(said.title)}`, literal(said.subtitle)],
      lines.map((line) => `> ${literal(line)}`),
      [literal(foot), markdownLinks(said.links)],
      MARKDOWN_BYTES,
      rest,
    ),
  };
}

/** Emergency clocks as one message to one person or group. It never stands in a digest. */
import type { Card } from '../../core/contract/chat.js';
import { leftWords, runningClock, stageOf } from '../../core/ledger/clock.js';
import { actionWords } from '../../core/ledger/lifecycle.js';
import { measureOf } from '../../core/notice/digest.js';
import type { Recipient } from '../../core/notice/model.js';
import type { Note } from '../../core/notice/note.js';
import type { MessageWords } from '../services.js';
import { type ClockAround, type Clocked, clockFoot, clockKey, clockLines, clockSaid, clockState, groupFoot } from './emergency-words.js';
import { cut, literal, MARKDOWN_BYTES, TEXT_BYTES, withinBytes } from './fit.js';
import { VALUE_ROOM } from './line-words.js';
import { type Page, pagesOf } from './links.js';
import { noteWords } from './note-message.js';
import { TITLE_ROOM } from './title-words.js';

const MOST_LINES = 6;

interface Said {
  readonly title: string;
  readonly subtitle: string;
  readonly lines: Card['lines'];
  readonly foot: string;
  readonly links: Card['links'];
  readonly acts?: Card['acts'];
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
  return [{ words: actionWords(task, kind), url: page('task', task.id, kind) }, look];
}

function ofOne(told: Clocked, around: ClockAround, isGroup: boolean): Said {
  const { task, notice } = told;
  const unit = around.roster.unit(task.unitId)?.name ?? '';
  const state = clockState(told, around.now);
  const isMine = notice.posts.includes('owner') || runningClock(task)?.names.includes(notice.recipient.id) === true;
  const isUnanswered = !isGroup && runningClock(task)?.names.includes(notice.recipient.id) === true && runningClock(task)?.respondedAt === null;
  const again = notice.unknowns > 0 ? `如已收到编号 T${task.number} 的同样通知，请忽略本条。` : '';
  return {
    title: `绿色通道：${isGroup ? `${unit} 1 项，` : ''}${state}`,
    subtitle: isGroup ? '' : clockSaid(told),
    lines: clockLines(told, around, isGroup),
    foot: `${again}${isGroup ? groupFoot(told) : clockFoot(told, around)}`,
    links: linksOf(told, isMine && !isGroup, pagesOf(around.publicUrl)),
    ...(isUnanswered ? { acts: [{ words: '我已响应', act: 'respond', taskId: task.id }] } : {}),
  };
}

function ofSeveral(all: readonly Clocked[], { now, publicUrl }: ClockAround, isGroup: boolean): Said {
  const page = pagesOf(publicUrl);
  const shown = all.length <= MOST_LINES ? all : all.slice(0, MOST_LINES - 1);
  const left = ({ task }: Clocked): string => {
    const clock = runningClock(task);
    return clock === null ? '' : `（${leftWords(stageOf(clock).until, now)}）`;
  };
  const isMine = all.some(({ task, notice }) => task.emergency?.names.includes(notice.recipient.id) === true);
  return {
    title: `绿色通道：${all.length} 项任务`,
    subtitle: '',
    lines: [
      ...shown.map((told) => ({
        key: clockKey(told, now),
        value: `${cut(measureOf(told), VALUE_ROOM - left(told).length)}${left(told)}`,
        url: page('task', told.task.id),
      })),
      ...(shown.length === all.length ? [] : [{ key: '另有', value: `${all.length - shown.length} 项，请打开查看` }]),
    ],
    foot: '请逐项打开办理。夜间、周末和节假日照常计时。',
    links: [isMine && !isGroup ? { words: '查看我的任务', url: page('my') } : { words: '查看台账', url: page('ledger') }],
  };
}

export function emergencyMessage(recipient: Recipient, all: readonly Clocked[], around: ClockAround, notes: readonly Note[]): MessageWords {
  const [first, ...others] = lastOfEach(all);
  if (first === undefined) throw new Error('a message without anything to tell');
  const isGroup = recipient.kind === 'group';
  const said = others.length === 0 ? ofOne(first, around, isGroup) : ofSeveral([first, ...others], around, isGroup);
  const foot = `${said.foot}${noteWords(notes)}`;
  const lines = said.lines.map(({ key, value }) => `${key} ${value}`);
  const rest = (count: number) => `另有 ${count} 项，请打开链接查看。`;
  return {
    title: cut(said.title, TITLE_ROOM),
    card: {
      source: '督办 · 绿色通道',
      title: cut(said.title, TITLE_ROOM),
      subtitle: said.subtitle === '' ? null : said.subtitle,
      lines: said.lines,
      foot,
      links: said.links,
      ...(said.acts === undefined ? {} : { acts: said.acts }),
    },
    text: withinBytes(
      [`【督办】${said.title}`, said.subtitle],
      lines,
      [foot, ...said.links.map(({ words, url }) => `${words}：${url}`)],
      TEXT_BYTES,
      rest,
    ),
    markdown: withinBytes(
      [`### 督办 · ${literal(said.title)}`, literal(said.subtitle)],
      lines.map((line) => `> ${literal(line)}`),
      [`\n${literal(foot)}`, said.links.map(({ words, url }) => `[${words}](${url})`).join('　')],
      MARKDOWN_BYTES,
      rest,
    ),
  };
}

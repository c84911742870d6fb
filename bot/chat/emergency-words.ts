/** What a message says of one emergency clock: how it stands, why you, what comes next. Times as they are when it is sent. */
import type { Card } from '../../core/contract/chat.js';
import { CLOCKS, isStageLate, leftWords, momentWords, runningClock, stageOf, stageWords } from '../../core/ledger/clock.js';
import type { EmergencyClock, Finding, Task } from '../../core/ledger/model.js';
import { measureOf } from '../../core/notice/digest.js';
import { comingClockRung, isClockNews } from '../../core/notice/emergency.js';
import type { RungPost } from '../../core/notice/model.js';
import type { Roster } from '../../core/people/roster.js';
import { dayOf, instantWords } from '../../core/time/day.js';
import type { OutboxNotice } from '../services.js';
import { quoted } from '../../core/ledger/typed-text.js';
import { cut } from './fit.js';
import { VALUE_ROOM } from './line-words.js';
import { postWords, whoWords } from './people-words.js';

/** One task with a clock, as one reader is told of it. */
export interface Clocked {
  readonly notice: OutboxNotice;
  readonly task: Task;
  readonly finding: Finding;
}

export interface ClockAround {
  readonly roster: Roster;
  readonly now: Date;
  readonly publicUrl: string;
}

const SAID_ROOM = 60;
/** Of a task's name before what is said of it alone. */
const NAME_ROOM = 12;

const newsOf = ({ notice, task: { emergency } }: Clocked): string => {
  const resolved = emergency?.kind === 'days' ? '已处置' : '已报方案';
  return { responded: '已响应', resolved, ended: '已结束' }[notice.rung.split('-')[0] ?? ''] ?? '已结束';
};

/** `今天 15:20 前响应`, `响应已超时 1 小时`, `已响应`. */
export function clockState(told: Clocked, now: Date): string {
  const clock = runningClock(told.task);
  if (clock === null || isClockNews(told.notice)) return newsOf(told);
  const { until, words } = stageOf(clock);
  return isStageLate(clock, now) ? `${words}${leftWords(until, now)}` : `${momentWords(until, dayOf(now))} 前${words}`;
}

const SHORT = { 响应: ['待响应', '响应超时'], 报方案: ['待报方案', '方案超时'], 处置: ['待处置', '处置超时'] } as const;

/** How it stands in at most five characters: a card's key has no more room. */
export function clockKey(told: Clocked, now: Date): string {
  const clock = runningClock(told.task);
  if (clock === null || isClockNews(told.notice)) return newsOf(told);
  const [waits, late] = SHORT[stageOf(clock).words as keyof typeof SHORT];
  return isStageLate(clock, now) ? late : waits;
}

/** What was said with the act; of a sensitive finding nothing that was typed. */
export function clockSaid({ notice, finding }: Clocked): string {
  const { by, said } = notice.facts;
  if (!isClockNews(notice)) return '';
  const words = typeof said !== 'string' || said === '' || finding.sensitive ? '' : `：${cut(said, SAID_ROOM)}`;
  return `${String(by)}${words}`;
}

type Line = Card['lines'][number];
const line = (key: string, value: string): Line[] => (value === '' ? [] : [{ key, value: cut(value, VALUE_ROOM) }]);

const namesOf = (names: readonly string[], { roster }: Pick<ClockAround, 'roster'>): string =>
  names.flatMap((id) => roster.person(id)?.name ?? []).join('、');

/** What was typed by the one who started it; of a sensitive finding nothing. */
export const causeLine = ({ task, finding }: Clocked): Line[] => line('情况', finding.sensitive ? '' : (task.emergency?.cause ?? ''));
export const namesLine = ({ task }: Clocked, around: ClockAround): Line[] => line('办理人', namesOf(task.emergency?.names ?? [], around));

const untilLine = ({ task }: Clocked, { now }: ClockAround): Line[] => {
  const running = runningClock(task);
  return line('时限', running === null ? '' : `${momentWords(stageOf(running).until, dayOf(now))}，${leftWords(stageOf(running).until, now)}`);
};

/** Key and value of what a reader asks first: which, what happened, until when, who acts, who asks. */
export function clockLines(told: Clocked, around: ClockAround): Line[] {
  const { task, finding } = told;
  const { roster, now } = around;
  const clock = task.emergency;
  if (clock === null) return [];
  return [
    ...line('任务', measureOf(told)),
    ...causeLine(told),
    ...untilLine(told, around),
    ...line('要求', CLOCKS[clock.kind].words),
    ...namesLine(told, around),
    ...line('编号', `T${task.number} · 问题 ${finding.number} · ${roster.unit(task.unitId)?.name ?? ''}`),
    ...line('启动', `${namesOf([clock.startedBy], around)} ${instantWords(clock.startedAt, dayOf(now))}`),
  ].slice(0, 6);
}

/** A group reads until when, and nothing of what it is about. */
export const groupLines = (told: Clocked, around: ClockAround): Line[] => [
  ...untilLine(told, around),
  ...(told.task.emergency === null ? [] : line('要求', CLOCKS[told.task.emergency.kind].words)),
];

const ASKED: Readonly<Partial<Record<RungPost, (names: string) => string>>> = {
  owner: () => '您是责任人，请您现在办理。',
  leader: (names) => `您是责任领导，请您现在督促${names}办理。`,
  principal: (names) => `您是主要负责人，请您督促${names}办理。`,
  office: (names) => `按督办规则同步巡察办，请督促${names}办理。`,
  leadingGroup: (names) => `按督办规则同步领导小组，请督促${names}办理。`,
};
const MOST_NAMES = 3;

function actorsWords({ names }: EmergencyClock, { roster }: ClockAround): string {
  const known = names.flatMap((id) => roster.person(id)?.name ?? []);
  return `${known.slice(0, MOST_NAMES).join('、')}${known.length > MOST_NAMES ? `等 ${known.length} 人` : ''}`;
}

/** Why this reader, and what they are asked to do. */
function askedWords({ notice, task }: Clocked, around: ClockAround): string {
  const clock = runningClock(task);
  if (clock === null) return '';
  if (notice.vacant !== null)
    return `这项任务的${notice.vacant === 'owner' ? '办理人' : postWords(notice.vacant)}没有可通知的人，由巡察办代收，请督促办理。`;
  if (!clock.names.includes(notice.recipient.id)) return ASKED[notice.posts[0] ?? 'owner']?.(actorsWords(clock, around)) ?? '';
  const button = stageOf(clock).kind === 'respond' ? '我已响应' : CLOCKS[clock.kind].resolved;
  return `您是点名的办理人，请现在打开任务，点“${button}”。`;
}

/** `到今天 15:20 仍未响应的，按督办规则同步责任领导（陈立同志）。` All told: `仍未响应的，今天 16:20 再次通知。` */
function nextWords({ task }: Clocked, { roster, now }: ClockAround): string {
  const clock = runningClock(task);
  if (clock === null) return '';
  const next = comingClockRung(task, now);
  const { words } = stageOf(clock);
  if (next === null) return '';
  if (next.to.length === 0) return `仍未${words}的，${momentWords(next.at, dayOf(now))} 再次通知。`;
  return `到${momentWords(next.at, dayOf(now))} 仍未${words}的，按督办规则同步${whoWords(next.to, [task], roster)}。`;
}

const AROUND_THE_CLOCK = '夜间、周末和节假日照常计时。';

function footOfOne(told: Clocked, around: ClockAround): string {
  const clock = runningClock(told.task);
  if (clock === null) return '绿色通道已经结束，不再提醒；整改任务照常办理。';
  if (isClockNews(told.notice)) return `接下来：${stageWords(clock, around.now)}。`;
  return `${askedWords(told, around)}${nextWords(told, around)}`;
}

const isWaiting = ({ task, notice }: Clocked): boolean => runningClock(task) !== null && !isClockNews(notice);

/** The foot of a message to a person: why they are told, what to do and what comes next; where that differs, of each task. */
export function clockFoot(all: readonly Clocked[], around: ClockAround): string {
  const names = new Map<string, string[]>();
  for (const told of all) {
    const words = footOfOne(told, around);
    names.set(words, [...(names.get(words) ?? []), quoted(cut(measureOf(told), NAME_ROOM))]);
  }
  const parts = [...names].map(([words, of]) => (names.size === 1 ? words : `${of.join('、')}：${words}`));
  return `${parts.join('')}${all.some(isWaiting) ? AROUND_THE_CLOCK : ''}`;
}

/** In a group chat units, not persons. */
export const groupFoot = (all: readonly Clocked[]): string => (all.some(isWaiting) ? `请责任单位现在办理。${AROUND_THE_CLOCK}` : '');

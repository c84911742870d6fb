/** What became of a message, as a line people read. */
import type { MessageFate } from '../../core/contract/operations.js';
import { rungWords } from '../../core/notice/rung-words.js';
import { mayRecallMessages } from '../../core/people/may-do.js';
import type { Viewer } from '../../core/people/model.js';
import type { Roster } from '../../core/people/roster.js';
import { dayOf, instantWords, timeOf } from '../../core/time/day.js';
import type { AppKind, DispatchNote, NoticeFate, Robot, Services } from '../services.js';
import { isAppKind } from './lanes.js';
import { recipientWords } from './recipient-words.js';
import { robotName } from './robot-line.js';

/** What the lines need to know besides the notices. */
export interface FateDesk {
  readonly now: Date;
  readonly roster: Roster;
  readonly robots: readonly Robot[];
  /** `企业微信`. */
  readonly appName: (kind: AppKind) => string;
  readonly mayRecall: boolean;
  /** What became of the messages afterwards, by lane and message. */
  readonly noteOf: (fate: NoticeFate) => DispatchNote;
}

const UNTOUCHED: DispatchNote = { recalled: null, receipt: null };

export async function fateDeskOf({ clock, roster, store, channels }: Services, viewer: Viewer, fates: readonly NoticeFate[]): Promise<FateDesk> {
  const appName = (kind: AppKind) => channels[kind].name;
  const went = fates.flatMap(({ lane, messageId, state }) => (state === 'sent' && messageId !== null ? [{ lane, messageId }] : []));
  const found = went.length === 0 ? [] : await store.dispatches.notes(went);
  const notes = new Map(went.map(({ lane, messageId }, index) => [`${lane} ${messageId}`, found[index] ?? UNTOUCHED]));
  const noteOf = ({ lane, messageId }: NoticeFate) => notes.get(`${lane} ${messageId}`) ?? UNTOUCHED;
  return { now: clock.now(), roster: await roster(), robots: await store.robots.list(), appName, mayRecall: mayRecallMessages(viewer), noteOf };
}

const NO_LONGER = /，不再需要提醒$/;
const because = (why: string | null): string => (why === null ? '' : `：${why.replace(/。$/, '').replace(NO_LONGER, '')}`);

/** The time alone for today. */
export const momentWords = (instant: Date, now: Date): string =>
  dayOf(instant) === dayOf(now) ? timeOf(instant) : instantWords(instant, dayOf(now));

function waitingWords({ notBefore, unknowns, why, heldBack }: NoticeFate, now: Date): string {
  if (heldBack !== null) return `先发的没有送达（${heldBack.replace(/。$/, '')}），等待换一种方式再发${because(why)}`;
  if (unknowns > 0) return `上次不知是否送达，等待再发${because(why)}`;
  return notBefore > now ? `等待，${momentWords(notBefore, now)} 发出` : `等待发出${because(why)}`;
}

/** `已发出 08:40，已读`, `已发出 08:40，10:05 撤回：发错人`. */
function sentWords({ sentAt, heldBack }: NoticeFate, { recalled, receipt }: DispatchNote, now: Date): string {
  const at = sentAt === null ? '' : ` ${momentWords(sentAt, now)}`;
  const sent = heldBack === null ? `已发出${at}` : `先发的没有送达（${heldBack.replace(/。$/, '')}），已换一种方式发出${at}`;
  if (recalled !== null) return `${sent}，${momentWords(recalled.at, now)} 撤回：${recalled.reason}`;
  return receipt === null ? sent : `${sent}，${receipt.words}`;
}

function fateWords(fate: NoticeFate, note: DispatchNote, now: Date): string {
  switch (fate.state) {
    case 'sent':
      return sentWords(fate, note, now);
    case 'waiting':
      return waitingWords(fate, now);
    case 'dropped':
      return `不再需要${because(fate.why)}`;
    case 'unknown':
      return `不知是否送达${because(fate.why)}`;
    case 'refused':
      return `被拒${because(fate.why)}`;
  }
}

/** `消息预览`, `企业微信`, `群机器人“督办提醒”`. */
function wayWords(lane: string, { robots, appName }: FateDesk): string {
  const [kind] = lane.split(':');
  if (kind === 'preview') return '消息预览';
  if (isAppKind(kind)) return appName(kind);
  const robot = robots.find(({ id }) => lane.endsWith(`:${id}`));
  return robot === undefined ? '已移除的群机器人' : robotName(robot);
}

export function fateLine(fate: NoticeFate, desk: FateDesk): MessageFate {
  const note = desk.noteOf(fate);
  return {
    id: `${fate.key} > ${fate.lane}`,
    to: `${recipientWords(fate.recipient, desk.roster)}（${wayWords(fate.lane, desk)}）`,
    about: rungWords(fate),
    state: fate.state,
    words: fateWords(fate, note, desk.now),
    mayRecall: desk.mayRecall && fate.state === 'sent' && note.recalled === null,
  };
}

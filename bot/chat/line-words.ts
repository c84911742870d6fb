/** One line a task: how it stands, its short measure, and for those above whose it is and how far. */
import type { Card } from '../../core/contract/chat.js';
import { daysLateSubmitted } from '../../core/insight/light.js';
import { daysInWords } from '../../core/ledger/due-words.js';
import { keyOf, measureOf } from '../../core/notice/digest.js';
import { POST_WORDS } from '../../core/people/post-words.js';
import { dayWords } from '../../core/time/day.js';
import type { Around, Told } from './around.js';
import { cut, lengthOf, literal } from './fit.js';
import { pagesOf, placeOf } from './links.js';

/** A platform's card has no more room. */
export const VALUE_ROOM = 26;
const MOST_LINES = 6;
/** In plain text a line may be longer than on a card. */
const TEXT_ROOM = 60;

/** `还剩 3 天`, `逾期 2 天`; empty without a due day. */
export const standsWords = ({ days, isCarried }: Told): string => (days === null ? '' : isCarried ? '顺延到今天' : daysInWords(days));

/** `周敏，60%`, `何俊，未填报`, `责任领导未配置`; the owner needs no such words. */
function aside(told: Told, { roster, calendar, today }: Around): string {
  const { task, side, matter, vacant, notice } = told;
  if (vacant !== null) return `${vacant === 'reviewer' ? '审核人' : POST_WORDS[vacant]}未配置`;
  if (matter === 'urged') return [`${String(notice.facts['by'])}同志`, standsWords(told)].filter((part) => part !== '').join('，');
  if (side === 'own') return '';
  const owner = roster.person(task.ownerId)?.name ?? '无责任人';
  if (matter === 'review') {
    const late = daysLateSubmitted(task, calendar);
    return `${task.status === 'toVerify' ? owner : String(notice.facts['by'] ?? owner)}${late === 0 ? '' : `，逾期 ${late} 天提交`}`;
  }
  if (matter === 'extension' && task.extension !== null) return `${owner}，至 ${dayWords(task.extension.day, today)}`;
  // What was not signed for or not reported is not said to be 未填报 as well.
  if (['passed', 'reopened', 'granted', 'refused', 'sign', 'monthly'].includes(matter)) return owner;
  return `${owner}，${task.lastProgressAt === null && task.percent === 0 ? '未填报' : `${task.percent}%`}`;
}

/** Why it came back stands with it; of a sensitive finding nothing is said. */
function reason({ matter, finding, notice }: Told): string {
  const said = notice.facts['said'];
  const cameBack = matter === 'returned' || matter === 'reopened' || matter === 'refused';
  return cameBack && !finding.sensitive && typeof said === 'string' && said !== '' ? `：${said}` : '';
}

/** `3号 增设“潮汐窗口”`: by its number a task is spoken of in a chat. A sensitive one has it in its short name already. */
const numbered = (told: Told): string => (told.finding.sensitive ? measureOf(told) : `${told.task.number}号 ${measureOf(told)}`);

export function valueOf(told: Told, around: Around, room: number): string {
  const words = aside(told, around);
  const end = words === '' ? '' : `（${words}）`;
  return `${cut(`${numbered(told)}${reason(told)}`, Math.max(4, room - lengthOf(end)))}${end}`;
}

/** At most six; where there are more the last one counts the rest. */
export function cardLines(all: readonly Told[], around: Around): Card['lines'] {
  const shown = all.length <= MOST_LINES ? all : all.slice(0, MOST_LINES - 1);
  const page = pagesOf(around.publicUrl);
  const lines = shown.map((told) => ({ key: keyOf(told), value: cut(valueOf(told, around, VALUE_ROOM), VALUE_ROOM), url: placeOf(told, page) }));
  return shown.length === all.length ? lines : [...lines, { key: '另有', value: `${all.length - shown.length} 项，请打开查看` }];
}

export const textLines = (all: readonly Told[], around: Around): readonly string[] =>
  all.map((told) => `${keyOf(told)} ${valueOf(told, around, TEXT_ROOM)}`);

/** As in plain text; the first ones, whose addresses have room, lead to their task. */
export function markdownLines(all: readonly Told[], around: Around): readonly string[] {
  const page = pagesOf(around.publicUrl);
  return all.map((told, index) => {
    const value = literal(valueOf(told, around, TEXT_ROOM));
    return `${keyOf(told)} ${index < MOST_LINES ? `[${value}](${placeOf(told, page)})` : value}`;
  });
}

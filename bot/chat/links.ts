/** Where a message leads: exactly to the place where its reader can act. */
import type { Card } from '../../core/contract/chat.js';
import { type Page, pagesOf } from '../../core/chat/pages.js';
import type { RungPost } from '../../core/notice/model.js';
import type { AllTold, Told } from './around.js';
import { isReminder } from './silence-words.js';

type Link = Card['links'][number];

export { type Page, pagesOf };

const MOST_LINKS = 3;

/** No place twice, and no more than a card has room for. */
export const firstPlaces = (links: readonly Link[]): Card['links'] =>
  links.filter(({ url }, index) => links.findIndex((link) => link.url === url) === index).slice(0, MOST_LINKS);

/** In plain text, a line each. */
export const linkLines = (links: readonly Link[]): readonly string[] => links.map(({ words, url }) => `${words}：${url}`);

/** In markdown, beside each other. */
export const markdownLinks = (links: readonly Link[]): string => links.map(({ words, url }) => `[${words}](${url})`).join('　');

const REPORTED: readonly Told['matter'][] = ['returned', 'reopened', 'urged', 'late', 'amend', 'near', 'monthly', 'milestone', 'checkpointBack'];
const isReported = ({ matter }: Pick<Told, 'matter'>): boolean => REPORTED.includes(matter);
export const isSigned = ({ matter }: Told): boolean => matter === 'sign' || matter === 'handedOut';

/** Where a reader goes for this one task. */
export function placeOf({ side, matter, task }: Told, page: Page): string {
  return page(side === 'decide' && (matter === 'review' || matter === 'opined') ? 'review' : 'task', task.id);
}

/** The one to report on first, where nobody would doubt which: it came back, or its days are fewer than any other's. */
function mostUrgent(own: readonly Told[]): Told | null {
  const [first, second] = own.filter(isReported);
  if (first === undefined || second === undefined) return first ?? null;
  const cameBack = ({ matter }: Told) => matter === 'returned' || matter === 'reopened';
  if (cameBack(first)) return cameBack(second) ? null : first;
  return first.days !== null && (second.days === null || first.days < second.days) ? first : null;
}

function severalLinks(own: readonly Told[], page: Page): readonly Link[] {
  if (own.every(isSigned)) return [{ words: '去签收', url: page('my', undefined, 'sign') }];
  const urgent = mostUrgent(own);
  const all = { words: '查看', url: page('my') };
  const heard = own.some(isReminder) ? [{ words: '已知悉', url: page('my', undefined, 'acknowledge') }] : [];
  if (urgent !== null) return [{ words: '填报最急一项', url: page('report', urgent.task.id) }, { ...all, words: '查看全部' }, ...heard];
  return [own.some(isReported) ? { ...all, words: '填报进展' } : all, ...heard];
}

function ownLinks(own: readonly Told[], page: Page): readonly Link[] {
  const [first] = own;
  if (first === undefined) return [];
  if (own.length > 1) return severalLinks(own, page);
  const task = { words: '查看任务', url: page('task', first.task.id) };
  if (isSigned(first)) return [{ ...task, words: '去签收' }];
  if (first.matter === 'callBack' || first.matter === 'ticket') return [{ ...task, words: '去办理' }];
  if (!isReported(first)) return [{ ...task, words: '查看' }];
  const report = { words: '填报进展', url: page('report', first.task.id) };
  return isReminder(first) ? [report, ...answerLinks(first, page, task)] : [report, task];
}

/** A reminder is answered by a tap, or by asking for more time; where there is no day to move the task itself. */
function answerLinks({ task }: Told, page: Page, whole: Link): readonly Link[] {
  const heard = { words: '已知悉', url: page('task', task.id, 'acknowledge') };
  const isMovable = task.due.kind !== 'standing' && task.extension === null;
  return [heard, isMovable ? { words: '申请延期', url: page('task', task.id, 'askExtension') } : whole];
}

const URGING: readonly RungPost[] = ['leader', 'principal', 'office'];

/** Something waits for its owner, and the reader is one who urges. */
const mayBeUrged = ({ matter, post, task }: Told): boolean =>
  matter !== 'reopened' &&
  (isReported({ matter }) || matter === 'sign') &&
  URGING.includes(post) &&
  (task.ownerId !== null || task.coOwnerIds.length > 0);

/** Tasks a person leads stand in 我的任务; those above find them in the ledger. */
function aboveLinks(above: readonly Told[], page: Page): readonly Link[] {
  const [first] = above;
  if (first === undefined) return [];
  const urged = above.filter(mayBeUrged);
  const urgent = above.length === 1 ? (urged[0] ?? null) : mostUrgent(urged);
  const urge = urgent === null ? [] : [{ words: above.length === 1 ? '催办' : '催办最急一项', url: page('task', urgent.task.id, 'urge') }];
  if (above.length === 1) return [{ words: '查看', url: page('task', first.task.id) }, ...urge];
  const all = above.every(({ post }) => post === 'leader') ? { words: '查看', url: page('my') } : { words: '查看台账', url: page('ledger') };
  return [all, ...urge];
}

const DECIDED: Readonly<Partial<Record<Told['matter'], string>>> = {
  review: '去审核',
  opined: '去审核',
  consulted: '去提意见',
  checkpoint: '去验收',
};

export function linksOf(all: AllTold, page: Page): Card['links'] {
  const of = (side: Told['side']) => all.filter((told) => told.side === side);
  const [toDecide] = of('decide');
  const [main, ...more] = ownLinks(of('own'), page);
  const links = [
    ...(toDecide === undefined ? [] : [{ words: DECIDED[toDecide.matter] ?? '去决定', url: placeOf(toDecide, page) }]),
    ...(main === undefined ? [] : [main]),
    ...aboveLinks(of('above'), page),
    ...more,
  ];
  return firstPlaces(links);
}

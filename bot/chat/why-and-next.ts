/** The foot of a message: why you get this, what to do, and what comes next. */
import type { RungPost } from '../../core/notice/model.js';
import { isAmending } from '../../core/ledger/status.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { callBy, decideBy, reviewBy, signBy } from '../../core/notice/watches.js';
import { firstNames } from '../../core/people/first-names.js';
import { reviewersOf } from '../../core/people/roster.js';
import { type Day, dayWithWeekday } from '../../core/time/day.js';
import type { AllTold, Around, Told } from './around.js';
import { HEIGHT, postWords } from './people-words.js';
import { silenceWords } from './silence-words.js';
import { againWords, escalationWords, reminderWords, toldAboveWords } from './what-next.js';

type Part = (items: readonly Told[], around: Around) => string;

const of = (items: readonly Told[], ...matters: readonly Told['matter'][]): readonly Told[] => items.filter(({ matter }) => matters.includes(matter));

const earliest = (days: readonly (Day | null)[]): Day | null => days.filter((day) => day !== null).sort()[0] ?? null;

/** `请在 11月26日（周四）前签收`, or without the day where it is past. */
function byWhen(day: Day | null, what: string, { today }: Around): string {
  return day === null || day < today ? `请尽快${what}` : day === today ? `请在今天${what}` : `请在 ${dayWithWeekday(day, today)}前${what}`;
}

/** Where some are late, only what comes next for them is told: what is near has its own turn. */
const deadlineWords: Part = (own, around) => {
  const [late, near] = [of(own, 'late'), of(own, 'near')];
  const [nearest] = near;
  if (late.length === 0) return nearest === undefined ? '' : `${reminderWords(nearest, own, around)}${escalationWords(near, around)}`;
  const now = late.every(({ task }) => isAmending(task)) ? '请现在补充后重新提交' : '请现在填报进展；已完成的请申请验收';
  return `${toldAboveWords(late, around, own.length)}${now}。${escalationWords(late, around)}`;
};

const cameBackWords: Part = (own, around) => {
  const back = of(own, 'returned', 'reopened', 'amend');
  if (back.length === 0) return '';
  const by = byWhen(earliest(back.map(({ task }) => task.amendBy)), '补充后重新提交', around);
  return `${toldAboveWords(back, around, own.length)}${by}（完成时限不变）。${escalationWords(back, around)}`;
};

const listedWords: Part = (own) => (of(own, 'listed').length === 0 ? '' : '挂牌督办期间，每次提醒同步领导小组，督办周报点名。请抓紧办理并填报进展。');

const unlistedWords: Part = (own) => (of(own, 'unlisted').length === 0 ? '' : '挂牌督办已经结束，任务照常办理，仍按原来的时限提醒。');

const milestoneWords: Part = (own, around) => {
  const nodes = of(own, 'milestone', 'checkpointBack');
  return nodes.length === 0 ? '' : `${toldAboveWords(nodes, around, own.length)}完成后请在报进展时勾选这个节点。${escalationWords(nodes, around)}`;
};

/** Somebody above asked for it: what to do now, and what comes by itself. */
const urgedWords: Part = (own, around) => {
  const urged = of(own, 'urged');
  return urged.length === 0 ? '' : `请您现在填报进展，办理有困难的请一并写明。${escalationWords(urged, around)}`;
};

/** A report signs too: where one is asked for anyway, the ladder of signing is not told as well. */
const signWords: Part = (own, around) => {
  const unsigned = of(own, 'sign', 'handedOut');
  if (unsigned.length === 0) return '';
  const { book, roster, calendar } = around;
  const by = byWhen(earliest(unsigned.map(({ task }) => signBy(task, policyFor(book, task, roster), calendar))), '签收', around);
  const next = of(own, 'late', 'near').length > 0 ? '' : escalationWords(unsigned, around);
  return `${toldAboveWords(unsigned, around, own.length)}${by}，直接填报进展也算签收。${next}`;
};

/** A citizen waits: by when to call, and that the answer is theirs to read. */
const ticketWords: Part = (own, around) => {
  const tickets = of(own, 'callBack', 'ticket');
  if (tickets.length === 0) return '';
  const { book, roster, calendar } = around;
  const calls = tickets.map(({ task }) => callBy(task, policyFor(book, task, roster), calendar)).filter((day) => day !== null);
  const call = calls.length === 0 ? '' : `${byWhen(earliest(calls), '电话回访', around)}，`;
  return `${toldAboveWords(tickets, around, own.length)}${call}整改后请答复评价人，再申请验收。${escalationWords(tickets, around)}`;
};

const monthWords: Part = (own, around) => {
  const asked = of(own, 'monthly');
  return asked.length === 0
    ? ''
    : `${toldAboveWords(asked, around, own.length)}长期坚持的任务每月报告一次，报过就不再提醒。${escalationWords(asked, around)}`;
};

/** By the first digest the reader is told who speaks and when; what comes back later that day is no introduction. */
const introduction: Part = (own, { today, book }) =>
  own.every(({ matter }) => matter !== 'returned' && matter !== 'reopened') &&
  own.some(({ matter, task }) => matter === 'handedOut' || (matter !== 'passed' && task.ticket === null && task.supervisedFrom === today))
    ? `整改督办今天开始，提醒只在工作日 ${book.base.speak.from} 至 ${book.base.speak.until} 发送。`
    : '';

const ownWords: Part = (items, around) => {
  const own = items.filter(({ side, matter }) => side === 'own' && matter !== 'passed');
  if (own.length === 0) return '';
  const words = [
    listedWords,
    unlistedWords,
    milestoneWords,
    cameBackWords,
    urgedWords,
    ticketWords,
    decidedWords,
    deadlineWords,
    signWords,
    monthWords,
  ]
    .map((part) => part(own, around))
    .join('');
  return `${introduction(own, around)}您是责任人。${words}${silenceWords(own, around)}`;
};

const decideWords: Part = (items, around) => {
  const waiting = items.filter(({ side, matter }) => side === 'decide' && matter === 'review');
  if (waiting.length === 0) return '';
  const by = earliest(waiting.map(({ task }) => reviewBy(task, policyFor(around.book, task, around.roster), around.calendar)));
  return `您是审核人。${toldAboveWords(waiting, around, waiting.length)}${byWhen(by, '审核', around)}。${escalationWords(waiting, around)}`;
};

/** Whose opinion is asked for decides nothing; whoever asked goes on. */
const opinionWords: Part = (items) =>
  [
    of(items, 'proposed').length === 0 ? '' : '请打开任务决定是否挂牌督办。',
    of(items, 'checkpoint').length === 0 ? '' : '请核对后验收这个节点，或者退回并写明原因。',
    of(items, 'consulted').length === 0 ? '' : '请打开任务写下意见，供审核人参考；您不用作决定。',
    of(items, 'opined').length === 0 ? '' : '意见已经答复，请接着审核。',
  ].join('');

const objectionWords: Part = (items) =>
  items.some(({ side, matter }) => side === 'decide' && matter === 'objection')
    ? '被评价人对差评提出申诉，请核对材料后决定。申诉成立的，这次评价不计入满意率。'
    : '';

const extensionWords: Part = (items, around) => {
  const asked = items.filter(({ side, matter }) => side === 'decide' && matter === 'extension');
  if (asked.length === 0) return '';
  const by = earliest(asked.map(({ task }) => decideBy(task, policyFor(around.book, task, around.roster), around.calendar)));
  return `延期由巡察办决定，${byWhen(by, '决定', around)}。决定之前完成时限不变。`;
};

/** What a decision on more time means for whoever is to act. */
const decidedWords: Part = (own, around) => {
  const [granted, refused] = [of(own, 'granted'), of(own, 'refused')];
  const [first] = granted;
  return [
    first === undefined ? '' : `提醒按新的时限重新计算，${reminderWords(first, granted, around)}`,
    refused.length === 0 ? '' : `完成时限不变，请抓紧办理并填报进展。${escalationWords(refused, around)}`,
  ].join('');
};

/** Who the reader is and what is asked of them. */
const ASKED: Readonly<Partial<Record<RungPost, string>>> = {
  leader: '您是责任领导，请您协调推进。',
  principal: '您是主要负责人，请您督促落实。',
  office: '按督办规则同步巡察办，请督促落实。',
  leadingGroup: '按督办规则同步领导小组，逾期满 7 天的建议挂牌督办。',
};

const MOST_NAMES = 3;

function stuckWords(stuck: readonly Told[], { roster }: Around): string {
  const names = [...new Set(stuck.flatMap(({ task }) => reviewersOf(task, roster).map(({ name }) => name)))];
  const who = names.length === 0 ? '' : `（${firstNames(names, MOST_NAMES)}）`;
  return stuck.length === 0 ? '' : `审核超过时限的，按督办规则同步${postWords('office')}，请催办审核人${who}。`;
}

/** What merely informs whoever stands above. */
const NEWS: readonly Told['matter'][] = ['passed', 'reopened', 'granted', 'refused', 'unlisted'];

/** By the highest of the reader's posts. */
const aboveWords: Part = (items, around) => {
  const above = items.filter(({ side, matter }) => side === 'above' && matter !== 'rated' && !NEWS.includes(matter));
  const rest = above.filter(({ matter }) => matter !== 'review');
  const [highest] = rest.map(({ post }) => post).sort((a, b) => HEIGHT[b] - HEIGHT[a]);
  const asked = highest === undefined ? '' : (ASKED[highest] ?? '');
  const next = escalationWords(rest, around);
  return `${stuckWords(
    of(above, 'review').filter(({ vacant }) => vacant === null),
    around,
  )}${asked}${toldAboveWords(rest, around, above.length)}${next === '' ? againWords(rest, around) : next}`;
};

/** Whoever was rated hears of it too; others handle it. */
const ratedWords: Part = (items) =>
  of(items, 'rated').length === 0 ? '' : '评价涉及您，由他人回访和处理，电话不对您显示。有异议的，可以在工单里申诉，由其他人决定。';

const TICKET_REMEDY: Readonly<Partial<Record<RungPost, string>>> = {
  owner: '请在“服务窗口”里指定差评处理人',
  leader: '请在“服务窗口”里指定责任领导',
};

const REMEDY: Readonly<Partial<Record<RungPost, string>>> = {
  owner: '请更正台账后重新导入',
  leader: '请更正台账，或在“人员”里指定责任领导',
  reviewer: '请在“人员”里指定职能部门',
  principal: '请在“人员”里指定主要负责人',
  leadingGroup: '请在“人员”里指定领导小组',
};

const vacantWords: Part = (items) => {
  const posts = [...new Set(items.flatMap(({ vacant }) => vacant ?? []))];
  const sentence = (post: RungPost): string => {
    const vacated = items.filter(({ vacant }) => vacant === post);
    const which = items.length === 1 ? '这项任务' : `其中 ${vacated.length} 项`;
    const ofTickets = vacated.every(({ task }) => task.ticket !== null) ? TICKET_REMEDY[post] : undefined;
    return `${which}的${postWords(post)}未配置，由巡察办代收，${ofTickets ?? REMEDY[post] ?? '请在“人员”里补上'}。`;
  };
  return posts.map(sentence).join('');
};

/** What merely informs: passed, and for a leader reopened or decided on more time. */
const newsWords: Part = (items) => {
  if (!items.every(({ matter, side }) => matter === 'passed' || (NEWS.includes(matter) && side === 'above'))) return '';
  const [first] = items;
  if (first === undefined) return '';
  const isPassed = items.every(({ matter }) => matter === 'passed');
  return `您是${postWords(first.post)}。${isPassed ? '已销号的任务不再提醒。' : '责任人已收到通知，请您协调推进。'}`;
};

const PARTS: readonly Part[] = [decideWords, opinionWords, objectionWords, extensionWords, ownWords, aboveWords, ratedWords, vacantWords, newsWords];

export const whyAndNext = (all: AllTold, around: Around): string => PARTS.map((part) => part(all, around)).join('');

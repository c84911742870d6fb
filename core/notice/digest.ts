/** Notices → what one reader is told of each task: the weightiest matter once, in the order of urgency. Words are left to `bot/chat`. Pure. */
import { carriedTo, daysLeft, daysUntil } from '../insight/light.js';
import type { Finding, Task } from '../ledger/model.js';
import { isAmending } from '../ledger/status.js';
import type { Calendar } from '../time/calendar.js';
import { type Day, monthWords } from '../time/day.js';
import type { NoticeDraft, RungPost } from './model.js';

/** What it is about, the weightiest first: of one task a reader hears only the first that applies. */
const MATTERS = [
  'listed',
  'returned',
  'reopened',
  'review',
  'consulted',
  'opined',
  'objection',
  'proposed',
  'extension',
  'granted',
  'refused',
  'urged',
  'checkpoint',
  'checkpointBack',
  'callBack',
  'ticket',
  'late',
  'amend',
  'milestone',
  'near',
  'monthly',
  'sign',
  'handedOut',
  'rated',
  'passed',
  'unlisted',
] as const;
export type Matter = (typeof MATTERS)[number];

/** How the reader stands to the task: it is theirs to do, to decide, or to see to. */
export type Side = 'own' | 'decide' | 'above';

export interface Item<Notice extends NoticeDraft = NoticeDraft> {
  readonly task: Task;
  readonly finding: Finding;
  readonly matter: Matter;
  readonly side: Side;
  /** The highest post through which the reader hears of it. */
  readonly post: RungPost;
  /** The empty post for which the reader, the office, is told. */
  readonly vacant: RungPost | null;
  /** Left to the due day (in `amend` and `returned` to the amendment's), negative when late, null without a day. */
  readonly days: number | null;
  /** The due day was a day off and is carried to today: in time still, and its last day. */
  readonly isCarried: boolean;
  /** The notice that gave the matter. */
  readonly notice: Notice;
}

export interface Facts {
  readonly task: Task;
  readonly finding: Finding;
}

function matterOf({ kind, rung, posts }: NoticeDraft, task: Task, today: Day, calendar: Calendar): Matter {
  if (kind === 'submitted') return 'review';
  if (kind === 'objected') return 'objection';
  if (kind === 'listingProposed') return 'proposed';
  if (kind === 'listed' || kind === 'unlisted') return kind;
  if (kind === 'milestoneReached') return 'checkpoint';
  if (kind === 'milestoneReturned') return 'checkpointBack';
  if (kind === 'ticketOpened' || kind === 'objectionDismissed') return 'ticket';
  if (kind === 'extensionAsked') return 'extension';
  if (kind === 'extensionGranted') return 'granted';
  if (kind === 'extensionRefused') return 'refused';
  if (
    kind === 'rated' ||
    kind === 'returned' ||
    kind === 'reopened' ||
    kind === 'passed' ||
    kind === 'urged' ||
    kind === 'consulted' ||
    kind === 'opined'
  )
    return kind;
  // The first rung of signing is the hand-out itself.
  if (rung.startsWith('sign-before-')) return 'handedOut';
  const watch = rung.split('-')[0];
  const isLate = (daysLeft(task.due, today, calendar) ?? 0) < 0;
  // The owner of a late task reports, and so signs: asked for the signature alone they would not read that it is late.
  if (watch === 'sign' && isLate && posts.includes('owner')) return 'late';
  if (watch === 'milestone') return 'milestone';
  if (watch === 'callBack' || watch === 'extension' || watch === 'review' || watch === 'sign' || watch === 'amend' || watch === 'monthly')
    return watch;
  // The time given with a return counts as long as it runs, whatever the due day says.
  if (isAmending(task) && daysUntil(task.amendBy, today, calendar) >= 0) return 'amend';
  return isLate ? 'late' : 'near';
}

function sideOf(matter: Matter, posts: readonly RungPost[]): Side {
  if (matter === 'review' || matter === 'objection') return posts.includes('reviewer') ? 'decide' : 'above';
  if (matter === 'proposed') return 'decide';
  if (matter === 'checkpoint') return posts.includes('reviewer') ? 'decide' : 'above';
  if (matter === 'consulted' || matter === 'opined') return 'decide';
  if (matter === 'extension') return posts.includes('office') ? 'decide' : 'above';
  return posts.includes('owner') ? 'own' : 'above';
}

function itemOf<Notice extends NoticeDraft>(notice: Notice, { task, finding }: Facts, today: Day, calendar: Calendar): Item<Notice> {
  const matter = matterOf(notice, task, today, calendar);
  const isAmendment = (matter === 'amend' || matter === 'returned') && task.amendBy !== null;
  const milestone = matter === 'milestone' ? task.milestones.find(({ name }) => name === notice.facts['milestone']) : undefined;
  return {
    task,
    finding,
    matter,
    side: sideOf(matter, notice.posts),
    post: notice.posts[0] ?? 'owner',
    vacant: notice.vacant,
    days:
      milestone !== undefined
        ? daysUntil(milestone.day, today, calendar)
        : isAmendment
          ? daysUntil(task.amendBy, today, calendar)
          : daysLeft(task.due, today, calendar),
    isCarried: !isAmendment && task.due.kind !== 'standing' && carriedTo(task.due.day, today, calendar) === today,
    notice,
  };
}

const weight = (item: Item): number => MATTERS.indexOf(item.matter);
/** Of two that weigh the same the later one counts: its rung is higher, or its act was the last. */
const isWeightier = (one: Item, known: Item): boolean =>
  weight(one) < weight(known) || (weight(one) === weight(known) && one.notice.notBefore >= known.notice.notBefore);

/** What to decide first, then what came back, then by days; what is merely told comes last. */
const GROUPS: readonly (readonly Matter[])[] = [
  ['review', 'opined', 'consulted', 'objection', 'proposed', 'extension', 'checkpoint'],
  ['listed', 'returned', 'reopened', 'checkpointBack', 'granted', 'refused'],
  ['urged'],
  ['callBack', 'ticket'],
  ['late', 'amend', 'milestone', 'near'],
  ['monthly', 'sign', 'handedOut'],
  ['rated', 'passed', 'unlisted'],
];

function byUrgency(a: Item, b: Item): number {
  const rank = ({ matter }: Item) => GROUPS.findIndex((group) => group.includes(matter));
  return rank(a) - rank(b) || (a.days ?? 0) - (b.days ?? 0) || a.task.number - b.task.number;
}

/** One item a task. A notice whose task is not among `facts` is left out. */
export function itemsOf<Notice extends NoticeDraft>(
  notices: readonly Notice[],
  facts: ReadonlyMap<string, Facts>,
  today: Day,
  calendar: Calendar,
): readonly Item<Notice>[] {
  const items = new Map<string, Item<Notice>>();
  for (const notice of notices) {
    const own = notice.taskId === null ? undefined : facts.get(notice.taskId);
    if (own === undefined) continue;
    const item = itemOf(notice, own, today, calendar);
    const known = items.get(own.task.id);
    if (known === undefined || isWeightier(item, known)) items.set(own.task.id, item);
  }
  return [...items.values()].sort(byUrgency);
}

/** How many items of each matter, in the order the items stand in. */
export function countsOf(items: readonly Item[]): ReadonlyMap<Matter, number> {
  const counts = new Map<Matter, number>();
  for (const { matter } of items) counts.set(matter, (counts.get(matter) ?? 0) + 1);
  return counts;
}

/** Days left in at most five characters. */
export const dayKey = (days: number): string => {
  if (days < -99) return '逾期99+';
  if (days < 0) return `逾期${-days}天`;
  if (days === 0) return '今天到期';
  if (days === 1) return '明天到期';
  return days > 99 ? '还剩99+' : `还剩${days}天`;
};

const KEYS: Readonly<Partial<Record<Matter, string>>> = {
  returned: '退回修改',
  reopened: '重新整改',
  urged: '催办',
  extension: '申请延期',
  objection: '差评申诉',
  listed: '挂牌督办',
  unlisted: '已摘牌',
  proposed: '建议挂牌',
  checkpoint: '节点验收',
  checkpointBack: '节点退回',
  milestone: '阶段节点',
  consulted: '征求意见',
  opined: '意见已复',
  callBack: '待回访',
  ticket: '差评工单',
  rated: '收到差评',
  granted: '同意延期',
  refused: '不同意延期',
  amend: '待补正',
  sign: '待签收',
  handedOut: '新任务',
  passed: '已销号',
};

/** To somebody above, what was to be done by others and was not. */
const UNDONE: Readonly<Partial<Record<Matter, string>>> = { sign: '未签收', amend: '未补正', callBack: '未回访', milestone: '节点逾期' };

/** How an item stands, in at most five characters without a blank: a platform's card has no more room. */
export function keyOf({ matter, task, days, isCarried, side, notice, vacant }: Item): string {
  if (matter === 'review' && vacant !== null) return '缺审核人';
  if (matter === 'review' && side === 'above') return '审核超时';
  if (matter === 'review') return task.status === 'toVerify' ? '待核验' : task.returnedCount > 0 ? '重新提交' : '待审核';
  if (matter === 'monthly') return `${monthWords(String(notice.facts['month']))}${side === 'above' ? '未报' : '报告'}`;
  if (side === 'above' && matter in UNDONE) return UNDONE[matter] ?? '';
  return KEYS[matter] ?? (days === null ? '长期坚持' : isCarried ? '顺延到今天' : dayKey(days));
}

/** A sensitive finding shows only its number, wherever the task is named outside its own screen. */
export const measureOf = ({ task, finding }: Facts): string => (finding.sensitive ? `问题 ${finding.number}（T${task.number}）` : task.measure);

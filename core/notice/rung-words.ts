/** Why a notice exists, in a few words for a list: `离时限 3 天提醒`, `逾期 7 天`, `退回修改`. Pure. */
import type { NoticeDraft, NoticeKind, WatchKind } from './model.js';

const KINDS: Readonly<Record<Exclude<NoticeKind, 'rung'>, string>> = {
  submitted: '请审核',
  milestoneReached: '阶段节点待验收',
  milestoneReturned: '阶段节点退回',
  listingProposed: '建议挂牌督办',
  listed: '挂牌督办',
  unlisted: '摘牌',
  consulted: '征求意见',
  opined: '意见已答复',
  returned: '退回修改',
  passed: '已销号',
  reopened: '重新整改',
  urged: '催办',
  extensionAsked: '申请延期',
  extensionGranted: '同意延期',
  extensionRefused: '不同意延期',
  ticketOpened: '差评工单',
  rated: '收到差评',
  objected: '差评申诉',
  objectionDismissed: '申诉不成立',
  groupDigest: '群汇总',
  weekly: '督办周报',
  weeklyPicture: '督办周报图',
  weeklyDocument: '督办周报文件',
  note: '系统通知',
  emergency: '绿色通道',
};

type Words = (days: number) => string;

const RUNGS: Readonly<Record<WatchKind, { readonly before: Words; readonly day: string; readonly late: Words }>> = {
  due: { before: (days) => `离时限 ${days} 天提醒`, day: '到期当天提醒', late: (days) => `逾期 ${days} 天` },
  // The first rung of signing is the hand-out itself.
  sign: { before: () => '交办', day: '签收提醒', late: (days) => `签收超过 ${days} 天` },
  review: { before: () => '审核提醒', day: '审核提醒', late: (days) => `审核超过 ${days} 天` },
  amend: { before: () => '补正提醒', day: '补正提醒', late: (days) => `补正超过 ${days} 天` },
  monthly: { before: () => '月报告提醒', day: '月报告提醒', late: (days) => `月底后 ${days} 天仍没有报告` },
  extension: { before: () => '延期申请提醒', day: '延期申请提醒', late: (days) => `延期申请超过 ${days} 天` },
  milestone: { before: (days) => `离阶段节点 ${days} 天提醒`, day: '阶段节点当天提醒', late: (days) => `阶段节点逾期 ${days} 天` },
  callBack: { before: () => '回访提醒', day: '回访提醒', late: (days) => `回访超过 ${days} 天` },
};

export function rungWords({ kind, rung }: Pick<NoticeDraft, 'kind' | 'rung'>): string {
  if (kind !== 'rung') return KINDS[kind];
  const again = rung.includes('-again-') ? '（再次）' : rung.includes('-later-') ? '（推迟的）' : '';
  const [watch = '', side = '', days = ''] = rung.split('-');
  const words = RUNGS[watch as WatchKind] as (typeof RUNGS)[WatchKind] | undefined;
  if (words === undefined) return '督办提醒';
  if (side === 'day') return `${words.day}${again}`;
  return `${side === 'late' ? words.late(Number(days)) : words.before(Number(days))}${again}`;
}

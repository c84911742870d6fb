/** A message about one task alone: its title says what happened or how it stands; its lines are the facts to act on. */
import type { Card } from '../../core/contract/chat.js';
import { daysInWords, dueWords } from '../../core/ledger/due-words.js';
import { keyOf, measureOf } from '../../core/notice/digest.js';
import { isAmending, reviewBy, signBy } from '../../core/notice/watches.js';
import { type Day, dayOf, dayWithWeekday, dayWords } from '../../core/time/day.js';
import type { Around, Told } from './around.js';
import { cut } from './fit.js';
import { VALUE_ROOM } from './line-words.js';

const SAID_ROOM = 60;

function stateOf(told: Told): string {
  const { matter, side, task, days, notice, vacant } = told;
  const month = `${Number(String(notice.facts['month']).slice(5))}月`;
  switch (matter) {
    case 'late':
      return daysInWords(days ?? 0);
    case 'near':
      return days === null ? '长期坚持' : daysInWords(days);
    case 'review':
      if (vacant !== null) return '没有审核人';
      return side === 'above' ? '审核超过时限' : task.status === 'toVerify' ? '等您核验' : '等您审核';
    case 'amend':
      return side === 'above' ? '没有补正' : '等您补正';
    case 'monthly':
      return side === 'above' ? `没有报 ${month}进展` : `请报 ${month}进展`;
    case 'sign':
      return side === 'above' ? '没有签收' : '等您签收';
    default:
      return keyOf(told);
  }
}

/** `还剩 3 天：增设“潮汐窗口”`, `退回修改：增设“潮汐窗口”`; cut by whoever has less room. */
export const singleTitle = (told: Told): string => `${stateOf(told)}：${measureOf(told)}`;

/** Who did it and what they said; of a sensitive finding nothing that was typed. */
export function singleSubtitle({ matter, task, finding, notice }: Told, { roster }: Around): string {
  const said = notice.facts['said'];
  const words = typeof said !== 'string' || said === '' ? '' : finding.sensitive ? '（说明请打开查看）' : `：${cut(said, SAID_ROOM)}`;
  const by = (nobody: string) => String(notice.facts['by'] ?? nobody);
  switch (matter) {
    case 'returned':
      return `${by('审核人')}${words.startsWith('：') ? words : `已退回${words}`}`;
    case 'reopened':
      return `${by('巡察办')}${words.startsWith('：') ? words : `要求重新整改${words}`}`;
    case 'passed':
      return `${by('审核人')}审核通过${words}`;
    case 'review':
      if (notice.kind !== 'submitted') return '';
      return task.status === 'toVerify'
        ? '台账注明已完成，请核验后销号或退回'
        : `${by(roster.person(task.submittedBy)?.name ?? '责任人')}申请验收${words}`;
    default:
      return '';
  }
}

function ownerWords({ task }: Told, { roster }: Around): string {
  const unit = roster.unit(task.unitId)?.name ?? '';
  const owner = roster.person(task.ownerId)?.name;
  return owner === undefined ? `未配置（${unit}）` : `${owner}（${unit}）`;
}

function progressWords({ task }: Told, { today }: Around): string {
  if (task.lastProgressAt === null) return task.percent === 0 ? '还没有填报' : `${task.percent}%`;
  return `${task.percent}%，${dayWords(dayOf(task.lastProgressAt), today)}填报`;
}

/** In the order in which a reader asks: by when, whose, how far, which. */
export function singleLines(told: Told, around: Around): Card['lines'] {
  const { task, finding, matter, side } = told;
  const { today, policy, calendar, roster } = around;
  const line = (key: string, value: string | null) => (value === null ? [] : [{ key, value: cut(value, VALUE_ROOM) }]);
  const by = (day: Day | null) => (day === null ? null : `${dayWithWeekday(day, today)}前`);
  const isDone = matter === 'passed';
  const isSigning = matter === 'sign' || matter === 'handedOut';
  const isComingBack = isAmending(task) && matter !== 'passed';
  return [
    ...(matter === 'review' ? line('审核期限', by(reviewBy(task, policy, calendar))) : []),
    ...(isSigning ? line('签收期限', by(signBy(task, policy, calendar))) : []),
    ...(isComingBack ? line('补正期限', by(task.amendBy)) : []),
    ...(isDone ? [] : line('完成时限', dueWords(task.due, today))),
    ...(side === 'own' ? [] : line('责任人', ownerWords(told, around))),
    ...(isDone || isSigning || matter === 'review' ? [] : line('进展', progressWords(told, around))),
    ...line('编号', [`T${task.number}`, `问题 ${finding.number}`, ...(side === 'own' ? [roster.unit(task.unitId)?.name ?? ''] : [])].join(' · ')),
  ];
}

/** A message about one task alone: its title says what happened or how it stands; its lines are the facts to act on. */
import type { Card } from '../../core/contract/chat.js';
import { daysLateSubmitted } from '../../core/insight/light.js';
import { daysInWords, dueWords } from '../../core/ledger/due-words.js';
import { keyOf, measureOf } from '../../core/notice/digest.js';
import { isAmending, isFromLedger } from '../../core/ledger/status.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { callBy, decideBy, reviewBy, signBy } from '../../core/notice/watches.js';
import { type Day, dayOf, dayWithWeekday, dayWords, monthWords } from '../../core/time/day.js';
import { isListed } from '../../core/ledger/listing.js';
import { STEP_WORDS, stepNamed, stepOf } from '../../core/ledger/review.js';
import type { Task } from '../../core/ledger/model.js';
import type { Around, Told } from './around.js';
import { cut } from './fit.js';
import { standsWords, VALUE_ROOM } from './line-words.js';

const SAID_ROOM = 60;

/** `还剩 3 天`, `退回修改`. */
export function stateOf(told: Told): string {
  const { matter, side, task, days, isCarried, notice, vacant } = told;
  const month = monthWords(String(notice.facts['month']));
  switch (matter) {
    case 'late':
      return daysInWords(days ?? 0);
    case 'near':
      return days === null ? '长期坚持' : isCarried ? '顺延到今天' : daysInWords(days);
    case 'review':
      if (vacant !== null) return '没有审核人';
      if (side === 'above') return '审核超过时限';
      return task.status === 'toVerify' ? '等您核验' : task.returnedCount > 0 ? '重新提交，等您审核' : '等您审核';
    case 'urged':
      return `${String(notice.facts['by'])}同志请您尽快推进`;
    case 'amend':
      return side === 'above' ? '没有补正' : '等您补正';
    case 'monthly':
      return side === 'above' ? `没有报 ${month}进展` : `请报 ${month}进展`;
    case 'sign':
      return side === 'above' ? '没有签收' : '等您签收';
    case 'callBack':
      return side === 'above' ? '差评没有回访' : '差评等您回访';
    case 'ticket':
      return notice.kind === 'objectionDismissed' ? '申诉不成立' : side === 'above' ? '新的差评工单' : '差评工单等您办理';
    case 'objection':
      return '差评申诉等您决定';
    case 'milestone':
      return `阶段节点${daysInWords(days ?? 0)}`;
    case 'checkpoint':
      return '阶段节点等您验收';
    case 'checkpointBack':
      return '阶段节点退回';
    case 'consulted':
      return '请您提意见';
    case 'opined':
      return '意见已答复，等您审核';
    default:
      return keyOf(told);
  }
}

/** `还剩 3 天：增设“潮汐窗口”`, `退回修改：增设“潮汐窗口”`; cut by whoever has less room. */
export const singleTitle = (told: Told): string => `${stateOf(told)}：${measureOf(told)}`;

/** `退回后重新提交（第 2 次）。上次退回原因：缺会议纪要` — empty for a first submission; of a sensitive finding not what was typed. */
function againWords({ task, finding, notice }: Told): string {
  const { cameBack, asked } = notice.facts;
  if (cameBack === undefined) return task.returnedCount === 0 ? '' : `第 ${task.returnedCount + 1} 次提交`;
  const how = cameBack === 'reopen' ? '重新整改后提交' : `退回后重新提交（第 ${task.returnedCount + 1} 次）`;
  const isShown = !finding.sensitive && typeof asked === 'string' && asked !== '';
  return isShown ? `${how}。${cameBack === 'reopen' ? '重新整改的原因' : '上次退回原因'}：${cut(asked, SAID_ROOM)}` : how;
}

/** `何俊申请延至 12月25日（周五）：设备未到货`; of a sensitive finding without what was typed. */
function askedWords({ task, finding }: Told, { roster, today }: Around): string {
  if (task.extension === null) return '';
  const { askedBy, day, reason } = task.extension;
  const why = finding.sensitive ? '（原因请打开查看）' : `：${cut(reason, SAID_ROOM)}`;
  return `${roster.person(askedBy)?.name ?? '责任人'}申请延至 ${dayWithWeekday(day, today)}${why}`;
}

/** `，完成时限由 12月20日改为 12月25日`. */
function movedWords({ task, notice }: Told, { today }: Around): string {
  const was = notice.facts['was'];
  return typeof was !== 'string' || task.due.kind === 'standing' ? '' : `，完成时限由 ${dayWords(was, today)}改为 ${dayWords(task.due.day, today)}`;
}

/** `林静：职能部门审核通过，材料齐全。现在是党组织审议`; `said`: what comes behind 通过. */
function passedWords({ task, notice }: Told, said: string): string {
  const step = stepNamed(notice.facts['passed']);
  return `${String(notice.facts['by'])}：${step === null ? '审核' : STEP_WORDS[step]}通过${said}。现在是${STEP_WORDS[stepOf(task)]}`;
}

/** What was typed, no longer than it fits; null: nothing. */
function saidIn({ notice }: Told): string | null {
  const said = notice.facts['said'];
  return typeof said !== 'string' || said === '' ? null : cut(said, SAID_ROOM);
}

/** `节点“方案印发”（12月5日）`; of a sensitive finding not its name. */
function nodeWords({ task, finding, notice }: Told, { today }: Around): string {
  const name = notice.facts['milestone'];
  if (typeof name !== 'string' || finding.sensitive) return '阶段节点';
  const day = task.milestones.find((one) => one.name === name)?.day;
  return `节点“${cut(name, SAID_ROOM)}”${day === undefined ? '' : `（${dayWords(day, today)}）`}`;
}

/** Who did it and what they said; of a sensitive finding nothing that was typed. */
export function singleSubtitle(told: Told, around: Around): string {
  const { roster } = around;
  const { matter, task, finding, notice } = told;
  const said = saidIn(told);
  const isShown = said !== null && !finding.sensitive;
  const words = said === null ? '' : isShown ? `：${said}` : '（说明请打开查看）';
  const by = (nobody: string) => String(notice.facts['by'] ?? nobody);
  switch (matter) {
    case 'returned':
      return `${by('审核人')}${isShown ? '' : '已退回'}${words}`;
    case 'reopened':
      return `${by('巡察办')}${isShown ? '' : '要求重新整改'}${words}`;
    case 'urged':
      return [standsWords(told), words === '' ? '' : `${by('')}${words}`].filter((part) => part !== '').join('。');
    case 'passed':
      return `${by('审核人')}审核通过${words}`;
    case 'extension':
      return askedWords(told, around);
    case 'listed':
      return `${by('领导小组')}决定挂牌督办${words}`;
    case 'unlisted':
      return `${by('领导小组')}决定摘牌${words}`;
    case 'proposed':
      return `${by('责任领导')}建议挂牌督办${words}`;
    case 'milestone':
      return nodeWords(told, around);
    case 'checkpoint':
      return `${by('责任人')}报完成${nodeWords(told, around)}${words}`;
    case 'checkpointBack':
      return `${by('审核人')}退回${nodeWords(told, around)}${words}`;
    case 'consulted':
      return `${by('审核人')}请您提意见${words}`;
    case 'opined':
      return `${by('对方')}答复了意见${words}`;
    case 'objection':
      return `${by('被评价人')}申诉${words}`;
    case 'ticket':
      return notice.kind === 'objectionDismissed' ? `${by('审核人')}认为申诉不成立${words}` : '';
    case 'granted':
      return `${by('巡察办')}同意延期${movedWords(told, around)}${words}`;
    case 'refused':
      return `${by('巡察办')}不同意延期${words}`;
    case 'review':
      if (task.status === 'toVerify') return notice.kind === 'submitted' ? '台账注明已完成，请核验后销号或退回' : '';
      if (typeof notice.facts['passed'] === 'string') return passedWords(told, isShown ? `，${said}` : words);
      return [againWords(told), `${by(roster.person(task.submittedBy)?.name ?? '责任人')}申请验收${words}`].filter((part) => part !== '').join('。');
    default:
      return '';
  }
}

function ownerWords({ task }: Told, { roster }: Around): string {
  const unit = roster.unit(task.unitId)?.name ?? '';
  const owner = roster.person(task.ownerId)?.name;
  return owner === undefined ? `未配置（${unit}）` : `${owner}（${unit}）`;
}

/** By when the submission came, where it came late: whoever decides would else not know. */
function submittedWords({ submittedAt, ...task }: Task, { today, calendar }: Around): string | null {
  const late = daysLateSubmitted({ ...task, submittedAt }, calendar);
  return submittedAt === null ? null : `${dayWithWeekday(dayOf(submittedAt), today)}${late === 0 ? '' : `，逾期 ${late} 天提交`}`;
}

function progressWords({ task }: Told, { today }: Around): string {
  if (task.lastProgressAt === null) return isFromLedger(task) ? `${task.percent}%（台账导入）` : '还没有填报';
  return `${task.percent}%，${dayWords(dayOf(task.lastProgressAt), today)}填报`;
}

/** In the order in which a reader asks: by when, whose, how far, which. */
export function singleLines(told: Told, around: Around): Card['lines'] {
  const { task, finding, matter, side } = told;
  const { today, calendar, roster } = around;
  const policy = policyFor(around.book, task, roster);
  const line = (key: string, value: string | null) => (value === null ? [] : [{ key, value: cut(value, VALUE_ROOM) }]);
  const by = (day: Day | null) => (day === null ? null : `${dayWithWeekday(day, today)}前`);
  const isDone = matter === 'passed';
  const isSigning = matter === 'sign' || matter === 'handedOut';
  const isComingBack = isAmending(task) && matter !== 'passed';
  return [
    ...(matter === 'review' ? [...line('提交', submittedWords(task, around)), ...line('审核期限', by(reviewBy(task, policy, calendar)))] : []),
    ...(isSigning ? line('签收期限', by(signBy(task, policy, calendar))) : []),
    ...(isListed(task) && matter !== 'listed' ? line('督办', '挂牌督办') : []),
    ...(isDone ? [] : line('回访期限', by(callBy(task, policy, calendar)))),
    ...(isComingBack ? line('补正期限', by(task.amendBy)) : []),
    ...(matter === 'extension' && task.extension !== null ? line('申请延至', dayWithWeekday(task.extension.day, today)) : []),
    ...(isDone ? [] : line('完成时限', dueWords(task.due, today))),
    ...(isDone || task.originalDue === null ? [] : line('原定时限', dueWords(task.originalDue, today))),
    ...(side === 'own' ? [] : line('责任人', ownerWords(told, around))),
    ...(matter === 'extension' ? line('决定期限', by(decideBy(task, policy, calendar))) : []),
    ...(isDone || isSigning || matter === 'review' || matter === 'consulted' || matter === 'opined' ? [] : line('进展', progressWords(told, around))),
    ...line('编号', [`T${task.number}`, `问题 ${finding.number}`, ...(side === 'own' ? [roster.unit(task.unitId)?.name ?? ''] : [])].join(' · ')),
  ];
}

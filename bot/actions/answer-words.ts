/** What the person reads after an action: what was done, who hears of it, what comes next. */
import { isStageLate, momentWords, runningClock, stageOf, stageWords } from '../../core/ledger/clock.js';
import { needsWords } from '../../core/ledger/evidence.js';
import { resolveWords } from '../../core/ledger/clock-rules.js';
import { MOST_SNOOZES } from '../../core/ledger/heard.js';
import { dayAskedWords } from '../../core/ledger/due-words.js';
import type { Task, TaskActionKind } from '../../core/ledger/model.js';
import { STEP_WORDS, stepOf } from '../../core/ledger/review.js';
import { targetsWords } from '../../core/ledger/targets.js';
import { nextReminderWords } from '../../core/notice/next-reminder.js';
import { policyFor } from '../../core/notice/policy-book.js';
import { nextSpeakingTime } from '../../core/notice/quiet-hours.js';
import { firstNames } from '../../core/people/first-names.js';
import { reviewersOf } from '../../core/people/roster.js';
import { type Day, dayWithWeekday, instantWords, monthWords } from '../../core/time/day.js';
import type { Desk } from './task-card.js';

const MOST_NAMES = 3;

/** `isAnswer`: a report that was also the response a clock waited for. */
export function answerWords(desk: Desk, task: Task, kind: TaskActionKind, isAnswer = false): string {
  const { roster, today } = desk;
  const reminder = nextReminderWords(task, policyFor(desk.book, task, roster), desk.calendar, desk.now);
  const next = reminder === null ? '' : `${reminder}。`;
  const reviewers = reviewersOf(task, roster).map((person) => person.name);
  const owner = roster.person(task.ownerId)?.name ?? '责任单位';
  switch (kind) {
    case 'sign':
      return `已签收。${next}`;
    case 'progress':
      if (isAnswer) return `进展已提交，绿色通道已响应。${planWords(desk, task)}`;
      return `进展已提交${task.reportedFor === null ? '' : `，计作 ${monthWords(task.reportedFor)}报告`}。${next}`;
    case 'submit':
      return reviewers.length === 0
        ? '已申请验收。还没有配置审核人，已转巡察办处理。'
        : `已申请验收，${firstNames(reviewers, MOST_NAMES)}会收到通知。审核期间不再催办。`;
    case 'withdraw':
      return '已撤回。可以继续补充，再重新申请验收。';
    case 'pass':
      if (task.status === 'submitted') return `已通过，转${STEP_WORDS[stepOf(task)]}，${firstNames(reviewers, MOST_NAMES)}会收到通知。`;
      return `已通过并销号，${owner}会收到通知。`;
    case 'return':
      return `已退回，${owner}会收到原因${task.amendBy === null ? '' : `，补正期限 ${dayWithWeekday(task.amendBy, today)}`}。`;
    case 'consult':
      return `已请${roster.person(task.review?.asked?.to ?? null)?.name ?? '对方'}提意见，答复后您会收到。审核期限不变。`;
    case 'opine':
      return '意见已送审核人，留在验收记录里。';
    case 'reopen':
      return `已重新整改，${owner}会收到通知。`;
    case 'settle':
      return '已转入常态化，不再按月催报。';
    case 'urge':
      return `已催办。${owner}会在 ${instantWords(nextSpeakingTime(desk.book.base, desk.calendar, desk.now), today)} 收到。`;
    case 'setTargets':
      return task.targets.length === 0 ? '已改为不设量化指标。' : `量化指标已定：${targetsWords(task.targets)}。报进展时可以填读数。`;
    case 'proposeListing':
      return '已建议挂牌督办，由领导小组或巡察办决定。';
    case 'list':
      return `已挂牌督办，${owner}、责任领导和主要负责人会收到通知。每次提醒同步领导小组，督办周报点名。`;
    case 'declineListing':
      return '暂不挂牌督办，原因已记入来往。';
    case 'unlist':
      return `已摘牌，${owner}会收到通知。`;
    case 'setMilestones':
      return task.milestones.length === 0 ? '已改为不设阶段节点。' : `已定 ${task.milestones.length} 个阶段节点，到期前会提醒责任人。`;
    case 'acceptMilestone':
      return `阶段节点已验收。${next}`;
    case 'returnMilestone':
      return `阶段节点已退回，${owner}会收到原因。`;
    case 'setEvidence':
      return task.evidenceNeeds.length === 0 ? '已改为不需要佐证材料。' : `佐证清单已定：${needsWords(task.evidenceNeeds)}。缺一项都不能申请验收。`;
    case 'acknowledge':
      return `已知悉。${next}`;
    case 'snooze':
      return `${snoozeWords(task, today)}${next}`;
    case 'askExtension':
      return `已申请延期至 ${task.extension === null ? '' : dayAskedWords(task.extension.day, desk.calendar, today)}，巡察办会收到。决定之前完成时限不变。`;
    case 'withdrawExtension':
      return `已撤回延期申请，完成时限不变。${next}`;
    case 'grantExtension':
      return `已同意延期，完成时限改为 ${task.due.kind === 'standing' ? '' : dayAskedWords(task.due.day, desk.calendar, today)}。${owner}会收到通知。`;
    case 'refuseExtension':
      return `没有同意延期，完成时限不变。${owner}会收到原因。`;
    case 'callBack':
      return task.ticket?.calledBackAt === null ? `已登记，这次无人接听。${next}` : '已登记回访。整改后请答复评价人，再申请验收。';
    case 'answer':
      return '已答复。评价人打开评价页就能看到，并可以追评。';
    case 'object':
      return reviewers.length === 0 ? '已提出申诉。还没有配置审核人，已转巡察办处理。' : `已提出申诉，由${reviewers.slice(0, 3).join('、')}决定。`;
    case 'upholdObjection':
      return '申诉成立：这次评价不计入满意率，工单已办结。';
    case 'dismissObjection':
      return `申诉不成立，${owner}会收到通知，工单继续办理。`;
    case 'startClock':
    case 'respond':
    case 'resolve':
    case 'endClock':
      return clockAnswer(desk, task, kind);
  }
}

/** `请在今天 11:53 前报方案。` */
function planWords({ now, today }: Desk, task: Task): string {
  const clock = runningClock(task);
  if (clock === null) return '';
  const { until, words } = stageOf(clock);
  return isStageLate(clock, now) ? `${stageWords(clock, now)}，请现在${words}。` : `请在${momentWords(until, today)} 前${words}。`;
}
/** A later rung may speak before the day that was chosen: the next reminder is said beside it. */
const snoozeWords = ({ heard: { snoozedUntil, snoozes } }: Task, today: Day): string =>
  `${snoozedUntil === null ? '' : `稍后提醒至 ${dayWithWeekday(snoozedUntil, today)}`}（第 ${snoozes} 次，最多 ${MOST_SNOOZES} 次）。`;

function clockAnswer({ roster, now }: Desk, task: Task, kind: 'startClock' | 'respond' | 'resolve' | 'endClock'): string {
  const clock = runningClock(task);
  const names = (task.emergency?.names ?? []).flatMap((id) => roster.person(id)?.name ?? []).join('、');
  const stage = clock === null ? '' : stageWords(clock, now);
  switch (kind) {
    case 'startClock':
      return `绿色通道已启动，已通知${names}。${stage}。到时限没有响应的，逐级同步。`;
    case 'respond':
      return `已响应。接下来：${stage}。`;
    case 'resolve':
      return `已${resolveWords(task)}，绿色通道结束，相关人员会收到通知。`;
    case 'endClock':
      return '绿色通道已结束，相关人员会收到通知。';
  }
}

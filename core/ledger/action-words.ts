/** What states and buttons are called, and how somebody is told that an action is not theirs. */
import { Refusal } from '../refusal.js';
import { resolveWords } from './clock-rules.js';
import type { Task, TaskActionKind, TaskStatus } from './model.js';
import { nextStepOf } from './review.js';
import type { Circumstances } from './rule.js';

export const STATUS_WORDS: Readonly<Record<TaskStatus, string>> = {
  handedOut: '待签收',
  inProgress: '整改中',
  submitted: '待审核',
  toVerify: '待核验',
  closed: '已销号',
  routine: '已转入常态化',
};

/** What a button says. */
export const ACTION_WORDS: Readonly<Record<TaskActionKind, string>> = {
  sign: '签收',
  progress: '报进展',
  submit: '申请验收',
  withdraw: '撤回申请',
  pass: '通过并销号',
  return: '退回修改',
  consult: '征求意见',
  opine: '提出意见',
  reopen: '重新整改',
  settle: '转入常态化',
  urge: '催办',
  setEvidence: '设置佐证清单',
  setTargets: '设置量化指标',
  proposeListing: '建议挂牌督办',
  list: '挂牌督办',
  declineListing: '暂不挂牌',
  unlist: '摘牌',
  setMilestones: '设置阶段节点',
  acceptMilestone: '节点验收通过',
  returnMilestone: '节点退回',
  startClock: '启动绿色通道',
  respond: '我已响应',
  resolve: '报方案',
  endClock: '结束绿色通道',
  askExtension: '申请延期',
  withdrawExtension: '撤回延期申请',
  grantExtension: '同意延期',
  refuseExtension: '不同意延期',
  acknowledge: '已知悉',
  snooze: '稍后提醒',
  callBack: '登记回访',
  answer: '答复评价人',
  object: '申诉',
  upholdObjection: '申诉成立',
  dismissObjection: '申诉不成立',
};

/** As `ACTION_WORDS`, for this task: what ends a clock is a plan or a disposal, and a pass closes only at the last step. */
export function actionWords(task: Task, kind: TaskActionKind, { policy, now }: Pick<Circumstances, 'policy' | 'now'>): string {
  if (kind === 'resolve') return resolveWords(task);
  return kind === 'pass' && nextStepOf(task, policy, now) !== null ? '通过，转下一步' : ACTION_WORDS[kind];
}

export const notYours = (kind: TaskActionKind): Refusal =>
  kind === 'pass' || kind === 'return' || kind === 'upholdObjection' || kind === 'dismissObjection'
    ? new Refusal('action-not-yours', '这项任务不由您审核。本人负责或提交的任务须由他人审核。', { kind: 'forbidden' })
    : kind === 'grantExtension' || kind === 'refuseExtension'
      ? new Refusal('action-not-yours', '延期由巡察办决定，本人负责或申请的任务须由他人决定。', { kind: 'forbidden' })
      : new Refusal('action-not-yours', `您不能对这项任务${ACTION_WORDS[kind]}。`, { kind: 'forbidden', remedy: '如需办理，请联系责任人或巡察办。' });

/** What an action asks before it is done, and how the answer becomes the action. Needs no Taro. */
import type { Act } from '../../../core/contract/task-action.js';
import type { AllowedAction } from '../../../core/contract/task-detail.js';

export type TaskAction = Act['action'];

/** What the text is for; an action without one takes no words. */
export const ACTION_LABELS: Partial<Record<AllowedAction['kind'], string>> = {
  submit: '完成情况说明（可不填）',
  pass: '审核意见（可不填）',
  return: '也可以写明缺什么、怎么补',
  opine: '您的意见',
  proposeListing: '建议挂牌的原因',
  list: '挂牌督办的原因',
  declineListing: '暂不挂牌的原因',
  unlist: '摘牌的原因',
  reopen: '重新整改的原因',
  settle: '转入常态化的理由',
  urge: '想对责任人说的话（可不填）',
  resolve: '怎么办的，或者准备怎么办',
  endClock: '结束的原因',
  refuseExtension: '也可以写明原因',
  answer: '答复内容（评价人会看到）',
  upholdObjection: '意见（可不填）',
  dismissObjection: '也可以写明原因',
};

/** How many characters the text may have; a return's reason chip stands before it. */
export const longest = (kind: AllowedAction['kind']): number => (kind === 'urge' ? 200 : 1_900);

/** Whether anything was typed that could be lost. */
export const hasWords = ({ kind: _kind, ...rest }: TaskAction): boolean =>
  Object.values(rest).some((value) => typeof value === 'string' && value !== '');

/** True when the action goes out at once, without a sheet. */
export const actsAtOnce = (allowed: AllowedAction): boolean => allowed.question === null && ACTION_LABELS[allowed.kind] === undefined;

/** Null for what has a page of its own. */
export function actionOf(kind: AllowedAction['kind'], words: string): TaskAction | null {
  switch (kind) {
    case 'sign':
    case 'withdraw':
    case 'respond':
    case 'withdrawExtension':
    case 'acknowledge':
      return { kind };
    case 'submit':
    case 'urge':
    case 'resolve':
    case 'answer':
    case 'opine':
      return { kind, text: words };
    case 'pass':
    case 'upholdObjection':
      return { kind, opinion: words };
    case 'return':
    case 'reopen':
    case 'settle':
    case 'endClock':
    case 'refuseExtension':
    case 'dismissObjection':
    case 'proposeListing':
    case 'list':
    case 'declineListing':
    case 'unlist':
      return { kind, reason: words };
    case 'progress':
    case 'startClock':
    case 'askExtension':
    case 'grantExtension':
    case 'snooze':
    case 'callBack':
    case 'setEvidence':
    case 'setMilestones':
    case 'setTargets':
    case 'acceptMilestone':
    case 'returnMilestone':
    case 'consult':
    case 'object':
      return null;
  }
}

/** How many characters are too many, in words; null: none. */
export function tooLongWords(text: string, most: number): string | null {
  const beyond = text.trim().length - most;
  return beyond <= 0 ? null : `最多 ${most.toLocaleString('en-US')} 个字，多了 ${beyond.toLocaleString('en-US')} 个。请删短后再提交。`;
}

/** Reason chip and text as one sentence: `缺佐证材料：请补会议纪要`. */
export const reasonWords = (chip: string | null, text: string): string =>
  [chip === '其他' ? null : chip, text.trim() === '' ? null : text.trim()].filter((part) => part !== null).join('：');

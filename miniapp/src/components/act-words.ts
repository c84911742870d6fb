/** What an action asks before it is done, and how the answer becomes the action. Needs no Taro. */
import type { Act, AllowedAction } from '../../../core/contract/task.js';

export type TaskAction = Act['action'];

/** What the text is for; an action without one takes no words. */
export const ACTION_LABELS: Partial<Record<AllowedAction['kind'], string>> = {
  submit: '完成情况说明（可不填）',
  pass: '审核意见（可不填）',
  return: '请写明缺什么、怎么补',
  reopen: '重新整改的原因',
  settle: '转入常态化的理由',
  resolve: '怎么办的，或者准备怎么办',
  endClock: '结束的原因',
  refuseExtension: '不同意的原因',
};

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
    case 'resolve':
      return { kind, text: words };
    case 'pass':
      return { kind, opinion: words };
    case 'return':
    case 'reopen':
    case 'settle':
    case 'endClock':
    case 'refuseExtension':
      return { kind, reason: words };
    case 'progress':
    case 'startClock':
    case 'askExtension':
    case 'grantExtension':
    case 'snooze':
      return null;
  }
}

/** Reason chip and text as one sentence: `缺佐证材料：请补会议纪要`. */
export const reasonWords = (chip: string | null, text: string): string =>
  [chip === '其他' ? null : chip, text.trim() === '' ? null : text.trim()].filter((part) => part !== null).join('：');

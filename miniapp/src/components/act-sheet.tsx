/** What an action asks before it is done: its question, a ready reason to tap or words of one's own; the button repeats the verb. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { AllowedAction } from '../../../core/contract/task-detail.js';
import { ActFoot } from './act-foot.js';
import { ACTION_LABELS, type TaskAction, actionOf, longest, tooLongWords } from './act-words.js';
import { Button } from './button.js';
import { Field } from './field.js';
import { Sheet } from './sheet.js';

interface Props {
  readonly allowed: AllowedAction;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  /** What stands in the field already. */
  readonly typed: string;
  readonly onAct: (action: TaskAction) => void;
  /** Decided by one tap: can be taken back for a moment. */
  readonly onReason: (allowed: AllowedAction, reason: string, typed: string) => void;
  readonly onClose: () => void;
}

/** Reasons of which one tap is enough, by action. */
const REASONS: Readonly<Partial<Record<AllowedAction['kind'], readonly string[]>>> = {
  return: ['缺佐证材料', '与措施不符', '效果不明显'],
  dismissObjection: ['材料不足', '与事实不符'],
  refuseExtension: ['理由不充分', '可以按期完成', '时间要求紧'],
};
const NEEDS_REASON: readonly AllowedAction['kind'][] = [
  'return',
  'reopen',
  'settle',
  'resolve',
  'endClock',
  'refuseExtension',
  'answer',
  'opine',
  'proposeListing',
  'list',
  'declineListing',
  'unlist',
  'dismissObjection',
];
const LACKS: Readonly<Partial<Record<AllowedAction['kind'], string>>> = {
  resolve: '请写明怎么办，已通知的人都会看到。',
  endClock: '请写明原因，已通知的人都会看到。',
  opine: '请写下意见，审核人会看到。',
  list: '请写明原因，责任人和各级领导会看到。',
  unlist: '请写明原因，责任人和各级领导会看到。',
  answer: '请写明怎么处理的，评价人会看到。',
};

/** What follows from it, where the button's word alone would be a riddle. */
const ABOUT: Readonly<Partial<Record<AllowedAction['kind'], string>>> = {
  list: '挂牌后每次提醒都同步领导小组，督办周报点名，直到摘牌或销号。',
  unlist: '摘牌后提醒恢复按督办规则进行，完成时限不变。',
  proposeListing: '由巡察办或领导小组决定是否挂牌。',
  acknowledge: '表示您已看到这次提醒，不再重复。完成时限不变，下一次提醒照常。',
};

export function ActSheet({ allowed, isBusy, wrong, typed, onAct, onReason, onClose }: Props) {
  const [text, setText] = useState(typed);
  const { kind } = allowed;
  const label = ACTION_LABELS[kind];
  const reasons = REASONS[kind] ?? [];
  const lacks = NEEDS_REASON.includes(kind) && text.trim() === '';
  const isTooLong = tooLongWords(text, longest(kind)) !== null;
  const go = () => {
    const action = actionOf(kind, text.trim());
    if (action !== null) onAct(action);
  };
  return (
    <Sheet title={allowed.question ?? allowed.words} onClose={onClose}>
      {ABOUT[kind] === undefined ? null : <View>{ABOUT[kind]}</View>}
      {reasons.length === 0 ? null : <View>{`点一条就${allowed.words}，几秒内可以撤回：`}</View>}
      {reasons.map((reason) => (
        <Button
          key={reason}
          words={`${allowed.words}：${reason}`}
          isOff={isBusy || isTooLong}
          onPress={() => onReason(allowed, reason, text)}
          testid={`reason-${reason}`}
        />
      ))}
      {label === undefined ? null : <Field label={label} kind="long" most={longest(kind)} value={text} onChange={setText} testid="act-text" />}
      <ActFoot
        allowed={allowed}
        wrong={wrong}
        lacks={lacks ? (LACKS[kind] ?? (reasons.length > 0 ? '请点上面一条，或者写明原因，对方会看到。' : '请写明原因，对方会看到。')) : null}
        isTooLong={isTooLong}
        isBusy={isBusy}
        onGo={go}
      />
    </Sheet>
  );
}

/** What an action asks before it is done: its question, a reason or words of one's own; the button repeats the verb. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { AllowedAction } from '../../../core/contract/task.js';
import { ActFoot } from './act-foot.js';
import { ACTION_LABELS, type TaskAction, actionOf, longest, reasonLacks, reasonWords, tooLongWords } from './act-words.js';
import { Chips } from './chips.js';
import { Field } from './field.js';
import { Sheet } from './sheet.js';

interface Props {
  readonly allowed: AllowedAction;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly onAct: (action: TaskAction) => void;
  readonly onClose: () => void;
}

/** Reasons to tap, by action. */
const REASONS: Readonly<Partial<Record<AllowedAction['kind'], { readonly label: string; readonly chips: readonly string[] }>>> = {
  return: { label: '退回原因', chips: ['缺佐证材料', '与措施不符', '效果不明显', '其他'] },
  dismissObjection: { label: '不成立的原因', chips: ['材料不足', '与事实不符', '其他'] },
  refuseExtension: { label: '不同意的原因', chips: ['理由不充分', '可以按期完成', '时间要求紧', '其他'] },
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

export function ActSheet({ allowed, isBusy, wrong, onAct, onClose }: Props) {
  const [text, setText] = useState('');
  const [chip, setChip] = useState<string | null>(null);
  const label = ACTION_LABELS[allowed.kind];
  const reasons = REASONS[allowed.kind];
  const words = reasons === undefined ? text.trim() : reasonWords(chip, text);
  const lacks = NEEDS_REASON.includes(allowed.kind) && words === '';
  const isTooLong = tooLongWords(text, longest(allowed.kind)) !== null;
  const go = () => {
    const action = actionOf(allowed.kind, words);
    if (action !== null) onAct(action);
  };
  return (
    <Sheet title={allowed.question ?? allowed.words} onClose={onClose}>
      {ABOUT[allowed.kind] === undefined ? null : <View>{ABOUT[allowed.kind]}</View>}
      {reasons === undefined ? null : (
        <Chips
          label={reasons.label}
          chips={reasons.chips.map((reason) => ({ id: reason, words: reason }))}
          chosen={chip === null ? [] : [chip]}
          onTap={setChip}
        />
      )}
      {label === undefined ? null : (
        <Field label={label} kind="long" most={longest(allowed.kind)} value={text} onChange={setText} testid="act-text" />
      )}
      <ActFoot
        allowed={allowed}
        wrong={wrong}
        lacks={lacks ? (LACKS[allowed.kind] ?? reasonLacks(chip)) : null}
        isTooLong={isTooLong}
        isBusy={isBusy}
        onGo={go}
      />
    </Sheet>
  );
}

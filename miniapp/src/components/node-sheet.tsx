/** A reported milestone is accepted or sent back: which, and with what words; the button repeats the verb. */
import { useState } from 'react';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { ActFoot } from './act-foot.js';
import { type TaskAction, tooLongWords } from './act-words.js';
import { Chips } from './chips.js';
import { Field } from './field.js';
import { Sheet } from './sheet.js';

interface Props {
  readonly allowed: AllowedAction;
  readonly task: TaskDetail;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly onAct: (action: TaskAction) => void;
  readonly onClose: () => void;
}

const MOST = 1_900;

export function NodeSheet({ allowed, task, isBusy, wrong, onAct, onClose }: Props) {
  const waiting = task.milestones.filter(({ state }) => state === 'waiting');
  const [name, choose] = useState<string | null>(waiting.length === 1 ? (waiting[0]?.name ?? null) : null);
  const [text, setText] = useState('');
  const isReturn = allowed.kind === 'returnMilestone';
  const lacks = name === null ? '请选择是哪个节点。' : isReturn && text.trim() === '' ? '请写明缺什么，责任人会看到。' : null;
  const go = () => {
    if (name === null) return;
    onAct(isReturn ? { kind: 'returnMilestone', name, reason: text.trim() } : { kind: 'acceptMilestone', name, opinion: text.trim() });
  };
  return (
    <Sheet title={allowed.words} onClose={onClose}>
      <Chips
        label="哪个节点"
        isLabelled
        chips={waiting.map((one) => ({ id: one.name, words: `${one.name} · ${one.stateWords}` }))}
        chosen={name === null ? [] : [name]}
        onTap={choose}
      />
      <Field label={isReturn ? '退回的原因' : '意见（可不填）'} kind="long" most={MOST} value={text} onChange={setText} testid="act-text" />
      <ActFoot allowed={allowed} wrong={wrong} lacks={lacks} isTooLong={tooLongWords(text, MOST) !== null} isBusy={isBusy} onGo={go} />
    </Sheet>
  );
}

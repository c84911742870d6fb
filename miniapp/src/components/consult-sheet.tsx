/** 征求意见: whose opinion, and about what; the button repeats the verb. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { ActFoot } from './act-foot.js';
import { type TaskAction, tooLongWords } from './act-words.js';
import { Chips } from './chips.js';
import { shownPeople } from './clock-choice.js';
import { Field } from './field.js';
import { Sheet } from './sheet.js';

interface Props {
  readonly allowed: AllowedAction;
  readonly people: TaskDetail['consultable'];
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly onAct: (action: TaskAction) => void;
  readonly onClose: () => void;
}

/** More than these are looked for by name. */
const A_FEW = 8;
const MOST = 1_900;

export function ConsultSheet({ allowed, people, isBusy, wrong, onAct, onClose }: Props) {
  const [to, choose] = useState<string | null>(null);
  const [sought, seek] = useState('');
  const [question, setQuestion] = useState('');
  const shown = shownPeople(people, to === null ? [] : [to], sought, A_FEW);
  const lacks = to === null ? '请选择向谁征求意见。' : question.trim() === '' ? '请写明想问什么，对方会看到。' : null;
  return (
    <Sheet title={allowed.words} onClose={onClose}>
      <View>对方会看到这项任务，写下意见后您会收到。审核期限不变。</View>
      <Chips label="向谁征求意见" isLabelled chips={shown} chosen={to === null ? [] : [to]} onTap={choose} />
      {people.length <= A_FEW ? null : (
        <Field label="没有列出的，按姓名或单位找" value={sought} onChange={seek} kind="search" testid="consult-seek" />
      )}
      <Field label="想问什么" kind="long" most={MOST} value={question} onChange={setQuestion} testid="act-text" />
      <ActFoot
        allowed={allowed}
        wrong={wrong}
        lacks={lacks}
        isTooLong={tooLongWords(question, MOST) !== null}
        isBusy={isBusy}
        onGo={() => (to === null ? undefined : onAct({ kind: 'consult', to, question: question.trim() }))}
      />
    </Sheet>
  );
}

/** Starting an emergency clock: which one, who is to act, what is urgent; the button repeats the verb. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { type TaskAction, tooLongWords } from './act-words.js';
import { Button } from './button.js';
import { Chips } from './chips.js';
import { clockKindOf, CLOCK_KINDS, shownPeople, toggled } from './clock-choice.js';
import { Field } from './field.js';
import { Said } from './said.js';
import { Sheet } from './sheet.js';

interface Props {
  readonly allowed: AllowedAction;
  readonly namable: TaskDetail['namable'];
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly onAct: (action: TaskAction) => void;
  readonly onClose: () => void;
}

/** More than these are looked for by name. */
const A_FEW = 8;
const MOST = 200;

export function ClockSheet({ allowed, namable, isBusy, wrong, onAct, onClose }: Props) {
  const [clock, setClock] = useState<(typeof CLOCK_KINDS)[number]['id']>('hours');
  const [names, setNames] = useState<readonly string[]>(() => namable.filter(({ isOwner }) => isOwner).map(({ id }) => id));
  const [sought, seek] = useState('');
  const [cause, setCause] = useState('');
  const people = shownPeople(namable, names, sought, A_FEW);
  return (
    <Sheet title={allowed.words} onClose={onClose}>
      <View>{allowed.question}</View>
      <Chips label="时限" chips={CLOCK_KINDS} chosen={[clock]} onTap={(id) => setClock(clockKindOf(id))} />
      <View>通知谁办理（可多选）</View>
      <Chips label="通知谁办理" chips={people} chosen={names} onTap={(id) => setNames(toggled(names, id))} />
      {namable.length <= A_FEW ? null : <Field label="按姓名或单位找人" value={sought} onChange={seek} kind="search" testid="clock-seek" />}
      <Field
        label="紧急情况（可不填；接到通知的人和能打开这项任务的人会看到，群里不发）"
        kind="long"
        most={MOST}
        value={cause}
        onChange={setCause}
        testid="clock-cause"
      />
      {wrong === null ? null : <Said look="wrong" words={wrong} />}
      {names.length > 0 ? null : <View {...{ 'data-testid': 'act-lacks' }}>请至少选一位办理人。</View>}
      <Button
        words={allowed.words}
        look="main"
        isOff={names.length === 0 || tooLongWords(cause, MOST) !== null}
        busy={isBusy ? '正在通知' : null}
        onPress={() => onAct({ kind: 'startClock', clock, names: [...names], cause: cause.trim() })}
        testid="act-startClock"
      />
    </Sheet>
  );
}

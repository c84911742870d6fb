/** Asking for more time 延期, or granting it: until which day, and why; the button repeats the verb. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { ActFoot } from './act-foot.js';
import { reasonWords, type TaskAction } from './act-words.js';
import { Chips } from './chips.js';
import { DayChoice } from './day-choice.js';
import { dayOfSaid, type DaySaid } from './day-said.js';
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

const REASONS = ['需要多方协调', '经费或设备未到位', '方案需要调整', '其他'];

/** Whether this action is asked for with a day. */
export const asksForDay = ({ kind }: AllowedAction): boolean => kind === 'askExtension' || kind === 'grantExtension';

export function ExtensionSheet({ allowed, task, isBusy, wrong, onAct, onClose }: Props) {
  const isAsking = allowed.kind === 'askExtension';
  const days = task.extensionDays ?? { from: '', until: '', offered: [] };
  const [said, say] = useState<DaySaid>({ day: isAsking ? null : (task.extension?.day ?? null), typed: '' });
  const [chip, setChip] = useState<string | null>(null);
  const [text, setText] = useState('');
  const day = dayOfSaid(said, days);
  const words = isAsking ? reasonWords(chip, text) : text.trim();
  const lacks = day === null ? '请选择延到哪一天。' : isAsking && words === '' ? '请选择或写明原因，巡察办会看到。' : null;
  const go = () => {
    if (day === null) return;
    onAct(isAsking ? { kind: 'askExtension', day, reason: words } : { kind: 'grantExtension', day, opinion: words });
  };
  const asked = task.extension;
  const offered =
    asked === null || days.offered.some((one) => one.day === asked.day) ? days.offered : [{ day: asked.day, words: asked.dayWords }, ...days.offered];
  return (
    <Sheet title={allowed.words} onClose={onClose}>
      <View>{`现在的时限：${task.due.words}`}</View>
      <DayChoice label={isAsking ? '申请延到哪一天' : '同意延到哪一天'} days={{ ...days, offered: [...offered] }} said={said} onChange={say} />
      {isAsking ? (
        <Chips
          label="延期原因"
          chips={REASONS.map((reason) => ({ id: reason, words: reason }))}
          chosen={chip === null ? [] : [chip]}
          onTap={setChip}
        />
      ) : null}
      <Field label={isAsking ? '说明原因' : '意见（可不填）'} kind="long" most={2000} value={text} onChange={setText} testid="act-text" />
      <ActFoot allowed={allowed} wrong={wrong} lacks={lacks} isBusy={isBusy} onGo={go} />
    </Sheet>
  );
}

/** 登记回访: whether somebody answered, and what was said. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { AllowedAction } from '../../../core/contract/task-detail.js';
import { ActFoot } from './act-foot.js';
import type { TaskAction } from './act-words.js';
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

const OUTCOMES = [
  { id: 'reached', words: '接通了' },
  { id: 'missed', words: '无人接听' },
] as const;

export function CallSheet({ allowed, isBusy, wrong, onAct, onClose }: Props) {
  const [outcome, choose] = useState<string | null>(null);
  const [text, setText] = useState('');
  const isReached = outcome === 'reached';
  const lacks = outcome === null ? '请选择电话是否接通。' : '';
  return (
    <Sheet title={allowed.words} onClose={onClose}>
      <Chips label="电话是否接通" chips={OUTCOMES} chosen={outcome === null ? [] : [outcome]} onTap={choose} />
      <Field
        label={isReached ? '对方说了什么（可不填）' : '备注（可不填）'}
        kind="long"
        most={500}
        value={text}
        onChange={setText}
        testid="act-text"
      />
      {outcome === 'missed' ? <View>打过三次仍无人接听的，可以直接答复。</View> : null}
      <ActFoot
        allowed={allowed}
        wrong={wrong}
        lacks={lacks === '' ? null : lacks}
        isBusy={isBusy}
        onGo={() => onAct({ kind: 'callBack', reached: isReached, text: text.trim() })}
      />
    </Sheet>
  );
}

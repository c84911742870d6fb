/** 等候时间 against the target, and a small form to type how long people wait now. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Satisfaction } from '../../../../core/contract/satisfaction.js';
import { minutesIn, MOST_WAIT } from '../../../../core/rating/waiting.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { LightMark } from '../../components/light.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';

type Line = Satisfaction['waiting'][number];

interface Props {
  readonly waiting: readonly Line[];
  readonly target: number;
  readonly onTyped: () => void;
}

export function Waiting({ waiting, target, onTyped }: Props) {
  const [line, open] = useState<Line | null>(null);
  const [typed, setTyped] = useState('');
  const errand = useErrand();
  const minutes = minutesIn(typed);
  const send = async () => {
    if (line === null || minutes === null) return;
    const isTaken = await errand.run(async (requestId) => (await api.typeWaiting(line.windowId, { requestId, minutes })).words, '您填的读数还在');
    if (!isTaken) return;
    open(null);
    setTyped('');
    onTyped();
  };
  return (
    <Section title={`等候时间（目标 ${target} 分钟以内）`} testid="waiting">
      {waiting.map((one) => (
        <View key={one.windowId} className="rate-line">
          <View>{`${one.words}：${one.averageWords}${one.readings === 0 ? '' : `（${one.readings} 次读数）`}`}</View>
          <View className="rate-line-side">
            {one.isLate ? <LightMark light="red" words={`超过目标：${one.lastWords}`} /> : `最近：${one.lastWords}`}
          </View>
          <Button words="填现在的等候时间" onPress={() => open(one)} testid={`type-${one.words}`} />
        </View>
      ))}
      {errand.done === null ? null : <Said look="done" words={errand.done} />}
      {line === null ? null : (
        <Sheet title={`${line.words}现在要等多久`} onClose={() => open(null)}>
          <Field
            label="分钟"
            kind="phone"
            most={3}
            value={typed}
            onChange={setTyped}
            wrong={typed === '' || minutes !== null ? null : `请填 0 到 ${MOST_WAIT} 之间的整数。`}
            testid="minutes"
          />
          {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
          <Button
            words="提交读数"
            look="main"
            isOff={minutes === null}
            busy={errand.isBusy ? '正在提交' : null}
            onPress={() => void send()}
            testid="send-minutes"
          />
        </Sheet>
      )}
    </Section>
  );
}

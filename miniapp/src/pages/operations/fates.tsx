/** 每条消息的去向: a task's number in, what became of every message about it out. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { MessageFates } from '../../../../core/contract/operations.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Press } from '../../components/press.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { useRecall } from '../../hooks/use-recall.js';
import { useErrand } from '../../hooks/use-errand.js';
import { taskPath } from '../../paths.js';
import { FateLines } from '../../components/fate-lines.js';

function Found({ found, onChanged }: { readonly found: MessageFates; readonly onChanged: () => void }) {
  const recall = useRecall(onChanged);
  return (
    <View className="operations-found" {...{ 'data-testid': 'fates' }}>
      <Press className="operations-link" onPress={() => void Taro.navigateTo({ url: taskPath(found.taskId) })} role="link" testid="fates-task">
        <Text>{`${found.number} ${found.measure} ›`}</Text>
      </Press>
      {found.fates.length === 0 ? <View className="operations-side">这项任务还没有要发的消息。</View> : null}
      <FateLines fates={found.fates} recall={recall} />
    </View>
  );
}

export function Fates() {
  const [number, setNumber] = useState('');
  const [found, setFound] = useState<MessageFates | null>(null);
  const asking = useErrand();
  /** What was found stays until something else is: a line that was just taken back is read in its place. */
  const ask = () =>
    asking.run(async () => {
      setFound(await api.messageFates({ task: number.trim() }));
      return null;
    });
  const isEmpty = number.trim() === '';
  return (
    <Section title="每条消息的去向">
      <Field
        label="任务编号（写在任务页最上面一行）"
        kind="search"
        value={number}
        onChange={setNumber}
        most={12}
        hint="如：T31"
        onDone={() => (isEmpty ? undefined : void ask())}
        testid="fate-number"
      />
      <Button words="查看去向" isOff={isEmpty} busy={asking.isBusy ? '正在查找' : null} onPress={() => void ask()} testid="find-fates" />
      {asking.wrong === null ? null : (
        <View className="operations-found">
          <Said look="wrong" words={asking.wrong} testid="no-fates" />
        </View>
      )}
      {found === null ? null : <Found found={found} onChanged={() => void ask()} />}
    </Section>
  );
}

/** Several tasks wait to be signed for: one tap asks, the second signs each of them. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { TaskCard } from '../../../../core/contract/task.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
import type { Signing } from '../../hooks/use-sign.js';

interface Props {
  readonly tasks: readonly TaskCard[];
  readonly signing: Signing;
}

export function SignMany({ tasks, signing }: Props) {
  const [isOpen, open] = useState(false);
  if (tasks.length < 2) return null;
  const words = `全部签收 ${tasks.length} 项`;
  const signThem = () => {
    open(false);
    void signing.sign(tasks);
  };
  return (
    <>
      <Said look="note" words={`有 ${tasks.length} 项任务等您签收。签收表示您已收到；直接报进展也算签收。`} testid="to-sign">
        <Button words={words} busy={signing.isBusy ? '正在签收' : null} onPress={() => open(true)} testid="sign-all" />
      </Said>
      {isOpen ? (
        <Sheet title={`签收这 ${tasks.length} 项任务`} onClose={() => open(false)}>
          {tasks.map((task) => (
            <View key={task.id}>{`T${task.number} ${task.measure}`}</View>
          ))}
          <Button words={words} look="main" onPress={signThem} testid="sign-all-yes" />
        </Sheet>
      ) : null}
    </>
  );
}

/** Several tasks wait to be signed for, or reminders to be answered: one tap asks, the second does it for each of them. */
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
  /** A message's link asked for it, so its sheet is open at once. */
  readonly isAsked: boolean;
}

export function SignMany({ tasks, signing, isAsked }: Props) {
  if (tasks.length < 2) return null;
  return (
    <Many
      tasks={tasks}
      signing={signing}
      note={`有 ${tasks.length} 项任务等您签收。签收表示您已收到；直接报进展也算签收。`}
      words={`全部签收 ${tasks.length} 项`}
      title={`签收这 ${tasks.length} 项任务`}
      busy="正在签收"
      testid="sign"
      isOpenFirst={isAsked}
    />
  );
}

export function AnswerMany({ tasks, signing, isAsked }: Props) {
  if (tasks.length === 0) return null;
  return (
    <Many
      tasks={tasks}
      signing={signing}
      note={`有 ${tasks.length} 项提醒等您回应。报进展、申请延期也算回应。`}
      words={`已知悉 ${tasks.length} 项`}
      title={`知悉这 ${tasks.length} 项任务的提醒`}
      busy="正在提交"
      testid="hear"
      isOpenFirst={isAsked}
    />
  );
}

interface ManyProps extends Omit<Props, 'isAsked'> {
  readonly note: string;
  readonly words: string;
  readonly title: string;
  readonly busy: string;
  readonly testid: string;
  readonly isOpenFirst: boolean;
}

function Many({ tasks, signing, note, words, title, busy, testid, isOpenFirst }: ManyProps) {
  const [isOpen, open] = useState(isOpenFirst);
  const doAll = () => {
    open(false);
    void signing.sign(tasks);
  };
  return (
    <>
      <Said look="note" words={note} testid={`to-${testid}`}>
        <Button words={words} busy={signing.isBusy ? busy : null} onPress={() => open(true)} testid={`${testid}-all`} />
      </Said>
      {isOpen ? (
        <Sheet title={title} onClose={() => open(false)}>
          {tasks.map((task) => (
            <View key={task.id}>{`T${task.number} ${task.measure}`}</View>
          ))}
          <Button words={words} look="main" onPress={doAll} testid={`${testid}-all-yes`} />
        </Sheet>
      ) : null}
    </>
  );
}

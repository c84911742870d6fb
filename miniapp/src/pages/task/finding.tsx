/** 反馈问题 of a task, folded: what was found; the office marks it as 敏感 here or takes the mark off. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { TaskDetail } from '../../../../core/contract/task-detail.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';

interface Props {
  readonly task: TaskDetail;
  readonly onMarked: () => void;
}

const MARK = '标为敏感';
const CLEAR = '取消敏感标记';

/** What will be different, for all tasks of the finding. */
const questionOf = (isSensitive: boolean): string =>
  isSensitive
    ? '取消后，发到聊天里的消息会重新写出这个问题各项任务的整改措施。'
    : '标为敏感后，发到聊天里的消息只写编号，不写这个问题各项任务的内容；已经发出的收不回来。';

function MarkButton({ task: { finding }, onMarked }: Props) {
  const { id, sensitive } = finding;
  const [isAsked, ask] = useState(false);
  const errand = useErrand();
  const words = sensitive ? CLEAR : MARK;
  const go = async () => {
    const isDone = await errand.run(async (requestId) => (await api.markFinding(id, { requestId, sensitive: !sensitive })).words);
    if (!isDone) return;
    ask(false);
    onMarked();
  };
  return (
    <View className="task-mark">
      {errand.done === null ? null : <Said look="done" words={errand.done} testid="marked" />}
      <Button words={words} onPress={() => ask(true)} testid="mark-finding" />
      {isAsked ? (
        <Sheet title={words} onClose={() => ask(false)}>
          <View>{questionOf(sensitive)}</View>
          {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
          <Button words={words} look="main" onPress={() => void go()} busy={errand.isBusy ? '正在保存' : null} testid="mark-go" />
        </Sheet>
      ) : null}
    </View>
  );
}

export function FindingSection({ task, onMarked }: Props) {
  const { finding } = task;
  return (
    <Section title={`反馈问题 ${finding.number}${finding.sensitive ? ' · 敏感' : ''}`} isFolded testid="finding">
      <View className="task-side">{`${task.roundName} · ${finding.category}`}</View>
      <View>{finding.text}</View>
      {task.remark === '' ? null : <View className="task-side">{`备注：${task.remark}`}</View>}
      {finding.sensitive ? <View className="task-side">敏感问题：发到聊天里的消息只写编号，不写内容。</View> : null}
      {finding.mayMark ? <MarkButton task={task} onMarked={onMarked} /> : null}
    </Section>
  );
}

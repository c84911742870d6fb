/** Each task as it was read, its deadline beside the ledger's own words. */
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { ImportTask } from '../../../../core/contract/import.js';
import { Button } from '../../components/button.js';
import { Section } from '../../components/section.js';
import { dueSaid } from './decisions.js';

const FIRST = 10;
const COMPARED: Readonly<Record<ImportTask['compared'], string>> = { new: '新增', same: '不变', changed: '有改动' };

export function ReadTasks({ tasks }: { readonly tasks: readonly ImportTask[] }) {
  const [isWhole, showWhole] = useState(false);
  if (tasks.length === 0) return null;
  const shown = isWhole ? tasks : tasks.slice(0, FIRST);
  return (
    <Section title={`读到的任务 ${tasks.length}`}>
      {shown.map((task) => (
        <View key={`${task.sheet}${task.row}`} className="import-task" {...{ 'data-testid': 'import-task' }}>
          <View className="import-task-top">
            <Text>{`${task.sheet} 第 ${task.row} 行 · 问题 ${task.findingNumber}`}</Text>
            <Text>{COMPARED[task.compared]}</Text>
          </View>
          <View>{task.measure}</View>
          <View className="import-side">
            {[task.unitNames.join('、'), task.ownerNames.join('、'), task.leaderName].filter((words) => words).join(' · ')}
          </View>
          <View className="import-due">
            <Text>{dueSaid(task)}</Text>
            {task.dueRead === '' ? null : <Text className="import-read">{`读作 ${task.dueRead}`}</Text>}
          </View>
          {task.becomes === null ? null : <View className="import-side">{task.becomes}</View>}
        </View>
      ))}
      {tasks.length <= FIRST || isWhole ? null : <Button words={`看全部 ${tasks.length} 项`} onPress={() => showWhole(true)} testid="all-tasks" />}
    </Section>
  );
}

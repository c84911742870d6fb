/** 消息去向 of one task, folded and asked for only when opened: what became of each message about it. */
import { View } from '@tarojs/components';
import { api } from '../../api.js';
import { FateLines } from '../../components/fate-lines.js';
import { NotLoaded } from '../../components/not-loaded.js';
import { Section } from '../../components/section.js';
import { useRecall } from '../../hooks/use-recall.js';
import { useLoaded } from '../../hooks/use-loaded.js';

function Fates({ number }: { readonly number: number }) {
  const { value, wrong, isRefused, reload } = useLoaded({ name: `fates.${number}`, load: () => api.messageFates({ task: `T${number}` }) });
  const recall = useRecall(reload);
  return (
    <View {...{ 'data-testid': 'task-fates' }}>
      <NotLoaded of={{ wrong, isRefused, reload }} />
      {value === null && wrong === null ? <View className="task-side">正在查找</View> : null}
      {value !== null && value.fates.length === 0 ? <View className="task-side">这项任务还没有要发的消息。</View> : null}
      <FateLines fates={value?.fates ?? []} recall={recall} />
    </View>
  );
}

export function TaskFates({ number }: { readonly number: number }) {
  return (
    <Section title="消息去向" isFolded testid="fates">
      <Fates number={number} />
    </Section>
  );
}

/** What a task asks, in the order a reader needs it: measure, acceptance, deadline, people. */
import { Text, View } from '@tarojs/components';
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import { LightMark } from './light.js';
import { PeopleLines } from './people-lines.js';
import { Said } from './said.js';
import { Section } from './section.js';
import './task-facts.css';

/** A submission counts as 100 %: who filed less reads both figures. */
function percentWords({ status, percent, progress }: Pick<TaskDetail, 'status' | 'percent' | 'progress'>): string {
  const filed = progress[0]?.percent ?? percent;
  return status === 'submitted' && filed !== percent ? `填报 ${filed} %，申请按 ${percent} % 记` : `${percent} %`;
}

/** `T5 · 敏感 · 待审核 · 100 % · 11月30日（周一）前审核`; what the light says already is not said twice. */
function topWords(task: TaskDetail): string {
  const status = task.statusWords === task.lightWords ? null : task.statusWords;
  return [`T${task.number}`, task.finding.sensitive ? '敏感' : null, status, percentWords(task), task.reviewWords]
    .filter((words) => words !== null)
    .join(' · ');
}

/** While a clock is late the light speaks of its hours and not of the due day. */
const dueLines = ({ due, lightWords, statusWords, clockWords }: TaskDetail): readonly string[] =>
  lightWords === statusWords || lightWords === clockWords ? [due.words] : [due.words, lightWords];

export function TaskTop({ task }: { readonly task: TaskDetail }) {
  return (
    <View>
      <View className="task-top">
        <LightMark light={task.light} words={task.lightWords} />
        <View className="task-top-status" {...{ 'data-testid': 'task-status' }}>
          {topWords(task)}
        </View>
      </View>
      {task.returnWords === null ? null : (
        <Said look="care" words={[task.returnWords, task.amendWords].filter((words) => words !== null).join('\n')} testid="returned" />
      )}
    </View>
  );
}

/** The day first given, once it was moved. Said as well as struck through: a line alone says nothing to who listens. */
export function OriginalDue({ due }: Pick<TaskDetail, 'due'>) {
  if (due.originalWords === null) return null;
  return (
    <View className="task-side">
      <Text>原定 </Text>
      <Text className="task-original" {...{ 'data-testid': 'original-due' }}>
        {due.originalWords}
      </Text>
      <Text>，已延期</Text>
    </View>
  );
}

export function TaskFacts({ task, onCall }: { readonly task: TaskDetail; readonly onCall: (phone: string) => void }) {
  const units = task.coUnitNames.length === 0 ? task.unitName : `${task.unitName}；配合：${task.coUnitNames.join('、')}`;
  return (
    <>
      <Section title="要做什么">
        <View className="task-measure">{task.measure}</View>
      </Section>
      <Section title="做到什么算完成">{task.acceptance === '' ? '台账没有写明验收标准。' : task.acceptance}</Section>
      <Section title="完成时限">
        <OriginalDue due={task.due} />
        {dueLines(task).map((words) => (
          <View key={words}>{words}</View>
        ))}
        {task.amendWords === null || task.returnWords !== null ? null : <View>{task.amendWords}</View>}
        {task.calendarWords === null ? null : <View className="task-side">{task.calendarWords}</View>}
        {task.heardWords.map((words) => (
          <View key={words} className="task-side" {...{ 'data-testid': 'heard' }}>
            {words}
          </View>
        ))}
        {task.nextReminderWords === null ? null : <View className="task-side">{task.nextReminderWords}</View>}
      </Section>
      <Section title="谁">
        <View className="task-side">{units}</View>
        <PeopleLines
          onCall={onCall}
          lines={[
            { post: '责任人', people: task.owner === null ? task.coOwners : [task.owner, ...task.coOwners] },
            { post: '责任领导', people: task.leader === null ? [] : [task.leader] },
            { post: '审核人', people: task.reviewers },
          ]}
        />
      </Section>
    </>
  );
}

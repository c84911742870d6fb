/** Setting milestones 阶段节点: name, day, what counts as reached; the button repeats the verb. */
import { View } from '@tarojs/components';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { MOST_ACCEPTANCE_WORDS, MOST_MILESTONE_WORDS, MOST_MILESTONES } from '../../../core/ledger/milestones.js';
import { dayOf } from '../../../core/time/day.js';
import { ActFoot } from './act-foot.js';
import type { TaskAction } from './act-words.js';
import { Button } from './button.js';
import { useEditedRows } from './edited-rows.js';
import { Field } from './field.js';
import { dayLabel, milestonesLack, milestonesOf, startingMilestones } from './milestones-draft.js';
import './milestones.css';
import { Sheet } from './sheet.js';

interface Props {
  readonly allowed: AllowedAction;
  readonly task: TaskDetail;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly onAct: (action: TaskAction) => void;
  readonly onClose: () => void;
}

export function MilestonesSheet({ allowed, task, isBusy, wrong, onAct, onClose }: Props) {
  const { rows: edited, put, remove, add } = useEditedRows(() => startingMilestones(task));
  const limits = { due: task.due.day, today: dayOf(new Date()) };
  const lacks = milestonesLack(edited, limits);
  return (
    <Sheet title={allowed.words} onClose={onClose}>
      <View>{`节点到期前会提醒责任人，逾期会同步责任领导。这项任务的完成时限：${task.due.words}`}</View>
      {edited.length === 0 ? <View>还没有阶段节点。点“加一个节点”开始。</View> : null}
      {edited.map((one, at) => (
        <View key={one.key} className="milestone" {...{ role: 'group', 'aria-label': `第 ${at + 1} 个节点` }}>
          <Field
            label={`第 ${at + 1} 个节点`}
            hint="如 方案印发"
            most={MOST_MILESTONE_WORDS}
            value={one.name}
            onChange={(name) => put({ ...one, name })}
            testid={`milestone-name-${at}`}
          />
          <Field
            label={dayLabel(one, limits)}
            hint="如 12月10日"
            most={16}
            value={one.day}
            onChange={(day) => put({ ...one, day })}
            testid={`milestone-day-${at}`}
          />
          <Field
            label="做到什么算完成（可不填）"
            most={MOST_ACCEPTANCE_WORDS}
            value={one.acceptance}
            onChange={(acceptance) => put({ ...one, acceptance })}
            testid={`milestone-acceptance-${at}`}
          />
          <Button words="移除这个节点" look="quiet" onPress={() => remove(one)} testid={`milestone-remove-${at}`} />
        </View>
      ))}
      <Button
        words="加一个节点"
        isOff={edited.length >= MOST_MILESTONES}
        onPress={() => add((key) => ({ key, name: '', day: '', acceptance: '' }))}
        testid="milestone-add"
      />
      <ActFoot
        allowed={allowed}
        wrong={wrong}
        lacks={lacks}
        isBusy={isBusy}
        onGo={() => onAct({ kind: 'setMilestones', milestones: [...milestonesOf(edited, limits)] })}
      />
    </Sheet>
  );
}

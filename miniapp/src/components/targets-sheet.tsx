/** Setting quantified targets 量化指标: what is measured, from where to where; the button repeats the verb. */
import { View } from '@tarojs/components';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { MOST_TARGET_WORDS, MOST_TARGETS } from '../../../core/ledger/targets.js';
import { ActFoot } from './act-foot.js';
import type { TaskAction } from './act-words.js';
import { Button } from './button.js';
import { useEditedRows } from './edited-rows.js';
import { Field } from './field.js';
import { Sheet } from './sheet.js';
import './targets.css';
import { startingTargets, targetsLack, targetsOf } from './targets-draft.js';

interface Props {
  readonly allowed: AllowedAction;
  readonly task: TaskDetail;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly onAct: (action: TaskAction) => void;
  readonly onClose: () => void;
}

export function TargetsSheet({ allowed, task, isBusy, wrong, onAct, onClose }: Props) {
  const { rows: edited, put, remove, add } = useEditedRows(() => startingTargets(task));
  const lacks = targetsLack(edited);
  return (
    <Sheet title={allowed.words} onClose={onClose}>
      <View>责任人报进展时填最新读数，系统对照目标，说明达到了没有。</View>
      {edited.length === 0 ? <View>还没有量化指标。点“加一个指标”开始。</View> : null}
      {edited.map((one, at) => (
        <View key={one.key} className="target-edited" {...{ role: 'group', 'aria-label': `第 ${at + 1} 个指标` }}>
          <Field
            label={`第 ${at + 1} 个指标`}
            hint="如 平均等候时间"
            most={MOST_TARGET_WORDS}
            value={one.name}
            onChange={(name) => put({ ...one, name })}
            testid={`target-name-${at}`}
          />
          <Field
            label="单位（可不填）"
            hint="如 分钟、%"
            most={10}
            value={one.unit}
            onChange={(unit) => put({ ...one, unit })}
            testid={`target-unit-${at}`}
          />
          <Field
            label="整改前是多少"
            hint="如 25"
            most={12}
            value={one.baseline}
            onChange={(baseline) => put({ ...one, baseline })}
            testid={`target-baseline-${at}`}
          />
          <Field label="目标是多少" hint="如 10" most={12} value={one.goal} onChange={(goal) => put({ ...one, goal })} testid={`target-goal-${at}`} />
          <Button words="移除这个指标" look="quiet" onPress={() => remove(one)} testid={`target-remove-${at}`} />
        </View>
      ))}
      <Button
        words="加一个指标"
        isOff={edited.length >= MOST_TARGETS}
        onPress={() => add((key) => ({ key, name: '', unit: '', baseline: '', goal: '' }))}
        testid="target-add"
      />
      <ActFoot
        allowed={allowed}
        wrong={wrong}
        lacks={lacks}
        isBusy={isBusy}
        onGo={() => onAct({ kind: 'setTargets', targets: [...targetsOf(edited)] })}
      />
    </Sheet>
  );
}

/** The emergency clock 绿色通道 that runs on a task: until when, how long is left, and the acts that end it. */
import { View } from '@tarojs/components';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { Button } from './button.js';
import { markup } from './markup.js';
import './task-box.css';

interface Props {
  readonly clock: NonNullable<TaskDetail['emergency']>;
  /** Those of the clock, in their order. */
  readonly allowed: readonly AllowedAction[];
  readonly isBusy: boolean;
  readonly onAct: (allowed: AllowedAction) => void;
}

const IN_BOX: readonly AllowedAction['kind'][] = ['respond', 'resolve', 'endClock'];
/** Belongs into the box and stands nowhere else. */
export const isClockAct = ({ kind }: AllowedAction): boolean => IN_BOX.includes(kind);

export function ClockBox({ clock, allowed, isBusy, onAct }: Props) {
  return (
    <View className="task-box is-red" {...markup({ role: clock.isLate ? 'alert' : 'status', testid: 'clock' })}>
      <View>{`■ 绿色通道 · ${clock.kindWords}`}</View>
      <View className="task-box-head">
        {clock.stageWords.split('，').map((part) => (
          <View key={part}>{part}</View>
        ))}
      </View>
      {clock.cause === '' ? null : <View>{clock.cause}</View>}
      <View>{`办理人：${clock.namesWords}`}</View>
      <View>{clock.startedWords}</View>
      {allowed.length === 0 ? null : (
        <View className="task-box-acts">
          {allowed.map((one, index) => (
            <Button
              key={one.kind}
              words={one.words}
              look={index === 0 && one.kind !== 'endClock' ? 'main' : 'plain'}
              busy={isBusy && index === 0 ? '正在提交' : null}
              isOff={isBusy}
              onPress={() => onAct(one)}
              testid={`do-${one.kind}`}
            />
          ))}
        </View>
      )}
    </View>
  );
}

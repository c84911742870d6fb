/** Putting a reminder off 稍后提醒: to which workday; a tap on the day does it. */
import { View } from '@tarojs/components';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import type { TaskAction } from './act-words.js';
import { Button } from './button.js';
import { Said } from './said.js';
import { Sheet } from './sheet.js';

interface Props {
  readonly allowed: AllowedAction;
  readonly reminder: TaskDetail['reminder'];
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly onAct: (action: TaskAction) => void;
  readonly onClose: () => void;
}

export function SnoozeSheet({ allowed, reminder, isBusy, wrong, onAct, onClose }: Props) {
  return (
    <Sheet title={allowed.words} onClose={onClose}>
      <View>只推迟这一次提醒，完成时限不变，责任领导和巡察办看得到。</View>
      {wrong === null ? null : <Said look="wrong" words={wrong} />}
      {(reminder?.snoozeDays ?? []).map(({ day, words }) => (
        <Button key={day} words={`${words}再提醒我`} isOff={isBusy} onPress={() => onAct({ kind: 'snooze', until: day })} testid={`snooze-${day}`} />
      ))}
    </Sheet>
  );
}

/** The reminder that waits for an answer: 已知悉 at a tap, or put off to another workday. */
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { Button } from './button.js';
import { Said } from './said.js';

interface Props {
  readonly reminder: NonNullable<TaskDetail['reminder']>;
  /** Those of the reminder, in their order. */
  readonly allowed: readonly AllowedAction[];
  readonly isBusy: boolean;
  readonly onAct: (allowed: AllowedAction) => void;
}

const IN_BOX: readonly AllowedAction['kind'][] = ['acknowledge', 'snooze'];
/** Belongs into the box and stands nowhere else. */
export const isReminderAct = ({ kind }: AllowedAction): boolean => IN_BOX.includes(kind);

export function ReminderBox({ reminder, allowed, isBusy, onAct }: Props) {
  const shown = allowed.filter(({ kind }) => kind !== 'snooze' || reminder.snoozeDays.length > 0);
  return (
    <Said look="note" words={reminder.words} testid="reminder">
      {shown.map((one) => (
        <Button key={one.kind} words={one.words} isOff={isBusy} onPress={() => onAct(one)} testid={`do-${one.kind}`} />
      ))}
    </Said>
  );
}

/** A day out of a few that fit, or another one typed; what is typed is said back with its weekday. */
import { View } from '@tarojs/components';
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import { comingDayTyped } from './day-typed.js';
import { Chips } from './chips.js';
import { type DaySaid, dayFault, dayWordsOf } from './day-said.js';
import { Field } from './field.js';

interface Props {
  readonly label: string;
  readonly days: NonNullable<TaskDetail['extensionDays']>;
  readonly said: DaySaid;
  readonly onChange: (said: DaySaid) => void;
}

export function DayChoice({ label, days, said, onChange }: Props) {
  return (
    <>
      <View>{label}</View>
      <Chips
        label={label}
        chips={days.offered.map(({ day, words }) => ({ id: day, words }))}
        chosen={said.day === null ? [] : [said.day]}
        onTap={(day) => onChange({ day, typed: '' })}
      />
      <Field
        label={dayWordsOf(said) ?? '或者填其他日期'}
        hint="如 12月25日"
        most={16}
        value={said.typed}
        onChange={(typed) => onChange({ typed, day: comingDayTyped(typed, days.from) })}
        wrong={dayFault(said, days)}
        testid="day"
      />
    </>
  );
}

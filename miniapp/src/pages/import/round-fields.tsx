/** What a ledger is called and from which day it is reckoned, as the office says it. */
import { View } from '@tarojs/components';
import { Field } from '../../components/field.js';
import { dayTyped } from '../../components/day-typed.js';
import type { RoundSaid } from './decisions.js';

interface Props {
  readonly said: RoundSaid;
  readonly onChange: (said: RoundSaid) => void;
  /** After each label, e.g. `（台账里写了就不用填）`. */
  readonly about?: string;
}

/** Empty is no mistake: the ledger often says it itself. */
export const isDayWrong = ({ feedbackDay }: RoundSaid): boolean => feedbackDay.trim() !== '' && dayTyped(feedbackDay) === null;

/** As the service takes them, the day as `YYYY-MM-DD`; what was left empty it finds in the ledger. */
export interface RoundSent {
  readonly roundName: string;
  readonly feedbackDay: string;
}

export const sentOf = ({ roundName, feedbackDay }: RoundSaid): RoundSent => ({
  roundName: roundName.trim(),
  feedbackDay: dayTyped(feedbackDay) ?? '',
});

export function RoundFields({ said, onChange, about = '' }: Props) {
  return (
    <View className="import-fields">
      <Field
        label={`轮次名称${about}`}
        value={said.roundName}
        onChange={(roundName) => onChange({ ...said, roundName })}
        most={100}
        testid="round-name"
      />
      <Field
        label={`反馈日期${about}`}
        value={said.feedbackDay}
        onChange={(feedbackDay) => onChange({ ...said, feedbackDay })}
        hint="如 2026年9月18日"
        most={16}
        wrong={isDayWrong(said) ? '请写成 2026年9月18日 这样的日期。' : null}
        testid="feedback-day"
      />
    </View>
  );
}

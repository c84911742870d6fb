/** A row of choices one taps: filters, percentages, phrases, reasons. Wraps instead of scrolling. */
import { Text, View } from '@tarojs/components';
import './chips.css';
import { Press } from './press.js';

export interface Chip {
  readonly id: string;
  readonly words: string;
  readonly look?: 'red' | 'yellow' | 'green' | 'none';
}

interface Props {
  readonly chips: readonly Chip[];
  /** Those that stand pressed; empty where a tap only adds something. */
  readonly chosen?: readonly string[];
  readonly onTap: (id: string) => void;
  readonly label: string;
  /** The label stands above them, for who sees them too. */
  readonly isLabelled?: boolean;
  readonly isOff?: boolean;
}

export function Chips({ chips, chosen, onTap, label, isLabelled = false, isOff = false }: Props) {
  const row = (
    <View className="chips" {...{ role: 'group', 'aria-label': label }}>
      {chips.map((chip) => {
        const isChosen = chosen?.includes(chip.id) ?? false;
        return (
          <Press
            key={chip.id}
            className={`chip${chip.look === undefined ? '' : ` is-${chip.look}`}${isChosen ? ' is-chosen' : ''}${isOff ? ' is-off' : ''}`}
            onPress={() => onTap(chip.id)}
            testid={`chip-${chip.id}`}
            isOff={isOff}
            {...(chosen === undefined ? {} : { isPressed: isChosen })}
          >
            <Text>{`${isChosen ? '✓ ' : ''}${chip.words}`}</Text>
          </Press>
        );
      })}
    </View>
  );
  return isLabelled ? (
    <View>
      <View className="chips-label">{label}</View>
      {row}
    </View>
  ) : (
    row
  );
}

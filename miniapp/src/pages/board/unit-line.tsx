/** One unit: its name, one stacked bar, and the same counts as words, for the bar alone tells nothing to who cannot see its colours. */
import { Text, View } from '@tarojs/components';
import type { BoardUnit } from '../../../../core/contract/board.js';
import { Press } from '../../components/press.js';

const PARTS = ['red', 'yellow', 'green', 'none'] as const;

interface Props {
  readonly unit: BoardUnit;
  readonly onOpen: () => void;
}

export function UnitLine({ unit, onOpen }: Props) {
  return (
    <Press className="board-unit" onPress={onOpen} role="link" label={`${unit.name}：${unit.words}`} testid={`unit-${unit.id}`}>
      <View className="board-unit-head">
        <Text className="board-unit-name">{unit.name}</Text>
        <Text className="board-unit-turn">›</Text>
      </View>
      <View className="board-bar" {...{ 'aria-hidden': 'true' }}>
        {PARTS.map((part) => (unit[part] === 0 ? null : <View key={part} className={`board-part is-${part}`} style={{ flexGrow: unit[part] }} />))}
      </View>
      <Text className="board-unit-words">{unit.words}</Text>
    </Press>
  );
}

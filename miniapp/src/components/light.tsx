/** The light: shape and word with the colour, always. */
import { Text, View } from '@tarojs/components';
import type { TaskCard } from '../../../core/contract/task.js';
import './light.css';

export const SHAPES: Readonly<Record<TaskCard['light'], string>> = { red: '■', yellow: '▲', green: '●', none: '✓' };

interface Props {
  readonly light: TaskCard['light'];
  readonly words: string;
}

export function LightMark({ light, words }: Props) {
  return (
    <View className={`light is-${light}`}>
      <Text className="light-shape">{SHAPES[light]}</Text>
      <Text>{words}</Text>
    </View>
  );
}

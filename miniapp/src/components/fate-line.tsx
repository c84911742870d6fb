/** What became of one message: why and to whom, then its fate with shape and word. */
import { View } from '@tarojs/components';
import type { MessageFate } from '../../../core/contract/operations.js';
import './fate-line.css';

const SHAPES: Readonly<Record<MessageFate['state'], string>> = { sent: '✓', waiting: '▲', dropped: '–', unknown: '■', refused: '■' };

interface Props {
  readonly fate: MessageFate;
  /** `T31`, where the list is not that of one task. */
  readonly task?: string | null;
}

export function FateLine({ fate: { to, about, state, words }, task = null }: Props) {
  return (
    <View className="fate">
      <View>{[task, about, to].filter((part) => part !== null).join(' · ')}</View>
      <View className={`fate-state is-${state}`}>{`${SHAPES[state]} ${words}`}</View>
    </View>
  );
}

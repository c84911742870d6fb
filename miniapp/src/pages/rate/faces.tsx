/** Five levels as faces with words in one row; in care mode one under the other. */
import { Text, View } from '@tarojs/components';
import { Press } from '../../components/press.js';

interface Props {
  readonly levels: readonly { readonly level: number; readonly words: string }[];
  readonly chosen: number | null;
  readonly onChoose: (level: number) => void;
}

/** Five stand beside each other at 320 px: 非常 and 不满意 are a line each. */
const partsOf = (words: string): readonly string[] => (/^(非常|基本)/.test(words) ? [words.slice(0, 2), words.slice(2)] : [words]);

export function Faces({ levels, chosen, onChoose }: Props) {
  return (
    <View className="faces" {...{ role: 'group', 'aria-label': '满意程度' }}>
      {levels.map(({ level, words }) => (
        <Press
          key={level}
          className={`face is-${level}${chosen === level ? ' is-chosen' : ''}`}
          onPress={() => onChoose(level)}
          isPressed={chosen === level}
          label={words}
          testid={`level-${level}`}
        >
          <View className="face-head" {...{ 'aria-hidden': 'true' }}>
            <View className="face-eyes">
              <View className="face-eye" />
              <View className="face-eye" />
            </View>
            <View className="face-mouth" />
          </View>
          <View className="face-words">
            {partsOf(words).map((part) => (
              <Text key={part} className="face-part">
                {part}
              </Text>
            ))}
          </View>
        </Press>
      ))}
    </View>
  );
}

/** One out of many: shows what is chosen, a tap opens the list. */
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from './button.js';
import './choice.css';
import { Press } from './press.js';
import { Sheet } from './sheet.js';

export interface Option {
  readonly id: string;
  readonly words: string;
}

interface Props {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** Shown while nothing is chosen. */
  readonly hint?: string;
  readonly testid: string;
}

export function Choice({ label, options, chosen, onChoose, hint = '请选择', testid }: Props) {
  const [isOpen, open] = useState(false);
  const words = options.find((option) => option.id === chosen)?.words;
  return (
    <View className="choice">
      <View className="choice-label">{label}</View>
      <Press className="choice-box" onPress={() => open(true)} label={`${label}：${words ?? hint}`} testid={testid}>
        <Text className={words === undefined ? 'choice-hint' : ''}>{words ?? hint}</Text>
        <Text className="choice-turn">›</Text>
      </Press>
      {isOpen ? (
        <Sheet title={label} onClose={() => open(false)}>
          {options.map((option) => (
            <Button
              key={option.id}
              words={option.id === chosen ? `✓ ${option.words}` : option.words}
              onPress={() => {
                open(false);
                onChoose(option.id);
              }}
              testid={`${testid}-${option.id}`}
            />
          ))}
        </Sheet>
      ) : null}
    </View>
  );
}

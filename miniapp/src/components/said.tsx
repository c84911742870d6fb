/** What the app has to say right here: done, take care, went wrong. Read aloud when it appears. */
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { markup } from './markup.js';
import './said.css';

interface Props {
  readonly look: 'done' | 'note' | 'care' | 'wrong';
  readonly words: string;
  readonly children?: ReactNode;
  readonly testid?: string;
}

export function Said({ look, words, children, testid }: Props) {
  return (
    <View className={`said is-${look}`} {...markup({ role: look === 'wrong' ? 'alert' : 'status', testid })}>
      <View className="said-words">{words}</View>
      {children === undefined ? null : <View className="said-more">{children}</View>}
    </View>
  );
}

/** A part of a page under its own head; folded where it is long and seldom needed. */
import { Text, View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Press } from './press.js';
import './section.css';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  readonly isFolded?: boolean | undefined;
  readonly testid?: string;
}

export function Section({ title, children, isFolded, testid }: Props) {
  const [isOpen, open] = useState(isFolded !== true);
  return (
    <View className="section">
      {isFolded === undefined ? (
        <View className="section-title" {...{ role: 'heading', 'aria-level': '2' }}>
          {title}
        </View>
      ) : (
        <Press className="section-fold" onPress={() => open(!isOpen)} testid={testid} label={`${title}，${isOpen ? '收起' : '展开'}`}>
          <Text className="section-title">{title}</Text>
          <Text className="section-turn">{isOpen ? '收起' : '展开'}</Text>
        </Press>
      )}
      {isOpen ? <View className="section-body">{children}</View> : null}
    </View>
  );
}

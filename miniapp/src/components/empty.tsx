/** Nothing is empty: a list without entries says why and what comes next. */
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './empty.css';

interface Props {
  readonly words: string;
  readonly children?: ReactNode;
}

export function Empty({ words, children }: Props) {
  return (
    <View className="empty" {...{ role: 'status' }}>
      <View>{words}</View>
      {children === undefined ? null : <View className="empty-more">{children}</View>}
    </View>
  );
}

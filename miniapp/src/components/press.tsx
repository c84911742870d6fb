/** Anything one taps: a box that says it is a button, reacts to the finger and takes the keyboard's focus. */
import { View } from '@tarojs/components';
import type { ITouchEvent } from '@tarojs/components';
import type { ReactNode } from 'react';
import { type Marks, markup } from './markup.js';

interface Props extends Marks {
  readonly className: string;
  readonly onPress: () => void;
  readonly onHold?: () => void;
  readonly children: ReactNode;
}

export function Press({ className, onPress, onHold, children, role = 'button', isOff, ...marks }: Props) {
  const press = (event: ITouchEvent) => {
    event.stopPropagation();
    if (isOff !== true) onPress();
  };
  return (
    <View
      className={className}
      hoverClass={isOff === true ? 'none' : 'is-held'}
      onClick={press}
      {...(onHold === undefined ? {} : { onLongPress: onHold })}
      {...{ tabIndex: 0 }}
      {...markup({ role, isOff, ...marks })}
    >
      {children}
    </View>
  );
}

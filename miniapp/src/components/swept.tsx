/** What it holds answers to a sweep to the left; whoever does not sweep has a button for the same. */
import { View } from '@tarojs/components';
import type { BaseEventOrig, ITouchEvent } from '@tarojs/components';
import { type ReactNode, useRef } from 'react';
import { useSurroundings } from './surroundings.js';

interface Props {
  readonly onNext: (() => void) | null;
  readonly children: ReactNode;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

const spotOf = (event: BaseEventOrig): Spot | null => {
  // A second finger is no sweep.
  const [touch, second] = (event as ITouchEvent).changedTouches as readonly { readonly clientX: number; readonly clientY: number }[];
  return touch === undefined || second !== undefined ? null : { x: touch.clientX, y: touch.clientY };
};

export function Swept({ onNext, children }: Props) {
  const { isSwept } = useSurroundings();
  const from = useRef<Spot | null>(null);
  if (onNext === null) return <View>{children}</View>;
  const end = (event: BaseEventOrig) => {
    const [begun, ended] = [from.current, spotOf(event)];
    from.current = null;
    if (begun !== null && ended !== null && isSwept(begun, ended)) onNext();
  };
  return (
    <View
      onTouchStart={(event: BaseEventOrig) => {
        from.current = spotOf(event);
      }}
      onTouchEnd={end}
    >
      {children}
    </View>
  );
}

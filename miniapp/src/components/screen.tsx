/** The frame of every page: head (in a browser), body, and the place at the bottom for the one main button. */
import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { goBack } from './go-back.js';
import { Press } from './press.js';
import './screen.css';
import { useSurroundings } from './surroundings.js';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** The main button and what belongs to it; stays above the safe area. */
  readonly foot?: ReactNode;
  /** The bar of rooms; a page has it or a way back, not both. */
  readonly bar?: ReactNode;
  readonly isWide?: boolean;
  /** Inside a frame that has its own head. */
  readonly isBare?: boolean;
}

export function Screen({ title, children, foot, bar, isWide = false, isBare = false }: Props) {
  const { care, needsHead } = useSurroundings();
  const hasFoot = (foot !== undefined && foot !== null) || (bar !== undefined && bar !== null);
  return (
    <View className={`screen${care ? ' care' : ''}${isWide ? ' is-wide' : ''}${isBare ? ' is-bare' : ''}`}>
      {needsHead && !isBare ? (
        <View className="screen-head">
          {bar === undefined ? (
            <Press className="screen-back" onPress={goBack} label="返回" testid="back">
              <Text>‹ 返回</Text>
            </Press>
          ) : null}
          <View className="screen-title" {...{ role: 'heading', 'aria-level': '1' }}>
            {title}
          </View>
        </View>
      ) : null}
      <View className="screen-body" {...{ role: 'main' }}>
        {children}
      </View>
      {!hasFoot ? null : (
        <View className="screen-foot">
          {foot === undefined || foot === null ? null : <View className="screen-act">{foot}</View>}
          {bar}
        </View>
      )}
    </View>
  );
}

/** A sheet from below: a question before what cannot be taken back, or what a button still needs. Nothing behind it reacts. */
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Button } from './button.js';
import './sheet.css';

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
  readonly onClose: () => void;
  readonly closeWords?: string;
}

export function Sheet({ title, children, onClose, closeWords = '取消' }: Props) {
  return (
    <View className="sheet-veil" onClick={onClose} {...{ 'data-testid': 'sheet-veil' }}>
      <View
        className="sheet"
        onClick={(event) => event.stopPropagation()}
        {...{ role: 'dialog', 'aria-label': title, 'aria-modal': 'true', 'data-testid': 'sheet' }}
      >
        <View className="sheet-title">{title}</View>
        <View className="sheet-body">{children}</View>
        <Button words={closeWords} look="quiet" onPress={onClose} testid="sheet-close" />
      </View>
    </View>
  );
}

/** Counts one below the other, each a link to the list of what it counts. */
import { Text } from '@tarojs/components';
import type { Figure } from '../../../core/contract/board.js';
import './figure-lines.css';
import { Press } from './press.js';

interface Props {
  readonly figures: readonly Figure[];
  readonly onOpen: (figure: Figure) => void;
}

export function FigureLines({ figures, onOpen }: Props) {
  return (
    <>
      {figures.map((figure) => (
        <Press key={figure.id} className="figure-line" onPress={() => onOpen(figure)} role="link" testid={`pick-${figure.id}`}>
          <Text>{figure.words}</Text>
          <Text className="figure-line-count">{`${figure.count} 项 ›`}</Text>
        </Press>
      ))}
    </>
  );
}

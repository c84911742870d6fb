/** A task in a list: light, measure, where and by when, how far. The whole card opens the task. */
import { Text, View } from '@tarojs/components';
import type { TaskCard as Card } from '../../../core/contract/task.js';
import { LightMark } from './light.js';
import { Press } from './press.js';
import './task-card.css';

interface Props {
  readonly card: Card;
  readonly onOpen: () => void;
  /** Long press or the right edge: straight to 报进展; absent where this person does not report. */
  readonly onReport?: () => void;
}

/** `12月20日（周日）前` is `12月20日` in a list; the days left stand above it already. */
const shortDue = (words: string): string => words.replace(/（周.）前?$/, '');

export function TaskCard({ card, onOpen, onReport }: Props) {
  const parts = [`问题 ${card.findingNumber} ·`, `${card.unitName} ·`, shortDue(card.due.words)];
  return (
    <View className="task-card">
      <Press
        className="task-card-body"
        onPress={onOpen}
        {...(onReport === undefined ? {} : { onHold: onReport })}
        role="link"
        label={`${card.lightWords}，${card.measure}`}
        testid={`task-${card.number}`}
      >
        <View className="task-card-top">
          <LightMark light={card.light} words={card.lightWords} />
          <Text className="task-card-note">{card.returnedCount > 0 ? `退回过 ${card.returnedCount} 次` : card.statusWords}</Text>
        </View>
        <View className="task-card-measure">{card.measure}</View>
        <View className="task-card-line">
          <View>
            {parts.map((words) => (
              <Text key={words} className="task-card-part">
                {words}
              </Text>
            ))}
          </View>
          <Text className="task-card-percent">{`${card.percent} %`}</Text>
        </View>
      </Press>
      {onReport === undefined ? null : (
        <Press className="task-card-report" onPress={onReport} label={`报进展：${card.measure}`} testid={`report-${card.number}`}>
          <Text>报进展</Text>
        </Press>
      )}
    </View>
  );
}

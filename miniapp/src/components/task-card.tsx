/** A task in a list: light, measure, whose and by when, how far. The whole card opens the task; its edge holds what may be done at once. */
import { Text, View } from '@tarojs/components';
import type { TaskCard as Card } from '../../../core/contract/task.js';
import { LightMark } from './light.js';
import { Press } from './press.js';
import './task-card.css';
import { cardParts } from './task-card-words.js';

interface Props {
  readonly card: Card;
  readonly onOpen: () => void;
  /** Long press or the right edge: straight to 报进展; absent where this person does not report. */
  readonly onReport?: () => void;
  /** A report was begun on this phone and not sent. */
  readonly hasDraft?: boolean;
  /** 我已响应; absent where no emergency clock waits for this person. */
  readonly onRespond?: () => void;
  /** Absent where nothing is to be signed for. */
  readonly onSign?: () => void;
  /** Who reads the list: what is their own needs no name. */
  readonly reader?: string;
}

/** What stands beside the light, and never what the light says already. */
function noteOf({ isUnconfirmed, returnedCount, reviewWords, statusWords, lightWords, clockWords, extensionWords }: Card, isOwn: boolean): string {
  if (clockWords !== null && clockWords !== lightWords) return clockWords;
  const returned = returnedCount > 0 ? `退回过 ${returnedCount} 次` : null;
  const status = returned === null && statusWords !== lightWords ? statusWords : null;
  const silent = isUnconfirmed && !isOwn ? '未确认' : null;
  return [returned, silent, extensionWords === null ? (reviewWords ?? status) : '延期申请中'].filter((words) => words !== null).join(' · ');
}

export function TaskCard({ card, onOpen, onReport, hasDraft = false, onRespond, onSign, reader }: Props) {
  const note = noteOf(card, card.ownerName === reader);
  // What runs by the hour stands before what is late by days.
  const isClock = note === card.clockWords;
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
          {isClock ? <Text className="task-card-note is-clock">{`■ ${note}`}</Text> : null}
          <LightMark light={card.light} words={card.lightWords} />
          {isClock ? null : <Text className="task-card-note">{note}</Text>}
        </View>
        <View className="task-card-measure">{card.measure}</View>
        {card.listedWords === null ? null : <View className="task-card-listed">{`■ ${card.listedWords}`}</View>}
        {card.milestone === null ? null : <LightMark {...card.milestone} />}
        <View className="task-card-line">
          <View className="task-card-where">
            <View className="task-card-parts">
              {cardParts(card, reader).map((words) => (
                <Text key={words} className="task-card-part">
                  {words}
                </Text>
              ))}
            </View>
          </View>
          <Text className="task-card-percent">{`${card.percent} %`}</Text>
        </View>
      </Press>
      {onReport === undefined && onSign === undefined && onRespond === undefined ? null : (
        <View className="task-card-edge">
          {onRespond === undefined ? null : (
            <Press className="task-card-act is-urgent" onPress={onRespond} label={`我已响应：${card.measure}`} testid={`respond-${card.number}`}>
              <Text>我已响应</Text>
            </Press>
          )}
          {onSign === undefined ? null : (
            <Press className="task-card-act" onPress={onSign} label={`签收：${card.measure}`} testid={`sign-${card.number}`}>
              <Text>签收</Text>
            </Press>
          )}
          {onReport === undefined ? null : (
            <Press
              className="task-card-act"
              onPress={onReport}
              label={`${hasDraft ? '继续填报' : '报进展'}：${card.measure}`}
              testid={`report-${card.number}`}
            >
              <Text>{hasDraft ? '继续填报' : '报进展'}</Text>
            </Press>
          )}
        </View>
      )}
    </View>
  );
}

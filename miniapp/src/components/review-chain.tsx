/** 验收记录: the steps of acceptance with who, when and what opinion, and what third parties said. */
import { Text, View } from '@tarojs/components';
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import './review-chain.css';
import { Section } from './section.js';

type Review = NonNullable<TaskDetail['review']>;

/** Shape and word beside the colour. */
const MARKS: Readonly<Record<Review['steps'][number]['state'], string>> = { done: '✓', now: '▶', later: '○' };

export function ReviewChain({ review }: { readonly review: Review }) {
  return (
    <Section title="验收步骤">
      {review.steps.map(({ words, state, whoWords, whenWords, opinion }, at) => (
        <View key={`${at}-${words}`} className={`chain-step is-${state}`} {...{ 'data-testid': 'chain-step' }}>
          <View className="chain-words">
            <Text>{`${MARKS[state]} ${review.steps.length > 1 ? `${at + 1} ` : ''}${words}`}</Text>
            <Text className="chain-who">{whoWords}</Text>
          </View>
          {whenWords === '' ? null : <View className="chain-side">{whenWords}</View>}
          {opinion === '' ? null : <View className="chain-side">{`意见：${opinion}`}</View>}
        </View>
      ))}
      {review.opinions.map(({ askedWords, answerWords }) => (
        <View key={askedWords} className="chain-step" {...{ 'data-testid': 'chain-opinion' }}>
          <View className="chain-side">{askedWords}</View>
          <View className={answerWords === null ? 'chain-waiting' : 'chain-side'}>{answerWords ?? '▲ 还在等答复'}</View>
        </View>
      ))}
    </Section>
  );
}

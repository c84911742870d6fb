/** 整改前后: the photos of before beside the newest of after, so that one look compares them. */
import { View } from '@tarojs/components';
import type { TaskDetail } from '../../../../core/contract/task-detail.js';
import { addressOf } from '../../api.js';
import { Section } from '../../components/section.js';
import { pairsIn } from './pairs-in.js';
import { Side } from './side.js';

export function Pairs({ task }: { readonly task: TaskDetail }) {
  const pairs = pairsIn(task.evidence);
  if (pairs.length === 0) return null;
  return (
    <Section title="整改前后" testid="pairs">
      {pairs.map(({ before, after }) => {
        const urls = [before, ...(after === null ? [] : [after])].map(({ viewUrl }) => addressOf(viewUrl));
        return (
          <View key={before.viewUrl} className="twin" {...{ 'data-testid': 'pair' }}>
            <View className="twin-sides">
              <Side words="整改前" picture={before} urls={urls} />
              {after === null ? (
                <View className="twin-side review-side">还没有整改后的照片</View>
              ) : (
                <Side words="整改后" picture={after} urls={urls} />
              )}
            </View>
          </View>
        );
      })}
    </Section>
  );
}

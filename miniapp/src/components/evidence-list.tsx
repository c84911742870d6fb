/** 佐证材料 as a checklist: ✓ what is there, ○ what is still missing. */
import { View } from '@tarojs/components';
import type { TaskDetail } from '../../../core/contract/task.js';
import './evidence-list.css';

type Need = TaskDetail['evidenceNeeds'][number];

export const isMissing = (need: Need): boolean => need.have < need.need;

const wordsOf = (need: Need): string =>
  isMissing(need)
    ? `○ 还缺 ${need.need - need.have} 份${need.words}${need.have > 0 ? `（已有 ${need.have} 份）` : ''}`
    : `✓ 有 ${need.have} 份${need.words}`;

export function EvidenceList({ needs }: { readonly needs: readonly Need[] }) {
  return (
    <View>
      {needs.map((need) => (
        <View key={need.words} className={`evidence-need${isMissing(need) ? ' is-missing' : ''}`}>
          {wordsOf(need)}
        </View>
      ))}
    </View>
  );
}

/** 佐证材料 as a checklist: ✓ what is there, ○ what is still missing, with the way to add it. */
import { View } from '@tarojs/components';
import type { TaskDetail } from '../../../core/contract/task-detail.js';
import { Button } from './button.js';
import './evidence-list.css';
import { isMissing, lackingOf, type Need, needWords, wantedWords } from './need-words.js';

interface Props {
  readonly needs: readonly Need[];
  /** Absent where this reader adds nothing. */
  readonly onAdd?: ((need: Need) => void) | undefined;
}

export function EvidenceList({ needs, onAdd }: Props) {
  return (
    <View>
      {needs.map((need) => (
        <View key={need.words} className={`evidence-need${isMissing(need) ? ' is-missing' : ''}`}>
          <View className="evidence-need-words">{needWords(need)}</View>
          {onAdd === undefined || !isMissing(need) ? null : (
            <Button words={`添加${wantedWords(need)}`} onPress={() => onAdd(need)} testid={`add-for-${need.words}`} />
          )}
        </View>
      ))}
    </View>
  );
}

interface LackingProps {
  readonly task: TaskDetail;
  readonly onAdd: (need: Need) => void;
}

/** What keeps a task that is reported as done from 申请验收, with the way to bring it; null: nothing of its evidence does. */
export function lackingList({ task, onAdd }: LackingProps) {
  const lacking = lackingOf(task);
  if (lacking.length === 0) return null;
  return (
    <View className="evidence-lacking" {...{ role: 'status', 'data-testid': 'evidence-lacking' }}>
      <View className="evidence-lacking-head">材料齐了才能申请验收：</View>
      <EvidenceList needs={lacking} onAdd={onAdd} />
    </View>
  );
}

/** Setting the evidence list 佐证清单: items with their kind and how many; the button repeats the verb. */
import { Text, View } from '@tarojs/components';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { KIND_WORDS, MOST_NEED_WORDS, MOST_NEEDS, MOST_PIECES } from '../../../core/ledger/evidence.js';
import { ActFoot } from './act-foot.js';
import type { TaskAction } from './act-words.js';
import { Button } from './button.js';
import { Chips } from './chips.js';
import { useEditedRows } from './edited-rows.js';
import { Field } from './field.js';
import './needs-sheet.css';
import { type EditedNeed, needsOf, needsLack, startingNeeds } from './needs-draft.js';
import { Press } from './press.js';
import { Sheet } from './sheet.js';

interface Props {
  readonly allowed: AllowedAction;
  readonly task: TaskDetail;
  readonly isBusy: boolean;
  readonly wrong: string | null;
  readonly onAct: (action: TaskAction) => void;
  readonly onClose: () => void;
}

const KINDS = (['photo', 'file', 'any'] as const).map((kind) => ({ id: kind, words: KIND_WORDS[kind] }));
const within = (count: number): number => Math.min(MOST_PIECES, Math.max(1, count));

function NeedEditor({
  need,
  at,
  onChange,
  onRemove,
}: {
  readonly need: EditedNeed;
  readonly at: number;
  readonly onChange: (need: EditedNeed) => void;
  readonly onRemove: () => void;
}) {
  const step = (by: number, words: string, testid: string) => (
    <Press
      className="need-step"
      onPress={() => onChange({ ...need, count: within(need.count + by) })}
      label={`第 ${at + 1} 项${words}`}
      testid={testid}
    >
      <Text>{by < 0 ? '－' : '＋'}</Text>
    </Press>
  );
  return (
    <View className="need" {...{ role: 'group', 'aria-label': `第 ${at + 1} 项` }}>
      <View className="need-head">{`第 ${at + 1} 项`}</View>
      <Chips
        label="要哪种材料"
        isLabelled
        chips={KINDS}
        chosen={[need.kind]}
        onTap={(kind) => onChange({ ...need, kind: KINDS.find(({ id }) => id === kind)?.id ?? 'any' })}
      />
      <Field
        label="材料名称（不限名称可不填）"
        hint="如 会议纪要"
        most={MOST_NEED_WORDS}
        value={need.name}
        onChange={(name) => onChange({ ...need, name })}
        testid={`need-name-${at}`}
      />
      <View className="need-label">至少几份</View>
      <View className="need-count">
        {step(-1, '少一份', `need-less-${at}`)}
        <Text className="need-figure">{`${need.count} 份`}</Text>
        {step(1, '多一份', `need-more-${at}`)}
        <Press className="need-remove" onPress={onRemove} label={`移除第 ${at + 1} 项`} testid={`need-remove-${at}`}>
          <Text>移除</Text>
        </Press>
      </View>
    </View>
  );
}

export function NeedsSheet({ allowed, task, isBusy, wrong, onAct, onClose }: Props) {
  const { rows: needs, put, remove, add } = useEditedRows(() => startingNeeds(task));
  const lacks = needsLack(needs);
  return (
    <Sheet title={allowed.words} onClose={onClose}>
      <View>缺一项，责任人都不能申请验收。已交的材料仍然算数。</View>
      {needs.map((need, at) => (
        <NeedEditor key={need.key} need={need} at={at} onChange={put} onRemove={() => remove(need)} />
      ))}
      {needs.length === 0 ? <View>清单是空的：不需要佐证材料也能申请验收。</View> : null}
      <Button
        words="加一项"
        isOff={needs.length >= MOST_NEEDS}
        onPress={() => add((key) => ({ key, name: '', kind: 'photo', count: 1 }))}
        testid="need-add"
      />
      <ActFoot
        allowed={allowed}
        wrong={wrong}
        lacks={lacks}
        isBusy={isBusy}
        onGo={() => onAct({ kind: 'setEvidence', needs: [...needsOf(needs)] })}
      />
    </Sheet>
  );
}

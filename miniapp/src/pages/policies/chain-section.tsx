/** 验收步骤: through which hands a submission goes, in their order. */
import { View } from '@tarojs/components';
import { chainWords, STEP_WORDS, STEPS } from '../../../../core/ledger/review.js';
import type { BookFault } from '../../../../core/notice/policy-book.js';
import { Chips } from '../../components/chips.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { faultUnder, type Place, type Rules, withStep } from './draft.js';

interface Props {
  readonly place: Place;
  readonly rules: Rules;
  readonly faults: readonly BookFault[];
  readonly onChange: (rules: Rules) => void;
}

export function ChainSection({ place, rules, faults, onChange }: Props) {
  const wrong = faultUnder(faults, place, 'chain');
  return (
    <Section title="验收步骤（申请验收后依次由谁审核）">
      <View {...{ 'data-testid': 'words-chain' }}>{chainWords(rules.chain)}</View>
      <View className="policy-side">每一步的审核人都有自己的审核期限和提醒。改动只对以后的申请有效。</View>
      <Chips
        label="验收步骤"
        chips={STEPS.map((step) => ({ id: step, words: STEP_WORDS[step] }))}
        chosen={rules.chain}
        onTap={(step) => onChange(withStep(rules, step))}
      />
      {wrong === null ? null : <Said look="wrong" words={wrong} />}
    </Section>
  );
}

/** What 检查连接 found, a step each, with what to do in the platform's own menu words. */
import { View } from '@tarojs/components';
import type { ConnectionCheck } from '../../../../core/contract/connection.js';
import { Said } from '../../components/said.js';
import { STEP_WORDS } from './connection-words.js';

export function CheckSteps({ check }: { readonly check: ConnectionCheck }) {
  return (
    <View {...{ 'data-testid': 'check-steps' }}>
      <Said look={check.ok ? 'done' : 'wrong'} words={check.words} testid="checked" />
      {check.steps.map(({ name, state, words }) => (
        <View key={name} className={`connection-step is-${state}`}>
          <View className="connection-step-name">{`${STEP_WORDS[state]}　${name}`}</View>
          <View className="connection-side">{words}</View>
        </View>
      ))}
    </View>
  );
}

/** 量化指标: from where to where, how it stands in words, and the readings as bars under each other. Plain views, so that every build draws them. */
import { Text, View } from '@tarojs/components';
import type { AllowedAction, TaskDetail } from '../../../core/contract/task-detail.js';
import { Button } from './button.js';
import { Section } from './section.js';
import { barsOf, type Target } from './target-bars.js';
import './targets.css';

interface Props {
  readonly targets: TaskDetail['targets'];
  readonly allowed: readonly AllowedAction[];
  readonly onTap: (allowed: AllowedAction) => void;
}

/** Shape beside the colour. */
const MARKS: Readonly<Record<Target['standing'], string>> = { none: '○', short: '▲', missed: '■', reached: '✓', exceeded: '✓' };

function Trend({ target }: { readonly target: Target }) {
  const { bars } = barsOf(target);
  const said = bars.map(({ words, dayWords }) => `${dayWords} ${words}`).join('，');
  return (
    <View className="trend" {...{ role: 'img', 'aria-label': `${target.name}的变化：${said}，${target.words}`, 'data-testid': 'trend' }}>
      {bars.map(({ length, words, dayWords }, at) => (
        <View key={`${at}-${dayWords}`} className="trend-row">
          <View className="trend-words">
            <Text>{dayWords}</Text>
            <Text className="trend-figure">{words}</Text>
          </View>
          <View className={`trend-bar${at === 0 ? ' is-first' : at === bars.length - 1 ? ' is-goal' : ''}`} style={{ width: `${length}%` }} />
        </View>
      ))}
    </View>
  );
}

export function Targets({ targets, allowed, onTap }: Props) {
  if (targets.length === 0 && allowed.length === 0) return null;
  return (
    <Section title="量化指标">
      {targets.length === 0 ? <View className="target-none">没有设量化指标。</View> : null}
      {targets.map((target) => (
        <View key={target.name} className="target" {...{ 'data-testid': 'target' }}>
          <View>{target.words}</View>
          <View className={`target-standing is-${target.standing}`}>{`${MARKS[target.standing]} ${target.standingWords}`}</View>
          {target.readings.length === 0 ? null : <Trend target={target} />}
        </View>
      ))}
      {allowed.map((one) => (
        <Button key={one.kind} words={one.words} onPress={() => onTap(one)} testid={`do-${one.kind}`} />
      ))}
    </Section>
  );
}

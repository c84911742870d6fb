/** How far: the figure with less and more, and the four usual values to tap. */
import { Text, View } from '@tarojs/components';
import { Chips } from './chips.js';
import './percent.css';
import { Press } from './press.js';

const USUAL = [25, 50, 75, 100];
const STEP = 5;

interface Props {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly isOff?: boolean;
}

const within = (value: number): number => Math.min(100, Math.max(0, value));

export function Percent({ value, onChange, isOff = false }: Props) {
  return (
    <View className="percent">
      <View className="percent-row">
        <Press className="percent-step" onPress={() => onChange(within(value - STEP))} label={`减 ${STEP} %`} testid="percent-less" isOff={isOff}>
          <Text>－</Text>
        </Press>
        <View className="percent-figure" {...{ role: 'status', 'data-testid': 'percent' }}>{`${value} %`}</View>
        <Press className="percent-step" onPress={() => onChange(within(value + STEP))} label={`加 ${STEP} %`} testid="percent-more" isOff={isOff}>
          <Text>＋</Text>
        </Press>
      </View>
      <Chips
        label="完成比例"
        chips={USUAL.map((percent) => ({ id: String(percent), words: `${percent} %` }))}
        chosen={[String(value)]}
        onTap={(id) => onChange(Number(id))}
        isOff={isOff}
      />
    </View>
  );
}

/** What a dry run said: the whole in one sentence, then day by day, with who hears. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Forecast, ForecastDay } from '../../../../core/contract/policy.js';
import { Button } from '../../components/button.js';
import { Section } from '../../components/section.js';

const lineOf = ({ words, messages, tasks }: ForecastDay['recipients'][number]): string =>
  `${words}：${messages} 条${tasks === 0 ? '' : `，说 ${tasks} 项任务`}`;

function DayLines({ day }: { readonly day: ForecastDay }) {
  const [isOpen, open] = useState(false);
  return (
    <View className="policy-day" {...{ 'data-testid': `day-${day.day}` }}>
      <View>{day.words}</View>
      {day.recipients.length === 0 ? null : (
        <Button words={isOpen ? '收起名单' : '谁会收到'} look="quiet" onPress={() => open(!isOpen)} testid={`who-${day.day}`} />
      )}
      {isOpen ? <View className="policy-side">{day.recipients.map(lineOf).join('\n')}</View> : null}
    </View>
  );
}

export function ForecastSection({ forecast }: { readonly forecast: Forecast }) {
  return (
    <Section title="试算结果" testid="forecast">
      <View {...{ 'data-testid': 'forecast-words' }}>{forecast.words}</View>
      {forecast.days.map((day) => (
        <DayLines key={day.day} day={day} />
      ))}
      <View className="policy-side">{forecast.reach.join('')}</View>
    </Section>
  );
}

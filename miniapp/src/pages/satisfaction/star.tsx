/** 服务之星: proposed by the rates, decided by a person, told to the groups. */
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { Rate, Satisfaction } from '../../../../core/contract/satisfaction.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Press } from '../../components/press.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';

interface Props {
  readonly month: string;
  readonly star: Satisfaction['star'];
  readonly onOpen: (rate: Rate) => void;
  readonly onChanged: (value: Satisfaction) => void;
}

export function Star({ month, star, onOpen, onChanged }: Props) {
  const [asked, ask] = useState<Rate | null>(null);
  const errand = useErrand();
  const choose = () =>
    void errand.run(async (requestId) => {
      if (asked === null) return null;
      onChanged(await api.chooseStar({ requestId, month, staffId: asked.id }));
      ask(null);
      return null;
    });
  return (
    <Section title="服务之星" testid="star">
      {star.announcedWords === null ? null : <View>{star.announcedWords}</View>}
      {star.announcedWords === null && star.emptyWords !== '' ? <View>{star.emptyWords}</View> : null}
      {star.announcedWords !== null
        ? null
        : star.proposed.map((rate) => (
            <View key={rate.id}>
              <Press className="rate-line" role="link" onPress={() => onOpen(rate)} testid={`star-ratings-${rate.id}`}>
                <View className="rate-line-head">
                  <Text>{`${rate.words}（${rate.total} 次评价）`}</Text>
                  <Text className="rate-line-share">{`${rate.rateWords} ›`}</Text>
                </View>
              </Press>
              {star.mayDecide ? <Button words={`评${rate.words}为服务之星`} onPress={() => ask(rate)} testid={`star-${rate.id}`} /> : null}
            </View>
          ))}
      {asked === null ? null : (
        <Sheet title={`评${asked.words}为服务之星，并在工作群里宣布。宣布后不能更改。`} onClose={() => ask(null)}>
          {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
          <Button words="宣布服务之星" look="main" busy={errand.isBusy ? '正在宣布' : null} onPress={choose} testid="star-now" />
        </Sheet>
      )}
    </Section>
  );
}

/** One rung: before, on or after the day, how many days, whether it recurs, and who hears. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { RungPost, WatchKind } from '../../../../core/notice/model.js';
import { rungPostWords } from '../../../../core/notice/policy-words.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Field } from '../../components/field.js';
import { type Ladder, numberOf, type Rung, type Side, sideOf, typedOf, withDays, withEvery, withPost, withSide } from './draft.js';

interface Props {
  readonly watch: WatchKind;
  readonly index: number;
  readonly counts: Ladder['counts'];
  readonly rung: Rung;
  readonly wrong: string | null;
  readonly onChange: (rung: Rung) => void;
  readonly onRemove: () => void;
}

const POSTS: readonly RungPost[] = ['owner', 'leader', 'principal', 'office', 'leadingGroup', 'reviewer'];

const SIDES = [
  { id: 'before', words: '之前' },
  { id: 'day', words: '当天' },
  { id: 'late', words: '之后' },
] as const;

export function RungEditor({ watch, index, counts, rung, wrong, onChange, onRemove }: Props) {
  // While the days are being typed the number alone does not tell the side.
  const [side, setSide] = useState<Side>(sideOf(rung));
  const unit = counts === 'workday' ? '个工作日' : '天';
  const turn = (id: string) => {
    const next = SIDES.find((one) => one.id === id)?.id ?? side;
    setSide(next);
    onChange(withSide(rung, next));
  };
  const again = rung.every;
  return (
    <View className="policy-rung" {...{ 'data-testid': `rung-${watch}-${index}` }}>
      <View className="policy-rung-head">{`第 ${index + 1} 级`}</View>
      <Chips label={`第 ${index + 1} 级在什么时候`} chips={SIDES} chosen={[side]} onTap={turn} />
      {side === 'day' ? null : (
        <Field
          label={`${side === 'before' ? '提前' : '超过'}几${unit === '天' ? '天' : '个工作日'}`}
          kind="phone"
          most={3}
          value={typedOf(rung.offset)}
          onChange={(typed) => onChange(withDays(rung, side, numberOf(typed)))}
          testid={`days-${watch}-${index}`}
        />
      )}
      {side === 'late' ? (
        <Chips
          label="是否重复"
          chips={[
            { id: 'once', words: '只提醒一次' },
            { id: 'again', words: '之后每隔几天再提醒' },
          ]}
          chosen={[again === undefined ? 'once' : 'again']}
          onTap={(id) => onChange(withEvery(rung, id === 'again' ? (again ?? 7) : null))}
        />
      ) : null}
      {side === 'late' && again !== undefined ? (
        <Field
          label={`每隔几${unit}`}
          kind="phone"
          most={3}
          value={typedOf(again)}
          onChange={(typed) => onChange(withEvery(rung, numberOf(typed)))}
          testid={`every-${watch}-${index}`}
        />
      ) : null}
      <View className="policy-label">提醒谁（可多选）</View>
      <Chips
        label={`第 ${index + 1} 级提醒谁`}
        chips={POSTS.map((post) => ({ id: post, words: rungPostWords(post) }))}
        chosen={rung.to}
        onTap={(id) => {
          const post = POSTS.find((one) => one === id);
          if (post !== undefined) onChange(withPost(rung, post));
        }}
      />
      {wrong === null ? null : (
        <View className="policy-wrong" {...{ role: 'alert', 'data-testid': `wrong-${watch}-${index}` }}>
          {wrong}
        </View>
      )}
      <Button words={`删除第 ${index + 1} 级`} look="quiet" onPress={onRemove} testid={`remove-${watch}-${index}`} />
    </View>
  );
}

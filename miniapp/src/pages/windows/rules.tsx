/** Rules of rating, and the key of the queue machine. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { KeyShown, RatingRules, WindowRoom } from '../../../../core/contract/window.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Chips } from '../../components/chips.js';
import { Field } from '../../components/field.js';
import { Said } from '../../components/said.js';
import { Section } from '../../components/section.js';
import { useErrand } from '../../hooks/use-errand.js';

type Figure = Exclude<keyof RatingRules, 'identity'>;

const FIGURES: readonly (readonly [Figure, string])[] = [
  ['perDevice', '同一部手机每天在一个窗口最多评几次'],
  ['perNetwork', '同一网络 10 分钟内最多评几次（大厅 Wi-Fi 算一个网络）'],
  ['waitTarget', '等候时间目标（分钟）'],
  ['waitMinutes', '超过目标多久报警（分钟）'],
  ['starAtLeast', '服务之星当月至少几次评价'],
];

export function Rules({ room, onSaved }: { readonly room: WindowRoom; readonly onSaved: (room: WindowRoom) => void }) {
  const [identity, setIdentity] = useState(room.rules.identity);
  const [typed, setTyped] = useState(() => Object.fromEntries(FIGURES.map(([name]) => [name, String(room.rules[name])])) as Record<Figure, string>);
  const errand = useErrand();
  const isWhole = FIGURES.every(([name]) => /^\d{1,5}$/.test(typed[name]));
  const save = () =>
    void errand.run(async (requestId) => {
      const figures = Object.fromEntries(FIGURES.map(([name]) => [name, Number(typed[name])])) as Record<Figure, number>;
      onSaved(await api.saveRatingRules({ requestId, rules: { identity, ...figures } }));
      return '已保存，马上生效。';
    }, '您填的内容还在');
  return (
    <Section title="评价规则" isFolded testid="rating-rules">
      <Chips
        label="评价人身份"
        chips={[
          { id: 'anonymous', words: '可以匿名' },
          { id: 'realName', words: '必须留电话（本地规定实名的）' },
        ]}
        chosen={[identity]}
        onTap={(id) => setIdentity(id === 'realName' ? 'realName' : 'anonymous')}
      />
      {FIGURES.map(([name, words]) => (
        <Field
          key={name}
          label={words}
          kind="phone"
          most={5}
          value={typed[name]}
          onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
          wrong={/^\d{1,5}$/.test(typed[name]) ? null : '请填整数。'}
          testid={`rule-${name}`}
        />
      ))}
      <View className="window-side">回访和整改的时限在“督办规则”里。</View>
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
      {errand.done === null ? null : <Said look="done" words={errand.done} />}
      <Button words="保存评价规则" isOff={!isWhole} busy={errand.isBusy ? '正在保存' : null} onPress={save} testid="save-rules" />
    </Section>
  );
}

export function QueueKey({ room }: { readonly room: WindowRoom }) {
  const [shown, show] = useState<KeyShown | null>(null);
  const errand = useErrand();
  const renew = () =>
    void errand.run(async () => {
      show(await api.renewKey());
      return null;
    });
  return (
    <Section title="叫号系统接口" isFolded testid="queue-key">
      <View>叫号系统用密钥报等候时间（POST /api/waiting）、为每张号票取评价码（POST /api/queue/窗口/code）。</View>
      <View className="window-side">{room.keyWords === null ? '还没有密钥。' : `现在的密钥：${room.keyWords}`}</View>
      {shown === null ? null : (
        <Said look="care" words={shown.words}>
          <View className="window-key">{shown.key}</View>
        </Said>
      )}
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
      <Button
        words={room.keyWords === null ? '生成密钥' : '更换密钥（原来的失效）'}
        busy={errand.isBusy ? '正在生成' : null}
        onPress={renew}
        testid="renew-key"
      />
    </Section>
  );
}

/** One-time codes for everybody shown who cannot sign in yet: one request each, then all of them copied at once. */
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { OneTimeCode, PersonDetail } from '../../../../core/contract/person.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { useErrand } from '../../hooks/use-errand.js';
import { codesToCopy } from './code-words.js';

interface Props {
  readonly people: readonly PersonDetail[];
  /** Those made since the page was opened. */
  readonly codes: readonly OneTimeCode[];
  readonly onCode: (personId: string, code: OneTimeCode) => void;
}

export function AllCodes({ people, codes, onCode }: Props) {
  const [made, setMade] = useState(0);
  const making = useErrand();
  const copying = useErrand();
  const make = () =>
    void making.run(async () => {
      setMade(0);
      for (const [at, one] of people.entries()) {
        onCode(one.id, await api.codeFor(one.id));
        setMade(at + 1);
      }
      return `已为 ${people.length} 人生成口令，列在各人名下。离开这一页就看不到了，请现在复制。`;
    }, '已经生成的口令还在各人名下');
  const copy = () =>
    void copying.run(async () => {
      await Taro.setClipboardData({ data: codesToCopy(codes) });
      return `已复制 ${codes.length} 人的口令。请一人一段，分别发给本人。`;
    }, '口令还在各人名下，可以逐个复制');
  return (
    <View className="people-all-codes">
      <Button
        words={`为这 ${people.length} 人全部生成`}
        busy={making.isBusy ? `正在生成 ${made}/${people.length}` : null}
        onPress={make}
        testid="make-all-codes"
      />
      <View className="people-side">以前发给他们、还没有用的口令同时作废。</View>
      {making.done === null ? null : <Said look="done" words={making.done} testid="all-codes-made" />}
      {making.wrong === null ? null : <Said look="wrong" words={making.wrong} />}
      {codes.length < 2 || making.isBusy ? null : (
        <Button words={`复制全部 ${codes.length} 人的口令`} look="main" onPress={copy} testid="copy-all-codes" />
      )}
      {copying.done === null ? null : <Said look="done" words={copying.done} />}
      {copying.wrong === null ? null : <Said look="wrong" words={copying.wrong} />}
    </View>
  );
}

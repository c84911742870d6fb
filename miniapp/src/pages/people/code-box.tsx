/** A one-time code, shown once: large, with the whole sentence to pass on, and brought into view as soon as it is there. */
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import type { OneTimeCode as Code } from '../../../../core/contract/person.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { useErrand } from '../../hooks/use-errand.js';
import { codeToCopy } from './code-words.js';

interface Props {
  readonly code: Code;
  /** Where many are made at once the page stays where it is. */
  readonly isAlone: boolean;
}

export function CodeBox({ code, isAlone }: Props) {
  const copying = useErrand();
  const place = `code-${code.code}`;
  useEffect(() => {
    if (isAlone) void Taro.pageScrollTo({ selector: `#${place}`, offsetTop: ABOVE, duration: 0 }).catch(() => undefined);
  }, [isAlone, place]);
  const copy = () =>
    void copying.run(async () => {
      await Taro.setClipboardData({ data: codeToCopy(code) });
      return '已复制，可以粘贴给本人了。';
    }, '口令还在上面，也可以照着抄给本人');
  return (
    <View id={place} className="people-code" {...{ role: 'status', 'data-testid': 'code' }}>
      <View className="people-side">{`${code.name}的一次性口令`}</View>
      <Text className="people-code-figure" userSelect>
        {code.code}
      </Text>
      <View className="people-code-words">{codeToCopy(code)}</View>
      <Button words="复制这段话" look="main" onPress={copy} testid="copy-code" />
      {copying.done === null ? null : <Said look="done" words={copying.done} testid="copied" />}
      {copying.wrong === null ? null : <Said look="wrong" words={copying.wrong} />}
      <View className="people-side">{code.words}</View>
    </View>
  );
}

/** The head of the screen stays over the page. */
const ABOVE = -64;

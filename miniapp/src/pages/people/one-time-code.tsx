/** A one-time code, shown once: made here, copied whole, with a warning where its link opens on one machine only. */
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { OneTimeCode as Code } from '../../../../core/contract/person.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { useErrand } from '../../hooks/use-errand.js';
import { codeToCopy } from './code-words.js';

export function OneTimeCode({ personId }: { readonly personId: string }) {
  const [code, setCode] = useState<Code | null>(null);
  const making = useErrand();
  const copying = useErrand();
  const make = () =>
    void making.run(async () => {
      copying.clear();
      setCode(await api.codeFor(personId));
      return null;
    });
  const copy = () =>
    void copying.run(async () => {
      if (code === null) return null;
      await Taro.setClipboardData({ data: codeToCopy(code) });
      return '已复制，可以粘贴给本人了。';
    }, '口令还在上面，也可以照着抄给本人');
  return (
    <>
      {code === null ? null : (
        <Said look="note" words={`一次性口令 ${code.code}\n${code.link}\n${code.words}`} testid="code">
          <Button words={code.linkWarning === null ? '复制口令和链接' : '复制口令'} onPress={copy} testid="copy-code" />
        </Said>
      )}
      {code === null || code.linkWarning === null ? null : <Said look="care" words={code.linkWarning} testid="link-warning" />}
      {copying.done === null ? null : <Said look="done" words={copying.done} testid="copied" />}
      {[making.wrong, copying.wrong].map((words) => (words === null ? null : <Said key={words} look="wrong" words={words} />))}
      <Button words="生成一次性口令" busy={making.isBusy ? '正在生成' : null} onPress={make} testid="make-code" />
    </>
  );
}

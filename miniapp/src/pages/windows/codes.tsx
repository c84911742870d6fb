/** The codes of one window: the printed one, and those of today for a screen or one service. */
import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import type { CodeShown, WindowLine } from '../../../../core/contract/window.js';
import { api, bytesOf } from '../../api.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Said } from '../../components/said.js';
import { Sheet } from '../../components/sheet.js';
import { useErrand } from '../../hooks/use-errand.js';
import { ratePath } from '../../paths.js';
import { giveFile, openRating } from '../../platform.js';

interface Props {
  readonly window: WindowLine;
  readonly mayEdit: boolean;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

const codeIn = (url: string | null): string => url?.split('c=')[1] ?? '';

export function Codes({ window, mayEdit, onChanged, onClose }: Props) {
  const [shown, show] = useState<CodeShown | null>(null);
  const [serviceNumber, setNumber] = useState('');
  const [isAsking, ask] = useState(false);
  const errand = useErrand();
  const today = (number: string | null) =>
    void errand.run(async () => {
      show(await api.codeOfToday(window.id, number === null ? {} : { serviceNumber: number }));
      return null;
    });
  const picture = () =>
    void errand.run(async () => {
      await giveFile(await bytesOf(`/api/windows/${window.id}/picture`), `${window.name}评价码.png`);
      return '图片已保存。';
    });
  const renew = () =>
    void errand.run(async (requestId) => {
      await api.renewCode(window.id, { requestId });
      ask(false);
      onChanged();
      return '已更换。请重新打印，原来的二维码已失效。';
    });
  return (
    <Sheet title={`“${window.name}”的评价码`} onClose={onClose} closeWords="关闭">
      {shown === null ? null : (
        <View className="window-code" {...{ 'data-testid': 'code-shown' }}>
          <Image className="window-picture" src={shown.picture} mode="widthFix" {...{ 'aria-label': '评价二维码' }} />
          <View>{shown.words}</View>
        </View>
      )}
      <Field label="办件编号（一次一评，可不填）" value={serviceNumber} most={32} hint="A1024" onChange={setNumber} testid="service-number" />
      <Button
        words="出示本次办理的评价码"
        isOff={!/^[0-9A-Za-z-]{1,32}$/.test(serviceNumber.trim())}
        busy={errand.isBusy ? '正在生成' : null}
        onPress={() => today(serviceNumber.trim())}
        testid="code-service"
      />
      <Button words="出示今天的屏幕码" onPress={() => today(null)} testid="code-screen" />
      <Button words="打开评价页看看" onPress={() => openRating(ratePath({ c: codeIn(window.ratingUrl) }))} testid="open-rating" />
      {mayEdit ? <Button words="下载窗口二维码（PNG）" onPress={picture} testid="code-picture" /> : null}
      {mayEdit ? <Button words="更换二维码（原来的失效）" look="danger" onPress={() => ask(true)} testid="code-renew" /> : null}
      {isAsking ? (
        <View>
          <View>已打印的二维码会马上失效，要重新打印张贴。</View>
          <Button words="更换二维码" look="danger" busy={errand.isBusy ? '正在更换' : null} onPress={renew} testid="code-renew-now" />
        </View>
      ) : null}
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} />}
      {errand.done === null ? null : <Said look="done" words={errand.done} />}
    </Sheet>
  );
}

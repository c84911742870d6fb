/** Step 1: the ledger as people keep it, and what it does not say itself. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Me } from '../../../../core/contract/session.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Said } from '../../components/said.js';
import { SecretsLine } from '../../components/secrets-line.js';
import { Section } from '../../components/section.js';
import { useErrand } from '../../hooks/use-errand.js';
import { pickWorkbook } from '../../platform.js';
import { Frame } from './frame.js';
import type { Reading } from './reading.js';
import { isDayWrong, RoundFields, sentOf } from './round-fields.js';

interface Props {
  readonly me: Me;
  readonly onRead: (reading: Reading) => void;
}

export function Choose({ me, onRead }: Props) {
  const [said, say] = useState({ roundName: '', feedbackDay: '' });
  const errand = useErrand();
  const isWrong = isDayWrong(said);
  const choose = async () => {
    const file = await pickWorkbook();
    if (file === null) return;
    await errand.run(async () => {
      const sent = sentOf(said);
      onRead({ file, sent, preview: await api.importLedger(file, { ...sent }) });
      return null;
    }, '系统里的内容没有变化');
  };
  const busy = errand.isBusy ? '正在读取台账' : null;
  return (
    <Frame
      me={me}
      at={0}
      missing={isWrong ? '请先改正反馈日期，或把它清空。' : null}
      foot={<Button words="选择台账文件" look="main" isOff={isWrong} busy={busy} onPress={() => void choose()} testid="choose-file" />}
    >
      <Section title="选择整改台账（.xlsx 或 .csv，10 MB 以内）">
        <View className="import-side">按您平时用的表格直接选就行：标题行、合并单元格、多个工作表都能读。先核对，再入库；导入不会发出任何消息。</View>
        <RoundFields said={said} onChange={say} about="（台账里写了就不用填）" />
        {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} testid="wrong" />}
        <SecretsLine />
      </Section>
    </Frame>
  );
}

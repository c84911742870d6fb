/** Step 1: the ledger as people keep it, and what it does not say itself. */
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { ImportPreview } from '../../../../core/contract/import.js';
import { isDay } from '../../../../core/time/day.js';
import { api } from '../../api.js';
import { Button } from '../../components/button.js';
import { Field } from '../../components/field.js';
import { Said } from '../../components/said.js';
import { SecretsLine } from '../../components/secrets-line.js';
import { Section } from '../../components/section.js';
import { useErrand } from '../../hooks/use-errand.js';
import { pickWorkbook } from '../../platform.js';

export function Choose({ onRead }: { readonly onRead: (preview: ImportPreview) => void }) {
  const [roundName, setRoundName] = useState('');
  const [feedbackDay, setFeedbackDay] = useState('');
  const errand = useErrand();
  const isWrongDay = feedbackDay.trim() !== '' && !isDay(feedbackDay.trim());
  const choose = async () => {
    const file = await pickWorkbook();
    if (file === null) return;
    await errand.run(async () => {
      onRead(await api.importLedger(file, { roundName: roundName.trim(), feedbackDay: feedbackDay.trim() }));
      return null;
    }, '系统里的内容没有变化');
  };
  return (
    <Section title="选择整改台账（.xlsx 或 .csv，10 MB 以内）">
      <View className="import-side">按您平时用的表格直接选就行：标题行、合并单元格、多个工作表都能读。先核对，再入库；导入不会发出任何消息。</View>
      <View className="import-fields">
        <Field label="轮次名称（台账里写了就不用填）" value={roundName} onChange={setRoundName} most={100} testid="round-name" />
        <Field
          label="反馈日期（台账里写了就不用填）"
          value={feedbackDay}
          onChange={setFeedbackDay}
          hint="如 2026-09-18"
          most={10}
          wrong={isWrongDay ? '请写成 2026-09-18 这样的日期。' : null}
          testid="feedback-day"
        />
      </View>
      {errand.wrong === null ? null : <Said look="wrong" words={errand.wrong} testid="wrong" />}
      <Button
        words="选择台账文件"
        look="main"
        isOff={isWrongDay}
        busy={errand.isBusy ? '正在读取台账' : null}
        onPress={() => void choose()}
        testid="choose-file"
      />
      <SecretsLine />
    </Section>
  );
}
